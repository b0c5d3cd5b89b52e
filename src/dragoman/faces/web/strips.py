"""Strips as geometry: one dot a claim by day and outlet's country, and bars of each way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers import DyadAnswer, Stories
from dragoman.answers.sides import Direction, axis_of
from dragoman.answers.voicing import outlet_country
from dragoman.faces.texts.words import name_of
from dragoman.faces.web.desk import Asked
from dragoman.faces.web.links import Links
from dragoman.model import Claim

# Units of the drawing; the page scales it to its width.
WIDTH, LEFT, RIGHT, TOP, FOOT = 720, 124, 10, 8, 24
RADIUS = 3.4
# Dots of one country that would touch stand on each other, so many at most; then they overlap.
MOST_STACKED = 7
# Dots on a page; more are a list, which the numbers above open.
MOST_DOTS = 150
# Months named along the foot, at most.
MOST_LABELS = 8
# The height of one row of bars.
BARS = 56


@dataclass(frozen=True, slots=True)
class Dot:
    """One claim: hollow where it is hedged; `href` opens it in its article."""

    x: float
    y: float
    kind: str
    is_hedged: bool
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """The outlets of one country; `country` None where nobody knows it."""

    country: str | None
    name: str
    y: float


@dataclass(frozen=True, slots=True)
class Foot:
    """A month at its place along the foot."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Who says so: rows of dots over one axis of days. `left_out` are too many to draw."""

    dots: tuple[Dot, ...]
    rows: tuple[Row, ...]
    feet: tuple[Foot, ...]
    height: float
    left_out: int
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


def strip_of(claims: Iterable[Claim], stories: Stories, asked: Asked) -> Strip | None:
    """Return the latest claims by the day they were printed; None where no day is known."""
    told = [(claim.told_on, claim) for claim in claims]
    dated = sorted(
        ((day, claim) for day, claim in told if day is not None),
        key=lambda entry: (entry[0], entry[1].id),
    )
    shown = dated[-MOST_DOTS:]
    if not shown:
        return None
    by_country: dict[str | None, list[tuple[date, Claim]]] = defaultdict(list)
    for day, claim in shown:
        by_country[outlet_country(claim.outlet, stories)].append((day, claim))
    first, last = shown[0][0], shown[-1][0]
    days = max((last - first).days, 1)

    def across(day: date) -> float:
        return round(LEFT + RADIUS + (day - first).days / days * (WIDTH - LEFT - RIGHT - 8), 1)

    dots: list[Dot] = []
    rows: list[Row] = []
    top = float(TOP)
    for country in sorted(by_country, key=lambda c: (-len(by_country[c]), c or "~")):
        levels = _levels([across(day) for day, _ in by_country[country]])
        height = (max(levels) + 1) * 2 * RADIUS + 10
        foot = top + height - RADIUS - 3
        for (day, claim), level in zip(by_country[country], levels, strict=True):
            place = (across(day), round(foot - level * 2 * RADIUS, 1))
            dots.append(_dot(claim, day, place, asked))
        rows.append(Row(country, name_of(country) if country else "not known", round(foot, 1)))
        top += height
    return Strip(
        dots=tuple(dots),
        rows=tuple(rows),
        feet=tuple(Foot(across(day), f"{day:%Y-%m}") for day in _months(first, last)),
        height=round(top + FOOT, 1),
        left_out=len(dated) - len(shown),
    )


def _levels(places: Sequence[float]) -> list[int]:
    """Return how high each dot stands so that none touches another of its level.

    >>> _levels([0, 1, 20])
    [0, 1, 0]
    """
    taken: list[float] = []
    levels = []
    for place in places:
        free = next((n for n, until in enumerate(taken) if until + 2 * RADIUS <= place), len(taken))
        level = min(free, MOST_STACKED - 1)
        if level == len(taken):
            taken.append(place)
        taken[level] = place
        levels.append(level)
    return levels


def _dot(claim: Claim, day: date, place: tuple[float, float], asked: Asked) -> Dot:
    doubt = ", hedged" if claim.hedged else ""
    return Dot(
        x=place[0],
        y=place[1],
        kind=axis_of(claim.quad).value,
        is_hedged=claim.hedged,
        href=f"{asked.to('/articles/' + claim.article)}#{claim.id}",
        label=f"{day}, {claim.outlet or 'unknown outlet'}: {claim.event_type}{doubt}",
    )


def _months(first: date, last: date) -> list[date]:
    """Return the first days of months between two days, few enough to be read."""
    months = []
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    every = -(-len(months) // MOST_LABELS) or 1
    return months[::every]


@dataclass(frozen=True, slots=True)
class WayBar:
    """The events that run one way in one period."""

    x: float
    y: float
    width: float
    height: float
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way between two: "Russia to Iran"; `most` is the count that fills the row."""

    words: str
    bars: tuple[WayBar, ...]
    foot: float
    top: float


@dataclass(frozen=True, slots=True)
class Ways:
    """Small multiples: a row of bars for each way, on one scale."""

    rows: tuple[WayRow, ...]
    most: int
    height: float
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


def ways_of(answer: DyadAnswer, links: Links) -> Ways | None:
    """Return the bars of each way, period by period; None where nothing runs any way."""
    first, second = answer.first, answer.second
    names = {
        f"{first} to {second}": f"{name_of(first)} to {name_of(second)}",
        f"{second} to {first}": f"{name_of(second)} to {name_of(first)}",
        Direction.MUTUAL.value: "with each other",
    }
    told = {
        (number, tally.key): tally.backing
        for number, row in enumerate(answer.periods)
        for tally in row.directions
        if tally.key in names
    }
    most = max((len(found.events) for found in told.values()), default=0)
    if not most:
        return None
    step = (WIDTH - LEFT - RIGHT) / len(answer.periods)
    rows = []
    for place, (key, words) in enumerate(names.items()):
        foot = TOP + (place + 1) * BARS - 8
        bars = []
        for (number, way), found in told.items():
            if way == key:
                height = (BARS - 12) * len(found.events) / most
                bars.append(
                    WayBar(
                        x=round(LEFT + number * step + 1, 1),
                        y=round(foot - height, 1),
                        width=round(max(step - 2, 1), 1),
                        height=round(height, 1),
                        href=links.of(found),
                        label=f"{answer.periods[number].period.label}, {words}: {found.words}",
                    )
                )
        rows.append(WayRow(words, tuple(bars), foot, foot - BARS + 12))
    return Ways(rows=tuple(rows), most=most, height=TOP + BARS * len(names))
