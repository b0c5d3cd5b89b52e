"""Holidays that news gives instead of a date."""

import re
from datetime import date, timedelta

from dragoman.coding import calendar
from dragoman.coding.time_meanings import NEAR_DAYS
from dragoman.coding.time_values import Meaning, Setting
from dragoman.coding.time_words import named

THURSDAY = 3
FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's": (1, 1),
}


def thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November.

    >>> thanksgiving(1999)
    datetime.date(1999, 11, 25)
    """
    return calendar.weekday(date(year, 11, 28), THURSDAY, forward=False)


def _in_year(name: str, year: int) -> date:
    if name == "thanksgiving":
        return thanksgiving(year)
    return date(year, *FIXED[name])


def holiday(match: re.Match[str], setting: Setting) -> Meaning:
    """Return "Thanksgiving", "last Christmas", "Christmas 2019"."""
    name = " ".join(named(match, "name").replace("’", "'").split()).removesuffix(" day")
    if named(match, "year"):
        return Meaning.on(calendar.day(_in_year(name, int(named(match, "year")))))
    published = setting.published
    day = _in_year(name, published.year)
    which = named(match, "which")
    is_ahead = which == "next" or (setting.ahead and which != "last")
    if is_ahead:
        day = day if day >= published else _in_year(name, published.year + 1)
    elif day > published + timedelta(days=0 if which == "last" else NEAR_DAYS):
        day = _in_year(name, published.year - 1)
    return Meaning.on(calendar.day(day))
