"""A sentence in pieces, each with the roles that its words play: how a page highlights."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Claim, Passage

# Controls that change the direction of text: shown as their names, for a quotation must not
# be able to turn what stands beside it (Unicode 16, annex 9).
BIDI = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
}
_SHOWN = str.maketrans({control: f"[{name}]" for control, name in BIDI.items()})


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that play a role; `note` says who or what they are taken for."""

    start: int
    end: int
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same roles from end to end; most have none."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def roles(self) -> str:
        """The roles as classes of a style sheet."""
        return " ".join(dict.fromkeys(mark.role for mark in self.marks))

    @property
    def note(self) -> str:
        """What a tooltip says."""
        return "; ".join(dict.fromkeys(mark.note for mark in self.marks))


def marks_of(claim: Claim) -> Iterator[Mark]:
    """Yield the words of a claim with their roles, as offsets into the article."""
    yield _mark(claim.trigger, "act", "/".join((claim.event_type, *claim.modes)))
    for role, parties in (
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("against", claim.against),
    ):
        for party in parties:
            who = party.actor.id or "nobody known"
            yield _mark(party.passage, role, f"{role}: {party.actor.name} ({who})")
    for voice in claim.voices:
        yield _mark(voice.passage, "voice", f"voice: {voice.actor.name}")
        if voice.cue is not None:
            yield _mark(voice.cue, "cue", "cue of the voice")
    for hedge in claim.hedges:
        yield _mark(hedge, "hedge", "hedge")
    if claim.when is not None and claim.when.passage is not None:
        days = f"{claim.when.start} to {claim.when.end}"
        yield _mark(claim.when.passage, "when", f"when: {days} ({claim.when.basis})")
    for place in claim.where:
        why = f"; {place.reason}" if place.reason else ""
        yield _mark(place.passage, "where", f"where: {place.name} ({place.kind}){why}")


def _mark(passage: Passage, role: str, note: str) -> Mark:
    return Mark(passage.start, passage.end, role, note)


def pieces(text: str, marks: Iterable[Mark], offset: int = 0) -> tuple[Piece, ...]:
    """Return a text cut wherever a mark begins or ends; marks outside of it are left out.

    Args:
        text: what is shown.
        marks: roles of words, as offsets into the article.
        offset: where the text begins in the article.
    """
    kept = [
        Mark(max(0, m.start - offset), min(len(text), m.end - offset), m.role, m.note)
        for m in marks
        if m.start - offset < len(text) and m.end > offset
    ]
    cuts = sorted({0, len(text)}.union(*({m.start, m.end} for m in kept)))
    return tuple(
        Piece(
            shown(text[start:end]),
            tuple(mark for mark in kept if mark.start <= start and end <= mark.end),
        )
        for start, end in pairwise(cuts)
    )


def shown(text: str) -> str:
    r"""Return a text with the controls of direction as words.

    >>> shown("safe\u202egnp.exe")
    'safe[RLO]gnp.exe'
    """
    return text.translate(_SHOWN)
