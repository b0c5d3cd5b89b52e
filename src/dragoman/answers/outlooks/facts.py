"""Facts: who did what to whom on which day, in whole numbers, each read from both sides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Single = NDArray[np.float32]

# A fact as it is told: who acts, what is done, to whom, and the day.
Row = tuple[str, str, str, date]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facts:
    """Facts in the order of their days; every one stands twice, once for each side.

    A row says that `side` is in `way` with `other` on `day`. A way below `len(types)` is an
    event type that the side does; the same plus `len(types)` is that type done to it. `day`
    counts from `first_day`. `homes` gives the country of each name by number, -1 where nobody
    knows it; `kinds` what sort of actor it is, by number too.
    """

    names: tuple[str, ...]
    types: tuple[str, ...]
    homes: Whole
    kinds: Whole
    first_day: date
    side: Whole
    way: Whole
    other: Whole
    day: Whole

    @property
    def ways(self) -> int:
        """How many ways there are: each type, done and suffered."""
        return 2 * len(self.types)

    def turned(self, ways: Whole) -> Whole:
        """Return each way as the other side has it."""
        return (ways + len(self.types)) % self.ways

    def of_days(self, since: int, until: int) -> slice:
        """Return where the facts of some days stand, `until` left out."""
        first, last = np.searchsorted(self.day, (since, until))
        return slice(int(first), int(last))


def _unknown(_name: str) -> tuple[str | None, str]:
    return None, ""


def read_facts(
    rows: Iterable[Row], who: Callable[[str], tuple[str | None, str]] = _unknown
) -> Facts:
    """Return told facts as numbers; a fact told twice of one day counts once.

    Args:
        rows: the facts, in any order.
        who: the country of a name (None where nobody knows it) and what sort of actor it is.
    """
    kept = sorted(set(rows), key=lambda row: (row[3], *row[:3]))
    names = tuple(sorted({name for row in kept for name in (row[0], row[2])}))
    types = tuple(sorted({row[1] for row in kept}))
    name_of, type_of = _numbers(names), _numbers(types)
    first_day = kept[0][3] if kept else date.min
    table = np.array(
        [(name_of[a], type_of[e], name_of[b], (day - first_day).days) for a, e, b, day in kept],
        dtype=np.int64,
    ).reshape(-1, 4)
    side, way, other, day = table.T
    homes, kinds = zip(*map(who, names), strict=True) if names else ((), ())
    countries = _numbers(sorted({home for home in homes if home is not None}))
    kind_of = _numbers(sorted(set(kinds)))
    order = np.argsort(np.concatenate([day, day]), kind="stable")
    return Facts(
        names=names,
        types=types,
        homes=np.array([-1 if home is None else countries[home] for home in homes], np.int64),
        kinds=np.array([kind_of[kind] for kind in kinds], np.int64),
        first_day=first_day,
        side=np.concatenate([side, other])[order],
        way=np.concatenate([way, way + len(types)])[order],
        other=np.concatenate([other, side])[order],
        day=np.concatenate([day, day])[order],
    )


def _numbers(words: Iterable[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}
