"""Breaks: where series of counts changed their level together, and how sure that is.

What a break gains is the mean of two gains in log-likelihood: that of the counts, over their
scatter, and that of the logarithms of the rates, which one burst hardly moves. It must gain more
than independent events would (the Bayesian criterion), and more than the same periods do in
another order. Reordering asks nothing of the scatter of the counts: in
bursts of news, which no Poisson or negative binomial line foresees, it finds no breaks (Good,
Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005). Several breaks are found by
cutting again on both sides of a clear one (binary segmentation; Scott and Knott, Biometrics
30, 1974).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import AnswerError

# A level needs at least two periods on each side to be a level.
MIN_PERIODS = 2
# A level lasts longer than any three months: shorter ones are bursts of news, and the busy
# weeks of a dyad are no new relation.
MIN_LEVEL_DAYS = 93
# Twice the gain in log-likelihood must exceed this many times ln(periods): one for each
# number that a break adds (two rates and where it is), as the Bayesian criterion asks.
BREAK_COST = 3.0
# A clear break is one that at most one order of twenty makes, the usual line.
MAX_CHANCE = 0.05
# Of a pair in which nothing changes, one sure break in a hundred years may be invented: ten
# thousand pairs of one year then show a hundred. The chance that a stretch may have is so many
# times its years; stretches cut again have the years of their own.
ALARMS_A_YEAR = 0.01
DAYS_A_YEAR = 365.25
# Orders in which the periods are tried beside their own; the seed makes every answer the same.
REORDERINGS = 999
SEED = 20
# Orders tried first: where so many of them break as much, more would change nothing.
FIRST_REORDERINGS = 99
# What the place of a break may lose against the best and still be meant, in twice the
# log-likelihood: the 95 % point, -2 ln(1 - sqrt(.95)), of the difference's distribution
# (Hansen, Econometrica 68, 2000).
PLACE_LOSS = 7.3523
# The logarithm of a rate is that of it and so much, for a month of nothing has a rate too. A
# series of fewer events a period counts the less. From .5 to 2 `python -m eval shifts` finds as
# much.
LEAST_RATE = 1.0
# What is left of the scatter of logarithms beside two levels, at least: levels without any
# scatter, of months of nothing, gain no more than so much of it would.
LEAST_LEFT = 1e-3
# A count is never less scattered than chance would have it.
MIN_DISPERSION = 1.0
# Gains that differ by less are equal: rounding must not make an order better than ours.
ROUNDING = 1e-9

_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place to cut a series in two, and how much it gains over not cutting.

    `at` is the first period after the break; it may as well be any from `earliest` to
    `latest` (95 %). `gain` is twice the difference of log-likelihoods: the mean of that
    of the counts over the dispersion, and of that of the logarithms of the rates. The break is
    clear when it exceeds `threshold`. `chance` is the share of orders of the
    periods, their own among them, that break as much, and `allowed` the most that a sure one
    has. `places` is how many cuts were tried. `strength` is how many times as much the break
    gains as all but `MAX_CHANCE` of the `orders` that were tried, and no more than that of the
    break which parted its stretch from the rest; `chance_strengths` are those orders that exceed
    1. Neither knows the scatter of the counts, so that pairs can be compared by them
    (`answers/discoveries.py`).
    """

    at: int
    earliest: int
    latest: int
    gain: float
    threshold: float
    chance: float
    allowed: float
    dispersion: float
    places: int
    strength: float
    orders: int
    chance_strengths: tuple[float, ...] = field(repr=False)

    @property
    def is_clear(self) -> bool:
        """Tell whether the gain exceeds what chance and scatter give."""
        return self.gain > self.threshold

    @property
    def is_sure(self) -> bool:
        """Tell whether steady pairs show such a break less than once in a hundred years."""
        return self.is_clear and self.chance <= self.allowed


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Counts by period and channel, with the exposure and the days of the periods."""

    counts: _Floats
    exposure: _Floats
    days: _Floats

    def part(self, start: int, stop: int) -> "_Stretch":
        return _Stretch(self.counts[start:stop], self.exposure[start:stop], self.days[start:stop])

    @property
    def allowed(self) -> float:
        """Return which chance a sure break may have where nothing changed."""
        return min(MAX_CHANCE, ALARMS_A_YEAR * float(self.days.sum()) / DAYS_A_YEAR)

    def cuts(self) -> NDArray[np.intp]:
        """Return the places that leave a level on both sides.

        There are none where the periods have too few orders for any break to be clear.
        """
        if MAX_CHANCE * math.comb(len(self.days), len(self.days) // 2) < 1:
            return np.array([], dtype=np.intp)
        before = np.cumsum(self.days)[:-1]
        after = self.days.sum() - before
        places = np.flatnonzero(np.minimum(before, after) >= MIN_LEVEL_DAYS) + 1
        return places[(places >= MIN_PERIODS) & (places <= len(self.days) - MIN_PERIODS)]


def find_break(
    channels: Sequence[Sequence[int]],
    exposure: Sequence[float],
    days: Sequence[float] | None = None,
) -> Break | None:
    """Return the best common break of several series of counts; None when too short.

    Args:
        channels: the counts of each series by period.
        exposure: what the counts of a period are measured against, such as its days: the
            ten days of a month that has begun are then not taken for a quiet month.
        days: how long each period is; the exposure where it is not given.

    Raises:
        AnswerError: an exposure is not above 0.
    """
    return _find(_stretch(channels, exposure, days))


def find_breaks(
    channels: Sequence[Sequence[int]],
    exposure: Sequence[float],
    days: Sequence[float] | None = None,
) -> tuple[Break, ...]:
    """Return all clear breaks of several series of counts, earliest first.

    Raises:
        AnswerError: an exposure is not above 0.
    """
    return tuple(_search(_stretch(channels, exposure, days), 0, math.inf))


def _stretch(
    channels: Sequence[Sequence[int]],
    exposure: Sequence[float],
    days: Sequence[float] | None,
) -> _Stretch:
    if any(unit <= 0 for unit in exposure):
        raise AnswerError(f"an exposure of {min(exposure)} gives no rate; leave its period out")
    return _Stretch(
        np.array(channels, dtype=float).reshape(len(channels), len(exposure)).T,
        np.array(exposure, dtype=float),
        np.array(exposure if days is None else days, dtype=float),
    )


def _search(stretch: _Stretch, start: int, most: float) -> list[Break]:
    """Return the clear breaks of a stretch that begins at a period of the whole.

    None is stronger than `most`, the strength of the break at the border of the stretch.
    """
    found = _find(stretch)
    if found is None or not found.is_clear:
        return []
    here = replace(
        found,
        at=start + found.at,
        earliest=start + found.earliest,
        latest=start + found.latest,
        strength=min(found.strength, most),
    )
    earlier = _search(stretch.part(0, found.at), start, here.strength)
    later = _search(stretch.part(found.at, len(stretch.days)), start + found.at, here.strength)
    return [*earlier, here, *later]


def _find(stretch: _Stretch) -> Break | None:
    cuts = stretch.cuts()
    if not len(cuts):
        return None
    own = np.arange(len(stretch.days))[None]
    gains = _gains(stretch, own, cuts)[0]
    best = int(gains.argmax())
    dispersion = _dispersion(stretch, 0, int(cuts[best]))
    reached = _reached(stretch, cuts, float(gains[best]))
    chance = float((1 + (reached >= gains[best] - ROUNDING).sum()) / (1 + len(reached)))
    line = float(np.quantile(reached, 1 - MAX_CHANCE, method="higher"))
    # Orders are compared by one scatter, which no order changes; a gain is told by that around
    # the two levels, for a break is no scatter.
    told = _mean_gain(stretch, own, cuts, dispersion)[0]
    near = cuts[told >= told[best] - PLACE_LOSS]
    scale = float(told[best]) / max(float(gains[best]), ROUNDING)
    return Break(
        at=int(cuts[best]),
        earliest=int(near[0]),
        latest=int(near[-1]),
        gain=round(float(told[best]), 4),
        threshold=round(max(line * scale, BREAK_COST * math.log(len(stretch.days))), 4),
        chance=chance,
        allowed=round(stretch.allowed, 4),
        dispersion=round(dispersion, 4),
        places=len(cuts),
        strength=_strength(float(gains[best]), line),
        orders=len(reached),
        chance_strengths=tuple(_strength(gain, line) for gain in reached[reached > line]),
    )


def _strength(gain: float, line: float) -> float:
    """Return a gain in terms of a line; where nothing gains anything it has no strength."""
    return round(gain / line, 4) if line > ROUNDING else 0.0


def _reached(stretch: _Stretch, cuts: NDArray[np.intp], gain: float) -> _Floats:
    """Return the best gain of the periods in other orders; of few where many reach as much."""
    orders = _orders(len(stretch.days))
    first: _Floats = _gains(stretch, orders[:FIRST_REORDERINGS], cuts).max(axis=1)
    if (first >= gain - ROUNDING).mean() > 2 * MAX_CHANCE:
        return first
    rest = _gains(stretch, orders[FIRST_REORDERINGS:], cuts).max(axis=1)
    return np.concatenate([first, rest])


@lru_cache(maxsize=64)
def _orders(length: int) -> NDArray[np.intp]:
    """Return the orders in which so many periods are tried."""
    random = np.random.default_rng(SEED)
    rows = np.tile(np.arange(length), (REORDERINGS, 1))
    return random.permuted(rows, axis=1)


def _gains(stretch: _Stretch, orders: NDArray[np.intp], cuts: NDArray[np.intp]) -> _Floats:
    """Return the gain of each order and cut, by the scatter around one level."""
    return _mean_gain(stretch, orders, cuts, _dispersion(stretch, 0))


def _mean_gain(
    stretch: _Stretch, orders: NDArray[np.intp], cuts: NDArray[np.intp], dispersion: float
) -> _Floats:
    counted = _count_gains(stretch, orders, cuts) / dispersion
    mean: _Floats = (counted + _logarithm_gains(stretch, orders, cuts)) / 2
    return mean


def _logarithm_gains(
    stretch: _Stretch, orders: NDArray[np.intp], cuts: NDArray[np.intp]
) -> _Floats:
    """Return twice the log-likelihood of two levels of logarithms over one, scattered normally.

    It is that of the series which gains most. A period weighs by its exposure: of a month that
    has just begun, nothing says little.
    """
    most = np.zeros((len(orders), len(cuts)))
    periods = len(stretch.days)
    units = stretch.exposure / stretch.exposure.mean()
    exposed = np.cumsum(units[orders], axis=1)[:, cuts - 1]
    for counts in stretch.counts.T:
        logs = np.log(counts / units + LEAST_RATE)
        logs -= np.average(logs, weights=units)
        scatter = float(logs**2 @ units)
        if scatter > ROUNDING:
            before = np.cumsum((logs * units)[orders], axis=1)[:, cuts - 1]
            parted = before**2 * periods / (exposed * (periods - exposed)) / scatter
            gains = -periods * np.log(np.maximum(1 - parted, LEAST_LEFT))
            most = np.maximum(most, min(1.0, float(counts.mean()) / LEAST_RATE) * gains)
    return most


def _count_gains(stretch: _Stretch, orders: NDArray[np.intp], cuts: NDArray[np.intp]) -> _Floats:
    """Return for each order and cut twice the log-likelihood that two levels have over one."""
    exposed = np.cumsum(stretch.exposure[orders], axis=1)[:, cuts - 1]
    whole = float(stretch.exposure.sum())
    gains = np.zeros(exposed.shape)
    for counts in stretch.counts.T:
        total = float(counts.sum())
        if total:
            before = np.cumsum(counts[orders], axis=1)[:, cuts - 1]
            gains += _fit(before, exposed) + _fit(total - before, whole - exposed)
            gains -= total * math.log(total / whole)
    doubled: _Floats = 2 * gains
    return doubled


def _fit(counts: _Floats, exposure: _Floats) -> _Floats:
    """Return the log-likelihood of one rate, without what no rate changes."""
    fitted: _Floats = counts * np.log(np.maximum(counts, 1) / exposure)
    return fitted


def _dispersion(stretch: _Stretch, *starts: int) -> float:
    """Return Pearson's scatter around the levels that start at some periods, over chance's."""
    scatter, freedom = 0.0, 0
    for counts in stretch.counts.T:
        for part in map(slice, starts, (*starts[1:], None)):
            level = counts[part].sum() / stretch.exposure[part].sum()
            expected = level * stretch.exposure[part]
            told = expected > 0
            scatter += float(((counts[part] - expected)[told] ** 2 / expected[told]).sum())
            freedom += max(int(told.sum()) - 1, 0)
    return max(scatter / freedom, MIN_DISPERSION) if freedom else MIN_DISPERSION
