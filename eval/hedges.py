"""hedges: which acts the text itself doubts, on sentences that we wrote to measure it.

PATH is a file in our markup (eval/sentences/hedged.txt: half of its acts are doubted, the others
stand beside words that tempt). The metrics are those of the events benchmark.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval.events import code, score
from eval.marked import read_marked_stories
from eval.report import print_report

METRICS = ("stories", "gold", "predicted", "hedged_f1", "detection_f1", "status_accuracy")


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval hedges", description=__doc__)
    parser.add_argument("path", type=Path)
    given = parser.parse_args(argv)
    stories = read_marked_stories(given.path)
    figures = score(stories, code(stories))
    shown = {name: figures[name] for name in METRICS}
    print_report("hedges", shown, protocol=f"whole flow on the sentences of {given.path}")
    return 0
