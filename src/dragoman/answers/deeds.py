"""Deeds: what was done between two on one day, as a record tells it, for asking what comes next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.folding import MAX_DAYS_NARROW
from dragoman.answers.pairs import Pairs
from dragoman.answers.sides import Direction
from dragoman.model import Event

# Days in which a deed loses half its weight: a month, the middle one of `history.HALF_LIVES`.
HALF_LIFE_DAYS = 30.0
# An act follows another when the same two do it within so many days.
FOLLOWING_DAYS = 30

# A type, and how it runs as the first of two sees it.
Act = tuple[str, Direction]

_TURNED = {
    Direction.FIRST_TO_SECOND: Direction.SECOND_TO_FIRST,
    Direction.SECOND_TO_FIRST: Direction.FIRST_TO_SECOND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event between two on one day, as `side` sees it."""

    side: str
    other: str
    act: Act
    day: date
    event: Event


def deeds_of(pairs: Pairs) -> list[Deed]:
    """Return what was done, from both sides, earliest first.

    Left out are acts of both against a third, what was not done, background, and events of
    which nobody knows the day.
    """
    found = [
        deed
        for (first, second), events in pairs.events_of.items()
        for event in events
        if pairs.is_done(event) and _is_narrow(event)
        for deed in _seen_by_both(pairs, event, first, second)
    ]
    return sorted(found, key=lambda deed: (deed.day, deed.event.id, deed.side, deed.other))


def _is_narrow(event: Event) -> bool:
    return (event.end - event.start).days < MAX_DAYS_NARROW


def _seen_by_both(pairs: Pairs, event: Event, first: str, second: str) -> Iterator[Deed]:
    ways = set(pairs.directions(event, first, second).values()) - {Direction.JOINT}
    if not ways:
        return
    way = ways.pop() if len(ways) == 1 else Direction.MUTUAL
    for side, other, seen in ((first, second, way), (second, first, _TURNED.get(way, way))):
        act = (event.event_type, seen)
        yield Deed(side=side, other=other, act=act, day=event.start, event=event)


def weight(deed: Deed, today: date) -> float:
    """Return what a deed counts on a day: 1 when new, half of that after a half-life."""
    return float(2 ** (-(today - deed.day).days / HALF_LIFE_DAYS))


def weighed(deeds: Iterable[Deed], today: date) -> dict[Act, float]:
    """Return the acts of some deeds, each with the weights of its deeds."""
    counts: dict[Act, float] = defaultdict(float)
    for deed in deeds:
        counts[deed.act] += weight(deed, today)
    return dict(counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """What is usual in a record: how often each act and side is told of, and what follows what.

    `following` counts, for each act, the acts that the same two did next within FOLLOWING_DAYS.
    """

    acts: Counter[Act]
    sides: Counter[str]
    following: Mapping[Act, Counter[Act]]

    def base(self, act: Act) -> float:
        """Return the share of an act in everything that is done between any two."""
        total = self.acts.total()
        return self.acts[act] / total if total else 0.0

    def presence(self, side: str, but: str) -> float:
        """Return the share of a side in all deeds of others than one."""
        total = self.sides.total() - self.sides[but]
        return self.sides[side] / total if total and side != but else 0.0

    def follows(self, before: Act, act: Act, prior: float) -> float:
        """Return how likely an act is next after another; with nothing known, its base rate."""
        counts = self.following.get(before, Counter())
        return (counts[act] + prior * self.base(act)) / (counts.total() + prior)


def customs_of(deeds: Sequence[Deed]) -> Customs:
    """Return what is usual among deeds, earliest first."""
    following: dict[Act, Counter[Act]] = defaultdict(Counter)
    last: dict[tuple[str, str], Deed] = {}
    for deed in deeds:
        before = last.get((deed.side, deed.other))
        if before is not None and (deed.day - before.day).days <= FOLLOWING_DAYS:
            following[before.act][deed.act] += 1
        last[deed.side, deed.other] = deed
    return Customs(
        acts=Counter(deed.act for deed in deeds),
        sides=Counter(deed.side for deed in deeds),
        following=dict(following),
    )
