"""What the record holds beside claims: articles, actors, outlets, states; and its codebook."""

from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.faces.api.forms import FLAT, JSON, as_response, in_forms
from dragoman.faces.api.parameters import Frame
from dragoman.faces.api.service import Call, Producer, as_document
from dragoman.faces.question import actor_code
from dragoman.faces.texts.words import name_of
from dragoman.model.wire import article_to_json
from dragoman.ontology import plover
from dragoman.ontology.examples import examples_of
from dragoman.record import gone_of

Json = dict[str, Any]
ArticleId = Annotated[str, Path(description="The id of an article: ar_ and 20 digits.")]
Code = Annotated[str, Path(description="A side, by code or name: RUS, RUS.GOV, Russia.")]
router = APIRouter(tags=["the record"])


@router.get("/articles/{article}")
def article(request: Request, article: ArticleId, asked: Annotated[Frame, Query()]) -> Response:
    """Return one article: its header, what was read and dropped of it, the ids of its claims.

    `let_go` says since when the bytes of its page are gone, and by which rule; null where the
    record has them.
    """
    call = Call(request, asked.as_of)
    view = call.moment.view
    found = view.article(article)
    if found is None:
        raise HTTPException(404, f"no article {article!r} in this record; /v1/claims names some")

    gone = gone_of(call.moments.folder, found.page_sha256)

    def document() -> Response:
        more = {
            "claims": [claim.id for claim in view.claims(article=found.id)],
            "copy_of": call.moment.stories.origin(found.id),
            "let_go": {"at": gone.at, "rule": str(gone.rule)} if gone else None,
        }
        return as_document(article_to_json(found) | more)

    return call.answer({JSON: document}, beside=gone.at if gone else None)


@router.get("/actors/{code}")
def actor(request: Request, code: Code, asked: Annotated[Frame, Query()]) -> Response:
    """Return one side: how many claims name it, and whom it deals with, most told first."""
    call = Call(request, asked.as_of)
    side = actor_code("code", code)
    country = side.partition(".")[0]

    def document() -> Response:
        view = call.moment.view
        pairs = [
            {"other": first if second == country else second, "events": [e.id for e in events]}
            for (first, second), events in call.moment.pairs.events_of.items()
            if country in {first, second}
        ]
        body: Json = {
            "snapshot": view.snapshot,
            "code": side,
            "name": name_of(country),
            "n_as_actor": view.count(actor=side),
            "n_as_recipient": view.count(recipient=side),
            "pairs": sorted(pairs, key=lambda pair: (-len(pair["events"]), pair["other"])),
        }
        return as_document(body)

    return call.answer({JSON: document})


@router.get("/outlets", responses=in_forms(JSON, *FLAT))
def outlets(request: Request, asked: Annotated[Frame, Query()]) -> Response:
    """List the outlets that were given: name, country (ISO3), kind and domains."""
    call = Call(request, asked.as_of)
    found = call.moment.view.outlets()
    return call.answer(_listed(call, "outlets", [asdict(found[name]) for name in sorted(found)]))


@router.get("/codebook")
def codebook(request: Request, asked: Annotated[Frame, Query()]) -> Response:
    """List the event types with their modes and examples, the contexts and the sectors."""
    call = Call(request, asked.as_of)

    def document() -> Response:
        body: Json = {
            "event_types": [
                asdict(entry) | {"examples": [asdict(one) for one in examples_of(entry.code)]}
                for entry in plover.EVENT_TYPES
            ],
            "contexts": [asdict(entry) for entry in plover.CONTEXTS],
            "sectors": [asdict(entry) for entry in plover.SECTORS],
        }
        return as_document(body)

    return call.answer({JSON: document})


@router.get("/snapshots", responses=in_forms(JSON, *FLAT))
def snapshots(request: Request, asked: Annotated[Frame, Query()]) -> Response:
    """List the states of the record that have a name, for `as_of`."""
    call = Call(request, asked.as_of)
    return call.answer(_listed(call, "snapshots", [asdict(s) for s in call.moments.snapshots()]))


@router.get("/manifest")
def manifest(request: Request, asked: Annotated[Frame, Query()]) -> Response:
    """Return what is asked here: the record, its digest, who coded it, and how much it holds."""
    call = Call(request, asked.as_of)
    view = call.moment.view

    def document() -> Response:
        body: Json = {
            "record": call.moments.folder.resolve().name,
            "dragoman": version("dragoman"),
            "snapshot": view.snapshot,
            "digest": view.digest(),
            "as_of": view.as_of,
            "coders": sorted(set(view.readers().values())),
            "counts": view.counts() | {"claims": view.count()},
        }
        return as_document(body)

    return call.answer({JSON: document})


def _listed(call: Call, name: str, rows: list[Json]) -> dict[str, Producer]:
    """Return the forms of a list that is short enough for one page."""
    snapshot = call.moment.view.snapshot
    return {
        JSON: lambda: as_document({"snapshot": snapshot, name: rows}),
        **{form: partial(as_response, form, rows) for form in FLAT},
    }
