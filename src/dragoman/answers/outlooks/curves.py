"""A score as a sum of terms, each a small learned function of a few traits.

The terms are fitted together so that who it was scores above who it was not: the loss is minus
the logarithm of the share of the right answer in itself and all wrong ones. Several functions
are fitted from several seeds and their mean is taken, which scatters less than one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.outlooks.facts import Real, Single, Whole

# Widths of the two hidden layers of a term.
WIDTHS = (16, 8)
# How often all questions are gone through. Chosen once, like all below it; `python -m eval
# ranking PATH --tail 30` tries others, on days that nothing else is reported on.
ROUNDS = 5
# How many questions make one step.
BATCH = 150
# The first step of Adam; steps shrink evenly to nothing.
STEP = 0.004
# Adam's two memories and its guard against nought, as published but for a shorter second one.
MOMENTUM = 0.9
MEMORY = 0.99
GUARD = 1e-8
# How many sums are fitted, from seeds of their own, to take the mean of.
SUMS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examples:
    """Candidates of answered questions, question by question.

    `weight` is how many candidates one stands for: wrong answers are a sample.
    """

    question: Whole
    traits: Single
    is_true: NDArray[np.bool_]
    weight: Single


class Curve:
    """One term: a function of some columns of the traits, with two hidden layers."""

    def __init__(self, columns: Sequence[int], random: np.random.Generator) -> None:
        self._columns = list(columns)
        widths = (len(columns), *WIDTHS, 1)
        self.layers: list[Single] = []
        for before, after in pairwise(widths):
            spread = np.sqrt(2 / before) * (1 if after > 1 else 0.3)
            self.layers.append((random.normal(size=(before, after)) * spread).astype(np.float32))
            self.layers.append(np.zeros(after, np.float32))
        self._inputs: list[Single] = []

    def value(self, traits: Single) -> Single:
        """Return the term of each row."""
        found = traits[:, self._columns]
        self._inputs = []
        for weights, bias in self._pairs():
            self._inputs.append(found)
            found = found @ weights + bias
            if weights.shape[1] > 1:
                np.maximum(found, 0, out=found)
        return found[:, 0]

    def slopes(self, push: Single) -> list[Single]:
        """Return how the loss changes with each layer, given how it does with each value.

        The values are those of the last call of `value`.
        """
        slopes: list[Single] = []
        down = push[:, None]
        layers = list(self._pairs())
        for place in range(len(layers) - 1, -1, -1):
            weights, given = layers[place][0], self._inputs[place]
            # A shift of all values changes no rank: its slope is rounding, which Adam would follow.
            shift = down.sum(axis=0) if weights.shape[1] > 1 else np.zeros(1, np.float32)
            slopes[:0] = [given.T @ down, shift]
            if place:
                down = (down @ weights.T) * (given > 0)
        return slopes

    def _pairs(self) -> Iterator[tuple[Single, Single]]:
        return zip(self.layers[::2], self.layers[1::2], strict=True)


class TermSum:
    """The fitted sum. `terms` gives a column for each group of columns it was made with."""

    def __init__(self, groups: Sequence[Sequence[int]], seed: int = 0) -> None:
        self._groups = groups
        self._seeds = range(seed * SUMS, (seed + 1) * SUMS)
        self._sums: list[list[Curve]] = []
        self._centre: Single = np.zeros(0, np.float32)
        self._spread: Single = np.ones(0, np.float32)

    def fit(self, examples: Examples) -> None:
        """Learn from answered questions."""
        self._centre = examples.traits.mean(axis=0)
        self._spread = examples.traits.std(axis=0) + np.float32(1e-6)
        traits = self._scaled(examples.traits)
        self._sums = [_fitted(self._groups, traits, examples, seed) for seed in self._seeds]

    def terms(self, traits: Single) -> Real:
        """Return the value of each term for each row, the mean over the seeds."""
        scaled = self._scaled(traits)
        values = [np.column_stack([c.value(scaled) for c in curves]) for curves in self._sums]
        mean: Real = np.mean(values, axis=0, dtype=float)
        return mean

    def _scaled(self, traits: Single) -> Single:
        scaled: Single = (traits - self._centre) / self._spread
        return scaled


def _fitted(
    groups: Sequence[Sequence[int]], traits: Single, examples: Examples, seed: int
) -> list[Curve]:
    """Return one curve for each group, fitted together."""
    random = np.random.default_rng(seed)
    curves = [Curve(columns, random) for columns in groups]
    layers = [layer for curve in curves for layer in curve.layers]
    steps = _Adam(layers)
    _, first = np.unique(examples.question, return_index=True)
    ends = np.append(first, len(examples.question))
    starts = np.arange(0, len(first), BATCH)
    total = ROUNDS * len(starts)
    for done, start in enumerate(
        np.concatenate([random.permutation(starts) for _ in range(ROUNDS)])
    ):
        rows = slice(ends[start], ends[min(start + BATCH, len(first))])
        score = np.sum([curve.value(traits[rows]) for curve in curves], axis=0)
        push = _push(score, examples, rows)
        slopes = [slope for curve in curves for slope in curve.slopes(push)]
        steps.go(slopes, STEP * (1 - done / total))
    return curves


def _push(score: Single, examples: Examples, rows: slice) -> Single:
    """Return how the mean loss changes with the score of each candidate."""
    _, question = np.unique(examples.question[rows], return_inverse=True)
    is_true = examples.is_true[rows]
    peak = np.full(int(question.max()) + 1, -np.inf, np.float32)
    np.maximum.at(peak, question, score)
    odds = np.exp(score - peak[question]) * examples.weight[rows]
    wrong = np.bincount(question, weights=np.where(is_true, 0, odds))
    own = question[is_true]
    all_in = wrong[own] + odds[is_true] + GUARD
    push = np.where(is_true, 0, odds) * np.bincount(own, 1 / all_in, len(peak))[question]
    push[is_true] = odds[is_true] / all_in - 1
    mean: Single = (push / len(own)).astype(np.float32)
    return mean


class _Adam:
    """Steps down the slopes, each number at its own pace."""

    def __init__(self, layers: list[Single]) -> None:
        self._layers = layers
        self._means = [np.zeros_like(layer) for layer in layers]
        self._squares = [np.zeros_like(layer) for layer in layers]
        self._count = 0

    def go(self, slopes: list[Single], step: float) -> None:
        self._count += 1
        warm, slow = 1 - MOMENTUM**self._count, 1 - MEMORY**self._count
        for place, slope in enumerate(slopes):
            mean, square = self._means[place], self._squares[place]
            np.add(mean, (1 - MOMENTUM) * (slope - mean), out=mean)
            np.add(square, (1 - MEMORY) * (slope * slope - square), out=square)
            change = step / warm * mean / (np.sqrt(square / slow) + GUARD)
            np.subtract(self._layers[place], change.astype(np.float32), out=self._layers[place])
