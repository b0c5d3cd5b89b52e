"""What the periods of business reports mean: quarters, "the nine months", "a year earlier".

A report names its period once and counts from it. What a company calls its fiscal quarter or
year has no days here: which months it has we are not told.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.lengths import length
from dragoman.coding.times.meanings import full_date, unit_around
from dragoman.coding.times.values import Kind, Meaning, Setting
from dragoman.coding.times.words import count, named
from dragoman.model import Precision

Match = re.Match[str]

QUARTER_MONTHS = 3
# From the end of a quarter back into its middle.
HALF_QUARTER = timedelta(days=45)
# Months from the beginning of a quarter after which it is no longer reported on.
LONG_GONE = 6
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
YEAR_QUARTERS = (1, 2, 3, 4)
# Groups of a pattern that tell a company's quarter from one of the calendar.
FISCAL = ("fiscal", "before", "inner", "behind", "ended")
YEARS = {"last": -1, "this": 0, "next": 1}


def fiscal_year(match: Match, setting: Setting) -> Meaning:
    """Return "the fiscal year", "the latest fiscal year"."""
    which = named(match, "which") or named(match, "whose")
    offset = -1 if which in {"latest", "last", "past"} else int(which == "next")
    return Meaning(Kind.DATE, f"{setting.published.year + offset}")


def quarter_on(year: int, number: int) -> Meaning:
    """Return a quarter of the calendar."""
    first = (number - 1) * QUARTER_MONTHS + 1
    end = calendar.month_end(year, first + QUARTER_MONTHS - 1)
    return Meaning.on((date(year, first, 1), end, Precision.RANGE), f"{year}-Q{number}")


def named_quarter(match: Match, setting: Setting) -> Meaning:
    """Return "the third quarter", "next year's first quarter"."""
    number = QUARTERS[named(match, "ordinal")]
    year = named(match, "year") or named(match, "yearbehind")
    whose = named(match, "whose") or named(match, "whosebehind")
    if year or whose:
        chosen = int(year) if year else setting.published.year + YEARS[whose]
    elif named(match, "ago"):
        chosen = _reported(setting)[0] - 1
    else:
        chosen = setting.published.year + _offset(number, setting)
    found = quarter_on(chosen, number)
    if any(named(match, group) for group in FISCAL):
        return Meaning(Kind.DATE, found.value, period=found.value)
    # "1988's third quarter", said in 1989, is what the report compares with.
    is_named = bool(year or whose) and chosen < setting.published.year
    is_compared = is_named or named(match, "ago")
    if is_compared or not _is_reported(found, setting):
        return found
    return replace(found, period=found.value)


def _is_reported(quarter: Meaning, setting: Setting) -> bool:
    """Tell whether a report is on a quarter: the first that it names, or a later one that is over.

    The first may be a company's fourth that ended early; an earlier one is compared with.
    """
    is_over = quarter.interval is not None and quarter.interval[1] < setting.published
    if "-Q" not in (setting.period or ""):
        return is_over or not setting.ahead
    return is_over and quarter.value > (setting.period or "")


def _offset(number: int, setting: Setting) -> int:
    """Return in which year a quarter lies: this one when it has begun, else the last.

    Reports look ahead in words and back in figures ("will cut the dividend due to a
    third-quarter loss"): only a quarter long gone is the next year's.
    """
    months = setting.published.month - (number - 1) * QUARTER_MONTHS
    if months <= 0:
        return 0 if setting.ahead else -1
    return 1 if setting.ahead and months > LONG_GONE else 0


def _reported(setting: Setting) -> tuple[int, int]:
    """Return year and number of the quarter reported on, else the last whole one."""
    if setting.period and "-Q" in setting.period:
        year, number = setting.period.split("-Q")
        return int(year), int(number)
    whole = (setting.published.month - 1) // QUARTER_MONTHS
    return (setting.published.year, whole) if whole else (setting.published.year - 1, 4)


def the_quarter(match: Match, setting: Setting) -> Meaning:
    """Return "the quarter", "the latest quarter", "the 1988 period": the one reported on."""
    year, number = _reported(setting)
    if named(match, "year"):
        year = int(named(match, "year"))
    if named(match, "whose"):
        year = setting.published.year + YEARS[named(match, "whose")]
    return quarter_on(year, number)


NEIGHBOURS = {
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "earlier": -1,
    "current": 0,
    "next": 1,
    "coming": 1,
}


def neighbour_quarter(match: Match, setting: Setting) -> Meaning:
    """Return "the previous quarter" from the one reported on, "next quarter" from today's."""
    offset = NEIGHBOURS[named(match, "which")]
    year, number = setting.published.year, (setting.published.month - 1) // QUARTER_MONTHS + 1
    if offset < 0:
        year, number = _reported(setting)
    index = year * len(YEAR_QUARTERS) + number - 1 + offset
    return quarter_on(index // len(YEAR_QUARTERS), index % len(YEAR_QUARTERS) + 1)


def one_before(match: Match, setting: Setting) -> Meaning:
    """Return "a month earlier", from the date before; without one no days are known."""
    unit, anchor = (
        named(match, "unit"),
        setting.earlier[0] if setting.earlier else setting.published,
    )
    if unit == "quarter":
        return neighbour_quarter(match, setting)
    if unit == "decade":
        found = Meaning.on(calendar.year(anchor.year - 10))
    else:
        found = Meaning.on(unit_around(anchor, unit, -1))
    if unit == "week" and (setting.earlier is None or setting.earlier[0] == setting.earlier[1]):
        found = replace(found, value=calendar.moved(anchor, -1, "week").isoformat())
    return found if setting.earlier else replace(found, interval=None)


def quarter_ended(match: Match, setting: Setting) -> Meaning:
    """Return "the quarter" of "the quarter ended July 31": the one that holds most of it."""
    interval = full_date(match, setting).interval
    if interval is None:
        raise ValueError(f"{match.group()} has no end")
    end = interval[0]
    middle = end - HALF_QUARTER
    value = f"{middle.year}-Q{(middle.month - 1) // QUARTER_MONTHS + 1}"
    if setting.period and "-Q" in setting.period:
        # The company has named it by its own year before.
        value = setting.period
    start = calendar.moved(end, -QUARTER_MONTHS, "month") + timedelta(days=1)
    return Meaning(Kind.DATE, value, (start, end, Precision.RANGE), period=value)


def months_reported(match: Match, setting: Setting) -> Meaning:
    """Return "the nine months": how long; "the first nine months of 2019" has days too.

    Raises:
        ValueError: a year has no so many months.
    """
    number, whose = count(named(match, "number")), named(match, "whose")
    value = length(number, "month")
    if not named(match, "first") or not (named(match, "year") or whose):
        return Meaning(Kind.DURATION, value, period=value)
    year = int(named(match, "year") or setting.published.year + YEARS[whose])
    interval = date(year, 1, 1), calendar.month_end(year, number), Precision.RANGE
    return Meaning(Kind.DURATION, value, interval, period=value)


def end_of_period(match: Match, setting: Setting) -> Meaning:
    """Return "Aug. 12" of "the six months ended Aug. 12"."""
    found = full_date(match, setting)
    return replace(found, period=found.value)


def same_period(match: Match, setting: Setting) -> Meaning:
    """Return "the year-earlier period", "the 1988 period", "year-ago" before a noun."""
    period = setting.period or ""
    if period.startswith("P") and named(match, "noun") == "period":
        return Meaning(Kind.DURATION, period)
    if period and "-Q" not in period:
        return year_before(match, setting)
    year, number = _reported(setting)
    return quarter_on(year - 1, number)


def year_before(match: Match, setting: Setting) -> Meaning:
    """Return "a year earlier" and "a year ago": of the period reported on, else the year."""
    period = setting.period or ""
    if "-Q" in period:
        year, number = _reported(setting)
        return quarter_on(year - 1, number)
    if period and not period.startswith("P"):
        return Meaning.on(calendar.day(calendar.moved(date.fromisoformat(period), -1, "year")))
    # What is compared with the nine months of a report is of the year before them.
    is_earlier = named(match, "side") == "earlier" and not period
    anchor = setting.earlier[0] if is_earlier and setting.earlier else setting.published
    return Meaning.on(calendar.year(anchor.year - 1))
