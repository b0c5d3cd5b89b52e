"""What lengths mean: a number of units, halves and quarters of one, an unknown number."""

import re

from dragoman.coding.times import calendar
from dragoman.coding.times.values import Kind, Meaning, Setting
from dragoman.coding.times.words import count, named

Match = re.Match[str]

# The letter of each unit, behind "T" for the clock, and how many of it a word stands for.
LETTERS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M"}
LETTERS |= {"quarter": "Q", "year": "Y", "decade": "Y", "century": "Y"}
COUNTS = {"decade": 10, "century": 100}
# What a half of a unit is in the next smaller one.
HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "week": "", "year": "6M"}
VAGUE = LETTERS | {"quarter": "M", "decade": "Y", "century": "C"}


def unit_of(match: Match) -> str:
    """Return the unit of a match: "centuries" is "century"."""
    unit = named(match, "unit")
    return "century" if unit.startswith("centur") else unit


def length(number: int, unit: str, *, half: bool = False) -> str:
    """Return the value of so many units.

    >>> length(5, "hour", half=True), length(2, "decade"), length(3, "day")
    ('PT5H30M', 'P20Y', 'P3D')
    """
    if unit == "quarter" and number > 1:
        unit, number = "month", 3 * number
    letters = LETTERS[unit]
    total = number * COUNTS.get(unit, 1)
    return f"P{letters[:-1]}{total}{letters[-1]}{HALVES.get(unit, '') if half else ''}"


def vague(unit: str) -> str:
    """Return the value of an unknown number of units.

    >>> vague("week"), vague("hour")
    ('PXW', 'PTXH')
    """
    letters = VAGUE[unit]
    return f"P{letters[:-1]}X{letters[-1]}"


def length_of(match: Match) -> str:
    """Return the value of a number and a unit."""
    return length(count(named(match, "number")), unit_of(match), half=bool(named(match, "half")))


def duration(match: Match, _: Setting) -> Meaning | None:
    """Return "two years": how long, no days; "three-quarters of it" is a share."""
    behind = match.string[match.end() :]
    is_hyphened = match.group().lower().endswith(("-quarter", "-quarters"))
    if unit_of(match) == "quarter" and (is_hyphened or behind.startswith(" of ")):
        return None
    return Meaning(Kind.DURATION, length_of(match))


def half_unit(match: Match, _: Setting) -> Meaning:
    """Return "half an hour"."""
    value = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "century": "P50Y", "decade": "P5Y"}
    return Meaning(Kind.DURATION, value[unit_of(match)])


def some_units(match: Match, _: Setting) -> Meaning:
    """Return "several years", "weeks"."""
    return Meaning(Kind.DURATION, vague(unit_of(match)))


def one_unit(match: Match, _: Setting) -> Meaning:
    """Return "the year" of "the year ended March 31"."""
    return Meaning(Kind.DURATION, length(1, named(match, "unit") or "quarter"))


def some_number(match: Match, _: Setting) -> Meaning:
    """Return "ten seconds", "20-odd years": how long."""
    return Meaning(Kind.DURATION, length_of(match))


def in_decimals(match: Match, _: Setting) -> Meaning:
    """Return "2.5 years"."""
    letters = LETTERS[unit_of(match)]
    return Meaning(Kind.DURATION, f"P{letters[:-1]}{named(match, 'decimal')}{letters[-1]}")


def quarter_unit(match: Match, _: Setting) -> Meaning:
    """Return "a quarter century", "a quarter of an hour"."""
    return Meaning(Kind.DURATION, {"century": "P25Y", "hour": "PT15M"}[unit_of(match)])


HALF_MORE = {"decade": "P15Y", "century": "P150Y", "month": "P6W"}


def half_more(match: Match, _: Setting) -> Meaning:
    """Return "a year and a half"."""
    unit = unit_of(match)
    return Meaning(Kind.DURATION, HALF_MORE.get(unit) or length(1, unit, half=True))


MONTHS_AND_HALF = {"year": 18, "decade": 180, "century": 1800}


def half_more_ago(match: Match, setting: Setting) -> Meaning | None:
    """Return "a year and a half ago": the month then, the year of what is longer ago."""
    months = MONTHS_AND_HALF.get(unit_of(match))
    if months is None:
        return None
    day = calendar.moved(setting.published, -months, "month")
    is_year = unit_of(match) == "year"
    return Meaning.on(calendar.months_from(day, 0) if is_year else calendar.year(day.year))
