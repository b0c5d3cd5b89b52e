"""Acts: what was done between pairs as rows of numbers, counted without a look at each.

An answer about one pair weighs it against all others between two days, some dozen times. Over a
million acts that is a second each in Python; here it is some milliseconds
(`python -m bench pages`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.sides import Axis

Pair = tuple[str, str]
# Two days, inclusive; None is open.
Days = tuple[date | None, date | None]
_Numbers = NDArray[np.int64]
_Marks = NDArray[np.bool_]

AXES = tuple(Axis)
MONTHS_A_YEAR = 12
# Stretches of days whose counts are kept: the levels of one answer about all pairs of a year lie
# between few days, and those that nobody asks about again make room. `python -m bench pages`.
STRETCHES_HELD = 64

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Act(NamedTuple):
    """An event that was done between a pair, on an axis.

    `recent` are the independent stories that tell of it soon, `origins` all of them.
    """

    start: date
    pair: Pair
    axis: Axis
    recent: frozenset[str]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Which stories tell of which acts; entries lie as their acts do, those of act n before
    `ends[n]`.
    """

    story: _Numbers
    act: _Numbers
    ends: _Numbers

    def between(self, first: int, last: int) -> tuple[_Numbers, _Numbers]:
        """Return the stories of the acts from one on up to another, and the act of each."""
        begin = int(self.ends[first - 1]) if first else 0
        end = int(self.ends[last - 1]) if last else 0
        return self.story[begin:end], self.act[begin:end]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is told between two days on an axis: pairs of acts, and stories with their pairs."""

    counts: _Numbers
    stories: _Numbers
    pairs: _Numbers
    heard: _Marks


class Acts:
    """All acts of a record, to be counted between any two days."""

    def __init__(self, acts: Iterable[Act]) -> None:
        found = sorted(acts, key=lambda act: act.start)
        self.pairs = sorted({act.pair for act in found})
        self._place = {pair: place for place, pair in enumerate(self.pairs)}
        sides = sorted({side for pair in self.pairs for side in pair})
        self._side = {side: place for place, side in enumerate(sides)}
        ends = [self._side[side] for pair in self.pairs for side in pair]
        self._ends = np.array(ends, dtype=np.int64).reshape(-1, 2)
        self._starts = [act.start for act in found]
        self._month = _numbers(MONTHS_A_YEAR * d.year + d.month for d in self._starts)
        self._pair = _numbers(self._place[act.pair] for act in found)
        self._axis = _numbers(AXES.index(act.axis) for act in found)
        self.stories = sorted({s for act in found for s in (*act.recent, *act.origins)})
        number = {story: place for place, story in enumerate(self.stories)}
        self._recent = _told([act.recent for act in found], number)
        self._origins = _told([act.origins for act in found], number)
        self._stretches: dict[tuple[Axis | None, Days], _Stretch] = {}
        self._loud: dict[Days, tuple[Pair, ...]] = {}

    def counts(self, axis: Axis, days: Days, pair: Pair) -> tuple[int, int]:
        """Return how many acts a pair has on an axis between two days, and all pairs have."""
        counts = self._stretch(axis, days).counts
        place = self._place.get(pair)
        return int(counts[place]) if place is not None else 0, int(counts.sum())

    def shares(self, axis: Axis, days: Days) -> tuple[dict[str, float], float]:
        """Return the share of each side in all ends of pairs, and the sum of their squares."""
        counts = self._stretch(axis, days).counts
        ends = np.zeros(len(self._side), dtype=np.int64)
        for column in self._ends.T:
            np.add.at(ends, column, counts)
        whole = int(ends.sum())
        if not whole:
            return {}, 0.0
        shares = ends / whole
        return dict(zip(self._side, shares.tolist(), strict=True)), float((shares**2).sum())

    def loudest(self, span: Days) -> tuple[Pair, ...]:
        """Return the two pairs of which most independent stories tell in one month."""
        return kept(self._loud, span, lambda: self._loudest(span))

    def stories_of(self, pair: Pair, axis: Axis | None, days: Days) -> _Numbers:
        """Return the places of the stories that tell of a pair soon; `axis` None is either."""
        found = self._stretch(axis, days)
        place = self._place.get(pair, -1)
        return np.unique(found.stories[found.pairs == place])

    def others(
        self, axis: Axis, days: Days, pair: Pair, left_out: Sequence[_Numbers]
    ) -> tuple[int, int, int]:
        """Return how many stories tell of anybody, and of each side of a pair, less some."""
        found = self._stretch(axis, days)
        counted = np.ones(len(self.stories), dtype=np.bool_)
        for places in left_out:
            counted[places] = False
        first, second = (self._of_side(found, side) for side in pair)
        return (
            int(np.count_nonzero(found.heard & counted)),
            int(np.count_nonzero(first & counted)),
            int(np.count_nonzero(second & counted)),
        )

    def _of_side(self, found: _Stretch, side: str) -> _Marks:
        """Return which stories tell of any pair of a side."""
        has_side = (self._ends == self._side.get(side, -1)).any(axis=1)
        return _marked(found.stories[has_side[found.pairs]], len(self.stories))

    def _loudest(self, span: Days) -> tuple[Pair, ...]:
        stories, acts = self._origins.between(*self._between(span))
        if not len(stories):
            return ()
        months = self._month[acts] - int(self._month[0])
        many = int(months.max()) + 1
        told = np.unique((self._pair[acts] * many + months) * len(self.stories) + stories)
        cells, sizes = np.unique(told // len(self.stories), return_counts=True)
        peaks = np.zeros(len(self.pairs), dtype=np.int64)
        np.maximum.at(peaks, cells // many, sizes)
        # Of two that are as loud the first by name; `self.pairs` are in that order.
        best = np.argsort(-peaks, kind="stable")[:2]
        return tuple(self.pairs[place] for place in best if peaks[place])

    def _between(self, days: Days) -> tuple[int, int]:
        since, until = days
        first = 0 if since is None else bisect_left(self._starts, since)
        last = len(self._starts) if until is None else bisect_right(self._starts, until)
        return first, max(first, last)

    def _stretch(self, axis: Axis | None, days: Days) -> _Stretch:
        return kept(self._stretches, (axis, days), lambda: self._counted(axis, days))

    def _counted(self, axis: Axis | None, days: Days) -> _Stretch:
        first, last = self._between(days)
        pairs = self._pair[first:last]
        stories, acts = self._recent.between(first, last)
        if axis is not None:
            pairs = pairs[self._axis[first:last] == AXES.index(axis)]
            is_kept = self._axis[acts] == AXES.index(axis)
            stories, acts = stories[is_kept], acts[is_kept]
        return _Stretch(
            counts=np.bincount(pairs, minlength=len(self.pairs)),
            stories=stories,
            pairs=self._pair[acts],
            heard=_marked(stories, len(self.stories)),
        )


def kept(held: dict[Key, Found], key: Key, find: Callable[[], Found]) -> Found:
    """Return what is held under a key, found once while it is among the last; safe for threads."""
    found = held.get(key)
    if found is None:
        found = held[key] = find()
        for past in list(held)[:-STRETCHES_HELD]:
            held.pop(past, None)
    return found


def _marked(places: _Numbers, size: int) -> _Marks:
    marks = np.zeros(size, dtype=np.bool_)
    marks[places] = True
    return marks


def _numbers(values: Iterable[int]) -> _Numbers:
    return np.fromiter(values, dtype=np.int64)


def _told(stories: Sequence[Iterable[str]], number: dict[str, int]) -> _Told:
    lengths = [len(tuple(names)) for names in stories]
    return _Told(
        story=_numbers(number[name] for names in stories for name in names),
        act=np.repeat(np.arange(len(stories)), lengths),
        ends=np.cumsum(lengths, dtype=np.int64),
    )
