"""Long lists part by part: a page stays light however much the record holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.faces.question import count_of
from dragoman.faces.web.desk import Asked

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Some rows of a list of `total`; `number` is which part of `pages` it is, from 1."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int
    first: int

    @property
    def words(self) -> str:
        """Which rows these are: "1 to 100 of 2,300"."""
        return f"{self.first + 1:,} to {self.first + len(self.rows):,} of {self.total:,}"


def part_of(asked: Asked, rows: Sequence[Row], most: int, name: str = "page") -> Part[Row]:
    """Return the part of a list that a request asks for.

    Raises:
        InputError: its number is none.
    """
    number = count_of(name, asked.parameters.get(name, "1"))
    first = (number - 1) * most
    return Part(rows[first : first + most], number, max(1, -(-len(rows) // most)), len(rows), first)
