"""factuality: how far a text commits to its words, graded from -3 to 3, on UW and UDS-IH2.

PATH is a JSONL of sentences with graded targets. The reader's grade of a word is the mean of its
tokens. pearson_r and mae are over all targets; nonfact_f1 is for what is not asserted as fact
(below 1.5). Saying 3 of everything has a mae of .781 on UW; a bag of words has r .70.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.coding.reader import Reader
from eval.events import Tally
from eval.report import BadPath, print_report

# Below this a text does not assert that it happened (annotated_data.md 2.2).
ASSERTED = 1.5
# What is guessed of a word beyond the 192 word pieces that the reader takes.
UNREAD = 3.0


def score(gold: Sequence[float], guessed: Sequence[float]) -> dict[str, float | int]:
    """Return the benchmark's metrics.

    >>> score([3.0, -3.0, 0.0], [2.0, -2.0, 0.0])
    {'targets': 3, 'pearson_r': 1.0, 'mae': 0.6667, 'nonfact_f1': 1.0}
    """
    tally = Tally()
    for right, ours in zip(gold, guessed, strict=True):
        doubt, said = right < ASSERTED, ours < ASSERTED
        tally.add(right=doubt and said, said=said, gold=doubt)
    return {
        "targets": len(gold),
        "pearson_r": round(float(np.corrcoef(gold, guessed)[0, 1]), 4),
        "mae": round(float(np.abs(np.array(gold) - np.array(guessed)).mean()), 4),
        "nonfact_f1": round(tally.f1, 4),
    }


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    from training.reader.factuality import read_grades

    parser = argparse.ArgumentParser(prog="python -m eval factuality", description=__doc__)
    parser.add_argument("path", type=Path)
    given = parser.parse_args(argv)
    if not given.path.is_file():
        raise BadPath(f"{given.path} is not a file; give a JSONL of graded targets")
    reader = Reader()
    gold: list[float] = []
    guessed: list[float] = []
    for sentence in read_grades(given.path):
        heard = reader.hear(sentence.text)
        for span, value in sentence.grades:
            grade = heard.grade(span)
            gold.append(value)
            guessed.append(UNREAD if grade is None else grade)
    print_report("factuality", score(gold, guessed), protocol=f"shipped weights on {given.path}")
    return 0
