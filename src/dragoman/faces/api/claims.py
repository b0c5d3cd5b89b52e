"""Claims, and the acts that they tell of."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.answers import Stories
from dragoman.answers.evidence import said
from dragoman.answers.wire import event_to_json, plain
from dragoman.faces.api.forms import (
    ATOM,
    FLAT,
    JSON,
    MEDIA_TYPES,
    WHOLE,
    as_response,
    exported,
    in_forms,
)
from dragoman.faces.api.lists import Listing, begin, page
from dragoman.faces.api.parameters import ClaimParameters, CountParameters, Frame
from dragoman.faces.api.service import Call, as_document
from dragoman.faces.claim_feed import feed_of_claims, newest_of
from dragoman.model import Claim, Event
from dragoman.model.wire import claim_to_json

Json = dict[str, Any]
ClaimId = Annotated[str, Path(description="The id of a claim: cl_ and 20 digits.")]
EventId = Annotated[str, Path(description="The id of an event: ev_ and 20 digits.")]
router = APIRouter(tags=["claims and events"])


@router.get("/claims", responses=in_forms(JSON, *WHOLE, ATOM))
def claims(request: Request, asked: Annotated[ClaimParameters, Query()]) -> Response:
    """List claims: what single sentences state, earliest act first, undated ones last.

    JSON comes page by page; jsonl, csv, parquet and geojson hold all of them. polecat, icews and
    gdelt are the layouts of these datasets, without what those have no place for. atom is a feed of
    those that became known last.
    """
    call = Call(request, asked.as_of)
    question = asked.question()
    offset = begin(call, asked)
    view = call.moment.view
    listing = Listing(
        name="claims",
        total=view.count(**question),
        rows=lambda first, most: [claim_to_json(c) for c in view.page(first, most, **question)],
    )
    whole = {form: partial(_exported, form, call, asked) for form in WHOLE}
    paged = partial(page, call, asked, offset, listing)
    return call.answer({JSON: paged, **whole, ATOM: partial(_feed, call, asked)})


def _exported(form: str, call: Call, asked: ClaimParameters) -> Response:
    return exported(form, call.moment.view.stream(**asked.question()))


def _feed(call: Call, asked: ClaimParameters) -> Response:
    question = asked.question()
    newest = newest_of(call.moment.view, question)
    text = feed_of_claims(newest, question, call.present, str(call.request.url))
    return Response(text, media_type=MEDIA_TYPES[ATOM])


@router.get("/claims/count")
def count(request: Request, asked: Annotated[CountParameters, Query()]) -> Response:
    """Count the claims of a question, in all or of each value of `by`, null where it has none.

    A claim with two actors counts for both.
    """
    call = Call(request, asked.as_of)
    view, question = call.moment.view, asked.question()

    def counted() -> Response:
        body: Json = {"snapshot": view.snapshot, "by": asked.by}
        if asked.by is None:
            return as_document(body | {"count": view.count(**question)})
        rows = view.count_by(asked.by, **question).items()
        return as_document(body | {"counts": [{"key": key, "count": n} for key, n in rows]})

    return call.answer({JSON: counted})


@router.get("/claims/{claim}")
def claim_by_id(request: Request, claim: ClaimId, asked: Annotated[Frame, Query()]) -> Response:
    """Return one claim."""
    call = Call(request, asked.as_of)
    found = _claim(call, claim)
    return call.answer({JSON: lambda: as_document(claim_to_json(found))})


@router.get("/claims/{claim}/explain")
def explain_claim(request: Request, claim: ClaimId, asked: Annotated[Frame, Query()]) -> Response:
    """Return why a claim reads as it does: its sentence, the shares of the types, its act."""
    call = Call(request, asked.as_of)
    found = _claim(call, claim)
    stories = call.moment.stories
    event = stories.event_of.get(found.id)

    def explained() -> Response:
        body = {
            "snapshot": call.moment.view.snapshot,
            "claim": claim_to_json(found),
            "said": plain(said(found, stories)),
            "event": event_to_json(event) if event else None,
            "origin": stories.origin(found.article),
            "refused": _refused(stories, {found.id}),
        }
        return as_document(body)

    return call.answer({JSON: explained})


@router.get("/events", responses=in_forms(JSON, *FLAT))
def events(request: Request, asked: Annotated[ClaimParameters, Query()]) -> Response:
    """List events: acts, each with the claims, outlets and independent origins that tell of it.

    An event is listed when any claim of it answers the question.
    """
    call = Call(request, asked.as_of)
    question = asked.question()
    most = question.pop("limit", None)
    offset = begin(call, asked)

    def found() -> Sequence[Event]:
        stories = call.moment.stories
        if not question:
            return stories.events[:most]
        told = (stories.event_of.get(claim) for claim in call.moment.view.claim_ids(**question))
        kept = {event.id: event for event in told if event is not None}
        return sorted(kept.values(), key=lambda event: (event.start, event.end, event.id))[:most]

    def paged() -> Response:
        kept = found()
        listing = Listing(
            name="events",
            total=len(kept),
            rows=lambda first, size: [event_to_json(e) for e in kept[first : first + size]],
        )
        return page(call, asked, offset, listing)

    def whole(form: str) -> Response:
        return as_response(form, map(event_to_json, found()))

    return call.answer({JSON: paged} | {f: partial(whole, f) for f in FLAT})


@router.get("/events/{event}")
def event_by_id(request: Request, event: EventId, asked: Annotated[Frame, Query()]) -> Response:
    """Return one event with the ids of its claims."""
    call = Call(request, asked.as_of)
    found = _event(call, event)
    return call.answer({JSON: lambda: as_document(event_to_json(found))})


@router.get("/events/{event}/explain")
def explain_event(request: Request, event: EventId, asked: Annotated[Frame, Query()]) -> Response:
    """Return why claims are one event: their sentences, and what was not joined and why."""
    call = Call(request, asked.as_of)
    found = _event(call, event)
    stories = call.moment.stories

    def explained() -> Response:
        told = [stories.claim_of[claim] for claim in found.claims]
        body = {
            "snapshot": call.moment.view.snapshot,
            "event": event_to_json(found),
            "claims": [claim_to_json(claim) for claim in told],
            "said": [plain(said(claim, stories)) for claim in told],
            "refused": _refused(stories, set(found.claims)),
        }
        return as_document(body)

    return call.answer({JSON: explained})


def _claim(call: Call, claim_id: str) -> Claim:
    found = call.moment.view.claim(claim_id)
    if found is None:
        raise HTTPException(404, f"no claim {claim_id!r} in this record; /v1/claims lists them")
    return found


def _event(call: Call, event_id: str) -> Event:
    found = call.moment.event_of_id.get(event_id)
    if found is None:
        raise HTTPException(404, f"no event {event_id!r} in this record; /v1/events lists them")
    return found


def _refused(stories: Stories, claims: set[str]) -> list[Json]:
    """Return which of some claims nearly joined another event, and why they did not."""
    return [plain(entry) for entry in stories.refused if entry.claim in claims]
