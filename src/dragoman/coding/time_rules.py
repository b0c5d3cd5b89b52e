"""The patterns of dates and what each one means: one resolver a pattern.

A resolver gets the match, the publication date and whether its clause speaks of the
future, and returns an interval, or raises ValueError for a day the calendar has not.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.coding import calendar
from dragoman.coding.calendar import Interval
from dragoman.coding.lexicon import any_of
from dragoman.model import Precision

Resolver = Callable[[re.Match[str], date, bool], Interval | None]
Rule = tuple[re.Pattern[str], Resolver]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+"
_YEAR = r"(?:1[89]|20)\d{2}"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_YEAR_WORDS: tuple[str, ...] = (
    "[Ii]n",
    "[Ss]ince",
    "[Oo]f",
    "[Dd]uring",
    "[Bb]y",
    "[Uu]ntil",
    "[Ff]rom",
    "to",
)
_YEAR_WORDS += ("[Bb]etween", "and")
# A bare number of four digits is a year behind one of these.
_YEAR_AFTER = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _YEAR_WORDS) + ")"
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())} | {
    "a": 1,
    "an": 1,
    "couple of": 2,
    "a couple of": 2,
}
_NUMBER = rf"(?P<number>\d{{1,3}}|{any_of(sorted(NUMBERS))})"
# "Recent" means these days up to publication (record.md), "coming" as many after it.
RECENT = {"day": 7, "week": 30, "month": 90, "year": 365 * 3}
FORWARD = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|plans? to|planned to|planning|expected|due|"
    r"scheduled|set to|set for|slated|going to|next|coming|upcoming|ahead of|until|by|intends?)\b"
)


def _month_number(name: str) -> int:
    return next(i for i, full in enumerate(calendar.MONTHS, 1) if full.startswith(name[:3].lower()))


def _near(month: int, number: int, published: date, *, forward: bool) -> date:
    """Return the day of a date without a year: the last one, or the next in a future clause."""
    this_year = date(published.year, month, number)
    if forward:
        return this_year if this_year >= published else date(published.year + 1, month, number)
    # A few weeks ahead is still this year: "the vote on October 18", said on October 6.
    return (
        this_year
        if this_year <= published + timedelta(days=60)
        else this_year.replace(year=published.year - 1)
    )


def _full_date(match: re.Match[str], published: date, forward: bool) -> Interval:
    month, number = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return calendar.day(date(int(match["year"]), month, number))
    return calendar.day(_near(month, number, published, forward=forward))


def _month_year(match: re.Match[str], published: date, forward: bool) -> Interval:
    number = _month_number(match["month"])
    if match["year"]:
        year = int(match["year"])
    else:
        last = calendar.month_end(published.year, number).day
        year = _near(number, last if forward else 1, published, forward=forward).year
    part = match["part"]
    return calendar.third(year, number, part.lower()) if part else calendar.month(year, number)


def _season(match: re.Match[str], published: date, forward: bool) -> Interval:
    name = match["season"].lower()
    if match["year"]:
        return calendar.season(int(match["year"]), name)
    which = (match["which"] or "").lower()
    year = published.year + (1 if which == "next" else 0)
    interval = calendar.season(year, name)
    if which != "next" and not forward and interval[0] > published:
        return calendar.season(year - 1, name)
    if which == "last" and interval[1] >= published:
        return calendar.season(year - 1, name)
    return interval


def _weekday(match: re.Match[str], published: date, forward: bool) -> Interval:
    number = calendar.WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    if which in {"last", "past"}:
        return calendar.day(calendar.weekday(published - timedelta(days=1), number, forward=False))
    forward = forward if not which else which in {"next", "coming", "this coming"}
    return calendar.day(calendar.weekday(published, number, forward=forward))


def _shifted(match: re.Match[str], published: date, _: bool) -> Interval:
    which, unit = match["which"].lower(), match["unit"].lower()
    offset = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    if unit == "week":
        return calendar.week(published, offset)
    if unit == "month":
        return calendar.months_from(published, offset)
    return calendar.year(published.year + offset)


def _within_this(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "earlier this month" up to publication, "later this month" from it."""
    start, end, _precision = {
        "week": lambda: calendar.week(published, 0),
        "month": lambda: calendar.months_from(published, 0),
        "year": lambda: calendar.year(published.year),
    }[match["unit"].lower()]()
    if match["side"].lower() == "earlier":
        return start, published, Precision.RANGE
    return published, end, Precision.RANGE


def _recent(match: re.Match[str], published: date, _: bool) -> Interval:
    days = RECENT[match["unit"].lower()]
    return published - timedelta(days=days), published, Precision.RANGE


def _coming(match: re.Match[str], published: date, _: bool) -> Interval:
    days = RECENT[match["unit"].lower()]
    return published, published + timedelta(days=days), Precision.RANGE


LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _count(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[" ".join(words.lower().split())]


def _past_span(match: re.Match[str], published: date, _: bool) -> Interval:
    days = _count(match["number"]) * LENGTHS[match["unit"].lower()]
    return published - timedelta(days=days), published, Precision.RANGE


def _ago(match: re.Match[str], published: date, _: bool) -> Interval:
    count, unit = _count(match["number"]), match["unit"].lower()
    if unit == "year":
        return calendar.year(published.year - count)
    if unit == "month":
        return calendar.months_from(published, -count)
    if unit == "week":
        return calendar.week(published, -count)
    return calendar.day(published - timedelta(days=count))


DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _near_day(match: re.Match[str], published: date, _: bool) -> Interval:
    return calendar.day(published + timedelta(days=DAYS[match["word"].lower()]))


def _iso(match: re.Match[str], _published: date, _forward: bool) -> Interval:
    return calendar.day(date.fromisoformat(match.group()))


def _year(match: re.Match[str], _published: date, _forward: bool) -> Interval:
    start, end, precision = calendar.year(int(match["year"]))
    part = (match["part"] or "").lower()
    if part == "early":
        return start, date(start.year, 3, 31), Precision.RANGE
    if part == "late":
        return date(start.year, 10, 1), end, Precision.RANGE
    if part == "mid":
        return date(start.year, 5, 1), date(start.year, 8, 31), Precision.RANGE
    return start, end, precision


_WHICH = r"(?P<which>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Cc]oming)"
_LATELY = r"(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin)\s+(?:the\s+)?"
# The longer pattern stands before the shorter one that it holds.
RULES: tuple[Rule, ...] = (
    (re.compile(rf"\b{_YEAR}-\d{{2}}-\d{{2}}\b"), _iso),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
            rf"(?:,?\s+(?P<year>{_YEAR})\b)?"
        ),
        _full_date,
    ),
    (
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)"
            rf"(?:,?\s+(?P<year>{_YEAR})\b)?"
        ),
        _full_date,
    ),
    (
        re.compile(
            rf"\b(?:{_PART})?(?P<month>{_MONTH})(?!\w)(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})\b)"
        ),
        _month_year,
    ),
    (
        re.compile(
            rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+|[Tt]he\s+)"
            rf"(?P<season>spring|summer|autumn|fall|winter)\b(?:\s+of)?(?:\s+(?P<year>{_YEAR})\b)?"
        ),
        _season,
    ),
    (re.compile(rf"\b{_PART}(?P<month>{_MONTH})(?!\w)(?P<year>)"), _month_year),
    (re.compile(rf"\b[Ii]n\s+(?P<part>)(?P<month>{_MONTH})(?!\w)(?P<year>)"), _month_year),
    (
        re.compile(
            r"\b(?P<part>)(?P<month>January|February|April|June|July|August|September"
            r"|October|November|December)(?P<year>)\b(?!\s+\d)"
        ),
        _month_year,
    ),
    (
        re.compile(
            rf"\b(?:on\s+)?(?:(?P<which>last|past|next|this|this coming|coming)\s+)?"
            rf"(?P<weekday>{_WEEKDAY})\b"
        ),
        _weekday,
    ),
    (
        re.compile(r"\b(?P<side>[Ee]arlier|[Ll]ater)\s+this\s+(?P<unit>week|month|year)\b"),
        _within_this,
    ),
    (re.compile(rf"\b{_NUMBER}\s+{_UNIT}\s+(?:ago|earlier|before)\b", re.IGNORECASE), _ago),
    (re.compile(rf"\b{_LATELY}(?:last|past)\s+{_NUMBER}\s+{_UNIT}\b"), _past_span),
    (
        re.compile(rf"\b{_LATELY}(?:(?:last|past)\s+(?:few|several)|recent)\s+{_UNIT}\b"),
        _recent,
    ),
    (
        re.compile(
            rf"\b{_LATELY}(?:(?:next|coming)\s+(?:few|several)|coming|next)\s+"
            r"(?P<unit>day|week|month|year)s\b"
        ),
        _coming,
    ),
    (re.compile(r"\bwithin\s+(?P<unit>day|week|month)s\b"), _coming),
    (re.compile(rf"\b(?:the\s+)?{_WHICH}\s+(?P<unit>week|month|year)\b"), _shifted),
    (re.compile(r"\b(?P<word>today|tonight|yesterday|tomorrow)\b", re.IGNORECASE), _near_day),
    (
        re.compile(rf"{_YEAR_AFTER}(?:{_PART})?(?P<year>{_YEAR})(?!\d|\s*people|\s*troops)\b"),
        _year,
    ),
    (re.compile(rf"\b{_PART}(?P<year>{_YEAR})\b"), _year),
)
