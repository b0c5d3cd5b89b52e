"""Rows of a query, with the names of their columns, as many as fit into an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dragoman.errors import AnswerError

# Rows become Python objects, outside DuckDB's memory limit; whole tables are for `export`.
ROWS_LIMIT = 100_000
# A cell may hold any length of text, so rows do not bound an answer: it has at most so many bytes
# of text, as over the network (`record/confined.py`).
BYTES_LIMIT = 64 * 1024**2
# Rows looked at before the next ones are fetched.
ROWS_AT_ONCE = 1_000

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a query gave."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def bounded(fetch: Callable[[int], list[Row]]) -> list[Row]:
    """Return the rows that `fetch` hands over in parts.

    Raises:
        AnswerError: they are more than `ROWS_LIMIT`, or hold more than `BYTES_LIMIT`.
    """
    rows: list[Row] = []
    size = 0
    while part := fetch(ROWS_AT_ONCE):
        rows += part
        size += sum(_size(cell) for row in part for cell in row)
        if len(rows) > ROWS_LIMIT:
            raise AnswerError(
                f"the answer has more than {ROWS_LIMIT} rows; add a LIMIT, count, or export"
            )
        if size > BYTES_LIMIT:
            raise AnswerError(
                f"the answer has more than {BYTES_LIMIT / 1024**2:.0f} MB in its first "
                f"{len(rows):,} rows; select less, or add a LIMIT"
            )
    return rows


def _size(cell: Any) -> int:
    """Return how many bytes of text a cell holds, lists and structures with all they hold."""
    if isinstance(cell, str):
        return len(cell) if cell.isascii() else len(cell.encode("utf-8", "surrogatepass"))
    if isinstance(cell, (bytes, bytearray)):
        return len(cell)
    if isinstance(cell, dict):
        return sum(_size(key) + _size(value) for key, value in cell.items())
    return sum(map(_size, cell)) if isinstance(cell, (list, tuple)) else 8
