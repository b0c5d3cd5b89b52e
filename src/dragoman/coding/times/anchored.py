"""What dates mean that count from another one: "two days later", "that year", "a year earlier".

They are read after the plain ones, left to right, so that the date before is known.
"""

import re
from datetime import timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.lengths import length, unit_of, vague
from dragoman.coding.times.meanings import day_or_part, unit_around
from dragoman.coding.times.spans import CALENDAR_UNITS
from dragoman.coding.times.values import Kind, Meaning, Setting
from dragoman.coding.times.words import count, named
from dragoman.model import Precision

Match = re.Match[str]


def away(match: Match, setting: Setting) -> Meaning:
    """Return "two days later", counted from the date before; without one only how long."""
    unit, number = unit_of(match), count(named(match, "number"))
    value = length(number, unit)
    if setting.earlier is None or unit not in CALENDAR_UNITS:
        return Meaning(Kind.DURATION, value)
    side = -1 if named(match, "side") == "earlier" else 1
    return Meaning(Kind.DURATION, value, unit_around(setting.earlier[0], unit, side * number))


# How many days a unit and a precision are wide.
UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
PRECISION_DAYS = {
    Precision.DAY: 1,
    Precision.WEEK: 7,
    Precision.TEN_DAYS: 10,
    Precision.MONTH: 30,
    Precision.SEASON: 91,
    Precision.YEAR: 365,
}


def somewhat_later(match: Match, setting: Setting) -> Meaning:
    """Return "days later": still within the month, the year named before, where that is wider."""
    unit = unit_of(match)
    value = vague(unit)
    width = PRECISION_DAYS.get(setting.earlier[2], 0) if setting.earlier else 0
    is_within = UNIT_DAYS.get(unit, width) < width
    return Meaning(Kind.DURATION, value, setting.earlier if is_within else None)


def same_unit(match: Match, setting: Setting) -> Meaning | None:
    """Return "that year", "the following month", "the next day" after the date before."""
    if setting.earlier is None:
        return None
    which, unit = named(match, "which").split()[-1], unit_of(match)
    offset = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    return Meaning.on(unit_around(setting.earlier[0], unit, offset))


def same_unit_year_before(match: Match, setting: Setting) -> Meaning:
    """Return "the same month a year earlier": a year before the date before."""
    around = setting.earlier[0] if setting.earlier else setting.published
    unit = named(match, "compared") or unit_of(match)
    return Meaning.on(unit_around(calendar.moved(around, -1, "year"), unit, 0))


def neighbour_unit(match: Match, setting: Setting) -> Meaning | None:
    """Return "the year before", "the day after" of the date before."""
    if setting.earlier is None:
        return None
    offset = 1 if named(match, "which") == "after" else -1
    return Meaning.on(unit_around(setting.earlier[0], unit_of(match), offset))


def earlier_that_day(_: Match, setting: Setting) -> Meaning:
    """Return "earlier in the day": the day before it in the text, else that of publication."""
    return Meaning.on(calendar.day(setting.day))


def until_then(_: Match, setting: Setting) -> Meaning | None:
    """Return "until then": the date before."""
    return Meaning.on(setting.earlier) if setting.earlier else None


def the_week(_: Match, setting: Setting) -> Meaning:
    """Return "the rest of the week": that of publication."""
    return Meaning.on(calendar.week(setting.published, 0))


def the_year(_: Match, setting: Setting) -> Meaning:
    """Return "the year": that of publication."""
    return Meaning.on(calendar.year(setting.published.year))


def part_of_day(match: Match, setting: Setting) -> Meaning | None:
    """Return "in the morning", "the next morning" of a day named before."""
    day = setting.earlier
    if day is None or day[0] != day[1]:
        return None
    which = named(match, "which")
    offset = 1 if which in {"next", "following"} else 0
    return day_or_part(day[0] + timedelta(days=offset), named(match, "hours"))
