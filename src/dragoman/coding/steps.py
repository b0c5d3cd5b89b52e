"""The best labels of a row of tokens, where a label also depends on the one before it.

Each token has a score for every label (`none`, then `begins` and `continues` of each kind), and
each step from label to label has one too, learned beside the weights: a long content is right as
a whole or not at all. The labels of the highest sum are found by Viterbi (1967).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """What it is worth to open a row with a label, to go from one to another, to end with one.

    A continuation that does not follow its own kind is worth minus infinity, whatever was learned.
    """

    first: Scores
    between: Scores
    last: Scores

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """Return the steps of a row of `labels.json`."""
        first, between, last = (np.array(row[key]) for key in ("first", "between", "last"))
        order = barrier(len(first))
        return cls(first=first + order[0], between=between + order, last=last)

    @classmethod
    def untaught(cls, kinds: int) -> Self:
        """Return steps that know of nothing but the order of begins and continues."""
        count = 1 + 2 * kinds
        nothing = [0.0] * count
        return cls.read({"first": nothing, "between": [nothing] * count, "last": nothing})

    def best(self, scores: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
        """Return the labels of the highest sum for the scores [tokens, labels] of a row.

        >>> Steps.untaught(kinds=1).best(np.array([[0, 1, 2], [0, 1, 2]]) / 1.0).tolist()
        [1, 2]
        """
        if not len(scores):
            return np.zeros(0, np.int64)
        total = scores[0] + self.first
        back = []
        for row in scores[1:]:
            paths = total[:, None] + self.between
            back.append(paths.argmax(0))
            total = paths.max(0) + row
        path = [int((total + self.last).argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return np.array(path[::-1])


def barrier(count: int) -> Scores:
    """Return 0 for each step [from, to] in order, minus infinity for one that is not.

    A row may open with what may follow `none`.

    >>> barrier(3).tolist()
    [[0.0, 0.0, -inf], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    label = np.arange(count)
    allowed = (label % 2 == 1) | (label == 0) | (label[:, None] == label)
    allowed |= label[:, None] == label - 1
    return np.where(allowed, 0.0, -np.inf)


# Scores of tokens differ by units; a thousandth changes only what is even. `python -m eval
# attribution` would tell.
DIGITS = 3


def as_row(
    first: Sequence[float], between: Sequence[Sequence[float]], last: Sequence[float]
) -> dict[str, Any]:
    """Return learned steps as `Steps.read` takes them, rounded to what matters."""
    return {
        "first": [round(value, DIGITS) for value in first],
        "between": [[round(value, DIGITS) for value in row] for row in between],
        "last": [round(value, DIGITS) for value in last],
    }
