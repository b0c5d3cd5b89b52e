"""Pairs: every two countries that an event is about, and how often that was to be expected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.answers.folding import MAX_DAYS_NARROW
from dragoman.answers.periods import Period, period_of
from dragoman.answers.shares import Ratio, ratio
from dragoman.answers.sides import Axis, Direction, axis_of, direction, pairs_of
from dragoman.answers.stories import Stories
from dragoman.model import Claim, Event, Status

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The events of each pair (sorted codes), earliest first, and all that are done."""

    stories: Stories = field(repr=False)
    events_of: Mapping[Pair, tuple[Event, ...]] = field(repr=False)
    done: tuple[Event, ...] = field(repr=False)
    _told: dict[str, Counter[Period]] = field(default_factory=dict, repr=False, compare=False)

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
        ways = set(self.directions(event, first, second).values())
        return None if ways == {Direction.JOINT} else axis_of(event.quad)

    def directions(self, event: Event, first: str, second: str) -> Mapping[str, Direction]:
        """Return by claim how an event runs between two."""
        ways = ((claim, self.stories.claim_of[claim]) for claim in event.claims)
        found = ((claim, direction(whole, first, second)) for claim, whole in ways)
        return {claim: way for claim, way in found if way is not None}

    def told(self, by: str) -> Counter[Period]:
        """Return how many events the record tells of each period: the pair's exposure."""
        if by not in self._told:
            placed = (period_of_event(event, by) for event in self.done)
            self._told[by] = Counter(period for period in placed if period is not None)
        return self._told[by]

    def excess_cooperation(
        self, first: str, second: str, since: date | None, until: date | None
    ) -> Ratio:
        """Return cooperative events over what the activity of the two sides predicts.

        Expected are the pairs that would meet by chance if each side kept its number of
        cooperative events: N * 2pq / (1 - sum of squares), for nobody meets himself.
        """
        counts = Counter(
            pair
            for pair, events in self.events_of.items()
            for event in events
            if self.is_done(event)
            and (until is None or event.start <= until)
            and (since is None or event.end >= since)
            and self.axis(event, *pair) is Axis.COOPERATION
        )
        degrees: Counter[str] = Counter()
        for pair, count in counts.items():
            for side in pair:
                degrees[side] += count
        ends = sum(degrees.values())
        if not ends:
            return ratio(0, 0.0)
        shares = {side: degree / ends for side, degree in degrees.items()}
        others = 1 - sum(value * value for value in shares.values())
        by_chance = 2 * shares.get(first, 0.0) * shares.get(second, 0.0) / others
        return ratio(counts[sorted_pair(first, second)], sum(counts.values()) * by_chance)


def sorted_pair(first: str, second: str) -> Pair:
    """Return the key of a pair."""
    return (first, second) if first < second else (second, first)


def find_pairs(stories: Stories) -> Pairs:
    """Return the pairs of a folded record."""
    events_of: dict[Pair, list[Event]] = defaultdict(list)
    for event in stories.events:
        for pair in sorted(set(_pairs_of_event(event, stories))):
            events_of[pair].append(event)
    pairs = Pairs(
        stories=stories,
        events_of={pair: tuple(events) for pair, events in sorted(events_of.items())},
        done=(),
    )
    done = tuple(event for event in stories.events if pairs.is_done(event))
    return Pairs(stories=stories, events_of=pairs.events_of, done=done)


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
