"""How rows leave: a table on a terminal, JSONL to a program, CSV and Parquet when asked."""

import csv
import io
import json
import math
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import IO, Any, TextIO

import click

from dragoman.faces.failures import NOTHING
from dragoman.model.cells import inert

Row = Mapping[str, Any]
FORMATS = ("table", "jsonl", "csv", "parquet")
STDOUT = "-"
# Bytes of a file name that are no UTF-8 come as these, which have no UTF-8 either.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# A column narrower than this cannot be read; the table then is as wide as it must be.
NARROWEST = 12
# What a terminal that does not say its size is taken for; COLUMNS says it otherwise.
USUAL_TERMINAL = (80, 24)


@dataclass(frozen=True, slots=True)
class Output:
    """Where the rows of one command go, in which form, and whether none is a failure."""

    form: str
    path: str | None
    fail_empty: bool

    @property
    def is_table(self) -> bool:
        """Tell whether a person reads it."""
        return self.form == "table"

    def write(self, rows: Iterable[Row]) -> int:
        """Write rows and return the exit code; nested values become JSON in flat formats."""
        if self.form == "jsonl":
            return self.exit_code(found=self._write_lines(rows))
        kept = list(rows)
        names = list(dict.fromkeys(name for row in kept for name in row))
        if self.form == "parquet":
            write_parquet(kept, names, self.path)
        elif self.form == "csv":
            self.write_text(as_csv(kept, names).rstrip("\n"))
        else:
            self.write_text(as_table(kept, names))
        return self.exit_code(found=bool(kept))

    def write_text(self, text: str) -> None:
        """Write a text that is laid out already."""
        with self._opened() as file:
            click.echo(text, file=file)

    def exit_code(self, *, found: bool) -> int:
        """Return 3 when nothing was found and that was to be a failure."""
        return NOTHING if self.fail_empty and not found else 0

    def _write_lines(self, rows: Iterable[Row]) -> bool:
        found = False
        with self._opened() as file:
            for row in rows:
                click.echo(as_json(row), file=file)
                found = True
        return found

    @contextmanager
    def _opened(self) -> Iterator[TextIO]:
        if self.path is None:
            yield sys.stdout
            return
        with Path(self.path).open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file


def output_options(
    command: Callable[..., int], forms: Sequence[str] = FORMATS
) -> Callable[..., int]:
    """Give a command -f, -o and --fail-empty; it gets them as one `out`."""

    @wraps(command)
    def with_output(
        *args: Any, form: str | None, output: str | None, fail_empty: bool, **options: Any
    ) -> int:
        path = None if output == STDOUT else output
        if path is not None and not Path(path).parent.is_dir():
            raise click.UsageError(f"there is no folder for {path}; make it, or choose another")
        return command(*args, out=Output(chosen(form, path), path, fail_empty), **options)

    empty = click.option("--fail-empty", is_flag=True, help="Exit with 3 when nothing is found.")
    target = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True),
        metavar="FILE",
        help="Write here, not to stdout; - is stdout.",
    )
    form = click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(forms),
        help="Default: table on a terminal, jsonl otherwise.",
    )
    return form(target(empty(with_output)))


def chosen(form: str | None, path: str | None) -> str:
    """Return the format: the one asked for, else by where the rows go."""
    to_terminal = path is None and sys.stdout.isatty()
    if form == "parquet" and to_terminal:
        raise click.UsageError("parquet is no text for a terminal; give -o FILE")
    return form or ("table" if to_terminal else "jsonl")


def as_json(row: Row) -> str:
    """Return a row as one line of JSON; a day or the like as its text."""
    line = json.dumps(row, ensure_ascii=False, default=str)
    return json.dumps(row, default=str) if LONE_SURROGATE.search(line) else line


def plain_cell(value: object) -> object:
    """Return a value of SQL that JSON can carry: days and other things as their text."""
    match value:
        case None | str() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case list() | tuple():
            return [plain_cell(entry) for entry in value]
        case dict():
            return {str(name): plain_cell(entry) for name, entry in value.items()}
    return str(value)


def flat(value: Any) -> str:
    """Return a cell as text; lists of plain values joined, anything deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(not isinstance(item, dict | list) for item in value):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def csv_cell(value: Any) -> str:
    """Return a value as a cell of CSV: numbers as they are, texts that no spreadsheet runs.

    >>> csv_cell("=1+1"), csv_cell(-3.5)
    ("'=1+1", '-3.5')
    """
    return flat(value) if isinstance(value, int | float) else inert(flat(value))


def as_csv(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return rows as CSV with a header; cells are safe to open in a spreadsheet."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([csv_cell(row.get(name)) for name in names] for row in rows)
    return sheet.getvalue()


def as_table(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return rows in columns that fit the terminal; the widest column gives way."""
    if not rows:
        return "nothing found"
    cells = [[" ".join(flat(row.get(name)).split()) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(names)]
    room = shutil.get_terminal_size(USUAL_TERMINAL).columns - 2 * (len(names) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] = max(NARROWEST, widths[widest] - (sum(widths) - room))
    lines = [names, *cells]
    return "\n".join(
        "  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _fit(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"


def write_parquet(rows: Sequence[Row], names: Sequence[str], out: str | IO[bytes] | None) -> None:
    """Write rows as one Parquet file, to stdout where no other is; what is nested becomes JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: _column([_plain(row.get(name)) for row in rows]) for name in names}
    target: Any = out if out is not None else sys.stdout.buffer
    pq.write_table(pa.Table.from_pydict(columns), target)


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _column(values: Sequence[Any]) -> Any:
    """Return a column of one type: that of its values, of mixed ones text."""
    import pyarrow as pa

    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return pa.array(values, pa.float64())
    if len(kinds) == 1 and kinds <= {int, float, bool}:
        return pa.array(values)
    return pa.array([None if value is None else str(value) for value in values], pa.string())
