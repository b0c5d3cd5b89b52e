"""Whether a telling is of a thing announced: their kinds, parties and days must agree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers.agendas.kinds import IN_PERSON, MEETINGS, STEMS, TOGETHER, UP_TO, family
from dragoman.answers.sides import countries
from dragoman.answers.stories.folding import MAX_DAYS_NARROW
from dragoman.model import AgendaItem, AgendaStatus, Basis, Claim, When

# A telling without a date of its own is of a thing that ended so many days before at most.
RECENT = timedelta(days=7)
# A claim without a date is dated by its publication, a day after the act as a rule.
PRINTED_LATER = timedelta(days=1)
# Modes of the codebook.
PHONE, VISIT = "phone", "visit"
# Characters around the words of an act that still speak of it.
NEAR = 40
WEEK = timedelta(days=7)
YEAR = re.compile(r"\d{4}")
WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
DAY_OF_MONTH = re.compile(r"[A-Z][a-z]{2}.*\d|\d.*[A-Z][a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing announced, as far as its outcome hangs on it.

    Of a vague one the interval runs from its announcement to the day asked about.
    """

    what: str
    start: date
    end: date
    announced: date
    parties: frozenset[str]


def told_day(item: AgendaItem) -> When | None:
    """Return the day by which an item names the thing that it tells of: the old one of a move."""
    return item.moved_from if item.status is AgendaStatus.MOVED else item.when


def is_told_of(item: AgendaItem, told_on: date, thing: Thing) -> bool:
    """Tell whether an item tells the outcome of a thing."""
    if family(item.what) != family(thing.what) or told_on < thing.announced:
        return False
    moved = item.status is AgendaStatus.MOVED
    if moved and item.when and (item.when.start, item.when.end) == (thing.start, thing.end):
        return False  # the thing is what the item moves another to
    day = told_day(item)
    if not _parties_agree(thing, frozenset(countries(item.actors)), is_dated=day is not None):
        return False
    start = _first_day(thing) if item.status is AgendaStatus.DONE else thing.start
    if day is not None:
        return any(first <= thing.end and last >= start for first, last in _readings(day))
    earliest = start if item.status is AgendaStatus.DONE else thing.announced
    return earliest <= told_on <= thing.end + RECENT


def is_act_of(claim: Claim, told_on: date, thing: Thing) -> bool:
    """Tell whether a claim is the act that was announced: its parties, on one of its days."""
    when, first = claim.when, _first_day(thing)
    if when is None or told_on < first:
        return False
    later = PRINTED_LATER if when.basis is Basis.ASSUMED else timedelta(0)
    if when.start > thing.end + later or when.end < first:
        return False
    if not _is_of_kind(claim, thing):
        return False
    acting = set(countries(claim.actors))
    if len(thing.parties) > 1:
        return thing.parties <= acting | set(countries(claim.recipients + claim.against))
    return thing.what not in TOGETHER and bool(thing.parties) and thing.parties <= acting


def _is_of_kind(claim: Claim, thing: Thing) -> bool:
    """Tell whether an act can be a thing of that kind, by its mode, or by the words around it.

    "In August" does not say which meeting of August: a claim settles no meeting of so wide an
    interval, but for a visit told as one.
    """
    if thing.what in IN_PERSON and PHONE in claim.modes:
        return False
    stems = STEMS.get(thing.what)
    if stems is None:
        narrow = (thing.end - thing.start).days < MAX_DAYS_NARROW
        return narrow or (thing.what == VISIT and VISIT in claim.modes)
    if claim.evidence is None:
        return False
    start = claim.trigger.start - claim.evidence.start
    end = claim.trigger.end - claim.evidence.start
    return stems.search(claim.evidence.exact, max(0, start - NEAR), end + NEAR) is not None


def _first_day(thing: Thing) -> date:
    """Return the first day on which a thing can be done."""
    return thing.announced if thing.what in UP_TO else thing.start


def _parties_agree(thing: Thing, named: frozenset[str], *, is_dated: bool) -> bool:
    """Tell whether a telling is of the parties of a thing.

    Of what takes two, one set of parties must be part of the other. Nobody named agrees with
    anybody on the same day where it does not take two, and with nobody else.
    """
    if not named or not thing.parties:
        return is_dated and thing.what not in MEETINGS
    if thing.what in MEETINGS:
        return named <= thing.parties or thing.parties <= named
    return bool(named & thing.parties)


def _readings(when: When) -> Iterator[tuple[date, date]]:
    """Yield what a date can mean: told of a thing put off, "Friday" is the last or the next one.

    The tense of "was put off" is that of the telling, so a weekday, or a day without its year,
    is read on both sides.
    """
    yield when.start, when.end
    words = when.passage.exact if when.passage else ""
    if WEEKDAY.fullmatch(words):
        for shift in (-WEEK, WEEK):
            yield when.start + shift, when.end + shift
    elif DAY_OF_MONTH.search(words) and not YEAR.search(words) and when.start == when.end:
        for years in (-1, 1):
            year = when.start.year + years
            if (when.start.month, when.start.day) != (2, 29):
                day = when.start.replace(year=year)
                yield day, day
