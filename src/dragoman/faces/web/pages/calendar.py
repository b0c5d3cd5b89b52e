"""The calendar: what is announced, who said so, how exact is the date, and what became of it?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from dragoman.answers import Agenda, AgendaQuestion, DueItem
from dragoman.answers.state import STALE_DAYS
from dragoman.errors import InputError
from dragoman.faces.question import BETWEEN, actor_code, day_of, one_of
from dragoman.faces.texts.agenda_text import standing_of
from dragoman.faces.texts.words import month_named
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.model import AgendaStatus
from dragoman.model.agenda import AGENDA_KINDS

# What spans more days than words for one act name is no mark on a day: it stands above the month.
MAX_DAYS_MARKED = 10
WEEK = 7
STATUSES = tuple(status.value for status in AgendaStatus)


@dataclass(frozen=True, slots=True)
class Week:
    """The things that begin in one week, or have begun and end in it."""

    start: date
    items: tuple[DueItem, ...]

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=WEEK - 1)


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of a month."""

    day: date
    is_of_month: bool
    items: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month as rows of seven days; `wide` things lie somewhere in it."""

    start: date
    words: str
    rows: tuple[tuple[Day, ...], ...]
    wide: tuple[DueItem, ...]
    earlier: str
    later: str


def calendar_page(request: Request) -> Response:
    """Return what is announced: over and open, week by week, settled, and without a day."""
    desk = desk_of(request)
    asked = desk.asked(request)
    agenda = asked.moment.agenda(question_of(asked))
    by_status: dict[AgendaStatus, list[DueItem]] = defaultdict(list)
    for item in agenda.things:
        by_status[item.outcome.status].append(item)
    settled = [
        item
        for status in (AgendaStatus.MOVED, AgendaStatus.MISSED, AgendaStatus.DONE)
        for item in by_status[status]
    ]
    given = {name: asked.parameters.get(name, "") for name in ("dyad", "kind", "status")}
    return desk.page(
        asked,
        "calendar.html",
        agenda=agenda,
        over=by_status[AgendaStatus.UNKNOWN],
        weeks=weeks_of(by_status[AgendaStatus.ANNOUNCED], asked.today),
        settled=settled,
        month=month_of(agenda.things, _month_asked(asked)),
        standing=standing_of(agenda),
        given=given,
        narrowed={name: text for name, text in given.items() if text},
        kinds=AGENDA_KINDS,
        statuses=STATUSES,
        stale_days=STALE_DAYS,
    )


def question_of(asked: Asked) -> AgendaQuestion:
    """Return the agenda that the parameters of a request ask for.

    Raises:
        InputError: a kind, status or side is not known.
    """
    given = asked.parameters
    parties: tuple[str, ...] = ()
    if "dyad" in given:
        parties = tuple(actor_code("dyad", side) for side in given["dyad"].split(BETWEEN))
    kinds = (one_of("kind", given["kind"], AGENDA_KINDS),) if "kind" in given else ()
    statuses = (one_of("status", given["status"], STATUSES),) if "status" in given else ()
    return AgendaQuestion(
        today=asked.today,
        since=asked.since,
        until=asked.until,
        parties=parties,
        kinds=kinds,
        statuses=tuple(AgendaStatus(status) for status in statuses),
    )


def calendar_file(request: Request) -> Response:
    """Return the dated things of the same question as iCalendar."""
    from dragoman.faces.ical import MEDIA_TYPE, calendar_of

    asked = desk_of(request).asked(request)
    agenda: Agenda = asked.moment.agenda(question_of(asked))
    return Response(calendar_of(agenda), media_type=MEDIA_TYPE)


def weeks_of(items: Iterable[DueItem], today: date) -> list[Week]:
    """Return things by the week to look at them next: of what has begun, that of today."""
    by_week: dict[date, list[DueItem]] = defaultdict(list)
    for item in items:
        day = max(item.start, today)
        by_week[day - timedelta(days=day.weekday())].append(item)
    return [Week(start, tuple(by_week[start])) for start in sorted(by_week)]


def month_of(items: Sequence[DueItem], first: date) -> Month:
    """Return a month with the things of each of its days."""
    following = (first + timedelta(days=31)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    narrow = [item for item in items if (item.end - item.start).days < MAX_DAYS_MARKED]
    rows = []
    while start < following:
        rows.append(tuple(_day(start + timedelta(days=n), first, narrow) for n in range(WEEK)))
        start += timedelta(days=WEEK)
    return Month(
        start=first,
        words=month_named(first),
        rows=tuple(rows),
        wide=tuple(
            item
            for item in items
            if item not in narrow and item.start < following and item.end >= first
        ),
        earlier=f"{first - timedelta(days=1):%Y-%m}",
        later=f"{following:%Y-%m}",
    )


def _day(day: date, month: date, items: Iterable[DueItem]) -> Day:
    return Day(
        day=day,
        is_of_month=(day.year, day.month) == (month.year, month.month),
        items=tuple(item for item in items if item.start <= day <= item.end),
    )


def _month_asked(asked: Asked) -> date:
    text = asked.parameters.get("month", "")
    first = day_of("month", text).replace(day=1) if text else asked.today.replace(day=1)
    if not date(2, 1, 1) <= first < date(9999, 1, 1):
        raise InputError(f"month={text!r} is in no calendar that we print")
    return first
