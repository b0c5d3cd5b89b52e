"""The agenda: what is announced, how it stands on a day, and how far silence can be trusted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict, Unpack

from dragoman.answers.agendas.due import (
    AGENDA_RULE,
    AgendaEntry,
    DueItem,
    VagueItem,
    announced_in,
    due_item,
    published,
    vague_item,
)
from dragoman.answers.agendas.outcomes import Outcomes
from dragoman.answers.sides import countries
from dragoman.answers.state import STALE_DAYS, Standing
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.model import AgendaItem, AgendaStatus

# How far back a reader of an agenda looks for what became of things, and for what was said
# to come "soon". A month; chosen, not measured.
PAST = timedelta(days=30)
# What a reader must look at comes first: what is over and of which nobody told the outcome.
ORDER = (
    AgendaStatus.UNKNOWN,
    AgendaStatus.ANNOUNCED,
    AgendaStatus.MOVED,
    AgendaStatus.MISSED,
    AgendaStatus.DONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaQuestion:
    """What an agenda is asked for; what is None or empty leaves nothing out.

    `since` leaves out what ended before it (None: a month before `today`), `until` what starts
    after it. `parties` must all be named: one country, or the two of a dyad. `kinds` are
    labels ("visit").
    """

    today: date
    since: date | None = None
    until: date | None = None
    parties: Collection[str] = ()
    kinds: Collection[str] = ()
    statuses: Collection[AgendaStatus] = ()

    @property
    def first(self) -> date:
        """The first day of the window."""
        return self.since if self.since is not None else self.today - PAST

    def keeps(self, entry: AgendaEntry) -> bool:
        """Tell whether a thing is of the parties, kinds and statuses asked for."""
        return (
            set(self.parties) <= set(entry.named)
            and (not self.kinds or entry.what in self.kinds)
            and (not self.statuses or entry.outcome.status in self.statuses)
        )

    def spans(self, start: date, end: date) -> bool:
        """Tell whether an interval reaches into the window asked for."""
        return end >= self.first and (self.until is None or start <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is announced, as of a day.

    `things` have an interval: first what is over without a word of its outcome, then what is
    to come, soonest first, then what was moved, missed or done. `vague` have none. `standing`
    says how far the record can be relied on; an empty agenda of any standing never says that
    nothing is to come. `articles` is how many were read by then, `newest` the day of the
    latest word.
    """

    today: date
    snapshot: str
    rules: tuple[str, ...]
    standing: Standing
    articles: int
    newest: date | None
    things: tuple[DueItem, ...]
    vague: tuple[VagueItem, ...]


class Narrowed(TypedDict, total=False):
    """What an agenda may be narrowed by; the fields of `AgendaQuestion` but for the day."""

    since: date | None
    until: date | None
    parties: Collection[str]
    kinds: Collection[str]
    statuses: Collection[AgendaStatus]


def agenda(view: Claims, today: date, **narrowed: Unpack[Narrowed]) -> Agenda:
    """Return what is announced, how each thing stands on a day, and what that rests on.

    Args:
        view: the record.
        today: what was printed later is not known yet.
        narrowed: the window, parties, kinds and statuses to keep to; see `AgendaQuestion`.
    """
    return agenda_in(view.agenda(), fold(view), AgendaQuestion(today=today, **narrowed))


@dataclass(frozen=True, slots=True)
class Announced:
    """All that a record announces by a day, whatever is asked for; found once, asked often.

    `newest` is the day of the latest telling, `spoken_of` are the countries that are named.
    """

    today: date
    stories: Stories
    dated: tuple[DueItem, ...]
    vague: tuple[VagueItem, ...]
    newest: date | None
    spoken_of: frozenset[str]


def announced_on(items: Iterable[AgendaItem], stories: Stories, today: date) -> Announced:
    """Return what is announced by a day, with what became of it."""
    known = [item for item in items if published(item, today) <= today]
    told = announced_in(known)
    outcomes = Outcomes(known, stories, today).of([one.thing(today) for one in told])
    dated, vague = [], []
    for one, outcome in zip(told, outcomes, strict=True):
        if one.days is not None:
            dated.append(due_item(one, outcome, stories, today))
        else:
            vague.append(vague_item(one, outcome, stories, today))
    return Announced(
        today=today,
        stories=stories,
        dated=tuple(dated),
        vague=tuple(vague),
        newest=max(_days_told(known, stories, today), default=None),
        spoken_of=frozenset(_spoken_of(known, stories)),
    )


def agenda_in(items: Iterable[AgendaItem], stories: Stories, asked: AgendaQuestion) -> Agenda:
    """Return the answer of `agenda` from a record that is already folded."""
    return agenda_of(announced_on(items, stories, asked.today), asked)


def agenda_of(told: Announced, asked: AgendaQuestion) -> Agenda:
    """Return the answer of `agenda` from what is announced by its day."""
    things = [due for due in told.dated if asked.keeps(due) and asked.spans(due.start, due.end)]
    soon = [one for one in told.vague if asked.keeps(one) and one.told_on >= asked.first]
    return Agenda(
        today=told.today,
        snapshot=told.stories.snapshot,
        rules=(AGENDA_RULE, told.stories.folding),
        standing=_standing(told, asked, found=bool(things)),
        articles=len(told.stories.origin_of),
        newest=told.newest,
        things=tuple(sorted(things, key=lambda due: _rank(due, told.today))),
        vague=tuple(sorted(soon, key=lambda one: (-len(one.items), one.what, one.id))),
    )


def _rank(due: DueItem, today: date) -> tuple[int, date, date, int, str]:
    """Return where a thing stands: by status, then by the day to look at it next.

    That day is when it begins, and when it ends where it has begun.
    """
    following = due.start if due.start >= today else due.end
    return ORDER.index(due.outcome.status), following, due.end, -len(due.items), due.id


def _days_told(items: Sequence[AgendaItem], stories: Stories, today: date) -> list[date]:
    """Return the days on which the record's claims and items were told, till today."""
    told = (claim.told_on for claim in stories.claim_of.values())
    days = [day for day in told if day is not None and day <= today]
    return days + [published(item, today) for item in items]


def _standing(told: Announced, asked: AgendaQuestion, *, found: bool) -> Standing:
    """Return how far the agenda can be relied on; see `Standing`."""
    if told.newest is None:
        return Standing.NOT_COLLECTED
    if not told.spoken_of.issuperset(asked.parties):
        return Standing.OUTSIDE_COVERAGE
    if (asked.today - told.newest).days > STALE_DAYS:
        return Standing.STALE
    return Standing.ENOUGH if found else Standing.BELOW_THRESHOLD


def _spoken_of(items: Iterable[AgendaItem], stories: Stories) -> set[str]:
    """Return the countries that any claim or item of the record names."""
    sides = (c.actors + c.recipients + c.against for c in stories.claim_of.values())
    return {
        code
        for parties in (*sides, *(item.actors for item in items))
        for code in countries(parties)
    }
