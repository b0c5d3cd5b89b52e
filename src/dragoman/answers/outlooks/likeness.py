"""Who is like whom: actors that have to do with the same others, as vectors."""

import numpy as np

from dragoman.answers.outlooks.facts import Real, Whole
from dragoman.answers.outlooks.history import History

# Numbers that describe an actor. Chosen once and not tuned, like all below it.
DIMENSIONS = 64
# Rounds of subspace iteration that start from nothing.
FIRST_ROUNDS = 12
# Rounds that start from the vectors of some days ago.
ROUNDS = 3
# How much a recent fact (half-life 30 days) weighs in a tie between two.
RECENT_WEIGHT = 3.0
# How much any fact does, however old.
OLD_WEIGHT = 0.3


class Likeness:
    """Leading eigenvectors of the ties between all actors, as of the last `refresh`.

    `nearness(a, b)` is near to how strongly the ties that the two share predict a tie;
    `kinship` is the cosine of their vectors.
    """

    def __init__(self, history: History, seed: int = 0) -> None:
        self._history = history
        index = history.index
        start = np.random.default_rng(seed).normal(size=(index.names, DIMENSIONS))
        self._basis = np.linalg.qr(start[:, : index.names])[0]
        self._is_new = True
        upon = index.act_way * index.names + index.pair_other[index.act_pair]
        self._order = np.argsort(upon, kind="stable")
        self._first_of_upon = np.searchsorted(upon[self._order], index.upon.sorted)
        self.vectors: Real = np.zeros((index.names, self._basis.shape[1]))
        self.units: Real = self.vectors
        self._profiles: Real = np.zeros((len(index.upon) + 1, self._basis.shape[1]))

    def refresh(self, day: int) -> None:
        """Find the vectors of what was told before a day."""
        index = self._history.index
        ties = _weight(self._history.pairs.levels(0, day), self._history.pairs.levels(1, day))
        degree = np.bincount(index.pair_side, weights=ties, minlength=index.names) + 1
        ties /= np.sqrt(degree[index.pair_side] * degree[index.pair_other])
        for _ in range(FIRST_ROUNDS if self._is_new else ROUNDS):
            self._basis = np.linalg.qr(self._times(ties))[0]
        self._is_new = False
        inner = self._basis.T @ self._times(ties)
        values, turns = np.linalg.eigh((inner + inner.T) / 2)
        scale = np.sqrt(np.maximum(values, 0))[None] * np.sqrt(degree)[:, None]
        self.vectors = (self._basis @ turns * scale).astype(np.float32)
        norms = np.linalg.norm(self.vectors, axis=1, keepdims=True)
        self.units = self.vectors / (norms + np.float32(1e-6))
        self._describe(day)

    def nearness(self, sides: Whole) -> Real:
        """Return how near every actor is to some."""
        near: Real = self.vectors[sides] @ self.vectors.T
        return near

    def kinship(self, sides: Whole, others: Whole) -> Real:
        """Return the cosine of each two."""
        cosine: Real = np.einsum("ij,ij->i", self.units[sides], self.units[others])
        return cosine

    def fit(self, sides: Whole, upon: Whole) -> Real:
        """Return how like a side is to those that did an act upon another (by its key)."""
        fit: Real = np.einsum("ij,ij->i", self.units[sides], self._profiles[upon])
        return fit

    def _times(self, ties: Real) -> Real:
        index = self._history.index
        return _sums(ties[:, None] * self._basis[index.pair_other], index.first_pair)

    def _describe(self, day: int) -> None:
        """Sum for each act upon somebody the vectors of those that did it."""
        index, acts = self._history.index, self._history.acts
        weight = _weight(acts.levels(0, day), acts.levels(1, day)).astype(np.float32)
        actors = self.units[index.pair_side[index.act_pair]] * weight[:, None]
        ends = np.append(self._first_of_upon, len(self._order))
        profiles = _sums(actors[self._order], ends)
        self._profiles = np.concatenate([profiles, np.zeros((1, profiles.shape[1]))])


def _weight(old: Real, recent: Real) -> Real:
    weight: Real = np.log1p(RECENT_WEIGHT * recent + OLD_WEIGHT * old)
    return weight


def _sums(rows: Real, ends: Whole) -> Real:
    """Return the sum of the rows of each range; of none, 0."""
    sums = np.zeros((len(ends) - 1, rows.shape[1]), dtype=rows.dtype)
    some = np.flatnonzero(np.diff(ends))
    if len(some):
        sums[some] = np.add.reduceat(rows, ends[some], axis=0)
    return sums
