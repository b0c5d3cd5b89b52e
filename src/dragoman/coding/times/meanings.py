"""What the dates of the calendar mean: one function a pattern of `rules`.

Each gets the match and the setting (publication date, tense, what was named before) and
returns a meaning, None when the words are no date here, or raises ValueError or
OverflowError for a day the calendar has not.
"""

import re
from datetime import date, timedelta

from dragoman.coding.times import calendar
from dragoman.coding.times.calendar import Interval
from dragoman.coding.times.values import Kind, Meaning, Setting, week_value
from dragoman.coding.times.words import day_number, named, spelled_year, year_number
from dragoman.model import Precision

Match = re.Match[str]

# A date without a year may lie so many days ahead and be this year's without a word of the
# future: "the vote on October 18", said on October 6.
NEAR_DAYS = 60
# One that was over so few days ago is not the next year's, whatever the clause: "the order to
# leave by January 14", told on January 15.
JUST_OVER_DAYS = 14
# "This winter", said in February, began in the year before; said in June, it is ahead.
NEAR_MONTHS = 8
OFFSETS = {"last": -1, "past": -1, "latest": -1, "previous": -1, "prior": -1}
OFFSETS |= {"this": 0, "current": 0, "next": 1, "coming": 1}
SATURDAY = 5


def month_number(name: str) -> int:
    """Return the number of a month by its name or the first letters of it."""
    return next(i for i, full in enumerate(calendar.MONTHS, 1) if full.startswith(name[:3].lower()))


def near(month: int, number: int, setting: Setting) -> date:
    """Return the day of a date without a year: the last one, or the next in a future clause.

    Raises:
        ValueError: that year has no such day.
    """
    published = setting.published
    this_year = date(published.year, month, number)
    if setting.ahead:
        is_over = this_year < published - timedelta(days=JUST_OVER_DAYS)
        return date(published.year + 1, month, number) if is_over else this_year
    is_near = this_year <= published + timedelta(days=NEAR_DAYS)
    return this_year if is_near else this_year.replace(year=published.year - 1)


def _year_of(match: Match, setting: Setting) -> int | None:
    """Return the year beside a date: written, or "last year"."""
    if named(match, "year"):
        return year_number(match)
    if named(match, "whose"):
        return setting.published.year + OFFSETS[named(match, "whose")]
    return None


def _full_date(match: Match, setting: Setting) -> date:
    month, number = month_number(named(match, "month")), day_number(match)
    year = _year_of(match, setting)
    return near(month, number, setting) if year is None else date(year, month, number)


def full_date(match: Match, setting: Setting) -> Meaning:
    """Return one day of a month, of the year given or of the nearest."""
    return Meaning.on(calendar.day(_full_date(match, setting)))


def days_of_month(match: Match, setting: Setting) -> Meaning:
    """Return "October 12-16" and "12 to 16 October"."""
    start = _full_date(match, setting)
    end = start.replace(day=int(named(match, "last")))
    if end < start:
        raise ValueError(f"{match.group()} runs backwards")
    return Meaning.on((start, end, Precision.RANGE), start.isoformat())


def week_of(match: Match, setting: Setting) -> Meaning:
    """Return "the week of March 6"."""
    return Meaning.on(calendar.week(_full_date(match, setting), 0))


def _month(match: Match, setting: Setting) -> tuple[int, int]:
    name = named(match, "month") or named(match, "clear")
    number, year = month_number(name), _year_of(match, setting)
    if year is None:
        last = calendar.month_end(setting.published.year, number).day
        year = near(number, last if setting.ahead else 1, setting).year
    return year, number


def month_of_year(match: Match, setting: Setting) -> Meaning:
    """Return a month or its early, mid or late part."""
    year, number = _month(match, setting)
    part = named(match, "part")
    return Meaning.on(calendar.third(year, number, part) if part else calendar.month(year, number))


EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}


def edge(match: Match, setting: Setting) -> Meaning:
    """Return "the end of October", "the beginning of next year", "the middle of the month"."""
    part, published = EDGES[named(match, "edge")], setting.published
    if named(match, "month"):
        return Meaning.on(calendar.third(*_month(match, setting), part))
    offset = OFFSETS.get(named(match, "which"), 0)
    unit = named(match, "unit")
    if unit == "month":
        start, _, _ = calendar.months_from(published, offset)
        return Meaning.on(calendar.third(start.year, start.month, part))
    if unit == "week":
        return Meaning.on(calendar.week(published, offset))
    year = int(named(match, "whole")) if named(match, "whole") else published.year + offset
    # The end of a year is its last month; "late" in it is longer.
    months = {"early": calendar.month(year, 1), "late": calendar.month(year, 12)}
    return Meaning.on(months.get(part) or calendar.third_of_year(year, part), f"{year}")


def year_end(match: Match, setting: Setting) -> Meaning:
    """Return "year-end": the last month of the year, by its last day."""
    year = setting.published.year - (1 if named(match, "since") else 0)
    value = f"{year}-12-31" if "-" in match.group() else f"{year}"
    return Meaning.on(calendar.month(year, calendar.DECEMBER), value)


ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "final": -1, "last": -1, "latter": -1}
HALF_YEAR = 6


def half_year(match: Match, setting: Setting) -> Meaning:
    """Return "the first half of 2019", "the second half of next year"."""
    number = ORDINALS[named(match, "ordinal")] % 2
    year = _year_of(match, setting)
    if year is None:
        begun = date(setting.published.year, number * HALF_YEAR + 1, 1) <= setting.published
        year = setting.published.year - (0 if begun or setting.ahead else 1)
    first = number * HALF_YEAR + 1
    end = calendar.month_end(year, first + HALF_YEAR - 1)
    return Meaning.on((date(year, first, 1), end, Precision.RANGE), f"{year}-H{number + 1}")


def season(match: Match, setting: Setting) -> Meaning:
    """Return three months: those named, or the last or next such ones."""
    name, which = named(match, "season"), named(match, "which")
    if named(match, "spelled"):
        return Meaning.on(calendar.season(spelled_year(match), name))
    if named(match, "year"):
        return Meaning.on(calendar.season(int(named(match, "year")), name))
    year = setting.published.year
    if which == "next" and calendar.season(year, name)[0] <= setting.published:
        year += 1
    interval = calendar.season(year, name)
    is_told = which not in {"next", "this"} and not setting.ahead
    is_winter = which == "this" and interval[0].month - setting.published.month > NEAR_MONTHS
    is_past = (is_told or is_winter) and interval[0] > setting.published
    is_this = which.split()[-1:] in (["last"], ["past"]) and interval[1] >= setting.published
    return Meaning.on(calendar.season(year - 1, name) if is_past or is_this else interval)


HOURS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "overnight": "NI"}


def day_or_part(day: date, hours: str | None) -> Meaning:
    """Return a day, or a part of it: "Friday", "Friday night"."""
    if not hours:
        return Meaning.on(calendar.day(day))
    return Meaning(Kind.TIME, f"{day}T{HOURS[hours]}", calendar.day(day))


def part_of_date(match: Match, setting: Setting) -> Meaning:
    """Return "the night of Feb. 10"."""
    return day_or_part(_full_date(match, setting), named(match, "hours"))


def named_weekday(match: Match, setting: Setting) -> date:
    """Return the nearest such day back or, where the clause looks ahead, forward."""
    number, published = calendar.WEEKDAYS.index(named(match, "weekday")), setting.published
    which = named(match, "which")
    yesterday = published - timedelta(days=1)
    if which in {"previous", "following"} and setting.earlier:
        forward = which == "following"
        edge = setting.earlier[1] if forward else setting.earlier[0] - timedelta(days=1)
        return calendar.weekday(edge, number, forward=forward)
    if which == "previous":
        return calendar.weekday(yesterday, number, forward=False)
    if which in {"last", "past"}:
        return calendar.weekday(yesterday, number, forward=False)
    is_ahead = which in {"next", "coming", "this coming"} or setting.ahead
    if which == "this" and not is_ahead:
        return calendar.week(published, 0)[0] + timedelta(days=number)
    return calendar.weekday(published, number, forward=is_ahead)


def weekday(match: Match, setting: Setting) -> Meaning:
    """Return "Friday", "last Friday", "Friday night"."""
    return day_or_part(named_weekday(match, setting), named(match, "hours"))


def weekend(match: Match, setting: Setting) -> Meaning:
    """Return the Saturday and Sunday meant: the last one by then, or the one ahead."""
    which, published = named(match, "which"), setting.published
    if which == "next":
        published = calendar.week(published, 1)[0]
    is_ahead = setting.ahead or which in {"this", "next", "coming"}
    saturday = calendar.weekday(published, SATURDAY, forward=is_ahead)
    if published.weekday() > SATURDAY and which == "this":
        saturday = published - timedelta(days=1)
    interval = saturday, saturday + timedelta(days=1), Precision.RANGE
    return Meaning.on(interval, f"{week_value(saturday)}-WE")


def part_of(match: Match, setting: Setting) -> Meaning:
    """Return "early next month", "late last year"; part of a week is the week."""
    offset, part = OFFSETS.get(named(match, "which"), 0), named(match, "part")
    unit = named(match, "unit")
    if unit == "month":
        start, _, _ = calendar.months_from(setting.published, offset)
        return Meaning.on(calendar.third(start.year, start.month, part))
    if unit == "week":
        return Meaning.on(calendar.week(setting.published, offset))
    year = setting.published.year + offset
    return Meaning.on(calendar.third_of_year(year, part), f"{year}")


def named_month(match: Match, setting: Setting) -> Meaning:
    """Return "last October", "next March", "this May"."""
    number, which = month_number(named(match, "month")), named(match, "which")
    published = setting.published
    year = published.year
    if which == "next" and number <= published.month:
        year += 1
    if which in {"last", "past"} and number >= published.month:
        year -= 1
    return Meaning.on(calendar.month(year, number))


def unit_around(day: date, unit: str, offset: int) -> Interval:
    """Return the day, week, month or year around a day, or so many units on."""
    match unit:
        case "week":
            return calendar.week(day, offset)
        case "month":
            return calendar.months_from(day, offset)
        case "year":
            return calendar.year(day.year + offset)
    return calendar.day(day + timedelta(days=offset))


def shifted(match: Match, setting: Setting) -> Meaning:
    """Return "last week", "this month", "next year"; "the previous year" from a date before."""
    which, unit = named(match, "which"), named(match, "unit")
    anchor = setting.published
    if which in {"previous", "prior"} and setting.earlier:
        anchor = setting.earlier[0]
    return Meaning.on(unit_around(anchor, unit, OFFSETS[which]))


def within_this(match: Match, setting: Setting) -> Meaning:
    """Return "earlier this month", "so far this year" up to publication, "later" from it."""
    unit, published = named(match, "unit"), setting.published
    around = unit_around(published, unit, 0)
    value = Meaning.on(around).value
    if named(match, "side") == "later":
        return Meaning.on((published, around[1], Precision.RANGE), value)
    return Meaning.on((around[0], published, Precision.RANGE), value)


DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
DAYS |= {"this morning": 0, "this afternoon": 0, "this evening": 0, "overnight": -1}
DAYS |= {"last evening": -1}
DAYS |= {"the day before yesterday": -2, "the day after tomorrow": 2}


def near_day(match: Match, setting: Setting) -> Meaning:
    """Return "today", "yesterday", "last night", "tomorrow morning" and the like."""
    words = named(match, "word")
    hours = next((part for part in HOURS if words.endswith(part)), named(match, "hours"))
    return day_or_part(setting.published + timedelta(days=DAYS[words]), hours)


def iso_day(match: Match, _: Setting) -> Meaning:
    """Return 2020-10-18."""
    return Meaning.on(calendar.day(date.fromisoformat(match.group())))


def day_in_digits(match: Match, _: Setting) -> Meaning | None:
    """Return 18/10/2020 and 10/18/2020; where either number may be the month, none."""
    first, second = int(named(match, "first")), int(named(match, "second"))
    months = calendar.DECEMBER
    if first != second and first <= months and second <= months:
        return None
    month, number = (first, second) if first <= months else (second, first)
    return Meaning.on(calendar.day(date(int(named(match, "year")), month, number)))


def whole_year(match: Match, _: Setting) -> Meaning:
    """Return a year, or its early, mid or late four months."""
    year, part = int(named(match, "year")), named(match, "part")
    if part:
        return Meaning.on(calendar.third_of_year(year, part), f"{year}")
    return Meaning.on(calendar.year(year))


def other_year(match: Match, _: Setting) -> Meaning:
    """Return "fiscal 1989": whose months it has we are not told."""
    return Meaning(Kind.DATE, named(match, "year"))


def year_in_words(match: Match, _: Setting) -> Meaning:
    """Return "nineteen ninety-one"."""
    return Meaning.on(calendar.year(spelled_year(match)))


def week_of_month(match: Match, setting: Setting) -> Meaning:
    """Return "the first week of October": seven days from the 1st; the last seven are the last."""
    year, month = _month(match, setting)
    number = ORDINALS[named(match, "ordinal")]
    if number < 0:
        start = calendar.month_end(year, month) - timedelta(days=6)
    else:
        start = date(year, month, number * calendar.WEEK + 1)
    middle = start + timedelta(days=3)
    return Meaning.on((start, start + timedelta(days=6), Precision.RANGE), week_value(middle))


def years_to_year(match: Match, _: Setting) -> Meaning:
    """Return "1994-1997", "1997-98"."""
    first, last = named(match, "year"), named(match, "last")
    last = f"{first[:-2]}{last}" if len(last) < len(first) else last
    interval = date(int(first), 1, 1), date(int(last), 12, 31), Precision.RANGE
    if interval[1] < interval[0]:
        raise ValueError(f"{match.group()} runs backwards")
    return Meaning.on(interval, f"{first}/{last}")


TENS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}
TENS |= {"seventies": 70, "eighties": 80, "nineties": 90}


def decade(match: Match, _: Setting) -> Meaning:
    """Return "the 1990s"; the early, mid and late years of one are 0..3, 4..6, 7..9."""
    short = named(match, "short")
    if named(match, "decade") in {"1800", "1900"}:
        # These are centuries; "the 2000s" are ten years.
        return _century_on(int(named(match, "decade")) // 100 + 1)
    hundreds = 1800 if named(match, "hundreds") == "eighteen" else 1900
    first = int(named(match, "decade") or hundreds + (TENS.get(short) or int(short)))
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(named(match, "part"), (0, 9))
    interval = date(first + low, 1, 1), date(first + high, 12, 31), Precision.RANGE
    return Meaning.on(interval, f"{first // 10}")


CENTURY_WORDS = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def century(match: Match, _: Setting) -> Meaning:
    """Return "the 19th century"."""
    words = named(match, "ordinal")
    number = CENTURY_WORDS.get(words) or int(re.sub(r"\D", "", words))
    return _century_on(number)


def _century_on(number: int) -> Meaning:
    first = (number - 1) * 100 + 1
    interval = date(first, 1, 1), date(first + 99, 12, 31), Precision.RANGE
    return Meaning.on(interval, f"{number - 1:02d}")


def shifted_century(match: Match, setting: Setting) -> Meaning:
    """Return "this century", "the next century"."""
    return _century_on(setting.published.year // 100 + 1 + OFFSETS[named(match, "which")])


def shifted_decade(match: Match, setting: Setting) -> Meaning:
    """Return "this decade", "the next decade"."""
    tens = setting.published.year // 10 + OFFSETS[named(match, "which")]
    return Meaning.on(
        (date(10 * tens, 1, 1), date(10 * tens + 9, 12, 31), Precision.RANGE), f"{tens}"
    )
