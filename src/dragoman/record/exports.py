"""Claims out of the record, in the formats that others read."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import AnswerError, RecordFull
from dragoman.model import Claim
from dragoman.model.cells import inert
from dragoman.model.wire import claim_to_json
from dragoman.record.geojson import feature
from dragoman.record.layouts import LAYOUTS, Losses, write_layout
from dragoman.record.rows import SCHEMAS, claim_row, table_of

# What stands between the members of a list in one CSV cell.
_BETWEEN = "; "
_ROWS_PER_GROUP = 10_000

# The columns of a claim that people ask by, without the keys of the store.
COLUMNS = tuple(name for name in SCHEMAS["claim"].names if name not in {"page", "unit", "wire"})
_SCHEMA = pa.schema([SCHEMAS["claim"].field(name) for name in COLUMNS])


def export(
    claims: Iterable[Claim], fmt: str, out: Path | IO[bytes], *, losses: Losses | None = None
) -> int:
    """Write claims in one of `FORMATS`; return how many rows were written.

    In the layouts of datasets that is not the number of claims: see `record.layouts`.

    Args:
        claims: what to export, one after the other.
        fmt: jsonl and geojson hold whole claims; csv and parquet the columns of the SQL table;
            polecat, icews and gdelt are the layouts that `import_files` reads.
        out: a path, which is replaced when all is written, or an open binary file.
        losses: where to count what a layout leaves out or cannot say.

    Raises:
        AnswerError: the format is not one of ours.
        RecordFull: there is no room for the file.
    """
    if fmt not in FORMATS:
        raise AnswerError(f"there is no format {fmt!r}; there are {', '.join(sorted(FORMATS))}")
    write = FORMATS[fmt]
    if fmt in LAYOUTS:
        write = partial(write_layout, LAYOUTS[fmt], losses=losses)
    if not isinstance(out, Path):
        return write(claims, out)
    unfinished = out.with_name(out.name + ".part")
    try:
        with unfinished.open("wb") as file:
            written = write(claims, file)
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise RecordFull(f"cannot write {out}: {error.strerror}; choose another place") from error
    return written


def cell_text(value: object) -> str:
    """Return a value as a CSV cell that no spreadsheet takes for a formula.

    >>> cell_text("=1+1"), cell_text(-2.5), cell_text(["RUS", "IRN"])
    ("'=1+1", '-2.5', 'RUS; IRN')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list():
            return cell_text(_BETWEEN.join(value))
    return inert(str(value))


def _write_jsonl(claims: Iterable[Claim], out: IO[bytes]) -> int:
    count = 0
    for claim in claims:
        count += 1
        out.write(json.dumps(claim_to_json(claim), ensure_ascii=False).encode("utf-8", "replace"))
        out.write(b"\n")
    return count


def _write_csv(claims: Iterable[Claim], out: IO[bytes]) -> int:
    count = 0
    out.write(_csv_line(COLUMNS))
    for claim in claims:
        count += 1
        row = claim_row(claim)
        out.write(_csv_line([cell_text(row[name]) for name in COLUMNS]))
    return count


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _write_parquet(claims: Iterable[Claim], out: IO[bytes]) -> int:
    count = 0
    with pq.ParquetWriter(out, _SCHEMA, compression="zstd") as writer:
        for group in _groups(claims):
            writer.write_table(claim_table(group))
            count += len(group)
    return count


def claim_table(claims: Iterable[Claim]) -> pa.Table:
    """Return claims as columns, those of the SQL table without the keys of the store."""
    return table_of("claim", map(claim_row, claims)).select(list(COLUMNS))


def _write_geojson(claims: Iterable[Claim], out: IO[bytes]) -> int:
    count = 0
    out.write(b'{"type": "FeatureCollection", "features": [')
    for claim in claims:
        out.write(b",\n" if count else b"\n")
        out.write(json.dumps(feature(claim), ensure_ascii=False).encode("utf-8", "replace"))
        count += 1
    out.write(b"\n]}\n")
    return count


def _groups(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    waiting = iter(claims)
    while group := list(islice(waiting, _ROWS_PER_GROUP)):
        yield group


FORMATS: dict[str, Callable[[Iterable[Claim], IO[bytes]], int]] = {
    "csv": _write_csv,
    "geojson": _write_geojson,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    **{name: partial(write_layout, layout) for name, layout in LAYOUTS.items()},
}
