"""Reads the dates that pages print: ISO stamps, addresses, and date lines of plain text."""

import re
from datetime import date

from dragoman.articles.months import MONTHS, folded

ISO = re.compile(r"((?:19|20)\d{2})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WORDS = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?(?P<year>(?:19|20)\d{{2}})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d{{2}}))",
    re.IGNORECASE,
)
# The years in which a page of news can have been published.
FIRST_YEAR, LAST_YEAR = 1990, 2100


def day_of(value: str) -> date | None:
    """Return the day of a printed date, None when it is none.

    A stamp with a zone keeps the day it prints: that is the day on the page.

    >>> day_of("2020-10-06T23:50:00+03:00").isoformat()
    '2020-10-06'
    """
    found = ISO.search(value)
    if found:
        return _day(*map(int, found.groups()))
    return worded_day(value)


def worded_day(text: str) -> date | None:
    """Return the first date in words: "October 6, 2020", "6 Oct 2020"."""
    found = WORDS.search(text)
    if found is None:
        return None
    month = MONTHS[folded(found["month"] or found["month2"])]
    return _day(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))


def url_day(url: str) -> date | None:
    """Return the day in the path of an address, None when there is none."""
    found = URL.search(url)
    return _day(*map(int, found.groups())) if found else None


def is_conflict(one: date, other: date) -> bool:
    """Tell whether two dates of one page cannot both be right.

    More than a day apart, which a swap of day and month is too: 04-05 and 05-04.
    """
    return abs((one - other).days) > 1


def _day(year: int, month: int, number: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None
