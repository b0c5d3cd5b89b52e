"""Pairs: every two countries that an event is about, and how often that was to be expected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.acts import Act, Acts, Days, Pair, kept
from dragoman.answers.periods import Period, period_of
from dragoman.answers.shares import Ratio, ratio
from dragoman.answers.sides import Axis, Direction, axis_of, direction, pairs_of
from dragoman.answers.stories.folded import Stories
from dragoman.answers.stories.folding import MAX_DAYS_NARROW
from dragoman.model import Claim, Event, Status

__all__ = [
    "JOINTLY",
    "MAX_DAYS_RECENT",
    "Among",
    "Days",
    "Pair",
    "Pairs",
    "Ways",
    "axis_between",
    "find_pairs",
    "period_of_event",
    "sorted_pair",
]

# A story that is printed longer after an act than any month is background: it recalls the act,
# and makes its time no louder. Where half of the later stories of a pair recall an earlier act,
# a shift to three times as much is else seen in 6 records of 60, and in 48 without them
# (tests/unit/answers/test_injected.py).
MAX_DAYS_RECENT = 31
# The ways that the claims of one event run between two.
Ways = frozenset[Direction]
JOINTLY: Ways = frozenset({Direction.JOINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """What is told of a pair on one axis between two days, and what else is told of them.

    `excess` is observed events over what the activity of the two sides predicts. The rest
    counts independent stories, for the acts that one story tells are not independent:
    `stories` tell of the pair at the time, `elsewhere` is how many tell of others and not of
    `louder`, the other pair of the loudest month. `busyness` is what those of the two
    sides with others predict, a*b/N.
    """

    excess: Ratio
    stories: tuple[str, ...]
    elsewhere: int
    busyness: float
    louder: Pair | None


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """The events of each pair (sorted codes), earliest first, and all that are done.

    `begins` is the first day of the month of the first publication, `ends` the day of the last
    one; None when nobody knows. Before it begins a record is silent about everybody, which
    says nothing.
    """

    stories: Stories = field(repr=False)
    events_of: Mapping[Pair, tuple[Event, ...]] = field(repr=False)
    done: tuple[Event, ...] = field(repr=False)
    begins: date | None
    ends: date | None
    _told: dict[str, Counter[Period]] = field(default_factory=dict, repr=False, compare=False)
    _active: dict[tuple[Axis, Days], tuple[dict[str, float], float]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _loud: dict[tuple[Pair, str], Mapping[Period, AbstractSet[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _noise: dict[tuple[Pair, Days], NDArray[np.int64]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def claims(self, events: Iterable[Event]) -> list[Claim]:
        """Return the claims of events, event by event."""
        return [self.stories.claim_of[claim] for event in events for claim in event.claims]

    def of(self, first: str, second: str) -> tuple[Event, ...]:
        """Return the events between two countries, in either order."""
        return self.events_of.get(sorted_pair(first, second), ())

    def is_done(self, event: Event) -> bool:
        """Tell whether an event is told as done, and not as background from long ago."""
        historical = self.stories.claim_of[event.claims[0]].historical
        return event.status == Status.ACTUAL.value and not historical

    def axis(self, event: Event, first: str, second: str) -> Axis | None:
        """Return what an event is between two; None for what they do jointly against others."""
        return axis_between(event, frozenset(self.directions(event, first, second).values()))

    def directions(self, event: Event, first: str, second: str) -> Mapping[str, Direction]:
        """Return by claim how an event runs between two."""
        ways = ((claim, self.stories.claim_of[claim]) for claim in event.claims)
        found = ((claim, direction(whole, first, second)) for claim, whole in ways)
        return {claim: way for claim, way in found if way is not None}

    def told(self, by: str) -> Counter[Period]:
        """Return how many events the record tells of each period."""
        if by not in self._told:
            placed = (period_of_event(event, by) for event in self.done)
            self._told[by] = Counter(period for period in placed if period is not None)
        return self._told[by]

    def elsewhere(
        self, pair: Pair, span: Days, frame: Iterable[Period], by: str
    ) -> Mapping[Period, int]:
        """Return how many events the record tells of others in each period of a frame.

        Left out are those of the pair, and of the other pair of the loudest month of the span.
        """
        own = sorted_pair(*pair)
        louder, told = self._loudest_but(own, span), self.told(by)
        left_out = [self._placed(own, by)]
        if louder is not None:
            left_out.append(kept(self._loud, (louder, by), lambda: self._placed(louder, by)))
        return {
            period: told[period] - len(set().union(*(part.get(period, ()) for part in left_out)))
            for period in frame
        }

    def excess(
        self, axis: Axis, pair: Pair, since: date | None = None, until: date | None = None
    ) -> Ratio:
        """Return the events of a pair on one axis over what its two sides' activity predicts.

        Expected are the events that would bring the two together by chance if each side
        kept its number of events on this axis: N * 2pq / (1 - sum of squares), for nobody
        meets himself. So neither more news nor a busier side alone makes an excess.
        """
        own, days = sorted_pair(*pair), (since, until)
        observed, whole = self._acts.counts(axis, days, own)
        shares, squares = kept(self._active, (axis, days), lambda: self._acts.shares(axis, days))
        both = shares.get(own[0], 0.0) * shares.get(own[1], 0.0)
        by_chance = 2 * both / (1 - squares) if both else 0.0
        return ratio(observed, whole * by_chance)

    def among(self, axis: Axis, pair: Pair, days: Days, span: Days) -> Among:
        """Return what is told of a pair between two days, and what to measure it against.

        What is loudest is settled over the whole span, so that two levels in it are
        measured alike. A war elsewhere would else pass for growth of the whole record and
        hide whom it does not concern; tests/unit/answers/test_injected.py measures it.
        """
        own, acts = sorted_pair(*pair), self._acts
        louder = self._loudest_but(own, span)
        left_out = [acts.stories_of(own, axis, days)]
        if louder is not None:
            left_out.append(
                kept(self._noise, (louder, span), lambda: acts.stories_of(louder, None, span))
            )
        elsewhere, first, second = acts.others(axis, days, own, left_out)
        chance = first * second / elsewhere if elsewhere else 0.0
        return Among(
            excess=self.excess(axis, own, *days),
            stories=tuple(sorted(acts.stories[place] for place in left_out[0])),
            elsewhere=elsewhere,
            busyness=round(chance, 4),
            louder=louder,
        )

    def _loudest_but(self, pair: Pair, span: Days) -> Pair | None:
        """Return the pair other than one that most stories tell of in one month.

        A war of six weeks is louder than a quarrel of sixteen months that as many stories tell
        of: it is what makes the record grow.
        """
        return next((other for other in self._acts.loudest(span) if other != pair), None)

    def _placed(self, pair: Pair, by: str) -> Mapping[Period, AbstractSet[str]]:
        """Return the events done of a pair, by their period."""
        placed: dict[Period, set[str]] = defaultdict(set)
        for event in self.events_of.get(pair, ()):
            period = period_of_event(event, by) if self.is_done(event) else None
            if period is not None:
                placed[period].add(event.id)
        return placed

    def _recent(self, event: Event) -> frozenset[str]:
        """Return the independent stories that tell of an event soon after it."""
        claims = (self.stories.claim_of[claim] for claim in event.claims)
        return frozenset(
            self.stories.origin(claim.article)
            for claim in claims
            if claim.told_on is None or (claim.told_on - event.end).days <= MAX_DAYS_RECENT
        )

    def done_between(self, pair: Pair) -> Iterator[tuple[Event, Ways]]:
        """Yield what was done between a pair (sorted codes), with the ways that it runs."""
        for event, ways in zip(self.events_of.get(pair, ()), self._ways.get(pair, ()), strict=True):
            if ways is not None:
                yield event, ways

    @cached_property
    def _ways(self) -> Mapping[Pair, tuple[Ways | None, ...]]:
        """How each event of each pair runs, None where it was not done; found once.

        Four answers about all pairs ask for it, and it is half of the time of each.
        """
        # Few sets there are, and an event in a million needs none of its own.
        same: dict[Ways, Ways] = {}

        def found(event: Event, pair: Pair) -> Ways | None:
            if not self.is_done(event):
                return None
            ways = frozenset(self.directions(event, *pair).values())
            return same.setdefault(ways, ways)

        return {
            pair: tuple(found(event, pair) for event in events)
            for pair, events in self.events_of.items()
        }

    @cached_property
    def _acts(self) -> Acts:
        """What was done between pairs; made once."""
        return Acts(self._all_acts())

    def _all_acts(self) -> Iterator[Act]:
        for pair in self.events_of:
            for event, ways in self.done_between(pair):
                axis = axis_between(event, ways)
                if axis is not None:
                    yield Act(event.start, pair, axis, self._recent(event), event.origins)

    @cached_property
    def sides(self) -> AbstractSet[str]:
        """Everybody of whom an event is told with somebody else."""
        return frozenset(side for pair, events in self.events_of.items() if events for side in pair)


def axis_between(event: Event, ways: Ways) -> Axis | None:
    """Return what an event is between two, by the ways it runs; None for what they do jointly."""
    return None if ways == JOINTLY else axis_of(event.quad)


def sorted_pair(first: str, second: str) -> Pair:
    """Return the key of a pair."""
    return (first, second) if first < second else (second, first)


def find_pairs(stories: Stories) -> Pairs:
    """Return the pairs of a folded record."""
    events_of: dict[Pair, list[Event]] = defaultdict(list)
    for event in stories.events:
        for pair in sorted(set(_pairs_of_event(event, stories))):
            events_of[pair].append(event)
    days = [day for claim in stories.claim_of.values() if (day := claim.told_on) is not None]
    pairs = Pairs(
        stories=stories,
        events_of={pair: tuple(events) for pair, events in sorted(events_of.items())},
        done=(),
        begins=min(days).replace(day=1) if days else None,
        ends=max(days, default=None),
    )
    return replace(pairs, done=tuple(filter(pairs.is_done, stories.events)))


def _pairs_of_event(event: Event, stories: Stories) -> Iterator[Pair]:
    for claim in event.claims:
        yield from pairs_of(stories.claim_of[claim])


def period_of_event(event: Event, by: str) -> Period | None:
    """Return the period of an event; None when it is too wide to lie in one.

    What spans two periods by a few days lies in that of its middle day.
    """
    period = period_of(event.start, by)
    if event.end <= period.end:
        return period
    width = (event.end - event.start).days + 1
    if width > MAX_DAYS_NARROW:
        return None
    return period_of(event.start + timedelta(days=width // 2), by)
