"""Series: where any series of numbers changed its level, such as prices or ships a day.

What two countries do with each other is counts and has its own rule in `breaks`, which asks how
sure a break is. For all else, and for a quick look at many claims, the cost is squared error and
`ruptures` finds the best cuts. It is an optional part: `pip install 'dragoman[series]'`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Any

from dragoman.answers.periods import Period, period_of, periods
from dragoman.errors import AnswerError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A break must lower the squared error, in units of the variance of the whole series, by this
# many times ln(length). Independent noise would need 3 (`breaks.BREAK_COST`); the series of
# the world carry their noise on, so that chance makes levels of its own. On the development
# series of TCPD all values from 6.5 to 10 are alike and 3 finds too much:
# `python -m eval shifts PATH --cost N`.
LEVEL_COST = 8.0
# A level is at least two numbers.
MIN_LENGTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many claims fall to a period, on both axes, and the mean of the level it lies in."""

    period: Period
    cooperation: int
    conflict: int
    cooperation_level: float
    conflict_level: float


def with_levels(counts: Mapping[date, tuple[int, int]], by: str = "month") -> tuple[Counted, ...]:
    """Return every period from the first to the last one counted, with its levels.

    Args:
        counts: claims of cooperation and of conflict by the first day of a period; a period
            between two of them that is not there counts none.
        by: the unit of the periods.

    Raises:
        AnswerError: `by` is no unit, or the optional part is not installed.
    """
    if not counts:
        return ()
    frame = periods(min(counts), max(counts), by)
    placed = {period_of(day, by): told for day, told in counts.items()}
    told = [placed.get(period, (0, 0)) for period in frame]
    axes = [[count[axis] for count in told] for axis in (0, 1)]
    levels = [_means(axis, find_levels(axis)) for axis in axes]
    return tuple(
        Counted(
            period=period,
            cooperation=cooperation,
            conflict=conflict,
            cooperation_level=warm,
            conflict_level=harsh,
        )
        for period, (cooperation, conflict), warm, harsh in zip(frame, told, *levels, strict=True)
    )


def _means(values: Sequence[int], starts: Sequence[int]) -> list[float]:
    """Return for each value the mean of the level that it lies in."""
    levels = pairwise([0, *starts, len(values)])
    return [round(fmean(values[start:end]), 4) for start, end in levels for _ in values[start:end]]


def find_levels(values: Sequence[float | None], *, cost: float = LEVEL_COST) -> tuple[int, ...]:
    """Return the place of the first number of each level after the first one.

    A missing number (None) is taken for the line between its neighbours.

    Raises:
        AnswerError: the optional part is not installed, or no number is given.
    """
    filled = _filled(values)
    scatter = float(filled.std())
    if len(filled) < 2 * MIN_LENGTH or scatter == 0:
        return ()
    signal = ((filled - filled.mean()) / scatter).reshape(-1, 1)
    search = _ruptures().KernelCPD(kernel="linear", min_size=MIN_LENGTH).fit(signal)
    ends = search.predict(pen=cost * math.log(len(filled)))
    return tuple(int(end) for end in ends if end < len(filled))


def _filled(values: Sequence[float | None]) -> "NDArray[np.float64]":
    """Return the numbers with the missing ones drawn in."""
    import numpy as np

    given = np.array([math.nan if value is None else value for value in values], dtype=float)
    missing = np.isnan(given)
    if missing.all():
        raise AnswerError(f"no number among {len(given)} values; give a series with some")
    places = np.arange(len(given))
    given[missing] = np.interp(places[missing], places[~missing], given[~missing])
    return given


def _ruptures() -> Any:
    """Return the library; it brings scipy, which nothing else here needs."""
    try:
        import ruptures
    except ImportError as error:
        raise AnswerError(
            "general series need the library ruptures; pip install 'dragoman[series]'"
        ) from error
    return ruptures
