"""`python -m eval NAME PATH [--limit N]`; `python -m eval gate` runs them all against floors."""

import sys
from collections.abc import Sequence
from importlib import import_module

from dragoman.errors import DragomanError
from eval.report import BadPath

BENCHMARKS = (
    "plv",
    "events",
    "hedges",
    "calibration",
    "bias",
    "attribution",
    "actors",
    "agenda",
    "agenda_status",
    "factuality",
    "geoparsing",
    "timex",
    "pages",
    "headers",
    "verdicts",
    "ranking",
    "closeness",
    "outlook",
    "shifts",
    "stories",
)


def main(argv: Sequence[str]) -> int:
    """Run one benchmark; its last line of output is JSON with the metrics.

    Exit codes: 0 done, 1 below a floor, 2 an unknown name or a path that is none.
    """
    if not argv or argv[0] not in {*BENCHMARKS, "gate"}:
        sys.stderr.write(f"usage: python -m eval {{{','.join(BENCHMARKS)},gate}} PATH\n")
        return 2
    try:
        code = import_module(f"eval.{argv[0]}").main(argv[1:])
    except BadPath as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except DragomanError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
