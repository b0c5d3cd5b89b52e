"""Shares and rates with intervals, from counts alone."""

import math
from dataclasses import dataclass

# Two-sided 95 %.
Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`part` of `whole`, with a Wilson interval; the values are None where there is no whole."""

    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`observed` over `expected`, shrunk towards 1, with an interval.

    `log2` is the shrunk ratio in doublings: 1 is twice as much as expected.
    """

    observed: int
    expected: float
    value: float
    low: float
    high: float
    log2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events per unit of time, with an interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A rate after over the rate before, with an interval; `high` None is unbounded."""

    value: float
    low: float
    high: float | None

    @property
    def is_certain(self) -> bool:
        """Tell whether the interval excludes no change."""
        return self.low > 1 or (self.high is not None and self.high < 1)


def share(part: int, whole: int) -> Share:
    """Return a share with its 95 % Wilson interval, which holds for small counts too.

    >>> share(3, 4).low, share(3, 4).high
    (0.3006, 0.9544)
    """
    if whole == 0:
        return Share(part=part, whole=whole, value=None, low=None, high=None)
    value, square = part / whole, Z * Z
    scale = 1 + square / whole
    centre = (value + square / (2 * whole)) / scale
    reach = Z / scale * math.sqrt(value * (1 - value) / whole + square / (4 * whole * whole))
    return Share(
        part=part,
        whole=whole,
        value=round(value, 4),
        low=round(max(0.0, centre - reach), 4),
        high=round(min(1.0, centre + reach), 4),
    )


# As if one event had been seen where one was expected: a pair of one event then stands
# near 1, and a pair of a hundred is hardly moved. Fixed, not fitted; see docs/answers.md.
PRIOR_EVENTS = 1.0


def ratio(observed: int, expected: float) -> Ratio:
    """Return observed over expected with a gamma prior around 1.

    >>> ratio(0, 0.0).value, ratio(9, 4.0).value
    (1.0, 2.0)
    """
    shape, rate = observed + PRIOR_EVENTS, expected + PRIOR_EVENTS
    return Ratio(
        observed=observed,
        expected=round(expected, 4),
        value=round(shape / rate, 4),
        low=round(_gamma_quantile(shape, -Z) / rate, 4),
        high=round(_gamma_quantile(shape, Z) / rate, 4),
        log2=round(math.log2(shape / rate), 4),
    )


def _gamma_quantile(shape: float, z: float) -> float:
    """Return a quantile of the gamma distribution, by Wilson and Hilferty's cube."""
    root = 1 - 1 / (9 * shape) + z / (3 * math.sqrt(shape))
    return shape * max(root, 0.0) ** 3


def rate(count: int, units: float, dispersion: float = 1.0) -> Rate:
    """Return events per unit with the 95 % interval of Garwood (Biometrika 28, 1936).

    Counts that scatter more than chance tell as much as fewer that do not: by `dispersion`,
    the variance over the mean.

    >>> rate(4, 2.0).value, rate(4, 2.0).low, rate(4, 2.0).high
    (2.0, 0.5381, 5.1204)
    """
    seen = count / dispersion
    low = _gamma_quantile(seen, -Z) if count else 0.0
    return Rate(
        value=round(count / units, 4),
        low=round(dispersion * low / units, 4),
        high=round(dispersion * _gamma_quantile(seen + 1, Z) / units, 4),
    )


# What is added to every count of a change, so that a start from nothing has a value. More
# would make a growing record look like growing excess where counts are small.
ADDED_EVENTS = 0.25


def change(observed: tuple[int, int], exposure: tuple[float, float]) -> Change:
    """Return how a rate changed, both given as before and after.

    Of the events of both levels so many fell after; the interval is that of this share,
    against the share that the exposures give.

    >>> change((4, 40), (2.0, 20.0)).value
    1.0523
    """
    before, after = observed
    step = (exposure[1] + ADDED_EVENTS) / (exposure[0] + ADDED_EVENTS)
    grown = (after + ADDED_EVENTS) / (before + ADDED_EVENTS)
    part = share(after, before + after)
    return Change(
        value=round(grown / step, 4),
        low=round(_odds(part.low or 0.0) / step, 4),
        high=None if part.high is None or part.high >= 1 else round(_odds(part.high) / step, 4),
    )


def _odds(chance: float) -> float:
    return chance / (1 - chance)
