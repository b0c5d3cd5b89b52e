"""Pages by their day as bars: a gap between bars is a time of which nothing is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.faces.health import OUTCOMES
from dragoman.record import Fate

WIDTH, HEIGHT, FOOT = 720, 120, 20
# A longer time is drawn by months: bars of days would be thinner than a line.
MOST_DAYS = 120
# Between two bars.
GAP = 0.15


@dataclass(frozen=True, slots=True)
class Part:
    """The pages of one outcome in one bar."""

    outcome: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The pages of a day or month, inclusive at both ends."""

    since: date
    until: date
    x: float
    width: float
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """What the template draws; `most` is the count of the highest bar."""

    bars: tuple[Bar, ...]
    most: int
    unit: str
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def bars_of(fates: Iterable[Fate]) -> Bars | None:
    """Return the bars of the pages that have a day; None where none has."""
    dated = [(fate.day, fate.outcome) for fate in fates if fate.day is not None]
    if not dated:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    by_month = (last - first).days >= MOST_DAYS
    spans = list(_months(first, last) if by_month else _days(first, last))
    counted = Counter((_begin(day, by_month=by_month), outcome) for day, outcome in dated)
    totals = Counter(_begin(day, by_month=by_month) for day, _ in dated)
    most, step = max(totals.values()), WIDTH / len(spans)
    bars = tuple(
        Bar(
            since=since,
            until=until,
            x=round((number + GAP / 2) * step, 2),
            width=round((1 - GAP) * step, 2),
            count=totals[since],
            parts=tuple(_parts(since, counted, most)),
        )
        for number, (since, until) in enumerate(spans)
    )
    return Bars(bars=bars, most=most, unit="month" if by_month else "day")


def _parts(since: date, counted: Counter[tuple[date, str]], most: int) -> Iterator[Part]:
    """Yield the outcomes of a bar, one upon the other."""
    top = float(HEIGHT)
    for outcome in OUTCOMES:
        height = counted[(since, outcome)] / most * HEIGHT
        if height:
            top -= height
            yield Part(outcome=outcome, y=round(top, 2), height=round(height, 2))


def _begin(day: date, *, by_month: bool) -> date:
    return day.replace(day=1) if by_month else day


def _days(first: date, last: date) -> Iterator[tuple[date, date]]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield day, day


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    month = first.replace(day=1)
    while month <= last:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        yield month, following - timedelta(days=1)
        month = following
