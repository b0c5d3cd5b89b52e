"""Errors as problem details (RFC 9457): what is wrong, and what to do about it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dragoman.errors import (
    AccessDenied,
    AnswerError,
    DragomanError,
    InputError,
    TokenNeeded,
    UnknownCode,
)

MEDIA_TYPE = "application/problem+json"
# What each error says of a request; other errors of ours are trouble of the record.
STATUSES: tuple[tuple[type[DragomanError], int], ...] = (
    (TokenNeeded, 401),
    (AccessDenied, 403),
    (AnswerError, 400),
    (InputError, 400),
    (UnknownCode, 400),
)
TROUBLE = 503
# How a browser asks for a token by itself.
CHALLENGE = {"WWW-Authenticate": 'Basic realm="Dragoman"'}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error as the body that programs read."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def status_of(error: DragomanError) -> int:
    """Return the status of HTTP that an error of ours has."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), TROUBLE)


def add_handlers(app: FastAPI) -> None:
    """Let every error of an application leave as a problem."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(DragomanError, _of_ours)


async def _of_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, error.detail, dict(error.headers or {}))


async def _of_parameters(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(400, "; ".join(map(_wrong, error.errors())))


def _wrong(entry: Mapping[str, Any]) -> str:
    """Return what is wrong with one parameter; the first part of its place says that it is one."""
    name = ".".join(str(part) for part in entry["loc"][1:]) or "the request"
    if entry["type"] == "extra_forbidden":
        return f"there is no parameter {name!r}; /api lists those of each address"
    return f"{name}: {entry['msg']}"


async def _of_ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, DragomanError)
    status = status_of(error)
    return problem(status, str(error), CHALLENGE if status == 401 else None)
