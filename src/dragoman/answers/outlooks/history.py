"""What was told up to a day, counted so that what is older weighs less."""

import numpy as np

from dragoman.answers.outlooks.facts import Facts, Real, Whole

# Days in which a fact loses half its weight: never, a month, a week, two days. Chosen
# once; `python -m eval ranking PATH --tail 30` tries others.
HALF_LIVES = (np.inf, 30.0, 7.0, 2.0)
RATES = np.array([1 / half_life for half_life in HALF_LIVES])
# What was told longer ago than this, or never, is that long ago.
LONGEST_DAYS = 400
# Weights grow from a base day on instead of shrinking; past this many days the base is moved,
# long before 2 ** (days / 2) is too large for a float.
REBASE_DAYS = 500


def ranges(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """Return all places from first to last of each range, and the number of its range.

    >>> ranges(np.array([4, 7]), np.array([6, 8]))
    (array([4, 5, 7]), array([0, 0, 1]))
    """
    counts = last - first
    number = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(number)) + np.repeat(first - np.cumsum(counts) + counts, counts), number


class Keys:
    """Sorted keys; what is not among them is found at -1, where every count is 0."""

    def __init__(self, keys: Whole) -> None:
        self.sorted, self.place = np.unique(keys, return_inverse=True)

    def __len__(self) -> int:
        return len(self.sorted)

    def find(self, wanted: Whole) -> Whole:
        """Return the place of each key, -1 where there is none."""
        if not len(self.sorted):
            return np.full(len(wanted), -1)
        place = np.minimum(np.searchsorted(self.sorted, wanted), len(self.sorted) - 1)
        return np.where(self.sorted[place] == wanted, place, -1)


class Counts:
    """How often something was told, for each half-life, and when last."""

    def __init__(self, size: int) -> None:
        # The place behind the last one stays 0: there stands what has no key.
        self._sums = np.zeros((len(RATES), size + 1))
        self._last = np.full(size + 1, -LONGEST_DAYS, dtype=np.int64)
        self._base = 0

    def add(self, places: Whole, day: int) -> None:
        """Count what is told on a day; days come in order."""
        if day - self._base > REBASE_DAYS:
            self._sums *= np.exp2(-RATES * (day - self._base))[:, None]
            self._base = day
        for row, rate in zip(self._sums, RATES, strict=True):
            np.add.at(row, places, 2.0 ** (rate * (day - self._base)))
        self._last[places] = day

    def levels(self, half_life: int, day: int) -> Real:
        """Return the counts of all keys on a day, what is told on it left out."""
        scale = 2.0 ** (-RATES[half_life] * (day - self._base))
        levels: Real = self._sums[half_life, :-1] * scale
        return levels

    def level(self, half_life: int, places: Whole, day: int) -> Real:
        """Return the counts of some keys."""
        scale = 2.0 ** (-RATES[half_life] * (day - self._base))
        level: Real = self._sums[half_life, places] * scale
        return level

    def gap(self, places: Whole, day: int) -> Real:
        """Return how long ago it was told last, in doublings of a day."""
        gap: Real = np.log2(np.minimum(day - self._last[places], LONGEST_DAYS))
        return gap


class Index:
    """Where each fact of a set is counted: by pair, by act of a pair, by act upon somebody.

    Keys are known from the start, counts only from what was told: a key of the future has the
    count 0 and is no candidate.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.names = len(facts.names)
        self.pairs = Keys(facts.side * self.names + facts.other)
        self.acts = Keys(self.pairs.place * facts.ways + facts.way)
        self.upon = Keys(facts.way * self.names + facts.other)
        self.kinds = Keys(self.kind_key(facts.side, facts.way, facts.other))
        self.pair_side = self.pairs.sorted // self.names
        self.pair_other = self.pairs.sorted % self.names
        self.act_pair = self.acts.sorted // facts.ways
        self.act_way = self.acts.sorted % facts.ways
        self.first_pair = np.searchsorted(self.pair_side, np.arange(self.names + 1))
        self.first_act = np.searchsorted(self.act_pair, np.arange(len(self.pairs) + 1))

    def kind_key(self, side: Whole, way: Whole, other: Whole) -> Whole:
        """Return the key of an act between two sorts of actors, at home or abroad."""
        kinds = self.facts.kinds
        many = int(kinds.max(initial=0)) + 1
        pair = (kinds[side] * self.facts.ways + way) * many + kinds[other]
        return pair * 2 + self.at_home(side, other)

    def at_home(self, side: Whole, other: Whole) -> Whole:
        """Tell by 1 and 0 whether two are known to be of one country."""
        homes = self.facts.homes
        home: Whole = ((homes[side] == homes[other]) & (homes[side] >= 0)).astype(np.int64)
        return home


class History:
    """The counts of everything told before a day, and which acts follow which."""

    # The half-lives with which one act calls up another.
    FOLLOWING = (1, 2, 3)
    # As if each pair of ways had been seen to follow so often, of one fact: rates are never 0.
    SEEN = 1e-4

    def __init__(self, index: Index) -> None:
        self.index = index
        self.pairs = Counts(len(index.pairs))
        self.acts = Counts(len(index.acts))
        self.upon = Counts(len(index.upon))
        self.others = Counts(index.names)
        self.kinds = Counts(len(index.kinds))
        ways = index.facts.ways
        self._followed = np.full((len(self.FOLLOWING), ways, ways), self.SEEN)
        self._told = np.ones((len(self.FOLLOWING), ways))

    def learn(self, day: int) -> None:
        """Add what is told on a day; days come in order, and none is left out."""
        index, facts = self.index, self.index.facts
        told = facts.of_days(day, day + 1)
        self._associate(told, day)
        self.pairs.add(index.pairs.place[told], day)
        self.acts.add(index.acts.place[told], day)
        self.upon.add(index.upon.place[told], day)
        self.others.add(facts.other[told], day)
        self.kinds.add(index.kinds.place[told], day)

    def following(self, number: int) -> Real:
        """Return how often an act follows another a day, for one fact of it: [before, after]."""
        rate: Real = self._followed[number] / self._told[number][:, None]
        return rate

    def _associate(self, told: slice, day: int) -> None:
        index, facts = self.index, self.index.facts
        pair = index.pairs.place[told]
        acts, fact = ranges(index.first_act[pair], index.first_act[pair + 1])
        for row, half_life in enumerate(self.FOLLOWING):
            levels = self.acts.levels(half_life, day)
            self._told[row] += np.bincount(index.act_way, weights=levels, minlength=facts.ways)
            places = (index.act_way[acts], facts.way[told][fact])
            np.add.at(self._followed[row], places, levels[acts])
