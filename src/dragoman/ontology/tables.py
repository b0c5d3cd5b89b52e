"""Reads the data files of the codebook: plain TSV and TOML that a person can diff."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import MalformedInput

__all__ = ["listed", "read_rows", "read_toml"]

DATA = Path(__file__).parent / "data"
# Several values share a cell of a TSV file behind this mark; no name contains it.
LIST_MARK = "|"


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a TSV file as dictionaries by column; `#` lines are notes.

    Raises:
        MalformedInput: a row has not the columns of the header.
    """
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#") and line.strip())
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows)
        for row in rows:
            if len(row) != len(header):
                raise MalformedInput(f"{name}: {len(row)} cells, {len(header)} columns in {row}")
            yield dict(zip(header, row, strict=True))


def read_toml(name: str) -> Mapping[str, Any]:
    """Return a TOML file of the codebook as a mapping."""
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that lists several.

    >>> listed("Britain|Great Britain")
    ('Britain', 'Great Britain')
    >>> listed("")
    ()
    """
    return tuple(value.strip() for value in cell.split(LIST_MARK) if value.strip())
