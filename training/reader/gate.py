"""Fit the gate: `python -m training.reader.gate`; writes `coding/weights/gate.npy`.

Logistic regression on which word pieces a sentence holds, over every sentence that trains the
reader; the threshold is the highest that keeps KEPT of the sentences with an act among the
held-out stories. Weights are kept in steps of STEP, so that sums are exact everywhere.
"""

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.coding.marking import load_tokenizer, mark
from dragoman.coding.reader import WEIGHTS
from training.annotations.standoff import annotated_sentences, held_sentences
from training.corpus.check import read_corpus
from training.reader.examples import Find, read_marked, read_stories

# Of the sentences with an act so many must pass: the gate may lose one in a hundred.
KEPT = 0.99
STEP = 1 / 16
# Inverse strength of the penalty: .003 to 3 tried, this passes by most.
PENALTY = 0.06
TOKENIZER = load_tokenizer(str(WEIGHTS / "tokenizer.json"))


def pieces(texts: Sequence[str]) -> csr_matrix:
    """Return which word pieces each text holds [texts, vocabulary]."""
    rows = [np.unique(mark(TOKENIZER, text).ids) for text in texts]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    shape = (len(texts), TOKENIZER.get_vocab_size())
    return csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=shape)


def fit(examples: Sequence[Find]) -> np.ndarray:
    """Return the weight of every word piece in steps."""
    held = pieces([example.text for example in examples])
    acts = [bool(example.triggers) for example in examples]
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit(held, acts)
    return np.clip(np.round(model.coef_[0] / STEP), -127, 127).astype(np.int8)


def main() -> None:
    """Fit, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    rng = random.Random(7)
    examples = (
        read_stories(given.data / "gold/train.jsonl", rng)
        + read_marked(read_corpus(), rng)
        + read_marked(annotated_sentences(given.data), rng)
    )
    weights = fit(examples.find)
    held = list(held_sentences(given.data))
    sums = np.array(
        [weights[np.unique(mark(TOKENIZER, s.text).ids)].astype(int).sum() for s in held]
    )
    counts = np.array([len(s.events) for s in held])
    threshold = int(np.quantile(sums[counts > 0], 1 - KEPT, method="lower"))
    np.save(given.weights / "gate.npy", weights)
    path = given.weights / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8")) | {"gate_threshold": threshold}
    path.write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    opened = sums >= threshold
    figures = {
        "threshold": threshold,
        "sentences": len(held),
        "passed_by": round(float(1 - opened.mean()), 4),
        "claims_kept": round(float(counts[opened].sum() / counts.sum()), 4),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
