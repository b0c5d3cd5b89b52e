"""A compaction that can be killed: what a victim does, by itself and from its first line."""

import os
from pathlib import Path

from dragoman.record import Record


def compact_once(folder: Path, failpoint: str) -> None:
    """Compact a record, and die where it is asked."""
    os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    with Record.open(folder, writable=True) as record:
        record.compact()
