"""Every place in a text that a noun points to, for the audit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.model import AgendaItem, Claim, Participant, Passage
from dragoman.model.wire import (
    agenda_from_json,
    claim_from_json,
    passage_from_json,
    rejection_from_json,
)

Json = Mapping[str, Any]


def passages_of(kind: str, wire: Json) -> Iterator[Passage]:
    """Yield the passages of one row of a kind."""
    match kind:
        case "claim":
            yield from claim_passages(claim_from_json(wire))
        case "agenda":
            yield from agenda_passages(agenda_from_json(wire))
        case "rejection":
            yield from _given(rejection_from_json(wire).passage)
        case "sentence":
            yield passage_from_json(wire)
            yield from (passage_from_json(citation) for citation in wire["citations"])


def claim_passages(claim: Claim) -> Iterator[Passage]:
    """Yield every passage of a claim."""
    yield from _given(claim.evidence)
    yield claim.trigger
    for side in (claim.actors, claim.recipients, claim.against):
        yield from _parties(side)
    yield from claim.hedges
    for voice in claim.voices:
        yield voice.passage
        yield from _given(voice.cue)
    if claim.when is not None:
        yield from _given(claim.when.passage)
    yield from (place.passage for place in claim.where)


def agenda_passages(item: AgendaItem) -> Iterator[Passage]:
    """Yield every passage of something scheduled."""
    yield item.evidence
    yield item.passage
    yield from _given(item.vague)
    for when in (item.when, item.moved_from):
        yield from _given(when.passage if when else None)
    yield from _parties(item.actors)


def _parties(parties: Iterable[Participant]) -> Iterator[Passage]:
    return (party.passage for party in parties)


def _given(passage: Passage | None) -> Iterator[Passage]:
    if passage is not None:
        yield passage
