"""What the hours of a day mean: "10 p.m. Wednesday", "noon", "5 p.m. EST, Nov. 6"."""

import re
from datetime import timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.meanings import DAYS, month_number, named_weekday, near
from dragoman.coding.times.values import Kind, Meaning, Setting
from dragoman.coding.times.words import count, day_number, named

Match = re.Match[str]

NOON = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
HALF_DAY = 12
# "At three o'clock in the afternoon"; at night it may be either.
LATE = {"afternoon", "evening", "tonight", "last night"}


def _clock(match: Match) -> str:
    """Return the hour and minute of a match.

    Raises:
        ValueError: the day has no such hour.
    """
    if named(match, "noon"):
        return NOON[named(match, "noon")]
    if named(match, "hours24"):
        zone = "Z" if named(match, "zulu") else ""
        return f"{named(match, 'hours24')}:{named(match, 'minutes')}{zone}"
    hour, minute = count(named(match, "oclock") or named(match, "hour")), named(match, "minute")
    if hour > HALF_DAY:
        raise ValueError(f"{match.group()} is no hour of the clock")
    hours = named(match, "hours") or named(match, "word").removeprefix("this ")
    is_late = named(match, "half").startswith("p") or hours in LATE
    if named(match, "oclock") and not is_late:
        return f"{hour:02d}:00"
    hour = hour % HALF_DAY + (HALF_DAY if is_late else 0)
    return f"{hour:02d}:{minute or '00'}"


def clock_on_weekday(match: Match, setting: Setting) -> Meaning:
    """Return "10 p.m. Wednesday"."""
    day = named_weekday(match, setting)
    return Meaning(Kind.TIME, f"{day}T{_clock(match)}", calendar.day(day))


def clock_on_date(match: Match, setting: Setting) -> Meaning:
    """Return "5 p.m. EST, Nov. 6"."""
    day = near(month_number(named(match, "month")), day_number(match), setting)
    return Meaning(Kind.TIME, f"{day}T{_clock(match)}", calendar.day(day))


def clock_on_near_day(match: Match, setting: Setting) -> Meaning:
    """Return "10 p.m. yesterday"."""
    day = setting.published + timedelta(days=DAYS[named(match, "word")])
    return Meaning(Kind.TIME, f"{day}T{_clock(match)}", calendar.day(day))


def clock(match: Match, setting: Setting) -> Meaning:
    """Return "10 p.m." of the day named before, else of the day of publication."""
    day = setting.day
    return Meaning(Kind.TIME, f"{day}T{_clock(match)}", calendar.day(day))
