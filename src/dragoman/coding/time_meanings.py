"""What the words of a date mean: one function a pattern of time_rules.

Each gets the match, the publication date and whether the clause speaks of the future, and
returns an interval, or raises ValueError or OverflowError for a day the calendar has not.
"""

import re
from datetime import date, timedelta

from dragoman.coding import calendar
from dragoman.coding.calendar import Interval
from dragoman.model import Precision

_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())} | {
    "a": 1,
    "an": 1,
    "couple of": 2,
    "a couple of": 2,
}
# "Recent" means these days up to publication (record.md), "coming" as many after it.
RECENT = {"day": 7, "week": 30, "month": 90, "year": 365 * 3}


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


def full_date(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return one day of a month, of the year given or of the nearest."""
    month, number = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return calendar.day(date(int(match["year"]), month, number))
    return calendar.day(_near(month, number, published, forward=forward))


def days_of_month(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return "October 12-16" and "12 to 16 October"."""
    start, _, _ = full_date(match, published, forward)
    end = start.replace(day=int(match["last"]))
    if end < start:
        raise ValueError(f"{match.group()} runs backwards")
    return start, end, Precision.RANGE


def month_of_year(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return a month or its early, mid or late part."""
    number = _month_number(match["month"])
    if match["year"]:
        year = int(match["year"])
    else:
        last = calendar.month_end(published.year, number).day
        year = _near(number, last if forward else 1, published, forward=forward).year
    part = match["part"]
    return calendar.third(year, number, part.lower()) if part else calendar.month(year, number)


def edge(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return "the end of October", "the beginning of next year", "the middle of the month"."""
    part = EDGES[match["edge"].lower()]
    if match["month"]:
        start, _, _ = month_of_year(match, published, forward)
        return calendar.third(start.year, start.month, part)
    offset = 1 if (match["which"] or "").lower() == "next" else 0
    if match["unit"].lower() == "month":
        start, _, _ = calendar.months_from(published, offset)
        return calendar.third(start.year, start.month, part)
    year = int(match["year"]) if match["year"] else published.year + offset
    # The end of a year is its last month; "late" in it is longer.
    months = {"early": calendar.month(year, 1), "late": calendar.month(year, 12)}
    return months.get(part) or calendar.third_of_year(year, part)


EDGES = {
    "beginning": "early",
    "start": "early",
    "early part": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
}
ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
SHARES = {"half": 6, "quarter": 3}


def share_of_year(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "the first half of 2019", "the third quarter of next year"."""
    length = SHARES[match["share"].lower()]
    number = ORDINALS[match["ordinal"].lower()] % (12 // length)
    offset = {"next": 1, "last": -1}.get((match["which"] or "").lower(), 0)
    year = int(match["year"]) if match["year"] else published.year + offset
    first = number * length + 1
    return date(year, first, 1), calendar.month_end(year, first + length - 1), Precision.RANGE


def season(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return three months: those named, or the last or next such ones."""
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


def weekday(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return the nearest such day back or, where the clause looks ahead, forward."""
    number = calendar.WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    if which in {"last", "past"}:
        return calendar.day(calendar.weekday(published - timedelta(days=1), number, forward=False))
    forward = forward if not which else which in {"next", "coming", "this coming"}
    return calendar.day(calendar.weekday(published, number, forward=forward))


OFFSETS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
SATURDAY = 5


def weekend(match: re.Match[str], published: date, forward: bool) -> Interval:
    """Return the Saturday and Sunday meant: the last one by then, or the one ahead."""
    which = (match["which"] or "").lower()
    is_ahead = forward or which in {"this", "next", "coming"}
    saturday = calendar.weekday(published, SATURDAY, forward=is_ahead)
    if published.weekday() > SATURDAY and which == "this":
        saturday = published - timedelta(days=1)
    return saturday, saturday + timedelta(days=1), Precision.RANGE


def part_of(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "early next month", "late last year"."""
    offset, part = OFFSETS[match["which"].lower()], match["part"].lower()
    if match["unit"].lower() == "month":
        start, _end, _precision = calendar.months_from(published, offset)
        return calendar.third(start.year, start.month, part)
    return calendar.third_of_year(published.year + offset, part)


def named_month(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "last October", "next March", "this May"."""
    number, which = _month_number(match["month"]), match["which"].lower()
    year = published.year
    if which == "next" and number <= published.month:
        year += 1
    if which == "last" and number >= published.month:
        year -= 1
    return calendar.month(year, number)


def shifted(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "last week", "this month", "next year"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    offset = OFFSETS[which]
    if unit == "week":
        return calendar.week(published, offset)
    if unit == "month":
        return calendar.months_from(published, offset)
    return calendar.year(published.year + offset)


def within_this(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "earlier this month" up to publication, "later this month" from it."""
    start, end, _precision = {
        "week": lambda: calendar.week(published, 0),
        "month": lambda: calendar.months_from(published, 0),
        "year": lambda: calendar.year(published.year),
    }[match["unit"].lower()]()
    if match["side"].lower() == "earlier":
        return start, published, Precision.RANGE
    return published, end, Precision.RANGE


def lately(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "in recent days": as many days as RECENT says, up to publication."""
    days = RECENT[match["unit"].lower()]
    return published - timedelta(days=days), published, Precision.RANGE


def soon(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "in the coming weeks": as many days as RECENT says, from publication."""
    days = RECENT[match["unit"].lower()]
    return published, published + timedelta(days=days), Precision.RANGE


def _count(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS[" ".join(words.lower().split())]


def _back(published: date, count: int, unit: str) -> date:
    """Return the day so many units before another, by the calendar."""
    return calendar.moved(published, -count, unit)


def past_span(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "the past two years", up to publication."""
    start = _back(published, _count(match["number"]), match["unit"].lower())
    return start, published, Precision.RANGE


def coming_span(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "the next ten days", from publication."""
    end = calendar.moved(published, _count(match["number"]), match["unit"].lower())
    return published, end, Precision.RANGE


def in_units(match: re.Match[str], published: date, forward: bool) -> Interval | None:
    """Return "in two weeks" where the clause looks ahead; "twice in two weeks" is no date."""
    return away(published, _count(match["number"]), match["unit"].lower()) if forward else None


def away(day: date, count: int, unit: str) -> Interval:
    """Return the day, week, month or year so many units from a day (back when negative)."""
    if unit == "year":
        return calendar.year(day.year + count)
    if unit == "month":
        return calendar.months_from(day, count)
    if unit == "week":
        return calendar.week(day, count)
    return calendar.day(day + timedelta(days=count))


def ago(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return the day, week, month or year so long before publication."""
    return away(published, -_count(match["number"]), match["unit"].lower())


def relative(match: re.Match[str], anchor: date) -> Interval:
    """Return what "two days later" means from a day.

    Raises:
        OverflowError: the calendar ends before.
    """
    count = _count(match["number"]) * (-1 if match["side"].lower() == "earlier" else 1)
    return away(anchor, count, match["unit"].lower())


DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
DAYS |= {"this morning": 0, "this afternoon": 0, "this evening": 0}
DAYS |= {"the day before yesterday": -2, "the day after tomorrow": 2}


def near_day(match: re.Match[str], published: date, _: bool) -> Interval:
    """Return "today", "yesterday", "tomorrow" and the like."""
    return calendar.day(published + timedelta(days=DAYS[" ".join(match["word"].lower().split())]))


def iso_day(match: re.Match[str], _published: date, _forward: bool) -> Interval:
    """Return 2020-10-18."""
    return calendar.day(date.fromisoformat(match.group()))


def whole_year(match: re.Match[str], _published: date, _forward: bool) -> Interval:
    """Return a year, or its early, mid or late four months."""
    year, part = int(match["year"]), match["part"]
    return calendar.third_of_year(year, part.lower()) if part else calendar.year(year)


def decade(match: re.Match[str], _published: date, _forward: bool) -> Interval:
    """Return "the 1990s"; the early, mid and late years of one are 0..3, 4..6, 7..9."""
    first = int(match["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(
        (match["part"] or "").lower(), (0, 9)
    )
    return date(first + low, 1, 1), date(first + high, 12, 31), Precision.RANGE
