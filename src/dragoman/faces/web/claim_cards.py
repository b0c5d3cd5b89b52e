"""A claim as a card: its sentence with the words marked, its codes, its voice, its article."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.answers import Stories
from dragoman.faces.web.marks import Piece, marks_of, pieces
from dragoman.model import Claim


@dataclass(frozen=True, slots=True)
class Card:
    """What a page shows of one claim; an imported claim has no sentence and no pieces."""

    claim: Claim
    pieces: tuple[Piece, ...]
    event: str | None


def card_of(claim: Claim, stories: Stories) -> Card:
    """Return the card of one claim."""
    event = stories.event_of.get(claim.id)
    words = claim.evidence
    cut = pieces(words.exact, marks_of(claim), words.start) if words is not None else ()
    return Card(claim, cut, event.id if event else None)


def cards_of(claims: Iterable[str], stories: Stories, most: int | None = None) -> list[Card]:
    """Return the cards of claims by id: the newest acts first, at most so many."""
    found = [stories.claim_of[claim] for claim in claims]
    ranked = sorted(found, key=_newest_last, reverse=True)
    return [card_of(claim, stories) for claim in ranked[:most]]


def leading_cards(claims: Iterable[str], stories: Stories, most: int) -> list[Card]:
    """Return one card for each of the newest events of some claims: that of its surest claim."""
    by_event: dict[str, Claim] = {}
    for claim in sorted((stories.claim_of[c] for c in claims), key=_doubt):
        event = stories.event_of.get(claim.id)
        by_event.setdefault(event.id if event else claim.id, claim)
    return cards_of((claim.id for claim in by_event.values()), stories, most)


def _doubt(claim: Claim) -> tuple[bool, float, str]:
    return claim.hedged, -claim.confidence, claim.id


def _newest_last(claim: Claim) -> tuple[str, str, int, str]:
    day = claim.when.start.isoformat() if claim.when else ""
    return day, claim.published or "", -claim.position, claim.id
