"""Closeness: how much two countries do with each other, and whether they have the same foes.

Excess cooperation alone mostly tells neighbours. Friends also quarrel with the same others, and
keep out of the same quarrels: those are their common foes. And what the busy do says less: who
deals with everybody deals with many who are no friends. All parts stand in the answer, and
conflict beside them: there is no score without what it is made of.

    value = log2(excess cooperation) + DOUBLINGS * common foes - busyness
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.acts import Pair
from dragoman.answers.pairs import sorted_pair
from dragoman.answers.shares import PRIOR_EVENTS, Ratio, ratio

# Common foes of 1 count as so many doublings of cooperation: then both parts spread about
# equally over the pairs of ICEWS. From 4 to 12 the figures of `python -m eval closeness` hardly
# move.
DOUBLINGS = 8.0
# Not quarrelling with somebody counts as if at least so much of the expected had been seen (in
# doublings): with whom a country has no quarrel says less of it than with whom it has.
LEAST_EXCESS = -0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How close two are: log2 of the excess and DOUBLINGS times `common_foes`, less `busyness`.

    `common_foes` is -1..1: how alike their conflicts with all others are, next to what the
    conflicts of everybody predict. `busyness` is how many doublings more acts the two have than
    the others, at their geometric mean. `conflict` is the excess of conflict of the two with
    each other, which is in neither.
    """

    pair: Pair
    cooperation: Ratio
    conflict: Ratio
    common_foes: float
    busyness: float
    value: float


class Dealings:
    """How many acts each pair has, on one axis or on both, against what chance gives."""

    def __init__(self, counts: Mapping[Pair, int]) -> None:
        found = sorted({side for pair in counts for side in pair})
        self._place = {side: place for place, side in enumerate(found)}
        self._counts = np.zeros((len(found), len(found)))
        for pair, count in counts.items():
            first, second = (self._place[side] for side in pair)
            self._counts[first, second] += count
            self._counts[second, first] += count
        self._expected = _by_chance(self._counts)
        doublings = np.log2((self._counts + PRIOR_EVENTS) / (self._expected + PRIOR_EVENTS))
        self._doublings = np.maximum(doublings, LEAST_EXCESS)
        # Nobody meets himself. So the columns of two add nothing to what their rows share.
        np.fill_diagonal(self._doublings, 0.0)
        acts = self._counts.sum(axis=1) + PRIOR_EVENTS
        self._activity = np.log2(acts / acts.mean()) if len(acts) else acts

    def excess(self, pair: Pair) -> Ratio:
        """Return acts over those that the activity of the two predicts, as `Pairs.excess` does."""
        first, second = (self._place.get(side) for side in pair)
        if first is None or second is None:
            return ratio(0, 0.0)
        return ratio(int(self._counts[first, second]), float(self._expected[first, second]))

    def busyness(self, pair: Pair) -> float:
        """Return log2 of the geometric mean of the two's acts over the mean of all sides.

        It is 0 where one deals with nobody.
        """
        first, second = (self._place.get(side) for side in pair)
        if first is None or second is None:
            return 0.0
        return round(float(self._activity[first] + self._activity[second]) / 2, 4)

    def likeness(self, pair: Pair) -> float:
        """Return the cosine of how two deal with all others; 0 where one deals with nobody."""
        first, second = (self._place.get(side) for side in pair)
        if first is None or second is None:
            return 0.0
        one, two = self._doublings[first], self._doublings[second]
        mutual = self._doublings[first, second] ** 2
        length = math.sqrt(max(one @ one - mutual, 0.0) * max(two @ two - mutual, 0.0))
        cosine = float(one @ two) / length if length else 0.0
        return round(min(max(cosine, -1.0), 1.0), 4)


def closeness(
    cooperation: Mapping[Pair, int], conflict: Mapping[Pair, int], pairs: Iterable[Pair]
) -> tuple[Closeness, ...]:
    """Return how close each of some pairs is, the closest first.

    Args:
        cooperation: acts of every pair that is known, not of the asked ones alone.
        conflict: the same on the other axis.
        pairs: which to answer for.
    """
    warm, harsh = Dealings(cooperation), Dealings(conflict)
    whole = Dealings(Counter(cooperation) + Counter(conflict))
    found = [_closeness(sorted_pair(*pair), warm, harsh, whole) for pair in pairs]
    return tuple(sorted(found, key=lambda one: (-one.value, one.pair)))


def _by_chance(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the acts that each pair would have by the activity of its two sides alone."""
    whole = counts.sum()
    if not whole:
        return np.zeros_like(counts)
    shares = counts.sum(axis=1) / whole
    # Each act stands twice in a symmetric table.
    expected: NDArray[np.float64] = np.outer(shares, shares) * (whole / (1 - shares @ shares))
    return expected


def _closeness(pair: Pair, warm: Dealings, harsh: Dealings, whole: Dealings) -> Closeness:
    cooperation, foes, busyness = warm.excess(pair), harsh.likeness(pair), whole.busyness(pair)
    return Closeness(
        pair=pair,
        cooperation=cooperation,
        conflict=harsh.excess(pair),
        common_foes=foes,
        busyness=busyness,
        value=round(cooperation.log2 + DOUBLINGS * foes - busyness, 4),
    )
