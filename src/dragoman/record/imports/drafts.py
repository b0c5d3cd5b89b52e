"""What a row states, before it is a claim: parts that many rows share, made once each.

A part keeps its JSON cut at the two places where its span goes, for only the span differs
from row to row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from dragoman.model import (
    Actor,
    Basis,
    Claim,
    ImportedRow,
    Participant,
    Passage,
    Place,
    Precision,
    Span,
    When,
)
from dragoman.model.wire import claim_to_json, participant_to_json
from dragoman.ontology import plover
from dragoman.record.ledger import canonical

# A place in a row that no row has: where a span is put in later.
_MARK = 10**15
# Parts of one kind held at once, some 2 kB each: nearly all that a file names again, in
# memory that two workers have. `python -m bench imports` shows what another costs.
PARTS_HELD = 50_000


class Refusal(NamedTuple):
    """Why a row is no claim: a short code and a sentence."""

    reason: str
    detail: str


class Spliced(NamedTuple):
    """The JSON of a part around the two numbers of its span."""

    head: str
    between: str
    tail: str


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """Somebody whom a cell names: `words` begin `at` characters into column `column`."""

    actor: Actor
    words: str
    column: int
    at: int
    json: Spliced
    participant: Participant


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place that a cell names."""

    place: Place
    column: int
    json: Spliced


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """The day that a cell gives."""

    day: date
    width: int
    json: Spliced


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """What was done. `both_act`: the two sides did it together; `is_hosting`: the actor hosts."""

    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: str
    score: float
    reasons: tuple[str, ...]
    needs_recipient: bool
    both_act: bool = False
    is_hosting: bool = False


class Draft(NamedTuple):
    """What one row states; columns are counted from 0."""

    key: str | None
    article: str
    outlet: str | None
    published: str | None
    act: Act
    act_column: int
    day: Day
    day_column: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    spot: Spot | None


class Layout(Protocol):
    """How the rows of one kind of file are read."""

    dataset: str
    columns: int

    def read(self, cells: list[str]) -> Draft | Refusal:
        """Return what a row with the right number of cells states, or why nothing."""
        ...


def prototype(**changes: Any) -> Claim:
    """Return an imported claim to read JSON off; what no dataset codes has the value of silence."""
    nothing = Passage(span=Span(0, 1), exact="-")
    row = ImportedRow(dataset="", file="", number=0)
    claim = Claim(id="", article="", evidence=None, trigger=nothing, event_type="", row=row)
    return replace(claim, **changes)


def party(words: str, actor: Actor, reason: str, *, column: int, at: int = 0) -> Party:
    """Return somebody named by some words of a cell."""
    participant = Participant(passage=_passage(words), actor=actor, reason=reason)
    json = _ends_first(participant_to_json(participant))
    return Party(actor, words, column, at, json, participant)


def spot(words: str, place: tuple[str, str | None], point: Any = (), *, column: int) -> Spot:
    """Return a place named by a cell: its kind, its country and, for a point, where that is.

    Args:
        words: the cell.
        place: the kind and the country.
        point: latitude, longitude and number in GeoNames, as the dataset writes them.
        column: of the cell.
    """
    kind, country = place
    lat, lon, geonames = (*point, None, None, None)[:3]
    north, east = _degrees(lat, 90), _degrees(lon, 180)
    # A country is not a point, and half a point is none.
    is_point = kind != "country" and north is not None and east is not None
    noun = Place(
        passage=_passage(words),
        name=words,
        kind=kind,
        country=country,
        lat=north if is_point else None,
        lon=east if is_point else None,
        geonames=int(geonames) if geonames and geonames.isdecimal() else None,
    )
    (json,) = claim_to_json(prototype(where=(noun,)))["where"]
    return Spot(noun, column, _ends_first(json))


@lru_cache(PARTS_HELD)
def day_of(words: str) -> Day | None:
    """Return the day of a cell: 2018-06-01 or 20180601; None when it is none."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    # Weeks are ISO too, and a year such as 0025 is a slip of somebody's pen.
    if "W" in words or day.year < EARLIEST_YEAR:
        return None
    span = Passage(span=Span(_MARK, _MARK + len(words)), exact=words)
    when = When(start=day, end=day, precision=Precision.DAY, basis=Basis.IMPORTED, passage=span)
    json = canonical(claim_to_json(prototype(when=when))["when"])
    return Day(day, len(words), _cut(json, str(_MARK), str(_MARK + len(words))))


# No dataset of coded news goes back so far.
EARLIEST_YEAR = 1900


def act(
    event_type: str,
    modes: Iterable[str] = (),
    contexts: Iterable[str] = (),
    reasons: Iterable[str] = (),
    **manner: bool,
) -> Act:
    """Return an act in the codebook; `manner` is how its two sides stand.

    Raises:
        UnknownCode: the codebook has no such type or mode.
    """
    kind = plover.event_type(event_type)
    kept = tuple(modes)
    return Act(
        event_type=event_type,
        modes=kept,
        contexts=tuple(contexts),
        quad=kind.quad,
        score=plover.score(event_type, kept),
        reasons=tuple(reasons),
        needs_recipient=kind.needs_recipient,
        **manner,
    )


def _passage(words: str) -> Passage:
    return Passage(span=Span(_MARK, _MARK + len(words)), exact=words)


def _ends_first(json: dict[str, Any]) -> Spliced:
    """Return JSON with a passage in it, whose keys stand in order: end before start."""
    return _cut(canonical(json), str(json["end"]), str(json["start"]))


def _cut(json: str, first: str, second: str) -> Spliced:
    """Cut at the first of one number and the last of the other; no code is so long a number."""
    head, rest = json.split(first, 1)
    between, tail = rest.rsplit(second, 1)
    return Spliced(head, between, tail)


def _degrees(text: str | None, most: float) -> float | None:
    """Return a coordinate, None when it is none."""
    try:
        value = float(text or "nan")
    except ValueError:
        return None
    return value if -most <= value <= most else None
