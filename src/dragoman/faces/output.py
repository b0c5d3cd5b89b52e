"""How rows leave: a table on a terminal, JSONL to a program, CSV and Parquet when asked."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from dragoman.faces.failures import NOTHING

Command = TypeVar("Command", bound=Callable[..., Any])
Row = Mapping[str, Any]
FORMATS = ("table", "jsonl", "csv", "parquet")
# A cell that begins like this is run as a formula by spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A column narrower than this cannot be read; the table then is as wide as it must be.
NARROWEST = 12


def output_options(command: Command) -> Command:
    """Give a command -f, -o and --fail-empty."""
    empty = click.option("--fail-empty", is_flag=True, help="Exit with 3 when nothing is found.")
    target = click.option(
        "-o", "--output", type=click.Path(dir_okay=False), help="Write here, not to stdout."
    )
    form = click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Default: table on a terminal, jsonl otherwise.",
    )
    return form(target(empty(command)))


def chosen(form: str | None, output: str | None) -> str:
    """Return the format: the one asked for, else by where the rows go."""
    if form is not None:
        return form
    return "table" if output is None and sys.stdout.isatty() else "jsonl"


def write_rows(
    rows: Iterable[Row],
    *,
    form: str | None,
    output: str | None = None,
    columns: Sequence[str] | None = None,
    fail_empty: bool = False,
) -> int:
    """Write rows and return the exit code.

    Args:
        rows: dictionaries; nested values become JSON in flat formats.
        form: a format, None for the default.
        output: a file, None for stdout.
        columns: what a table shows, of what each row holds; None for all.
        fail_empty: give exit code 3 when there is no row.
    """
    form = chosen(form, output)
    count = 0
    if form == "jsonl":
        for row in rows:
            emit(json.dumps(row, ensure_ascii=False), output, append=count > 0)
            count += 1
    else:
        kept = list(rows)
        count = len(kept)
        _write_flat(kept, form, output, columns)
    if not count and output is not None:
        emit("", output, append=False)
    return NOTHING if fail_empty and not count else 0


def emit(line: str, output: str | None, *, append: bool) -> None:
    """Write one line to stdout or to a file."""
    if output is None:
        click.echo(line)
        return
    with open(output, "a" if append else "w", encoding="utf-8") as file:  # noqa: PTH123 - click gives str
        file.write(f"{line}\n" if line else "")


def _write_flat(
    rows: Sequence[Row], form: str, output: str | None, columns: Sequence[str] | None
) -> None:
    held = dict.fromkeys(name for row in rows for name in row)
    names = list(columns if columns and form == "table" else held)
    if form == "parquet":
        _write_parquet(rows, names, output)
    elif form == "csv":
        emit(as_csv(rows, names).rstrip("\n"), output, append=False)
    else:
        emit(as_table(rows, names), output, append=False)


def flat(value: Any) -> str:
    """Return a cell as text; lists of plain values joined, anything deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, list | tuple) and all(not isinstance(item, dict | list) for item in value):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def escaped(cell: str) -> str:
    """Return a cell that no spreadsheet runs; plain numbers stay numbers.

    >>> escaped("=1+1"), escaped("-3.5")
    ("'=1+1", '-3.5')
    """
    if not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def as_csv(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return rows as CSV with a header; cells are safe to open in a spreadsheet."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([escaped(flat(row.get(name))) for name in names] for row in rows)
    return sheet.getvalue()


def as_table(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return rows in columns that fit the terminal; the widest column gives way."""
    if not rows:
        return "nothing found"
    cells = [[" ".join(flat(row.get(name)).split()) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(names)]
    room = shutil.get_terminal_size((120, 40)).columns - 2 * (len(names) - 1)
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


def _write_parquet(rows: Sequence[Row], names: Sequence[str], output: str | None) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {name: [_plain(row.get(name)) for row in rows] for name in names}
    table = pa.Table.from_pydict(
        {name: pa.array(values, _arrow_type(values)) for name, values in columns.items()}
    )
    target: Any = output if output is not None else sys.stdout.buffer
    pq.write_table(table, target)


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _arrow_type(values: Sequence[Any]) -> Any:
    """Return text for a column of mixed or missing values, None to let Arrow choose."""
    import pyarrow as pa

    kinds = {type(value) for value in values if value is not None}
    return None if len(kinds) == 1 else pa.string() if not kinds or kinds == {str} else pa.float64()
