"""Segments: rows of one kind in a Parquet file named by its digest."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import RecordDamaged, RecordError, what_helps
from dragoman.record.durable import keep_file
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
        return folder / self.kind / self.sha256[:2] / f"{self.sha256}{PARQUET}"


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
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    segment = Segment(kind, digest, table.num_rows)
    keep_file(segment.path(folder), buffer.getvalue())
    return segment


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return the rows of a segment, or some columns of them.

    Raises:
        RecordDamaged: it is not there, or no table.
        RecordError: this user may not read it.
    """
    try:
        # By this thread alone: what Arrow's own threads took stays with them when it is free again,
        # some 30 MB after 24 merges. Files are small, and it takes two thirds of the time.
        with pq.ParquetFile(path) as file:
            return file.read(columns=columns, use_threads=False)
    except PermissionError as error:
        raise RecordError(f"{path} may not be read{what_helps(error)}") from error
    except (pa.ArrowException, OSError) as error:
        raise RecordDamaged(f"{path} cannot be read ({error}); restore it from a backup") from error
