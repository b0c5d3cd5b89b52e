"""Periods: the weeks, months, quarters or years that a series counts by."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.errors import AnswerError

UNITS = ("week", "month", "quarter", "year")
# Days whose period is kept: events by the million lie in some ten thousand days.
DAYS_HELD = 2**15


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A whole week, month, quarter or year; `label` is how people write it."""

    start: date
    end: date
    label: str


def periods(since: date, until: date, by: str = "month") -> tuple[Period, ...]:
    """Return the whole periods that cover two days and all between them.

    >>> [period.label for period in periods(date(2020, 11, 30), date(2021, 1, 1))]
    ['2020-11', '2020-12', '2021-01']

    Raises:
        AnswerError: `by` is no unit, or the days run backwards.
    """
    if by not in UNITS:
        raise AnswerError(f"no series by {by!r}; say one of {', '.join(UNITS)}")
    if since > until:
        raise AnswerError(f"since {since} is after until {until}; swap them")
    found = [period_of(since, by)]
    while found[-1].end < until:
        found.append(period_of(found[-1].end + timedelta(days=1), by))
    return tuple(found)


@lru_cache(DAYS_HELD)
def period_of(day: date, by: str) -> Period:
    """Return the period that a day lies in."""
    if by == "week":
        start = day - timedelta(days=day.weekday())
        return Period(start=start, end=start + timedelta(days=6), label=f"{day:%G}-W{day:%V}")
    if by == "year":
        return Period(start=date(day.year, 1, 1), end=date(day.year, 12, 31), label=str(day.year))
    months = 3 if by == "quarter" else 1
    first = (day.month - 1) // months * months + 1
    label = f"{day.year}-Q{(first + 2) // 3}" if by == "quarter" else f"{day.year}-{first:02d}"
    start = date(day.year, first, 1)
    return Period(start=start, end=_month_end(day.year, first + months - 1), label=label)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
