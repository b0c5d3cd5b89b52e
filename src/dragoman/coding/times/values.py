"""What a time expression means: a TIMEX3 type and value, and the days where it names any.

The values are those of TempEval-3 (TimeML 1.2.1, ISO 8601 with seasons, quarters and
PAST_REF). The interval is our own reading by the coding rules of the record; None where the
words name no days of the calendar that we know: "now", "several years", "fiscal 1989".
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from dragoman.coding.times.calendar import Interval
from dragoman.model import Precision, Span


class Kind(StrEnum):
    """The TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


PRESENT, PAST, FUTURE = "PRESENT_REF", "PAST_REF", "FUTURE_REF"
SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def value_of(interval: Interval) -> str:
    """Return the value of an interval that is one unit of the calendar.

    >>> value_of((date(2019, 6, 1), date(2019, 8, 31), Precision.SEASON))
    '2019-SU'

    Raises:
        ValueError: a range has no value of its own.
    """
    start, _, precision = interval
    match precision:
        case Precision.DAY:
            return start.isoformat()
        case Precision.WEEK:
            return week_value(start)
        case Precision.MONTH | Precision.TEN_DAYS:
            return f"{start:%Y-%m}"
        case Precision.SEASON:
            return f"{start:%Y}-{SEASON_CODES[start.month]}"
        case Precision.YEAR:
            return f"{start:%Y}"
        case Precision.RANGE:
            raise ValueError(f"range {start} has no value; give one")


def week_value(day: date) -> str:
    """Return the ISO week of a day.

    >>> week_value(date(1989, 10, 29))
    '1989-W43'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words mean: the type, the value and the interval.

    `period` is the value of what figures are reported on, for "a year earlier" behind it.
    """

    kind: Kind
    value: str
    interval: Interval | None = None
    period: str | None = None

    @classmethod
    def on(cls, interval: Interval, value: str | None = None) -> Self:
        """Return the meaning of a date; a range needs its value given."""
        return cls(Kind.DATE, value or value_of(interval), interval)


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text."""

    span: Span
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the reading of an expression depends on besides its words.

    `earlier` is the last date named, `period` the last one that figures were reported on
    ("1989-Q3", "P9M", the last day of some months). `ahead` says that the clause looks forward.
    """

    published: date
    earlier: Interval | None = None
    period: str | None = None
    ahead: bool = False

    @property
    def day(self) -> date:
        """The day named before, else that of publication."""
        named = self.earlier
        return named[0] if named and named[0] == named[1] else self.published

    def after(self, expression: Expression) -> "Setting":
        """Return the setting of what follows an expression."""
        meaning = expression.meaning
        named = meaning.interval if meaning.kind in {Kind.DATE, Kind.TIME} else None
        return replace(self, earlier=named or self.earlier, period=meaning.period or self.period)
