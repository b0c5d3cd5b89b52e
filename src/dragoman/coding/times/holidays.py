"""Holidays that news gives instead of a date."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.meanings import NEAR_DAYS
from dragoman.coding.times.values import Meaning, Setting
from dragoman.coding.times.words import named

MONDAY, THURSDAY = 0, 3


def thanksgiving(year: int) -> date:
    """Return the fourth Thursday of November.

    >>> thanksgiving(1999)
    datetime.date(1999, 11, 25)
    """
    return calendar.weekday(date(year, 11, 28), THURSDAY, forward=False)


def memorial_day(year: int) -> date:
    """Return the last Monday of May."""
    return calendar.weekday(date(year, 5, 31), MONDAY, forward=False)


def _monday_of(month: int, number: int) -> Callable[[int], date]:
    """Return the day of so many a Monday of a month, by the year."""
    return lambda year: calendar.weekday(date(year, month, 7 * number), MONDAY, forward=False)


def labor_day(year: int) -> date:
    """Return the first Monday of September."""
    return calendar.weekday(date(year, 9, 7), MONDAY, forward=False)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches.

    The computation is the anonymous Gregorian one (Meeus, Astronomical Algorithms, 1991, ch. 8).

    >>> easter(2000)
    datetime.date(2000, 4, 23)
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, skipped = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quads, ones = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * quads - epact - ones) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "new year's eve": _fixed(12, 31),
    "new year's": _fixed(1, 1),
    "valentine's": _fixed(2, 14),
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(days=1),
    "good friday": lambda year: easter(year) - timedelta(days=2),
    "martin luther king": _monday_of(1, 3),
    "presidents": _monday_of(2, 3),
    "columbus": _monday_of(10, 2),
    "memorial": memorial_day,
    "fourth of july": _fixed(7, 4),
    "labor": labor_day,
    "halloween": _fixed(10, 31),
    "veterans": _fixed(11, 11),
    "thanksgiving": thanksgiving,
}
# "Independence Day" and "Election Day" are left out: whose they are is seldom beside them.
NAMES = (
    r"Thanksgiving(?:\s+Day)?|Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s(?:\s+(?:Day|Eve))?"
    r"|Valentine['’]s\s+Day|Easter(?:\s+(?:Sunday|Monday))?|Good\s+Friday"
    r"|(?:Memorial|Labor|Veterans|Columbus|Presidents['’]?|Martin\s+Luther\s+King(?:,?\s+Jr\.?)?)\s+Day"
    r"|(?:the\s+)?Fourth\s+of\s+July|Halloween"
)


def holiday(match: re.Match[str], setting: Setting) -> Meaning:
    """Return "Thanksgiving", "last Christmas", "Christmas 2019"."""
    name = " ".join(named(match, "name").replace("’", "'").split())
    name = re.sub(r",? jr\.?|(?<=presidents)'", "", name)
    day_of = HOLIDAYS[name.removeprefix("the ").removesuffix(" day")]
    if named(match, "year"):
        return Meaning.on(calendar.day(day_of(int(named(match, "year")))))
    published = setting.published
    day = day_of(published.year)
    which = named(match, "which")
    is_ahead = which == "next" or (setting.ahead and which != "last")
    if is_ahead:
        day = day if day >= published else day_of(published.year + 1)
    elif day > published + timedelta(days=0 if which == "last" else NEAR_DAYS):
        day = day_of(published.year - 1)
    return Meaning.on(calendar.day(day))


# The one date that is the name of an event: its year goes without saying.
SEPTEMBER_11 = (
    r"\bSept(?:ember|\.)?\s+11(?:th)?(?:,\s+2001)?,?"
    r"(?=\s+(?:(?:al-Qaida|al-Qaeda|terror|terrorist)\s+)?(?:attacks?|hijack\w+)\b)"
)
_ATTACKS = date(2001, 9, 11)


def september_11(_: re.Match[str], setting: Setting) -> Meaning | None:
    """Return "9/11", "the Sept. 11 attacks" of a text that was written after them."""
    return Meaning.on(calendar.day(_ATTACKS)) if setting.published >= _ATTACKS else None
