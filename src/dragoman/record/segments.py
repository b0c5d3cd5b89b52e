"""Segments: rows of one kind in a Parquet file named by its digest."""

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.record.durable import keep_by_digest, place_of
from dragoman.record.rows import Row, table_of

PARQUET = ".parquet"


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """One file of rows, as the ledger names it."""

    kind: str
    sha256: str
    rows: int

    def path(self, folder: Path) -> Path:
        """Return where the file lies under the folder of segments."""
        return place_of(folder / self.kind, self.sha256, suffix=PARQUET)


def keep_rows(folder: Path, rows: Iterable[tuple[str, Row]]) -> tuple[Segment, ...]:
    """Write rows into one segment per kind; a kind without rows has none."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for kind, row in rows:
        by_kind[kind].append(row)
    return tuple(
        keep_table(folder, kind, table_of(kind, of_kind))
        for kind, of_kind in sorted(by_kind.items())
    )


def keep_table(folder: Path, kind: str, table: pa.Table) -> Segment:
    """Write one table as a segment."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    digest = keep_by_digest(folder / kind, buffer.getvalue(), suffix=PARQUET)
    return Segment(kind, digest, table.num_rows)
