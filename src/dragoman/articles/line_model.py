"""How likely a piece of a plain text is the article's: the boosted trees of training/lines.

The trees are flat arrays in data/lines.npz, walked with numpy; training needs scikit-learn, the
product does not.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.articles.line_features import Numbers, features
from dragoman.articles.pieces import Piece

# The file that `python -m training.lines.train` writes.
MODEL = "data/lines.npz"


def content_chances(pieces: Sequence[Piece]) -> Numbers:
    """Return for each piece, between 0 and 1, how likely it is content."""
    if not pieces:
        return np.zeros(0)
    trees = _trees()
    return walk(trees, features(pieces).astype(np.float32))


def walk(trees: dict[str, NDArray[Any]], rows: NDArray[np.float32]) -> Numbers:
    """Return the chance that the trees give each row.

    Args:
        trees: `roots` (node of each tree's root), `feature` (-1 at a leaf), `threshold`, `left`,
            `right` and `value` of each node, and `baseline`.
        rows: the features, in single precision as in training.
    """
    feature, threshold = trees["feature"], trees["threshold"]
    # One column a tree: all of them step down together until each stands at a leaf.
    node = np.repeat(trees["roots"][None, :], len(rows), axis=0)
    at = np.arange(len(rows))[:, None]
    while True:
        column = feature[node]
        if (column < 0).all():
            break
        low = rows[at, np.maximum(column, 0)] <= threshold[node]
        below = np.where(low, trees["left"][node], trees["right"][node])
        node = np.where(column < 0, node, below)
    raw = trees["value"][node].sum(axis=1) + trees["baseline"]
    chances: Numbers = 1.0 / (1.0 + np.exp(-raw))
    return chances


@cache
def _trees() -> dict[str, NDArray[Any]]:
    with (
        files("dragoman.articles").joinpath(MODEL).open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        return {name: stored[name] for name in stored.files}
