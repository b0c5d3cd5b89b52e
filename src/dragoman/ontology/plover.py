"""The codebook of PLOVER: event types, modes, contexts, sectors, quads and scores.

The tables are in `data/plover_*.tsv`; docs/codebook.md shows them to people.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.errors import UnknownCode
from dragoman.ontology.tables import read_rows, read_toml

__all__ = [
    "AUXILIARY_MODES",
    "CONTEXTS",
    "EVENT_TYPES",
    "NON_STATES",
    "QUADS",
    "SECTORS",
    "Context",
    "EventType",
    "Mode",
    "NonState",
    "Sector",
    "context",
    "contexts_of",
    "event_type",
    "mode",
    "non_state",
    "quad",
    "score",
    "sector",
]

QUADS = (
    "verbal cooperation",
    "material cooperation",
    "verbal conflict",
    "material conflict",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an act of one type was done ("visit" of CONSULT), with its own score."""

    code: str
    event_type: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """What was done, on the axis from conflict (-10) to cooperation (10)."""

    code: str
    quad: str
    score: float
    needs_recipient: bool
    definition: str
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an act was about ("military"); any type can have any context."""

    code: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """What part of a society an actor is ("MIL")."""

    code: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NonState:
    """A code that stands where a country would, for an actor that is no state's."""

    code: str
    name: str
    definition: str


def _read_types() -> tuple[EventType, ...]:
    """Return the 16 types with their modes, in the order of the codebook."""
    modes = [
        Mode(
            code=row["code"],
            event_type=row["event_type"],
            score=float(row["score"]),
            definition=row["definition"],
        )
        for row in read_rows("plover_modes.tsv")
    ]
    return tuple(
        EventType(
            code=row["code"],
            quad=row["quad"],
            score=float(row["score"]),
            needs_recipient=row["needs_recipient"] == "yes",
            definition=row["definition"],
            modes=tuple(mode for mode in modes if mode.event_type == row["code"]),
        )
        for row in read_rows("plover_types.tsv")
    )


# Five small files, two milliseconds: everything else in the ontology loads on first use.
EVENT_TYPES: tuple[EventType, ...] = _read_types()
CONTEXTS: tuple[Context, ...] = tuple(Context(**row) for row in read_rows("plover_contexts.tsv"))
SECTORS: tuple[Sector, ...] = tuple(Sector(**row) for row in read_rows("plover_sectors.tsv"))
NON_STATES: tuple[NonState, ...] = tuple(
    NonState(**row) for row in read_rows("plover_nonstates.tsv")
)
# As exported beside the modes: they say whether the act is told as done.
AUXILIARY_MODES: Mapping[str, str] = {
    row["code"]: row["definition"] for row in read_rows("plover_auxiliary.tsv")
}

_TYPES = {entry.code: entry for entry in EVENT_TYPES}
_CONTEXTS = {entry.code: entry for entry in CONTEXTS}
_SECTORS = {entry.code: entry for entry in SECTORS}
_NON_STATES = {entry.code: entry for entry in NON_STATES}


def event_type(code: str) -> EventType:
    """Return the event type with this code.

    >>> event_type("AID").needs_recipient
    True

    Raises:
        UnknownCode: PLOVER has no such type; the message names the nearest.
    """
    found = _TYPES.get(code)
    if found is None:
        raise UnknownCode(code, codebook="PLOVER", known=_TYPES)
    return found


def mode(event_type_code: str, code: str) -> Mode:
    """Return the mode of an event type.

    >>> mode("CONSULT", "visit").score
    4.0

    Raises:
        UnknownCode: the type is unknown, or has no such mode.
    """
    modes = {entry.code: entry for entry in event_type(event_type_code).modes}
    found = modes.get(code)
    if found is None:
        raise UnknownCode(code, codebook=f"PLOVER {event_type_code}", known=modes)
    return found


def context(code: str) -> Context:
    """Return the context with this code.

    Raises:
        UnknownCode: PLOVER has no such context; the message names the nearest.
    """
    found = _CONTEXTS.get(code)
    if found is None:
        raise UnknownCode(code, codebook="PLOVER contexts", known=_CONTEXTS)
    return found


def sector(code: str) -> Sector:
    """Return the sector with this code.

    Raises:
        UnknownCode: PLOVER has no such sector; the message names the nearest.
    """
    found = _SECTORS.get(code)
    if found is None:
        raise UnknownCode(code, codebook="PLOVER sectors", known=_SECTORS)
    return found


def non_state(code: str) -> NonState:
    """Return what a code such as IGO stands for.

    Raises:
        UnknownCode: PLOVER has no such code; the message names the nearest.
    """
    found = _NON_STATES.get(code)
    if found is None:
        raise UnknownCode(code, codebook="PLOVER non-state codes", known=_NON_STATES)
    return found


def quad(event_type_code: str) -> str:
    """Return which of the four quads an event type lies in."""
    return event_type(event_type_code).quad


def score(event_type_code: str, modes: Iterable[str] = ()) -> float:
    """Return the intensity of an act: of its modes where it has any, else of its type.

    Several modes count with the one farthest from zero.

    >>> score("ASSAULT"), score("ASSAULT", ["beat"]), score("ACCUSE")
    (-9.0, -7.5, -3.0)
    """
    scores = [mode(event_type_code, code).score for code in modes]
    return max(scores, key=abs) if scores else event_type(event_type_code).score


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return one pattern per context over its cue words, in the order of the codebook."""
    cues = read_toml("context_cues.toml")
    unknown = set(cues) - set(_CONTEXTS)
    if unknown:
        raise UnknownCode(min(unknown), codebook="PLOVER contexts", known=_CONTEXTS)
    return tuple((code, _pattern(cues[code])) for code in _CONTEXTS if code in cues)


def _pattern(cues: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern: `words` in any case, `names` as printed; a final `*` is any ending."""
    words = "|".join(_cue(word) for word in cues.get("words", ()))
    names = "|".join(_cue(name) for name in cues.get("names", ()))
    parts = [part for part in (f"(?i:{words})" if words else "", names) if part]
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)")


def _cue(words: str) -> str:
    """Return the pattern of one cue."""
    ending = r"\w*" if words.endswith("*") else ""
    return re.escape(words.removesuffix("*")).replace(r"\ ", r"\s+") + ending


def contexts_of(text: str) -> tuple[str, ...]:
    """Return the contexts whose cue words stand in a text, in the order of the codebook.

    >>> contexts_of("The two armies held a military exercise near the border.")
    ('military',)
    """
    return tuple(code for code, pattern in _cues() if pattern.search(text))
