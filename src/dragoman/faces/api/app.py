"""The application below `/v1`."""

from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.api import answers, claims, holdings, sql
from dragoman.faces.api.forms import MEDIA_TYPES, Suffixes
from dragoman.faces.api.problems import MEDIA_TYPE, add_handlers, problem
from dragoman.faces.api.service import SNAPSHOT_HEADER, Service
from dragoman.faces.moments import Moments

VERSION = "1"
DESCRIPTION = f"""The record in the forms that programs read.

A form is asked for by the end of the path (`/v1/claims.csv`) or by `Accept`. There are
{", ".join(MEDIA_TYPES)}; not every answer has each.
Every answer names the state of the record that it is of in the header `{SNAPSHOT_HEADER}`, and has
an `ETag`; `as_of` asks a named state. Lists in JSON come page by page: `next` of one page asks for
the next, in the same state of the record. An error is a problem (RFC 9457): `detail` says what is
wrong and what to do.
"""
# What may go wrong with any question.
PROBLEMS = {
    400: "The question is not understood.",
    401: "A token is needed.",
    403: "This server does not do that.",
    404: "There is no such thing.",
    406: "No form of it is accepted.",
    410: "The state of the record that a page was of is gone.",
    429: "Too much was asked; `Retry-After` says how long to wait.",
    503: "The record cannot answer now.",
}


def create_api(moments: Moments, *, answers_sql: bool = False) -> FastAPI:
    """Return the application that answers programs.

    Args:
        moments: the states of the record.
        answers_sql: whether it answers SQL.
    """
    api = _Described(
        title="Dragoman",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # the usual page of it is loaded from elsewhere; ours is at /api
        redoc_url=None,
        responses={status: _problem(words) for status, words in PROBLEMS.items()},
        redirect_slashes=False,
    )
    api.state.service = Service(moments, answers_sql)
    for module in (claims, answers, holdings, sql):
        api.include_router(module.router)
    api.add_middleware(Suffixes)
    add_handlers(api)
    api.add_exception_handler(Exception, _broken)
    return api


class _Described(FastAPI):
    """FastAPI whose description of itself has our errors instead of its own."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        document = super().openapi()
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            document.get("components", {}).get("schemas", {}).pop(name, None)
        return document


def _problem(words: str) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
    return {"description": words, "content": {MEDIA_TYPE: {"schema": schema}}}


async def _broken(_: Request, error: Exception) -> Response:
    """Tell of a bug of ours without what it says of the machine; the log has the rest."""
    assert not isinstance(error, HTTPException)
    return problem(500, "this is a bug of ours; the log of the server says more")
