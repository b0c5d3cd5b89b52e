"""Run one measurement: `python -m bench throughput [PATH]`."""

import sys
from collections.abc import Sequence
from importlib import import_module

BENCHES = (
    "throughput",
    "archives",
    "resolving",
    "imports",
    "series",
    "linear",
    "opening",
    "pages",
    "readers",
    "soak",
)


def main(argv: Sequence[str]) -> int:
    """Run one measurement; its last line of output is JSON. Exit 2 for an unknown name."""
    if not argv or argv[0] not in BENCHES:
        sys.stderr.write(f"usage: python -m bench {{{','.join(BENCHES)}}} [PATH]\n")
        return 2
    return int(import_module(f"bench.{argv[0]}").main(argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
