"""What stretches of time mean: how long, how often, and which days where they hang on a date.

"The past two years" ends on publication, "within ten days" begins there; "two years" alone
says only how long.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.calendar import Interval
from dragoman.coding.times.lengths import (
    COUNTS,
    duration,
    length,
    length_of,
    some_units,
    unit_of,
    vague,
)
from dragoman.coding.times.meanings import DAYS, HOURS, named_weekday, unit_around
from dragoman.coding.times.values import FUTURE, PAST, PRESENT, SEASON_CODES, Kind, Meaning, Setting
from dragoman.coding.times.words import count, named
from dragoman.model import Precision

Match = re.Match[str]

# "Recent" means these days up to publication (record.md), "coming" as many after it.
RECENT = {"day": 7, "week": 30, "month": 90, "quarter": 365, "year": 365 * 3}
CALENDAR_UNITS = {"day", "week", "month", "year"}
# Longer than any state; "100,000 years" is no interval.
MAX_COUNT = 3000


def moved(day: date, number: int, unit: str) -> date:
    """Return the day so many units away, whatever the unit.

    Raises:
        ValueError: the calendar ends before.
    """
    if abs(number) > MAX_COUNT:
        raise ValueError(f"{number} {unit}s are no distance of news")
    if unit in {"second", "minute", "hour"}:
        return day
    if unit == "quarter":
        return calendar.moved(day, 3 * number, "month")
    if unit in COUNTS:
        return calendar.moved(day, number * COUNTS[unit], "year")
    return calendar.moved(day, number, unit)


def past_span(match: Match, setting: Setting) -> Meaning:
    """Return "the past two years", up to publication."""
    start = moved(setting.published, -count(named(match, "number")), unit_of(match))
    interval = start, setting.published, Precision.RANGE
    return Meaning(Kind.DURATION, length_of(match), interval)


def past_unit(match: Match, setting: Setting) -> Meaning:
    """Return "the past year": up to publication, valued as the year before."""
    unit, published = unit_of(match), setting.published
    interval = moved(published, -1, unit), published, Precision.RANGE
    return Meaning.on(interval, Meaning.on(unit_around(published, unit, -1)).value)


def coming_unit(match: Match, setting: Setting) -> Meaning:
    """Return "over the next year": from publication, valued as the year behind it."""
    unit, published = unit_of(match), setting.published
    interval = published, moved(published, 1, unit), Precision.RANGE
    return Meaning.on(interval, Meaning.on(unit_around(published, unit, 1)).value)


def coming_span(match: Match, setting: Setting) -> Meaning:
    """Return "the next ten days", from publication."""
    end = moved(setting.published, count(named(match, "number")), unit_of(match))
    interval = setting.published, end, Precision.RANGE
    return Meaning(Kind.DURATION, length_of(match), interval)


def past_decade(_: Match, setting: Setting) -> Meaning:
    """Return "the past decade": ten years up to publication, valued as the decade before."""
    published = setting.published
    interval = moved(published, -1, "decade"), published, Precision.RANGE
    return Meaning.on(interval, f"{published.year // 10 - 1}")


def lately(match: Match, setting: Setting) -> Meaning:
    """Return "in recent days": as many days as RECENT says, up to publication."""
    unit = unit_of(match)
    return Meaning(Kind.DURATION, vague(unit), _recent(setting.published, unit, -1))


def soon(match: Match, setting: Setting) -> Meaning:
    """Return "in the coming weeks": as many days as RECENT says, from publication."""
    unit = unit_of(match)
    return Meaning(Kind.DURATION, vague(unit), _recent(setting.published, unit, 1))


def _recent(published: date, unit: str, side: int) -> Interval | None:
    days = RECENT.get(unit)
    if days is None:
        return None
    start, end = sorted((published, published + side * timedelta(days=days)))
    return start, end, Precision.RANGE


def within(match: Match, setting: Setting) -> Meaning | None:
    """Return "within ten days", "in two weeks": from publication where the clause looks ahead."""
    if setting.ahead:
        return coming_span(match, setting)
    return duration(match, setting)


def within_vague(match: Match, setting: Setting) -> Meaning:
    """Return "within days"."""
    return soon(match, setting) if setting.ahead else some_units(match, setting)


def in_units(match: Match, setting: Setting) -> Meaning | None:
    """Return "in two weeks" where the clause looks ahead; "twice in two weeks" has no days."""
    unit = unit_of(match)
    if not setting.ahead or unit not in CALENDAR_UNITS:
        return duration(match, setting)
    interval = unit_around(setting.published, unit, count(named(match, "number")))
    return Meaning(Kind.DURATION, length_of(match), interval)


def ago(match: Match, setting: Setting) -> Meaning:
    """Return the day, week, month or year so long before publication."""
    unit, number = unit_of(match), count(named(match, "number"))
    day = moved(setting.published, -number, unit)
    if unit in {"second", "minute", "hour"}:
        return Meaning.on(calendar.day(day))
    if unit == "quarter":
        return Meaning.on(calendar.months_from(day, 0))
    around = unit_around(day, "year" if unit in COUNTS else unit, 0)
    # One week back is a day by its value; the act may lie anywhere in that week.
    return Meaning.on(around, day.isoformat() if (unit, number) == ("week", 1) else None)


def half_ago(match: Match, setting: Setting) -> Meaning:
    """Return "half a century ago"."""
    return Meaning.on(calendar.year(setting.published.year - COUNTS[unit_of(match)] // 2))


def units_from(match: Match, setting: Setting) -> Meaning:
    """Return "two weeks from now", "a week from Monday"."""
    start, unit = setting.published, unit_of(match)
    if named(match, "word"):
        start += timedelta(days=DAYS[named(match, "word")])
    if named(match, "weekday"):
        start = named_weekday(match, replace(setting, ahead=True))
    day = moved(start, count(named(match, "number")), unit)
    if named(match, "now"):
        return Meaning.on(unit_around(day, "year" if unit in COUNTS else unit, 0))
    return Meaning.on(calendar.day(day))


def every_so_many(match: Match, _: Setting) -> Meaning:
    """Return "every two weeks", "every other day"."""
    number = 2 if named(match, "other") else count(named(match, "number"))
    return Meaning(Kind.SET, length(number, unit_of(match)))


def every(match: Match, _: Setting) -> Meaning:
    """Return "every day", "$3 million a year"."""
    return Meaning(Kind.SET, length(1, unit_of(match)))


def every_weekday(match: Match, _: Setting) -> Meaning:
    """Return "each Thursday", "Tuesday nights"."""
    number = calendar.WEEKDAYS.index(named(match, "weekday")) + 1
    hours = named(match, "hours")
    return Meaning(Kind.SET, f"XXXX-WXX-{number}{f'T{HOURS[hours]}' if hours else ''}")


def every_few(match: Match, _: Setting) -> Meaning:
    """Return "every few months"."""
    return Meaning(Kind.SET, vague(unit_of(match)))


def every_part(match: Match, _: Setting) -> Meaning:
    """Return "every night", "each summer"."""
    season = named(match, "season")
    if season:
        return Meaning(Kind.SET, f"XXXX-{SEASON_CODES[calendar.SEASONS[season]]}")
    return Meaning(Kind.SET, f"XXXX-XX-XXT{HOURS[named(match, 'hours')]}")


def weekends(_: Match, __: Setting) -> Meaning:
    """Return "on weekends"."""
    return Meaning(Kind.SET, "XXXX-WXX-WE")


RHYTHMS = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M"}
RHYTHMS |= {"annually": "P1Y", "yearly": "P1Y"}


def rhythm(match: Match, _: Setting) -> Meaning:
    """Return "daily"."""
    return Meaning(Kind.SET, RHYTHMS[match.group().lower()])


def present(_: Match, __: Setting) -> Meaning:
    """Return "now": no days that we know."""
    return Meaning(Kind.DATE, PRESENT)


def past(_: Match, __: Setting) -> Meaning:
    """Return "recently", "several years ago"."""
    return Meaning(Kind.DATE, PAST)


def future(_: Match, __: Setting) -> Meaning:
    """Return "soon", "in the future"."""
    return Meaning(Kind.DATE, FUTURE)


def one_day(match: Match, setting: Setting) -> Meaning | None:
    """Return "one day" of a clause that looks ahead; elsewhere it is how long."""
    return future(match, setting) if setting.ahead else None
