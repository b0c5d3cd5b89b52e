"""Tallies: what was done up to a day, counted by side, by two and by act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from dragoman.answers.outlooks.deeds import Act
from dragoman.answers.outlooks.facts import Real, Whole
from dragoman.answers.outlooks.history import Keys

# Days in which a deed loses half its weight: never, a month, a week; those of `history.HALF_LIVES`
# but for the last, for a record of the news of a few outlets has no two days of much.
HALF_LIVES = (np.inf, 30.0, 7.0)
# An act follows another when the same two do it next, and within so many days.
FOLLOWING_DAYS = 30
# As if so many acts that followed one had gone as all acts do. Fixed, not fitted.
PRIOR_DEEDS = 3.0
# Weights grow from a base day on; past this many days the base is moved, long before
# 2 ** (days / 7) is too large for a float.
REBASE_DAYS = 200
_RATES = np.array([1 / half_life for half_life in HALF_LIVES])


class Doing(Protocol):
    """What a tally needs of a deed."""

    @property
    def side(self) -> str:
        """Who sees it."""

    @property
    def other(self) -> str:
        """Whom it is with."""

    @property
    def act(self) -> Act:
        """The type, and how it runs as the side sees it."""

    @property
    def day(self) -> date:
        """When it was done."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Deeds in whole numbers, earliest first, each from both sides.

    `pair` numbers the ordered two, `before` is the row of what the same two did on an earlier
    day within FOLLOWING_DAYS, -1 where there is none. Days are ordinals.
    """

    sides: tuple[str, ...]
    acts: tuple[Act, ...]
    pairs: Keys
    side: Whole
    other: Whole
    act: Whole
    day: Whole
    pair: Whole
    before: Whole

    def rows_until(self, day: int) -> int:
        """Return how many rows are of earlier days."""
        return int(np.searchsorted(self.day, day))

    def pairs_of(self, side: Whole, other: Whole) -> Whole:
        """Return the number of each ordered two, -1 where nothing was ever told of them."""
        return self.pairs.find(side * len(self.sides) + other)


def table_of(deeds: Iterable[Doing]) -> Table:
    """Return deeds, earliest first, as numbers."""
    told = [(deed.side, deed.other, deed.act, deed.day.toordinal()) for deed in deeds]
    sides = tuple(sorted({side for side, *_ in told} | {other for _, other, *_ in told}))
    acts = tuple(sorted({act for _, _, act, _ in told}))
    side_of = {side: number for number, side in enumerate(sides)}
    act_of = {act: number for number, act in enumerate(acts)}
    rows = [(side_of[a], side_of[b], act_of[act], day) for a, b, act, day in told]
    side, other, act, day = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    pairs = Keys(side * len(sides) + other)
    return Table(
        sides=sides,
        acts=acts,
        pairs=pairs,
        side=side,
        other=other,
        act=act,
        day=day,
        pair=pairs.place,
        before=_before(pairs.place, day),
    )


def _before(pair: Whole, day: Whole) -> Whole:
    """Return for each row the last one of the same two on an earlier day, -1 where none is near."""
    order = np.argsort(pair, kind="stable")
    pairs, days = pair[order], day[order]
    place = np.arange(len(order))
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (pairs[1:] != pairs[:-1]) | (days[1:] != days[:-1])
    last = np.maximum.accumulate(np.where(begins, place, 0)) - 1
    near = (last >= 0) & (pairs[last] == pairs) & (days - days[last] <= FOLLOWING_DAYS)
    before = np.full(len(order), -1)
    before[order[near]] = order[last[near]]
    return before


class Tallies:
    """The counts of all rows of a table up to one, with the half-lives of HALF_LIVES.

    With `asked` only what is asked of that one side is counted, which is soon done: what others
    did with each other counts in the sums over everybody alone.
    """

    def __init__(self, table: Table, asked: int | None = None) -> None:
        self.table = table
        self._asked = asked
        sides, acts, lives = len(table.sides), len(table.acts), len(HALF_LIVES)
        pairs = np.arange(len(table.pairs))
        if asked is not None:
            pairs = np.unique(table.pair[table.side == asked])
        # The place behind the last pair stays 0: there stands who never had to do with the other.
        self._place = np.full(len(table.pairs) + 1, len(pairs))
        self._place[pairs] = np.arange(len(pairs))
        self._of_two = np.zeros((lives, len(pairs) + 1, acts))
        self._of_side = np.zeros((lives, sides, acts))
        self._of_all = np.zeros((lives, acts))
        self._upon = np.zeros((sides, acts))
        self._met = np.zeros((lives, sides, sides))
        self._met_by_all = np.zeros((lives, sides))
        self._followed = np.zeros((acts, acts))
        self._latest = np.full(len(pairs) + 1, -1)
        self._base = int(table.day[0]) if len(table.day) else 0
        self._taken = 0

    def take(self, until: int) -> None:
        """Count the rows up to one, itself left out; what was counted stays so."""
        table, rows = self.table, slice(self._taken, until)
        if until <= self._taken:
            return
        self._taken = until
        self._rebase(int(table.day[until - 1]))
        # Rows lie by day. Days without any are left out: one wrong date may be centuries away.
        days = table.day[rows]
        starts = np.diff(days, prepend=days[0] - 1) != 0
        worth, since = self._worth_of(days[starts]), np.cumsum(starts) - 1
        side, other, act = table.side[rows], table.other[rows], table.act[rows]
        sides, acts = len(table.sides), len(table.acts)
        # What a deed counts hangs on its day alone: over everybody days are added, and not deeds.
        self._of_all += worth @ _counted(since, act, (worth.shape[1], acts))
        self._met_by_all += worth @ _counted(since, other, (worth.shape[1], sides))
        self._upon += _counted(other, act, (sides, acts))
        before = table.before[rows]
        follows = before >= 0
        self._followed += _counted(table.act[before[follows]], act[follows], (acts, acts))
        own = np.arange(until - rows.start)
        if self._asked is not None:
            own = np.flatnonzero(side == self._asked)
        side, other, act = side[own], other[own], act[own]
        place = self._place[table.pair[rows][own]]
        for life, weight in enumerate(worth[:, since[own]]):
            _add(self._of_two[life], (place, act), weight)
            _add(self._of_side[life], (side, act), weight)
            _add(self._met[life], (side, other), weight)
        self._latest[place] = own + rows.start

    def _worth_of(self, days: Whole) -> Real:
        """Return by half-life what a deed of each day counts; the first never loses any."""
        found: Real = np.exp2(_RATES[:, None] * (days - self._base))
        return found

    def _rebase(self, day: int) -> None:
        if day - self._base <= REBASE_DAYS:
            return
        shrunk = np.exp2(-_RATES * (day - self._base))[:, None, None]
        self._of_two *= shrunk
        self._of_side *= shrunk
        self._met *= shrunk
        self._of_all *= shrunk[:, 0]
        self._met_by_all *= shrunk[:, 0]
        self._base = day

    def base(self) -> Real:
        """Return the share of each act in everything that was done."""
        return shares(self._of_all[0])

    def follows(self) -> Real:
        """Return how likely each act is the next of two after another: [before, after]."""
        counts = self._followed.sum(axis=1, keepdims=True)
        rate: Real = (self._followed + PRIOR_DEEDS * self.base()) / (counts + PRIOR_DEEDS)
        return rate

    def told_of(self, side: Whole, other: Whole) -> Real:
        """Return how many deeds of each two were counted, old or new."""
        told: Real = self._met[0, side, other]
        return told

    def told_of_side(self, side: Whole) -> Real:
        """Return how many deeds of each side were counted."""
        told: Real = self._of_side[0, side].sum(axis=1)
        return told

    def act_parts(self, side: Whole, other: Whole, today: int) -> Real:
        """Return by `prospects.ACT_PARTS` how likely each act is the next of some two.

        [two, part, act]; a part of which nothing is told is all 0.
        """
        place = self._place[self.table.pairs_of(side, other)]
        two = shares(self._of_two[:, place])
        whole = np.broadcast_to(shares(self._of_all)[:, None], two.shape)
        own = shares(self._of_side[:, side])
        follows = self.follows()
        latest = self._latest[place]
        near = (latest >= 0) & (today - self.table.day[latest] <= FOLLOWING_DAYS)
        after = np.where(near[:, None], follows[self.table.act[latest]], 0.0)
        parts = (*whole[:2], *own[:2], shares(self._upon[other]), *two, *(two @ follows), after)
        return np.stack(parts, axis=1)

    def other_parts(self, side: Whole) -> Real:
        """Return by `prospects.OTHER_PARTS` how likely each other is the next one of some sides.

        [side, part, other]; a part of which nothing is told is all 0.
        """
        met = self._met[:, side]
        whole = np.repeat(self._met_by_all[:, None], len(side), axis=1)
        whole[:, np.arange(len(side)), side] = 0.0
        return np.stack((*shares(whole), *shares(met)), axis=1)


def _add(counts: Real, places: tuple[Whole, Whole], weights: Real) -> None:
    """Add weights where they belong; by flat places, for numpy adds these ten times as fast."""
    np.add.at(counts.reshape(-1), np.ravel_multi_index(places, counts.shape), weights)


def _counted(row: Whole, column: Whole, shape: tuple[int, int]) -> Whole:
    """Return how often each row comes with each column."""
    rows, columns = shape
    return np.bincount(row * columns + column, minlength=rows * columns).reshape(shape)


def shares(counts: Real) -> Real:
    """Return counts over their sum along the last axis; nothing of nothing is 0."""
    total = counts.sum(axis=-1, keepdims=True)
    found: Real = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return found
