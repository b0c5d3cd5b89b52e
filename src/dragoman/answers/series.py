"""Series: where any series of numbers changed its level, such as prices or ships a day.

What two countries do with each other is counts and has its own rule in `breaks`. For all
else the cost is squared error and `ruptures` finds the best cuts. It is an optional part:
`pip install 'dragoman[series]'`.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
