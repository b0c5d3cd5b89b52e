"""The cheap first pass: sentences that hold no word of any act are not shown to the model.

A weight for every word piece; a sentence whose weights sum up below the threshold is passed by.
The threshold loses at most one claim in a hundred (`python -m training.reader.gate`, on stories
that no weights saw).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """Weights [vocabulary] of word pieces, in steps; a sum of steps opens or not."""

    weights: NDArray[np.int8]
    threshold: int

    @classmethod
    def read(cls, path: Path, threshold: int) -> Self:
        """Return the gate of a file of weights."""
        return cls(np.load(path, allow_pickle=False), threshold)

    def opens(self, ids: Sequence[int]) -> bool:
        """Tell whether a sentence of these word pieces may state an act."""
        seen = np.unique(np.asarray(ids))
        return int(self.weights[seen].sum(dtype=np.int64)) >= self.threshold
