"""linear: what a page costs in a record of 1,000, 10,000 and 100,000 pages.

Pages are made up, and read by a coder that looks for one verb in a sentence: the real one takes the
same time over each page whatever the record holds, and two hours over 100,000. So this measures
what the record does. `add_ms` and `run_ms` are processor time per page; `open_s` is the time until
a view of the record stands. Exits with 1 where a page of one size costs more than `--tolerance`
away from the mean of all sizes.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dragoman import pipeline
from dragoman.record import Record
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

SIZES = (1_000, 10_000, 100_000)
TOLERANCE = 0.15
# A small record is made so often that as many pages as this are measured.
LEAST_PAGES = 5_000

Figures = dict[str, float]


def measure(pages: int) -> Figures:
    """Return the figures of records of so many pages."""
    add = run = 0.0
    rounds = max(1, LEAST_PAGES // pages)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "record"
            with Record.create(place) as record:
                started = time.process_time()
                record.add(small_pages(pages), outlets=OUTLETS)
                added = time.process_time()
                pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
                add, run = add + added - started, run + time.process_time() - added
            started = time.perf_counter()
            with Record.open(place) as record:
                held = record.view().counts()["pages"]
            opened = time.perf_counter() - started
    assert held == pages
    done = rounds * pages
    return {
        "pages": pages,
        "add_ms": add / done * 1e3,
        "run_ms": run / done * 1e3,
        "open_s": opened,
    }


def spread_of(rows: Sequence[Figures]) -> float:
    """Return how far the costs of a page lie from their mean at most, as a share of it."""
    costs = [row["add_ms"] + row["run_ms"] for row in rows]
    mean = sum(costs) / len(costs)
    return max(abs(cost / mean - 1) for cost in costs)


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where the cost is not linear."""
    parser = argparse.ArgumentParser(prog="python -m bench linear", description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES)
    parser.add_argument("--tolerance", type=float, default=TOLERANCE)
    given = parser.parse_args(argv)
    # Libraries are loaded and code is warm before anything is measured.
    measure(min(given.pages))
    rows = []
    for pages in given.pages:
        rows.append(measure(pages))
        print(json.dumps({name: round(value, 3) for name, value in rows[-1].items()}))
    spread = spread_of(rows)
    print(json.dumps({"bench": "linear", "spread": round(spread, 3)}))
    return int(spread > given.tolerance)
