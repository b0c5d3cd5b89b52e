"""Breaks: whether series of counts changed their level together, and where."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# A level needs at least two periods on each side to be a level.
MIN_PERIODS = 2
# Twice the gain in log-likelihood must exceed this many times ln(periods): one for each
# number that a break adds (two rates and where it is), as the Bayesian criterion asks.
BREAK_COST = 3.0
# A count is never less scattered than chance would have it.
MIN_DISPERSION = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The best place to cut a series in two, and how much it gains over not cutting.

    `at` is the first period after the break. `gain` is twice the difference of
    log-likelihoods over the dispersion; it is a break when it exceeds `threshold`.
    `places` is how many cuts were tried.
    """

    at: int
    gain: float
    threshold: float
    dispersion: float
    places: int

    @property
    def is_clear(self) -> bool:
        """Tell whether the gain exceeds the threshold."""
        return self.gain > self.threshold


def find_break(channels: Sequence[Sequence[int]], exposure: Sequence[float]) -> Break | None:
    """Return the best common break of several Poisson series; None when too short.

    The rate of a series is its count over the exposure of the period, such as its days:
    then the ten days of a month that has begun are not taken for a quiet month.
    """
    length = len(exposure)
    if length < 2 * MIN_PERIODS or not sum(exposure):
        return None
    gains = {
        cut: 2 * sum(_gain(counts, exposure, cut) for counts in channels)
        for cut in range(MIN_PERIODS, length - MIN_PERIODS + 1)
        if sum(exposure[:cut]) and sum(exposure[cut:])
    }
    if not gains:
        return None
    at = max(gains, key=lambda cut: (gains[cut], -cut))
    dispersion = _dispersion(channels, exposure, at)
    return Break(
        at=at,
        gain=round(gains[at] / dispersion, 4),
        threshold=round(BREAK_COST * math.log(length), 4),
        dispersion=round(dispersion, 4),
        places=len(gains),
    )


def rate(counts: Sequence[int], exposure: Sequence[float]) -> float:
    """Return events per unit of exposure; 0 where there was none."""
    total = sum(exposure)
    return sum(counts) / total if total else 0.0


def _gain(counts: Sequence[int], exposure: Sequence[float], cut: int) -> float:
    """Return the log-likelihood that two rates have over one."""
    parts = (
        (counts[:cut], exposure[:cut]),
        (counts[cut:], exposure[cut:]),
    )
    return sum(_fit(c, e) for c, e in parts) - _fit(counts, exposure)


def _fit(counts: Sequence[int], exposure: Sequence[float]) -> float:
    """Return the log-likelihood of one rate, without what no rate changes."""
    total = sum(counts)
    return total * math.log(rate(counts, exposure)) if total else 0.0


def _dispersion(channels: Sequence[Sequence[int]], exposure: Sequence[float], cut: int) -> float:
    """Return Pearson's scatter around the two levels, over what chance would give."""
    scatter, freedom = 0.0, 0
    for counts in channels:
        for part in (slice(None, cut), slice(cut, None)):
            level = rate(counts[part], exposure[part])
            expected = [level * unit for unit in exposure[part]]
            pairs = [(c, e) for c, e in zip(counts[part], expected, strict=True) if e > 0]
            scatter += sum((count - mean) ** 2 / mean for count, mean in pairs)
            freedom += max(len(pairs) - 1, 0)
    return max(scatter / freedom, MIN_DISPERSION) if freedom else MIN_DISPERSION
