"""Many small segments into one: the rows stay, the files go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from dragoman.record.ledger import Ledger
from dragoman.record.segments import Segment, keep_table, read_table

# A segment with so many rows is left alone. 798 files of 200 rows are scanned in 152 ms,
# one file of the same rows in 3 (docs/decisions/0003-record.md); beyond some ten thousand
# rows a larger file gains little and takes more memory to merge.
ROWS_ENOUGH = 20_000
# How long a file stays after a compaction or a retention: whoever opened the record before may read
# it for as long. The slowest answers over five million rows take minutes.
GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a compaction wrote, and what that replaces."""

    segments: tuple[Segment, ...]
    retired: tuple[Segment, ...]


def merge(folder: Path, segments: Iterable[Segment], least: int = 2) -> Merged:
    """Write the rows of small segments into larger ones, kind by kind.

    A kind with fewer small ones than `least` is left alone. Every row is kept, also of readings
    that a later one replaced: a snapshot may show them.
    """
    small = sorted(segment for segment in segments if segment.rows < ROWS_ENOUGH)
    merged, retired = [], []
    for kind in sorted({segment.kind for segment in small}):
        of_kind = [segment for segment in small if segment.kind == kind]
        for group in _groups(of_kind) if len(of_kind) >= least else ():
            rows = _joined(read_table(one.path(folder)) for one in group)
            merged.append(keep_table(folder, kind, rows))
            retired += group
    # Arrow keeps what a merge took: with a watch, a tenth of its memory after a hundred merges.
    pa.default_memory_pool().release_unused()
    return Merged(segments=tuple(merged), retired=tuple(retired))


def spared(ledger: Ledger) -> frozenset[str]:
    """Return the digests of files that were given up and that a reader may still need."""
    since = (datetime.now(UTC) - GRACE).isoformat(timespec="seconds")
    query = (
        "select segments.sha256 from segments join entries on entries.seq = segments.retired "
        "where entries.at > ?"
    )
    return frozenset(sha256 for (sha256,) in ledger.rows(query, since))


def given_up(ledger: Ledger) -> tuple[Segment, ...]:
    """Return the files that were replaced or given up and that no reader needs any more."""
    query = "select kind, sha256, rows from segments where retired is not null"
    replaced = (Segment(*row) for row in ledger.rows(query))
    needed = spared(ledger)
    return tuple(sorted(segment for segment in replaced if segment.sha256 not in needed))


def _joined(tables: Iterable[pa.Table]) -> pa.Table:
    """Return several tables as one; a column that an older release did not write is null."""
    return pa.concat_tables(tables, promote_options="default")


def _groups(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Return runs of at least two segments that make about one large one each."""
    groups: list[list[Segment]] = [[]]
    for segment in segments:
        if sum(one.rows for one in groups[-1]) >= ROWS_ENOUGH:
            groups.append([])
        groups[-1].append(segment)
    return [group for group in groups if len(group) > 1]
