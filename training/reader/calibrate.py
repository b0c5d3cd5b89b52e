"""Fit the confidence: `python -m training.reader.calibrate`; writes it into `labels.json`.

On the annotated stories that are held out of training: an act is right when its sentence states
one of the same type, each taken once. Run it after every export.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from dragoman.coding.coder import Coder
from dragoman.coding.confidence import Doubts
from dragoman.coding.reader import WEIGHTS, Reader
from training.annotations.standoff import held_sentences

# Inverse strength of the penalty; so few acts bear no more.
PENALTY = 1.0


def judged(coder: Coder, data: Path) -> Iterator[tuple[Doubts, bool]]:
    """Yield what the reader said of each act of the held-out stories, and whether it is right."""
    for sentence in held_sentences(data):
        open_types = [event.event_type for event in sentence.events.values()]
        for act in sorted(coder.acts(sentence.text), key=lambda act: -act.types[0][1]):
            is_right = act.types[0][0] in open_types
            if is_right:
                open_types.remove(act.types[0][0])
            yield act.doubts, is_right


def main() -> None:
    """Read the held-out stories, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    rows = list(judged(Coder(Reader(given.weights)), given.data))
    features = np.array([doubts.features for doubts, _ in rows])
    right = np.array([is_right for _, is_right in rows])
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit(features, right)
    path = given.weights / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["calibration"] = {
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
        "constant": round(float(model.intercept_[0]), 4),
    }
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    figures = {"acts": len(rows), "right": round(float(right.mean()), 4)}
    print(json.dumps(figures | labels["calibration"]))


if __name__ == "__main__":
    main()
