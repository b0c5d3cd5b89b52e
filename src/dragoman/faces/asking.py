"""One query object for every door: claims of a record on disk or behind an address.

`dragoman.open(folder).claims(...)`, `Client(url).claims(...)` and `dragoman claims ...` take the
same parameters and give equal rows. A query asks nothing until it is read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dragoman.faces.question import address_of, command_of
from dragoman.model import Claim
from dragoman.record.filters import CLAIM_ORDER, Filters, Question

if TYPE_CHECKING:
    import pyarrow as pa

PATH = "/v1/claims"


class Door(Protocol):
    """What can answer a question about claims."""

    @property
    def snapshot(self) -> str:
        """The name of the moment that answers."""

    @property
    def name(self) -> str:
        """The folder or address of the record."""

    def find(self, question: Question) -> Iterator[Claim]:
        """Yield the claims, earliest act first."""

    def count(self, question: Question) -> int:
        """Return how many there are."""

    def count_by(self, by: str, question: Question) -> Mapping[str | None, int]:
        """Return how many there are of each value of `by`."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One condition of a question, and how many claims are left once it holds too."""

    condition: str
    left: int


class ClaimQuery:
    """The claims that one question means.

    Iterating asks the record; the same query can be iterated again.
    """

    def __init__(self, door: Door, question: Question) -> None:
        # A wrong filter fails here, where it was written, and not at the first row.
        Filters.of(question)
        self._door = door
        self.question = question

    def __iter__(self) -> Iterator[Claim]:
        return self._door.find(self.question)

    def __len__(self) -> int:
        return self._door.count(self.question)

    def __repr__(self) -> str:
        return f"<{self._door.name}: {self.command}>"

    def head(self, most: int = 5) -> list[Claim]:
        """Return the first few."""
        return list(islice(self, most))

    def count(self, by: str | None = None) -> int | Mapping[str | None, int]:
        """Return how many claims there are, in all or of each value of `by`.

        Args:
            by: year, month, day, type, quad, status, outlet, actor or recipient.

        Raises:
            AnswerError: claims are not counted by this.
        """
        return len(self) if by is None else self._door.count_by(by, self.question)

    def explain(self) -> list[Narrowing]:
        """Return how each condition narrows the claims, in the order of the question."""
        asked: Question = {}
        steps = [Narrowing("all claims", self._door.count(asked))]
        for name, value in self.question.items():
            if value is not None:
                asked[name] = value  # type: ignore[literal-required]  # the name is a key of it
                words = command_of({name: value}).removeprefix("dragoman claims ")  # type: ignore[misc]
                steps.append(Narrowing(words, self._door.count(asked)))
        return steps

    def to_arrow(self) -> "pa.Table":
        """Return the claims as columns, those of the SQL table `claims`."""
        from dragoman.record.exports import claim_table

        return claim_table(self)

    def to_df(self) -> Any:
        """Return the claims as a data frame of pandas, which must be installed."""
        return self.to_arrow().to_pandas()

    def to_parquet(self, path: str | Path) -> int:
        """Write the claims to a Parquet file; return how many."""
        return self._write("parquet", path)

    def to_csv(self, path: str | Path) -> int:
        """Write the claims to a CSV file that no spreadsheet runs; return how many."""
        return self._write("csv", path)

    def to_jsonl(self, path: str | Path) -> int:
        """Write whole claims, one JSON object a line; return how many."""
        return self._write("jsonl", path)

    def to_geojson(self) -> dict[str, Any]:
        """Return the claims as GeoJSON features; a country is no point and has no geometry."""
        from dragoman.record.geojson import feature

        return {"type": "FeatureCollection", "features": [feature(claim) for claim in self]}

    @property
    def sql(self) -> str:
        """The query of `dragoman sql` that gives the same rows."""
        return Filters.of(self.question).text(
            "*", "claims", order=CLAIM_ORDER, limit=self.question.get("limit")
        )

    @property
    def url(self) -> str:
        """The address, below the root of `dragoman serve`, that gives the same rows."""
        return address_of(PATH, self.question)

    @property
    def command(self) -> str:
        """The command line that gives the same rows."""
        return command_of(self.question)

    def cite(self) -> str:
        """Return a line that says which rows these are, so that another can find them again."""
        from importlib.metadata import version

        return (
            f"Dragoman {version('dragoman')}, record {self._door.name}, "
            f"snapshot {self._door.snapshot}: {len(self)} claims of `{self.command}`."
        )

    def _write(self, fmt: str, path: str | Path) -> int:
        from dragoman.record import export

        return export(self, fmt, Path(path))
