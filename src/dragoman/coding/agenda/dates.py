"""Dates that lie ahead: as they were read, or the next such day where the clause looks ahead."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.coding.agenda.words import clause_of, futures
from dragoman.model import Span, When

YEAR = re.compile(r"\d{4}")
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
MONTH = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
DAY_OF_MONTH = re.compile(
    rf"{MONTH.pattern}\.?\s+\d|\d(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH.pattern}"
)
BACK = re.compile(r"\b(?:last|past|previous)\b", re.IGNORECASE)
# "Last " and "past " right before the date.
BACK_REACH = len("previous ")
# What ends the reach of a future: another clause, or a verb of the past.
PARTED = re.compile(r"[,;:]|\b(?:was|were|had|did|met|held|said|told|\w+ed)\b")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ahead:
    """An interval that ends after publication; `is_sure` where no other word need say so.

    It names its year; or it is a day of a month, which is read as the last such day unless its
    clause puts it ahead.
    """

    when: When
    is_sure: bool


def coming(text: str, place: Span, when: When, published: date) -> Ahead | None:
    """Return a date of a sentence as one to come, None where it lies behind.

    A weekday or a day without its year is read as the one before or after by the tense of its
    clause. Where that was the one before, but a present or a future governs the date ("flies to
    Cairo on Wednesday"), the next such day is meant.

    Args:
        text: the sentence.
        place: the words of the date, in sentence offsets.
        when: the interval as it was read.
        published: the day of publication.
    """
    if when.end > published:
        named = YEAR.search(place.cut(text)) or DAY_OF_MONTH.search(place.cut(text))
        return Ahead(when, is_sure=named is not None and when.start > published)
    if not _is_governed(text, place):
        return None
    moved = next_such(place.cut(text), when, published)
    return None if moved is None else Ahead(moved, is_sure=False)


def next_such(words: str, when: When, published: date) -> When | None:
    """Return the next day after publication that the words of a past one name, None if none.

    >>> from dragoman.model import Basis, Passage, Precision
    >>> words = Passage(span=Span(0, 6), exact="Friday")
    >>> past = date(2024, 3, 1)
    >>> when = When(
    ...     start=past, end=past, precision=Precision.DAY, basis=Basis.SAID, passage=words
    ... )
    >>> next_such("Friday", when, date(2024, 3, 6)).start
    datetime.date(2024, 3, 8)
    """
    if when.end > published:
        return when
    if YEAR.search(words) or BACK.search(words):
        return None
    if MONTH.search(words):
        moved = _a_year_on(when)
    elif WEEKDAY.fullmatch(words):
        moved = replace(when, start=when.start + WEEK, end=when.end + WEEK)
    else:
        return None
    return moved if moved is not None and moved.end > published else None


def _a_year_on(when: When) -> When | None:
    """Return the same days of the next year; February 29 has none."""
    try:
        start, end = (day.replace(year=day.year + 1) for day in (when.start, when.end))
    except ValueError:
        return None
    return replace(when, start=start, end=end)


def _is_governed(text: str, place: Span) -> bool:
    """Tell whether a present or a future stands before a date with nothing of the past between."""
    if BACK.search(text, max(0, place.start - BACK_REACH), place.start):
        return False
    cues = futures(text, clause_of(text, place), place)
    return any(
        cue.end <= place.start and PARTED.search(text, cue.end, place.start) is None for cue in cues
    )
