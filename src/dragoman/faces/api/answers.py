"""The answers: two sides, who says so, what is due, hidden or to come, and the brief."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.answers import DueItem, VagueItem
from dragoman.answers.agendas.answer import AgendaQuestion
from dragoman.answers.voicing import voices_in
from dragoman.answers.wire import (
    agenda_to_json,
    brief_to_json,
    dyad_to_json,
    longer,
    outlook_to_json,
    plain,
    voices_to_json,
)
from dragoman.faces.answer_rows import due_row, dyad_rows, overshadowed_row, voices_rows
from dragoman.faces.api.forms import FLAT, JSON, as_response, in_forms
from dragoman.faces.api.lists import Listing, begin, page
from dragoman.faces.api.parameters import (
    ROWS_PER_PAGE,
    AgendaParameters,
    DayParameters,
    DyadParameters,
    ListParameters,
    OutlookParameters,
    ShadowParameters,
    VoicesParameters,
)
from dragoman.faces.api.service import Call, as_document
from dragoman.faces.outlook_rows import outlook_rows
from dragoman.faces.question import actor_code
from dragoman.faces.windows import within

Json = dict[str, Any]
Rows = Iterable[Mapping[str, Any]]
Side = Annotated[str, Path(description="A side, by code or name: RUS, Russia.")]
router = APIRouter(tags=["answers"])
# Entries of one list in the brief, as many as a page of a list has: with all that a brief counts of
# a million claims it had 60 MB. `python -m bench pages`.
MOST_ENTRIES = ROWS_PER_PAGE


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as one JSON object, and as flat rows where it has some."""

    document: Json
    rows: Rows | None = None


def _send(call: Call, ask: Callable[[], Answered], *, has_rows: bool = True) -> Response:
    """Send an answer that is computed only where the caller does not have it already."""

    def rows(form: str) -> Response:
        return as_response(form, ask().rows or ())

    forms = {JSON: lambda: as_document(ask().document)}
    flat = {form: partial(rows, form) for form in FLAT} if has_rows else {}
    return call.answer({**forms, **flat})


@router.get("/dyads/{first}-{second}", responses=in_forms(JSON, *FLAT))
def dyad(
    request: Request, first: Side, second: Side, asked: Annotated[DyadParameters, Query()]
) -> Response:
    """Return two sides period by period, and whether they draw closer, since when.

    The sides are codes or names. Flat rows are one a period.
    """
    call = Call(request, asked.as_of)
    sides = _sides(first, second)

    def ask() -> Answered:
        answer = call.moment.dyad(*sides, asked.span, asked.unit())
        return Answered(dyad_to_json(answer), dyad_rows(answer))

    return _send(call, ask)


@router.get("/voices/{first}-{second}", responses=in_forms(JSON, *FLAT))
def voices(
    request: Request, first: Side, second: Side, asked: Annotated[VoicesParameters, Query()]
) -> Response:
    """Return who says so about two sides, by country of the outlet and of the speaker.

    Flat rows are one a country.
    """
    call = Call(request, asked.as_of)
    sides = _sides(first, second)

    def ask() -> Answered:
        pairs = within(call.moment.pairs, *asked.span)
        answer = voices_in(pairs, *sides, independent=asked.independent)
        return Answered(voices_to_json(answer), voices_rows(answer))

    return _send(call, ask)


@router.get("/agenda", responses=in_forms(JSON, *FLAT))
def agenda(request: Request, asked: Annotated[AgendaParameters, Query()]) -> Response:
    """Return what is announced and what became of it; flat rows are one a thing."""
    call = Call(request, asked.as_of)
    question = AgendaQuestion(today=_today(call, asked), **asked.narrowed())

    def ask() -> Answered:
        answer = call.moment.agenda(question)
        entries: tuple[DueItem | VagueItem, ...] = (*answer.things, *answer.vague)
        rows = map(due_row, entries)
        return Answered(agenda_to_json(answer), rows)

    return _send(call, ask)


@router.get("/overshadowed", responses=in_forms(JSON, *FLAT))
def overshadowed(request: Request, asked: Annotated[ShadowParameters, Query()]) -> Response:
    """Return the shifts that a louder story hides, with the terms of each score."""
    call = Call(request, asked.as_of)
    today = _today(call, asked)

    def ask() -> Answered:
        answer = call.moment.overshadowed(today, asked.window)
        rows = map(overshadowed_row, answer.entries)
        return Answered({"kind": "shadows"} | plain(answer), rows)

    return _send(call, ask)


@router.get("/outlook", responses=in_forms(JSON, *FLAT))
def outlook(request: Request, asked: Annotated[OutlookParameters, Query()]) -> Response:
    """Return what is likely to be told next, each share beside its base rate."""
    call = Call(request, asked.as_of)
    sides = asked.sides()
    today = _today(call, asked)

    def ask() -> Answered:
        answer = call.moment.outlook(*sides, today)
        return Answered(outlook_to_json(answer), outlook_rows(answer))

    return _send(call, ask)


@router.get("/brief")
def brief(request: Request, asked: Annotated[DayParameters, Query()]) -> Response:
    """Return what an analyst should know: what changed, what is due, what is hidden, disputed.

    Of a long list its first entries stand here, and `cut` says how long it is and where to read it.
    """
    call = Call(request, asked.as_of)
    today = _today(call, asked)

    def ask() -> Answered:
        answer = call.moment.brief(today)
        frame = asked.model_dump(exclude_none=True) | {"today": today.isoformat()}
        cut = [
            {
                "at": pointer,
                "total": len(entries),
                "list": f"{request.url.path}/list?{urlencode(frame | {'at': pointer}, safe='/')}",
            }
            for pointer, entries in longer(answer, MOST_ENTRIES)
        ]
        return Answered(brief_to_json(answer, MOST_ENTRIES) | {"cut": cut})

    return _send(call, ask, has_rows=False)


@router.get("/brief/list")
def brief_list(request: Request, asked: Annotated[ListParameters, Query()]) -> Response:
    """Return a long list of the brief page by page; `cut` of the brief names those there are."""
    call = Call(request, asked.as_of)
    offset = begin(call, asked)
    long = dict(longer(call.moment.brief(_today(call, asked)), MOST_ENTRIES))
    if asked.at not in long:
        raise HTTPException(
            404, f"the brief has no long list at {asked.at!r}; `cut` of /v1/brief names them"
        )
    found = long[asked.at]
    listing = Listing(
        name="entries",
        total=len(found),
        rows=lambda first, size: [plain(entry) for entry in found[first : first + size]],
    )
    return call.answer({JSON: lambda: page(call, asked, offset, listing)})


def _sides(first: str, second: str) -> tuple[str, str]:
    return actor_code("first", first), actor_code("second", second)


def _today(call: Call, asked: DayParameters) -> date:
    return asked.day() or call.present
