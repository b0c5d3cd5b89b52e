"""The past, by who did what: which deeds speak for a prospect, without a walk over all of them.

An outlook names the deeds behind ten prospects by four terms each. Over two hundred thousand
claims these walks were two of the three seconds of a pair (`python -m bench pages`).
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dragoman.answers.outlooks.deeds import Act, Deed
from dragoman.answers.outlooks.facts import Real, Whole
from dragoman.answers.outlooks.tallies import Table
from dragoman.answers.shares import Share, share

# How many past events are named behind one term.
MAX_EVENTS = 5
NONE: Whole = np.zeros(0, dtype=np.int64)


class Past:
    """Deeds, earliest first, with the rows of each side, of each two and of each act."""

    def __init__(self, deeds: Sequence[Deed], table: Table) -> None:
        self._deeds = deeds
        self._table = table
        self._side_of = {side: number for number, side in enumerate(table.sides)}
        self._act_of = {act: number for number, act in enumerate(table.acts)}
        self._of_side = _Rows(table.side)
        self._of_two = _Rows(table.pair)
        self._of_act = _Rows(table.act)
        self._by_side = _Rows(table.act * len(table.sides) + table.side)
        self._upon = _Rows(table.act * len(table.sides) + table.other)

    def of(self, first: str, second: str | None) -> list[Deed]:
        """Return the deeds of a side, with one other or with anybody, earliest first."""
        return [self._deeds[row] for row in self._asked(first, second).tolist()]

    def unseen(self, first: str, second: str | None) -> Share:
        """Return the share of deeds of those asked about that no two had been told of before."""
        return self._unseen_in(self._asked(first, second))

    @cached_property
    def unseen_in_record(self) -> Share:
        """The same of everybody."""
        return self._unseen_in(np.arange(len(self._deeds)))

    def grounds(self, two: tuple[str, str], act: Act, follows: Real) -> dict[str, Sequence[Deed]]:
        """Return for each term the latest deeds that it rests on, those that call most first.

        Args:
            two: who would do it, with whom.
            act: what they would do.
            follows: how likely it is after each act, in the order of the table.
        """
        side, other, number = self._side_of[two[0]], self._side_of[two[1]], self._act_of[act]
        place, of_two = number * len(self._side_of), self._asked(*two)
        same = of_two[self._table.act[of_two] == number]
        near = self._last(of_two)
        of_either = (self._by_side.of(place + side), self._upon.of(place + other))
        habit = np.unique(np.concatenate([self._last(rows) for rows in of_either]))
        return {
            "recurrence": self._latest(same),
            "association": sorted(
                self._latest(near), key=lambda deed: -follows[self._act_of[deed.act]]
            ),
            "habit": self._latest(habit),
            "custom": self._latest(self._of_act.of(number)),
        }

    def _asked(self, first: str, second: str | None) -> Whole:
        side = self._side_of.get(first)
        if side is None:
            return NONE
        if second is None:
            return self._of_side.of(side)
        other = self._side_of.get(second)
        if other is None:
            return NONE
        pair = self._table.pairs_of(np.array([side]), np.array([other]))
        return self._of_two.of(int(pair[0]))

    def _unseen_in(self, rows: Whole) -> Share:
        keys = self._table.pair[rows] * len(self._act_of) + self._table.act[rows]
        return share(len(np.unique(keys)), len(rows))

    def _last(self, rows: Whole) -> Whole:
        """Return the latest rows of MAX_EVENTS events, an event that is seen from more once."""
        latest: dict[str, int] = {}
        for row in rows[::-1]:
            latest.setdefault(self._deeds[row].event.id, int(row))
            if len(latest) == MAX_EVENTS:
                break
        return np.array(sorted(latest.values()), dtype=np.int64)

    def _latest(self, rows: Whole) -> list[Deed]:
        return [self._deeds[row] for row in self._last(rows)[::-1].tolist()]


class _Rows:
    """The rows of each key, in order."""

    def __init__(self, keys: Whole) -> None:
        self._order = np.argsort(keys, kind="stable")
        self._keys = keys[self._order]

    def of(self, key: int) -> Whole:
        """Return the rows of a key; of one that is unknown, none."""
        begin, end = np.searchsorted(self._keys, (key, key + 1))
        rows: Whole = self._order[begin:end]
        return rows
