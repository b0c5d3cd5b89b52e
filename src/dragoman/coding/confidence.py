"""How likely a claim is right: one share out of all that the reader said about an act.

A logistic regression on two numbers, fitted on annotated stories that no weights saw
(`python -m training.reader.calibrate`); right means that the sentence states an act of this
type. `python -m eval calibration` measures it on others.
"""

import math
from dataclasses import dataclass

# Shares are kept this far from 0 and 1, where they have no logit.
EDGE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What the reader said of an act: shares from 0 to 1.

    `trigger` that its words state an act at first sight, `share` of its type at the second look;
    `agreement` says whether the view of the trigger and that of the parties give one type. The
    regression leaves it out, and the share of no act and the lead over the next type too: with them
    it guesses the held-out stories no better (log loss .597 against .593 in ten folds).
    """

    trigger: float
    share: float
    agreement: bool

    @property
    def features(self) -> tuple[float, ...]:
        """The numbers that the regression weighs, in the order of its weights."""
        return logit(self.trigger), logit(self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The weights of the regression and its constant."""

    weights: tuple[float, ...]
    constant: float

    def confidence(self, doubts: Doubts) -> float:
        """Return how likely a claim of an act is right."""
        pairs = zip(self.weights, doubts.features, strict=True)
        total = self.constant + sum(weight * feature for weight, feature in pairs)
        return 1 / (1 + math.exp(-total))


def logit(share: float) -> float:
    """Return the logarithm of the odds of a share.

    >>> logit(0.5)
    0.0
    """
    kept = min(max(share, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))
