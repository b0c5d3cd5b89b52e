"""Intervals of the calendar, as newspapers mean them (design: the coding rules of the record)."""

from datetime import date, timedelta

from dragoman.model import Precision

MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
# First month and length; winter begins in the December before the year it is named after
# when the text says "the winter of 2019" it means the one that begins then.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# "early", "mid-" and "late" of a month: days 1..10, 11..20, 21..end.
THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
DECEMBER = 12
WEEK = 7

Interval = tuple[date, date, Precision]


def day(when: date) -> Interval:
    """Return one day."""
    return when, when, Precision.DAY


def month(year: int, number: int) -> Interval:
    """Return a whole month."""
    first = date(year, number, 1)
    return first, month_end(year, number), Precision.MONTH


def month_end(year: int, number: int) -> date:
    """Return the last day of a month."""
    after = date(year + 1, 1, 1) if number == DECEMBER else date(year, number + 1, 1)
    return after - timedelta(days=1)


def third(year: int, number: int, part: str) -> Interval:
    """Return the early, mid or late part of a month."""
    first, last = THIRDS[part]
    end = month_end(year, number)
    return (
        date(year, number, first),
        min(date(year, number, min(last, end.day)), end),
        (Precision.TEN_DAYS),
    )


def year(number: int) -> Interval:
    """Return a whole year."""
    return date(number, 1, 1), date(number, 12, 31), Precision.YEAR


def third_of_year(number: int, part: str) -> Interval:
    """Return the first, second or last four months of a year: its early, mid and late part."""
    first = {"early": 1, "mid": 5, "late": 9}[part]
    return date(number, first, 1), month_end(number, first + 3), Precision.RANGE


def moved(around: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years away; the 31st becomes the last.

    Raises:
        ValueError: the calendar ends before.
    """
    if unit in {"day", "week"}:
        return around + timedelta(days=count * (WEEK if unit == "week" else 1))
    index = around.year * 12 + around.month - 1 + count * (12 if unit == "year" else 1)
    last = month_end(index // 12, index % 12 + 1)
    return last.replace(day=min(around.day, last.day))


def season(number: int, name: str) -> Interval:
    """Return a season of three months of a year."""
    first = SEASONS[name]
    start = date(number, first, 1)
    end_year, end_month = (number + 1, 2) if first == DECEMBER else (number, first + 2)
    return start, month_end(end_year, end_month), Precision.SEASON


def week(around: date, offset: int) -> Interval:
    """Return the week, Monday to Sunday, so many weeks from that of a day."""
    monday = around - timedelta(days=around.weekday()) + timedelta(weeks=offset)
    return monday, monday + timedelta(days=6), Precision.WEEK


def months_from(around: date, offset: int) -> Interval:
    """Return the month so many months from that of a day."""
    index = around.year * 12 + around.month - 1 + offset
    return month(index // 12, index % 12 + 1)


def weekday(around: date, number: int, *, forward: bool) -> date:
    """Return the nearest such weekday, up to and with a day, or after it."""
    if forward:
        return around + timedelta(days=(number - around.weekday() - 1) % WEEK + 1)
    return around - timedelta(days=(around.weekday() - number) % WEEK)
