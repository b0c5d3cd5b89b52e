"""series: how long the counts of pairs by month take over a record of many claims.

RECORD is a record to ask; without one a file of `--rows` rows of ICEWS is made and imported
first, as by `python -m bench imports`. `lay_out` is the first question, which reads the sides of
every claim; `pair` is the slowest of PAIRS_ASKED later ones; `all_pairs` hands over every pair by
month. `_cpu_s` is the processor time of this process, which tells more than `_s` where the machine
is shared.
"""

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.imports import ROWS, write_rows
from dragoman.record import Record, View, import_files

# The pairs that most claims are about: theirs are the longest series.
PAIRS_ASKED = 20

Answer = TypeVar("Answer")


def measure(view: View) -> dict[str, float]:
    """Return the figures of one view."""
    claims = view.count()
    _, *laid_out = _timed(lambda: view.series(("RUS", "USA")))
    rows, *everything = _timed(lambda: sum(1 for _ in view.all_series()))
    told: Counter[tuple[str, str]] = Counter()
    for row in view.all_series("year"):
        told[row.first, row.second] += row.claims
    asked = [_timed(partial(view.series, pair)) for pair, _ in told.most_common(PAIRS_ASKED)]
    figures = {
        "lay_out": laid_out,
        "pair": max([seconds, cpu] for _, seconds, cpu in asked),
        "all_pairs": everything,
    }
    return {
        "claims": claims,
        "pairs": len(told),
        "rows": rows,
        **{f"{name}_s": round(seconds, 3) for name, (seconds, _) in figures.items()},
        **{f"{name}_cpu_s": round(cpu, 3) for name, (_, cpu) in figures.items()},
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _timed(ask: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """Return an answer, the seconds it took, and those of the processor."""
    started, before = time.perf_counter(), time.process_time()
    answer = ask()
    return answer, time.perf_counter() - started, time.process_time() - before


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench series", description=__doc__)
    parser.add_argument("record", type=Path, nargs="?")
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        place = given.record or _imported(Path(folder), given.rows)
        with Record.open(place) as record:
            figures = measure(record.view())
    print(json.dumps({"bench": "series"} | figures))
    return 0


def _imported(folder: Path, count: int) -> Path:
    """Return a record of so many made-up rows."""
    path = write_rows(folder / "events.tab", count)
    with Record.create(folder / "record") as record:
        import_files(record, "icews", [path], jobs=2)
    path.unlink()
    return folder / "record"
