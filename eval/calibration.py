"""calibration: is a claim of confidence .8 right eight times in ten?

PATH is gold JSONL (data/gold). A claim is right when the events benchmark matches it: the same
type in the same sentence. `ece` is the expected calibration error over ten bins of equal count;
`precision_at_50` is the precision of the surer half, and so on: the precision-coverage curve.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.events import code, match, read_stories, same_sentence, same_type
from eval.report import print_report

BINS = 10
COVERAGES = (25, 50, 75, 100)


def score(confidences: Sequence[float], right: Sequence[bool]) -> dict[str, float | int]:
    """Return the benchmark's metrics.

    >>> score([0.5, 0.5], [True, False])["ece"]
    0.0
    """
    order = np.argsort(-np.array(confidences), kind="stable")
    sure, hits = np.array(confidences)[order], np.array(right, dtype=float)[order]
    parts = [p for p in np.array_split(np.arange(len(order)), min(BINS, len(order) // 2)) if len(p)]
    gaps = [abs(sure[part].mean() - hits[part].mean()) * len(part) for part in parts]
    figures: dict[str, float | int] = {
        "claims": len(order),
        "ece": round(float(sum(gaps)) / len(order), 4),
    }
    for coverage in COVERAGES:
        taken = hits[: max(1, len(hits) * coverage // 100)]
        figures[f"precision_at_{coverage}"] = round(float(taken.mean()), 4)
    return figures


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval calibration", description=__doc__)
    parser.add_argument("path", type=Path)
    given = parser.parse_args(argv)
    stories = read_stories(given.path)
    claims = code(stories)
    confidences: list[float] = []
    right: list[bool] = []
    for story in stories:
        coded = [claim for claim in claims if str(claim["article"]) == str(story["id"])]
        pairs = match(
            story["events"],
            coded,
            lambda g, p: same_sentence(g, p) and same_type(g["event_type"], p["event_type"]),
        )
        hit = {number for _, number in pairs}
        confidences += [claim["confidence"] for claim in coded]
        right += [number in hit for number in range(len(coded))]
    print_report("calibration", score(confidences, right), protocol=f"whole flow on {given.path}")
    return 0
