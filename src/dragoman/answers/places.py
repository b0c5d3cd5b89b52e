"""Places: where it is told to happen, how exactly, and how much is told without a place.

A country is no point: what is told of a country alone is counted by country and never placed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.answers.evidence import Backing, backing
from dragoman.answers.pairs import Days, Pairs, find_pairs
from dragoman.answers.sides import Axis, axis_of
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import fold
from dragoman.answers.view import Claims
from dragoman.model import Claim, Event, Place

PLACES_RULE = "places/1"


class Extent(StrEnum):
    """How far a place reaches, and so what its coordinates mean."""

    POINT = "point"  # the place is there, to about 5 km
    AREA = "area"  # a point inside of it
    WATER = "water"  # the same, of a sea, a strait or a way over it
    COUNTRY = "country"  # never a point


EXTENT_OF: Mapping[str, Extent] = {
    "country": Extent.COUNTRY,
    **dict.fromkeys(("city", "base", "port", "airfield", "site"), Extent.POINT),
    **dict.fromkeys(("admin", "region", "island", "mountain"), Extent.AREA),
    **dict.fromkeys(("sea", "strait", "canal", "lane", "river", "lake"), Extent.WATER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlace:
    """A place and what is told to have happened there.

    `cooperation` and `conflict` are of acts done and present, `apart` of all others (planned,
    denied, background), `hedged` of those claims of the two that are hedged. `last` is the
    first day of the latest act. A place of which nobody knows where it lies has no `lat`.
    """

    name: str
    kind: str
    extent: Extent
    country: str | None
    lat: float | None
    lon: float | None
    told: Backing
    cooperation: Backing
    conflict: Backing
    apart: Backing
    hedged: Backing
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesAnswer:
    """Where it happens between two days.

    Every claim of an act that began in these days is counted in exactly one of `placed`, which
    names a place below a country, `countries_only` and `unplaced`. A claim that names several
    places stands in the row of each. Rows stand most independent origins first.
    """

    since: date | None
    until: date | None
    snapshot: str
    rules: tuple[str, ...]
    total: Backing
    placed: Backing
    countries_only: Backing
    unplaced: Backing
    state: State
    places: tuple[ToldPlace, ...]
    countries: tuple[ToldPlace, ...]


def places(view: Claims, since: date | None = None, until: date | None = None) -> PlacesAnswer:
    """Return where the acts of a record are told to have happened."""
    return places_in(find_pairs(fold(view)), (since, until))


def places_in(pairs: Pairs, span: Days = (None, None)) -> PlacesAnswer:
    """Return the answer of `places` from a record that is already folded."""
    stories = pairs.stories
    events = [event for event in stories.events if _began_within(event, span)]
    claims = pairs.claims(events)
    by_reach: dict[Extent | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_reach[_reach(claim)].append(claim)
    rows = tuple(_rows(claims, pairs))
    placed = backing(by_reach[Extent.POINT], stories)
    return PlacesAnswer(
        since=span[0],
        until=span[1],
        snapshot=stories.snapshot,
        rules=(PLACES_RULE, stories.folding),
        total=backing(claims, stories),
        placed=placed,
        countries_only=backing(by_reach[Extent.COUNTRY], stories),
        unplaced=backing(by_reach[None], stories),
        state=state_of(pairs, (), span, (len(placed.claims), 1), "claims with a place"),
        places=tuple(row for row in rows if row.extent is not Extent.COUNTRY),
        countries=tuple(row for row in rows if row.extent is Extent.COUNTRY),
    )


def _began_within(event: Event, span: Days) -> bool:
    since, until = span
    return (since is None or event.start >= since) and (until is None or event.start <= until)


def _reach(claim: Claim) -> Extent | None:
    """Return whether a claim names a place (POINT), a country alone, or nothing."""
    kinds = {place.kind for place in claim.where}
    if not kinds:
        return None
    return Extent.COUNTRY if kinds == {"country"} else Extent.POINT


def _rows(claims: Iterable[Claim], pairs: Pairs) -> Iterator[ToldPlace]:
    """Yield a row for each place, the one of most independent origins first."""
    told_at: dict[tuple[str, str, str | None], list[tuple[Place, Claim]]] = defaultdict(list)
    for claim in claims:
        for place in claim.where:
            told_at[place.name, place.kind, place.country].append((place, claim))
    rows = [_row(told, pairs) for told in told_at.values()]
    yield from sorted(rows, key=lambda row: (-len(row.told.origins), row.name, row.country or ""))


def _row(told: Sequence[tuple[Place, Claim]], pairs: Pairs) -> ToldPlace:
    stories = pairs.stories
    place = next((place for place, _ in told if place.lat is not None), told[0][0])
    extent = EXTENT_OF[place.kind]
    claims = [claim for _, claim in told]
    whole = backing(claims, stories)
    axes: dict[Axis, list[Claim]] = {axis: [] for axis in Axis}
    apart: list[Claim] = []
    for claim in claims:
        is_done = pairs.is_done(stories.event_of[claim.id])
        (axes[axis_of(claim.quad)] if is_done else apart).append(claim)
    is_point = extent is not Extent.COUNTRY

    def counted(part: Sequence[Claim]) -> Backing:
        # At most places all is of one kind: a whole year of a million claims is asked at once.
        return whole if len(part) == len(claims) else backing(part, stories)

    return ToldPlace(
        name=place.name,
        kind=place.kind,
        extent=extent,
        country=place.country,
        lat=place.lat if is_point else None,
        lon=place.lon if is_point else None,
        told=whole,
        cooperation=counted(axes[Axis.COOPERATION]),
        conflict=counted(axes[Axis.CONFLICT]),
        apart=counted(apart),
        hedged=counted([claim for part in axes.values() for claim in part if claim.hedged]),
        last=max(stories.event_of[claim.id].start for claim in claims),
    )
