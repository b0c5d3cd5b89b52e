"""Discoveries: which arrows stand when many pairs are looked at together.

Asked about alone, a pair of which nothing changes shows a clear break in one case of twenty; a
thousand such pairs would show fifty. So the arrows of many pairs are kept to a false discovery
rate: of those shown, so many are invented on average.

The test is that of the break of a pair (`breaks`), its measure the strength of it. The
p-value of a strength is the share of as strong ones among all reordered series of all pairs
looked at (Tusher, Tibshirani and Chu, PNAS 98, 2001): the orders of one pair of twelve months are
too few to tell a chance of one in a thousand. The p-values are adjusted by Benjamini and Hochberg
(Journal of the Royal Statistical Society B 57, 1995), who ask that pairs are independent or move
together; `python -m eval shifts` measures what is left on real dyads that share their months.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.answers.pairs import Pair
from dragoman.answers.shifts.arrows import Arrow, Shift
from dragoman.answers.shifts.breaks import Break

# Of ten arrows that are shown together one may be invented: a reader of a list checks what it
# leads to, and at one in twenty hardly any change of a year is strong enough.
FALSE_DISCOVERY_RATE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """How many pairs were looked at together, and at which false discovery rate arrows stand.

    `tested` are the pairs that have enough events and periods for a break. `alone` would have an
    arrow if they were asked about one by one, and have none among so many.
    """

    pairs: int
    tested: int
    arrows: int
    alone: tuple[Pair, ...]
    false_discovery_rate: float = FALSE_DISCOVERY_RATE


def corrected(shifts: Mapping[Pair, Shift]) -> Mapping[Pair, Shift]:
    """Return the shifts of pairs that are looked at together, less those that chance may make.

    Each that has an arrow of its own says its `false_discovery`.
    """
    tested = [pair for pair, shift in shifts.items() if shift.found is not None]
    found = [shift.found for shift in shifts.values() if shift.found is not None]
    rates = false_discoveries(found, [shifts[pair].is_going for pair in tested])
    judged = {
        pair: _judged(shifts[pair], rate, len(tested))
        for pair, rate in zip(tested, rates, strict=True)
    }
    return {pair: judged.get(pair, shift) for pair, shift in shifts.items()}


def looked_at(shifts: Mapping[Pair, Shift]) -> LookedAt:
    """Return what was looked at, from shifts that are `corrected`."""
    tested = {pair: shift for pair, shift in shifts.items() if shift.found is not None}
    return LookedAt(
        pairs=len(shifts),
        tested=len(tested),
        arrows=sum(shift.is_going for shift in tested.values()),
        alone=tuple(pair for pair, shift in tested.items() if _stood_alone(shift)),
    )


def false_discoveries(found: Sequence[Break], counts: Sequence[bool]) -> list[float]:
    """Return for each break which part of those as strong is to be expected by chance.

    Args:
        found: the best break of each pair that was tested.
        counts: whether it may be a discovery at all; what may not has the p-value 1.
    """
    chances = np.where(counts, _chances(found), 1.0)
    order = np.argsort(chances)
    places = np.arange(1, len(found) + 1)
    rates = np.minimum(chances[order] * len(found) / places, 1.0)
    # What is surer than another is expected at no higher rate.
    rates = np.minimum.accumulate(rates[::-1])[::-1]
    adjusted = np.empty(len(found))
    adjusted[order] = rates
    return [round(float(rate), 4) for rate in adjusted]


def _chances(found: Sequence[Break]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the share of as strong breaks among the orders of all pairs, each pair alike."""
    strengths = np.array([each.strength for each in found])
    pooled = np.array([one for each in found for one in each.chance_strengths])
    weights = np.array([1 / each.orders for each in found for _ in each.chance_strengths])
    by_strength = np.argsort(pooled)
    # The weight of all that are as strong or stronger, by how many are weaker.
    above = np.append(np.cumsum(weights[by_strength][::-1])[::-1], 0.0)
    as_strong = above[np.searchsorted(pooled[by_strength], strengths)]
    # The order that is there is one of them, as in any test by reordering.
    own = 1 / max(sum(each.orders for each in found), 1)
    chances: np.ndarray[tuple[int], np.dtype[np.float64]] = as_strong / max(len(found), 1) + own
    return chances


def _judged(shift: Shift, rate: float, tested: int) -> Shift:
    if not shift.is_going:
        return shift
    if rate <= FALSE_DISCOVERY_RATE:
        return replace(shift, false_discovery=rate)
    rule, mark, figures = shift.reason.partition("; ")
    return replace(
        shift,
        arrow=Arrow.UNCLEAR,
        reason=f"{rule}, but among {tested} pairs looked at chance makes as much{mark}{figures}",
        is_certain=False,
        since=None,
        since_earliest=None,
        since_latest=None,
        false_discovery=rate,
    )


def _stood_alone(shift: Shift) -> bool:
    """Tell whether an arrow was taken away."""
    return not shift.is_going and shift.false_discovery is not None
