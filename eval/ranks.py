"""Ranks of what came true among all that might have: mean of ties, what is also true left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """Candidates of several questions with their scores, question by question.

    `missed` counts by question the true answers that are no candidate.
    """

    question: Whole
    score: Real
    is_true: NDArray[np.bool_]
    missed: Whole


def mean_ranks(scored: Scored, names: int) -> Real:
    """Return the rank of every true answer among the false ones, from 1.

    Other true answers of the same question do not count (the time-aware filter). What is level
    shares its mean rank, and all that are no candidate are level behind the last one.

    Args:
        scored: the candidates.
        names: how many answers there are in all.
    """
    _, level = np.unique(scored.score, return_inverse=True)
    width = int(level.max(initial=0)) + 1
    keys = scored.question * width + level
    true, false = keys[scored.is_true], np.sort(keys[~scored.is_true])
    ends = np.searchsorted(false, (scored.question[scored.is_true] + 1) * width)
    first, last = np.searchsorted(false, true), np.searchsorted(false, true, side="right")
    found = 1 + (ends - last) + (last - first) / 2
    questions = len(scored.missed)
    listed = np.bincount(scored.question, minlength=questions)
    wrong = np.bincount(scored.question[~scored.is_true], minlength=questions)
    behind = 1 + wrong + (names - listed - scored.missed) / 2
    return np.concatenate([found, np.repeat(behind, scored.missed)])


def metrics(ranks: Real) -> dict[str, float]:
    """Return the mean reciprocal rank and the shares of ranks up to 1, 3 and 10.

    >>> metrics(np.array([1.0, 2.0, 20.0]))
    {'mrr': 0.5167, 'hits1': 0.3333, 'hits3': 0.6667, 'hits10': 0.6667}
    """
    hits = {f"hits{k}": round(float((ranks <= k).mean()), 4) for k in (1, 3, 10)}
    return {"mrr": round(float((1 / ranks).mean()), 4), **hits}
