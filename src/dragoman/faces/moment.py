"""The record at one moment, folded once, for as many questions as one asks."""

import gc
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

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
from dragoman.answers.agendas.answer import AgendaQuestion, Announced, agenda_of, announced_on
from dragoman.answers.blocs import Network, network_in
from dragoman.answers.briefing import WINDOW_DAYS, brief_in
from dragoman.answers.disputes import Disputed, find_disputed
from dragoman.answers.dyads import dyad_in
from dragoman.answers.finding import Named, named_in
from dragoman.answers.name_index import NameIndex, names_of
from dragoman.answers.outlooks.answer import Known, known_on, outlook_in
from dragoman.answers.pairs import Pair, Pairs, find_pairs
from dragoman.answers.partners import ActorAnswer, actor_in
from dragoman.answers.places import PlacesAnswer, places_in
from dragoman.answers.shadows import overshadowed_in, shifts_alone
from dragoman.answers.shifts.arrows import Shift
from dragoman.answers.shifts.discoveries import LookedAt, corrected, looked_at
from dragoman.answers.voicing import voices_in
from dragoman.faces.health import Health, health_of
from dragoman.model import Event
from dragoman.record import View

DayRange = tuple[date | None, date | None]
# A record that is fed every day is never so old; one of the past nearly always is.
LONG_AGO = timedelta(days=30)
# Days whose answers about all pairs are kept: today's, and a few that somebody compares.
DAYS_HELD = 4
# Other answers that are kept: those of the pages that readers have open, whose numbers ask again.
ANSWERS_HELD = 32

Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)


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
        self._alone: dict[date, Mapping[Pair, Shift]] = {}
        self._shifts: dict[date, Mapping[Pair, Shift]] = {}
        self._briefs: dict[date, Brief] = {}
        self._known: dict[date, Known] = {}
        self._shadows: dict[tuple[date, int], Shadows] = {}
        self._dyads: dict[tuple[str, str, DayRange, str], DyadAnswer] = {}
        self._announced: dict[date, Announced] = {}
        self._outlooks: dict[tuple[str, str | None, date], Outlook] = {}
        self._places: dict[DayRange, PlacesAnswer] = {}
        self._networks: dict[tuple[DayRange, int], Network] = {}
        self._others: dict[Hashable, Any] = {}
        # What many ask for at once is found by one of them; who asks for something else waits for
        # nobody.
        self._turn = threading.Lock()
        self._turns: dict[tuple[int, Hashable], threading.RLock] = {}
        # How long the folding took; 0 until it is done.
        self.seconds = 0.0

    @cached_property
    def health(self) -> Health:
        """What became of every page."""
        return health_of(self.view.fates())

    @cached_property
    def stories(self) -> Stories:
        """The claims folded into events, the articles into stories.

        After a decision of a reviewer only what it touches is folded again.
        """
        began = time.monotonic()
        before, self._before = self._before, None
        stories = self._folded_after(before)
        self.seconds = time.monotonic() - began
        return stories

    def _folded_after(self, before: "Moment | None") -> Stories:
        if before is None or self.view.readings != before.view.readings:
            with _without_collector():
                return fold(self.view)
        stories = before.stories.judged_as(self.view)
        if stories.events is before.stories.events:
            self._first = before.told_alike
        return stories

    def prepare(self, today: date) -> None:
        """Find what the first pages need, so that no reader waits for it."""
        day = self.present(today)
        self.brief(day)
        first, second = next(iter(self.pairs.events_of), ("RUS", "USA"))
        self.dyad(first, second)
        self.outlook(first, second, day)
        self.agenda(AgendaQuestion(today=day))
        self.named(first, day, 1)

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
        with _without_collector():
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
        return self._found(self._shifts, today, lambda: corrected(self._shifts_alone(today)))

    def _shifts_alone(self, today: date) -> Mapping[Pair, Shift]:
        return self._found(self._alone, today, lambda: shifts_alone(self.pairs, today))

    def looked_at(self, today: date) -> LookedAt:
        """Return how many pairs were looked at for the arrows of a day."""
        return looked_at(self.shifts(today))

    def brief(self, today: date) -> Brief:
        """Return what an analyst should know on a day."""

        def found() -> Brief:
            hidden = self.overshadowed(today, WINDOW_DAYS)
            shifts, items = self.shifts(today), self.view.agenda()
            return brief_in(self.pairs, items, today, shifts, hidden, self.disputed)

        return self._found(self._briefs, today, found)

    def dyad(
        self, first: str, second: str, span: DayRange = (None, None), by: str = "month"
    ) -> DyadAnswer:
        """Return what is told of two sides."""

        def found() -> DyadAnswer:
            return dyad_in(self.pairs, first, second, span, by)

        return self._found(self._dyads, (first, second, span, by), found, ANSWERS_HELD)

    def places(self, span: DayRange = (None, None)) -> PlacesAnswer:
        """Return where it is told to happen."""
        return self._found(self._places, span, lambda: places_in(self.pairs, span))

    def network(self, span: DayRange, least: int) -> Network:
        """Return who is aligned with whom."""
        return self._found(
            self._networks, (span, least), lambda: network_in(self.pairs, span, least)
        )

    @cached_property
    def disputed(self) -> tuple[Disputed, ...]:
        """The events that one voice asserts and another denies."""
        return find_disputed(self.stories)

    @cached_property
    def names(self) -> NameIndex:
        """The claims by what they name."""
        if self.told_alike is not self:
            return self.told_alike.names
        with _without_collector():
            return names_of(self.stories)

    def actor(self, code: str, today: date, window_days: int) -> ActorAnswer:
        """Return what is told of an actor."""

        def found() -> ActorAnswer:
            return actor_in(self.pairs, code, today, window_days, self.names)

        return self.once(("actor", code, today, window_days), found)

    def named(self, words: str, today: date, most: int) -> Named:
        """Return the actors and places that some words name."""

        def found() -> Named:
            return named_in(self.stories, self.names, words, today, most)

        return self.once(("named", words, today, most), found)

    @cached_property
    def event_of_id(self) -> Mapping[str, Event]:
        """The events by their id."""
        return {event.id: event for event in self.stories.events}

    def voices(self, first: str, second: str, *, independent: bool = True) -> VoicesAnswer:
        """Return who tells of two sides."""
        return voices_in(self.pairs, first, second, independent=independent)

    def agenda(self, asked: AgendaQuestion) -> Agenda:
        """Return what is announced, and how it stands."""

        def found() -> Announced:
            return announced_on(self.view.agenda(), self.stories, asked.today)

        return agenda_of(self._found(self._announced, asked.today, found), asked)

    def overshadowed(self, today: date, window_days: int = 14) -> Shadows:
        """Return the shifts that a louder story hides."""

        def found() -> Shadows:
            alone = self._shifts_alone(today)
            return overshadowed_in(self.pairs, today, window_days, alone)

        return self._found(self._shadows, (today, window_days), found)

    def outlook(self, first: str, second: str | None, today: date) -> Outlook:
        """Return what is likely to be told next."""

        def found() -> Outlook:
            known = self._found(self._known, today, lambda: known_on(self.pairs, today))
            return outlook_in(self.pairs, (first, second), known)

        return self._found(self._outlooks, (first, second, today), found, ANSWERS_HELD)

    def once(self, key: Hashable, find: Callable[[], Answer]) -> Answer:
        """Return what follows from this moment alone, found once while it is among the last."""
        found: Answer = self._found(self._others, key, find, ANSWERS_HELD)
        return found

    def _found(
        self,
        held: dict[Key, Answer],
        key: Key,
        find: Callable[[], Answer],
        most: int = DAYS_HELD,
    ) -> Answer:
        """Return an answer, found once while it is among the last; safe for threads."""
        answer = held.get(key)
        if answer is not None:
            return answer
        named = (id(held), key)
        with self._turn:
            turn = self._turns.setdefault(named, threading.RLock())
        with turn:
            answer = held.get(key)
            if answer is None:
                with _without_collector():
                    answer = held[key] = find()
                for past in list(held)[:-most]:
                    held.pop(past, None)
        with self._turn:
            self._turns.pop(named, None)
        return answer


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the collector from looking at nouns by the million while they are made.

    It looks at all of them again and again, and finds nothing: folding takes 2.5 times as long
    with it (`python -m bench pages`).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
