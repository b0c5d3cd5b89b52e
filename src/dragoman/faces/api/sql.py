"""SQL over one state of the record: one SELECT that reaches nothing else, within a budget."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.faces.api.forms import FLAT, JSON, as_response, in_forms
from dragoman.faces.api.parameters import SqlParameters
from dragoman.faces.api.service import Call, as_document, service_of
from dragoman.faces.output import plain_cell
from dragoman.record import Table
from dragoman.record.confined import answer_confined

# A query may run so long on a server, where others wait for it; at home it may run longer.
SECONDS = 10.0
# Queries run one at a time: each may take two gigabytes.
_turn = threading.Lock()
# How long the second waits before it is told to come again, in seconds.
PATIENCE = 5.0

router = APIRouter(tags=["SQL"])


@router.get("/sql", responses=in_forms(JSON, *FLAT))
def sql(request: Request, asked: Annotated[SqlParameters, Query()]) -> Response:
    """Answer one SELECT over claims, articles, sentences, agenda and rejections."""
    return _answer(request, asked)


@router.post("/sql", responses=in_forms(JSON, *FLAT))
def sql_posted(request: Request, asked: SqlParameters) -> Response:
    """Answer one SELECT that is too long for an address."""
    return _answer(request, asked)


def _answer(request: Request, asked: SqlParameters) -> Response:
    if not service_of(request).answers_sql:
        raise HTTPException(403, "this server answers no SQL; start it with --sql")
    call = Call(request, asked.as_of)
    table = _asked(call, asked.query)

    def document() -> Response:
        rows = [[plain_cell(value) for value in row] for row in table.rows]
        snapshot = call.moment.view.snapshot
        return as_document({"snapshot": snapshot, "columns": table.columns, "rows": rows})

    return call.answer({JSON: document} | {form: partial(_flat, form, table) for form in FLAT})


def _asked(call: Call, query: str) -> Table:
    """Ask in a process of its own: no page waits for somebody's query, none falls with it."""
    with _one_at_a_time():
        return answer_confined(call.moments.folder, call.moment.view.as_of, query, SECONDS)


def _flat(form: str, table: Table) -> Response:
    rows: list[dict[str, Any]] = [
        {name: plain_cell(value) for name, value in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]
    return as_response(form, rows)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        wait = {"Retry-After": f"{SECONDS:.0f}"}
        raise HTTPException(429, "another query is being answered; ask again in a moment", wait)
    try:
        yield
    finally:
        _turn.release()
