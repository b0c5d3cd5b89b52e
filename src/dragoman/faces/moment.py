"""The record at one moment, folded once, for as many questions as one asks."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from dragoman.answers import (
    Agenda,
    Brief,
    DyadAnswer,
    Outlook,
    Shadows,
    Stories,
    VoicesAnswer,
    fold,
)
from dragoman.answers.agendas import AgendaQuestion, agenda_in
from dragoman.answers.briefing import brief_in, shifts_by
from dragoman.answers.dyads import dyad_in
from dragoman.answers.outlook import Known, known_on, outlook_in
from dragoman.answers.pairs import Pair, Pairs, find_pairs
from dragoman.answers.shadows import overshadowed_in
from dragoman.answers.shifts import Shift
from dragoman.answers.voicing import voices_in
from dragoman.faces.health import Health, health_of
from dragoman.record import View

DayRange = tuple[date | None, date | None]
# A record that is fed every day is never so old; one of the past nearly always is.
LONG_AGO = timedelta(days=30)
# Days whose answers about all pairs are kept: today's, and a few that somebody compares.
DAYS_HELD = 4

Answer = TypeVar("Answer")


class Moment:
    """A view with what every answer needs of it: folding is most of the time of an answer."""

    def __init__(self, view: View, before: "Moment | None" = None) -> None:
        self.view = view
        # Let go once this moment is folded, so that a long life holds no chain of moments.
        self._before = before.folded if before is not None else None
        self._first: Moment | None = None
        # A view never changes, and every number of a page asks for its answer again. They are not
        # kept by `lru_cache`: it would hold the moment that holds it, with its threads and its
        # memory, until the collector comes by.
        self._shifts: dict[date, Mapping[Pair, Shift]] = {}
        self._briefs: dict[date, Brief] = {}
        self._known: dict[date, Known] = {}

    @cached_property
    def health(self) -> Health:
        """What became of every page."""
        return health_of(self.view.fates())

    @cached_property
    def stories(self) -> Stories:
        """The claims folded into events, the articles into stories.

        After a decision of a reviewer only what it touches is folded again.
        """
        before, self._before = self._before, None
        if before is None or self.view.readings != before.view.readings:
            return fold(self.view)
        stories = before.stories.judged_as(self.view)
        if stories.events is before.stories.events:
            self._first = before.told_alike
        return stories

    @property
    def folded(self) -> "Moment | None":
        """Return this moment where it is folded already, else the one it would start from."""
        return self if "stories" in vars(self) else self._before

    @property
    def told_alike(self) -> "Moment":
        """The first of the moments with the very claims and events of this one, or itself.

        What follows from these alone is found once, however many claims people accept.
        """
        return self._first if self.stories and self._first else self

    @cached_property
    def pairs(self) -> Pairs:
        """The events by pair."""
        return find_pairs(self.stories)

    @cached_property
    def newest(self) -> date | None:
        """The day of the newest page, None in an empty record."""
        days = (claim.told_on for claim in self.stories.claim_of.values())
        return max((day for day in days if day is not None), default=None)

    def present(self, today: date) -> date:
        """Return the day to look from: that of the newest page where it is long before `today`.

        A record of the past shows its own present.
        """
        newest = self.newest
        is_old = newest is not None and today - newest > LONG_AGO
        return newest if is_old and newest is not None else today

    def shifts(self, today: date) -> Mapping[Pair, Shift]:
        """Return where every pair is going, as of a day."""
        return _held(self._shifts, today, lambda: shifts_by(self.pairs, today))

    def brief(self, today: date) -> Brief:
        """Return what an analyst should know on a day."""

        def found() -> Brief:
            return brief_in(self.pairs, self.view.agenda(), today, self.shifts(today))

        return _held(self._briefs, today, found)

    def dyad(
        self, first: str, second: str, span: DayRange = (None, None), by: str = "month"
    ) -> DyadAnswer:
        """Return what is told of two sides."""
        return dyad_in(self.pairs, first, second, span, by)

    def voices(self, first: str, second: str, *, independent: bool = True) -> VoicesAnswer:
        """Return who tells of two sides."""
        return voices_in(self.pairs, first, second, independent=independent)

    def agenda(self, asked: AgendaQuestion) -> Agenda:
        """Return what is announced, and how it stands."""
        return agenda_in(self.view.agenda(), self.stories, asked)

    def overshadowed(self, today: date, window_days: int = 14) -> Shadows:
        """Return the shifts that a louder story hides."""
        return overshadowed_in(self.pairs, today, window_days)

    def outlook(self, first: str, second: str | None, today: date) -> Outlook:
        """Return what is likely to be told next."""
        known = _held(self._known, today, lambda: known_on(self.pairs, today))
        return outlook_in(self.pairs, (first, second), known)


def _held(held: dict[date, Answer], day: date, find: Callable[[], Answer]) -> Answer:
    """Return the answer of a day, found once while the day is among the last; safe for threads."""
    answer = held.get(day)
    if answer is None:
        answer = find()
        held[day] = answer
        for past in list(held)[:-DAYS_HELD]:
            held.pop(past, None)
    return answer
