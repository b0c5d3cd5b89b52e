"""Pairs: every two countries that an event is about, and how often that was to be expected."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.answers.folding import MAX_DAYS_NARROW
from dragoman.answers.periods import Period, period_of
from dragoman.answers.shares import Ratio, ratio
from dragoman.answers.sides import Axis, Direction, axis_of, direction, pairs_of
from dragoman.answers.stories import Stories
from dragoman.model import Claim, Event, Status

# A story that is printed longer after an act than any month is background: it recalls the act,
# and makes its time no louder. Where half of the later stories of a pair recall an earlier act,
# a shift to three times as much is else seen in 6 records of 60, and in 48 without them
# (tests/unit/answers/test_injected.py).
MAX_DAYS_RECENT = 31

Pair = tuple[str, str]
# How many events each pair has on an axis, and the share of each side in all their ends.
_Activity = tuple[Counter[Pair], Mapping[str, float]]
# Two days, inclusive; None is open.
Days = tuple[date | None, date | None]


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


class _Act(NamedTuple):
    """An event that was done between a pair, on an axis, and the stories that tell of it soon."""

    start: date
    pair: Pair
    axis: Axis
    event: Event
    stories: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
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
    _active: dict[tuple[Axis, Days], _Activity] = field(
        default_factory=dict, repr=False, compare=False
    )
    _heard: dict[tuple[Axis | None, Days], Mapping[Pair, AbstractSet[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _loud: dict[Days, tuple[Pair, ...]] = field(default_factory=dict, repr=False, compare=False)
    _index: list[_Act] = field(default_factory=list, repr=False, compare=False)

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
        """Return how many events the record tells of each period."""
        if by not in self._told:
            placed = (period_of_event(event, by) for event in self.done)
            self._told[by] = Counter(period for period in placed if period is not None)
        return self._told[by]

    def elsewhere(self, pair: Pair, span: Days, by: str) -> Mapping[Period, int]:
        """Return how many events the record tells of others in each period.

        Left out are those of the pair, and of the other pair of the loudest month of the span.
        """
        own = sorted_pair(*pair)
        louder = self._loudest_but(own, span)
        left_out = {
            event.id: period_of_event(event, by)
            for each in (own, louder)
            for event in self.events_of.get(each or own, ())
            if self.is_done(event)
        }
        return self.told(by) - Counter(period for period in left_out.values() if period)

    def excess(
        self, axis: Axis, pair: Pair, since: date | None = None, until: date | None = None
    ) -> Ratio:
        """Return the events of a pair on one axis over what its two sides' activity predicts.

        Expected are the events that would bring the two together by chance if each side
        kept its number of events on this axis: N * 2pq / (1 - sum of squares), for nobody
        meets himself. So neither more news nor a busier side alone makes an excess.
        """
        counts, shares = self._activity(axis, since, until)
        others = 1 - sum(value * value for value in shares.values())
        first, second = sorted_pair(*pair)
        both = shares.get(first, 0.0) * shares.get(second, 0.0)
        by_chance = 2 * both / others if both else 0.0
        return ratio(counts[first, second], counts.total() * by_chance)

    def among(self, axis: Axis, pair: Pair, days: Days, span: Days) -> Among:
        """Return what is told of a pair between two days, and what to measure it against.

        What is loudest is settled over the whole span, so that two levels in it are
        measured alike. A war elsewhere would else pass for growth of the whole record and
        hide whom it does not concern; tests/unit/answers/test_injected.py measures it.
        """
        own = sorted_pair(*pair)
        heard = self._stories_of(axis, days)
        louder = self._loudest_but(own, span)
        left_out = heard.get(own, frozenset()) | (
            self._stories_of(None, span)[louder] if louder else frozenset()
        )
        elsewhere = _union(heard.values()) - left_out
        first, second = (self._stories_with(side, axis, days) - left_out for side in own)
        chance = len(first) * len(second) / len(elsewhere) if elsewhere else 0.0
        return Among(
            excess=self.excess(axis, own, *days),
            stories=tuple(sorted(heard.get(own, frozenset()))),
            elsewhere=len(elsewhere),
            busyness=round(chance, 4),
            louder=louder,
        )

    def _loudest_but(self, pair: Pair, span: Days) -> Pair | None:
        """Return the pair other than one that most stories tell of in one month.

        A war of six weeks is louder than a quarrel of sixteen months that as many stories tell
        of: it is what makes the record grow.
        """
        return next((other for other in self._loudest(span) if other != pair), None)

    def _loudest(self, span: Days) -> tuple[Pair, ...]:
        """Return the two pairs of which most independent stories tell in one month."""
        if span not in self._loud:
            months: dict[Pair, dict[tuple[int, int], set[str]]] = defaultdict(dict)
            for act in self._acts(None, span):
                month = act.start.year, act.start.month
                months[act.pair].setdefault(month, set()).update(act.event.origins)
            peaks = {pair: max(map(len, told.values())) for pair, told in months.items()}
            self._loud[span] = tuple(sorted(peaks, key=lambda pair: (-peaks[pair], pair))[:2])
        return self._loud[span]

    def _stories_of(self, axis: Axis | None, days: Days) -> Mapping[Pair, AbstractSet[str]]:
        """Return the independent stories of each pair; `axis` None is either."""
        if (axis, days) not in self._heard:
            heard: dict[Pair, set[str]] = defaultdict(set)
            for act in self._acts(axis, days):
                heard[act.pair] |= act.stories
            self._heard[axis, days] = dict(heard)
        return self._heard[axis, days]

    def _recent(self, event: Event) -> frozenset[str]:
        """Return the independent stories that tell of an event soon after it."""
        claims = (self.stories.claim_of[claim] for claim in event.claims)
        return frozenset(
            self.stories.origin(claim.article)
            for claim in claims
            if claim.told_on is None or (claim.told_on - event.end).days <= MAX_DAYS_RECENT
        )

    def _stories_with(self, side: str, axis: Axis, days: Days) -> frozenset[str]:
        """Return the independent stories of all pairs of one side."""
        return _union(told for pair, told in self._stories_of(axis, days).items() if side in pair)

    def _acts(self, axis: Axis | None, days: Days) -> Iterator[_Act]:
        """Yield what was done between pairs, on an axis, and began in some days."""
        if not self._index:
            self._index.extend(sorted(self._all_acts(), key=_began))
        since, until = days
        start = 0 if since is None else bisect_left(self._index, since, key=_began)
        end = None if until is None else bisect_right(self._index, until, key=_began)
        for act in self._index[start:end]:
            if axis in {None, act.axis}:
                yield act

    def _all_acts(self) -> Iterator[_Act]:
        for pair, events in self.events_of.items():
            for event in events:
                axis = self.axis(event, *pair) if self.is_done(event) else None
                if axis is not None:
                    yield _Act(event.start, pair, axis, event, self._recent(event))

    def _activity(self, axis: Axis, since: date | None, until: date | None) -> _Activity:
        """Return events by pair, and for each side its share of all ends of pairs."""
        key = (axis, (since, until))
        if key not in self._active:
            counts = Counter(act.pair for act in self._acts(axis, (since, until)))
            ends: Counter[str] = Counter()
            for pair, count in counts.items():
                ends.update(dict.fromkeys(pair, count))
            shares = {side: count / ends.total() for side, count in ends.items()}
            self._active[key] = (counts, shares)
        return self._active[key]


def _began(act: _Act) -> date:
    return act.start


def _union(parts: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(entry for part in parts for entry in part)


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
