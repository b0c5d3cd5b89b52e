"""Closeness: how much two countries do with each other, and whether they keep one company.

Excess cooperation alone mostly tells neighbours. Friends also meet the same others, and keep
away from the same others; that is their company. Both parts stand in the answer, and conflict
beside them: there is no score without what it is made of.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import mul

from dragoman.answers.pairs import Pair, sorted_pair
from dragoman.answers.shares import Ratio, ratio

# Company of 1 counts as so many doublings of cooperation: then both parts spread about equally
# over the pairs of ICEWS. From 4 to 12 the figures of `python -m eval closeness` hardly move.
DOUBLINGS = 8.0
# Not meeting somebody counts as if at least so much of the expected had been seen (in
# doublings): whom a country is silent about says less of it than whom it meets.
LEAST_EXCESS = -0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How close two are: `value` is log2 of the excess and DOUBLINGS times the company.

    `company` is -1..1: how alike their dealings with all others are, next to what the activity
    of everybody predicts. `conflict` is the excess of conflict, which is in neither.
    """

    pair: Pair
    cooperation: Ratio
    conflict: Ratio
    company: float
    value: float


class Dealings:
    """How many acts each pair has, on one axis or on both, against what chance gives."""

    def __init__(self, counts: Mapping[Pair, int]) -> None:
        """Count the ends of all pairs."""
        self._counts = Counter({sorted_pair(*pair): count for pair, count in counts.items()})
        ends: Counter[str] = Counter()
        for pair, count in self._counts.items():
            ends.update(dict.fromkeys(pair, count))
        self._total = self._counts.total()
        self._shares = {side: count / ends.total() for side, count in sorted(ends.items()) if count}
        self._others = 1 - sum(value * value for value in self._shares.values())
        self._rows: dict[str, Mapping[str, float]] = {}

    def excess(self, pair: Pair) -> Ratio:
        """Return acts over those that the activity of the two predicts, as `Pairs.excess` does."""
        first, second = sorted_pair(*pair)
        both = self._shares.get(first, 0.0) * self._shares.get(second, 0.0)
        by_chance = 2 * both / self._others if both else 0.0
        return ratio(self._counts[first, second], self._total * by_chance)

    def company(self, pair: Pair) -> float:
        """Return the cosine of how two deal with all others; 0 where one deals with nobody."""
        first, second = pair
        others = [side for side in self._shares if side not in pair]
        one, two = ([self._row(side)[other] for other in others] for side in (first, second))
        length = math.hypot(*one) * math.hypot(*two)
        return round(math.fsum(map(mul, one, two)) / length, 4) if length else 0.0

    def _row(self, side: str) -> Mapping[str, float]:
        """Return the excess of a side with each other one, in doublings."""
        if side not in self._rows:
            self._rows[side] = {
                other: max(self.excess((side, other)).log2, LEAST_EXCESS)
                for other in self._shares
                if other != side
            }
        return self._rows[side]


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


def _closeness(pair: Pair, warm: Dealings, harsh: Dealings, whole: Dealings) -> Closeness:
    cooperation, company = warm.excess(pair), whole.company(pair)
    return Closeness(
        pair=pair,
        cooperation=cooperation,
        conflict=harsh.excess(pair),
        company=company,
        value=round(cooperation.log2 + DOUBLINGS * company, 4),
    )
