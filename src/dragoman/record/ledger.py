"""The ledger: a chain of entries that says which files count, wherever its tables are kept."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.record.failpoints import reach

FIRST_LINK = "0" * 64
# Below every number that either database can hold in a column of entries.
FIRST_NUMBER = -(2**63)

# Stands where the archive of a page would, once its bytes were let go.
NO_ARCHIVE = ""

# Entries read at a time: the body of one names some hundred pages, so they are not all held.
ENTRIES_READ = 100

# Made once: a record writes millions of small JSON texts.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))

Body = Mapping[str, Any]
# Writes rows by one statement with a `?` for each value.
Write = Callable[[str, Iterable[tuple[object, ...]]], object]

# The tables that the entries imply, with the columns that `verify` compares.
DERIVED = (
    "pages",
    "sightings",
    "units",
    "releases",
    "segments",
    "outlets",
    "snapshots",
    "judgements",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of the chain."""

    seq: int
    kind: str
    at: str
    body: str
    previous: str
    digest: str

    def expected_digest(self) -> str:
        """Return the digest that the entry must carry."""
        return link_digest(self.previous, self.seq, self.kind, self.at, self.body)


class Ledger(ABC):
    """The tables of schema.sql: entries appended by one writer, read by many.

    `place` names the ledger in messages. A query has a `?` for each value and keeps to what both
    SQLite and PostgreSQL say: no column beside an aggregate, no look into JSON.
    """

    place: str

    @abstractmethod
    def close(self) -> None:
        """Let go of the tables and, when writing, of the right to write."""

    @abstractmethod
    def again(self) -> "Ledger":
        """Open the same tables once more, for reading: for another thread, or for later."""

    @abstractmethod
    def create_tables(self) -> None:
        """Make the tables of an empty ledger, and those that one of an older release lacks."""

    @abstractmethod
    def has_table(self, name: str) -> bool:
        """Tell whether a table is there: a record of an older format lacks the later ones."""

    @abstractmethod
    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a read-only query.

        Raises:
            RecordDamaged: the tables are not there or make no sense.
            RecordError: they cannot be reached.
        """

    @abstractmethod
    def size(self) -> int:
        """Return how many bytes the ledger takes where it is kept."""

    @abstractmethod
    def copy_to(self, path: Path) -> None:
        """Write what is committed at one moment into a new SQLite ledger.

        A writer may go on meanwhile.

        Raises:
            RecordFull: there is no room for the copy.
            RecordDamaged: the tables are not there or make no sense.
        """

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]:
        """Write all of a block or nothing; a refusal of the place becomes ours."""

    @abstractmethod
    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> object:
        """Write rows by one statement."""

    def append(self, kind: str, body: Body) -> int:
        """Add one entry with all it implies, in one transaction; return its number.

        Raises:
            RecordFull: there is no room; nothing of the entry counts.
            RecordError: the place refuses for another reason.
        """
        with self._transaction():
            reach("transaction_begun")
            seq, previous = self.head()
            seq += 1
            at = datetime.now(UTC).isoformat(timespec="seconds")
            text = canonical(body)
            digest = link_digest(previous, seq, kind, at, text)
            entry = (seq, kind, at, text, previous, digest)
            self._write("insert into entries values (?, ?, ?, ?, ?, ?)", [entry])
            reach("entry_written")
            apply(self._write, seq, kind, body)
            reach("tables_written")
        reach("committed")
        return seq

    def head(self) -> tuple[int, str]:
        """Return number and digest of the last entry; (0, zeros) when there is none."""
        row = self.rows("select seq, digest from entries order by seq desc limit 1")
        return next(row, (0, FIRST_LINK))

    def entries(self) -> Iterator[Entry]:
        """Yield the chain from its first link."""
        columns = ("seq", "kind", "at", "body", "previous", "digest")
        query = (
            f"select {', '.join(columns)} from entries where seq > ? "
            f"order by seq limit {ENTRIES_READ}"
        )
        # Also what stands below the first number, which `verify` must see.
        rows = list(self.rows(query, FIRST_NUMBER))
        while rows:
            yield from (Entry(**dict(zip(columns, row, strict=True))) for row in rows)
            rows = list(self.rows(query, rows[-1][0]))


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, ASCII, no spaces."""
    return _CANONICAL.encode(value)


def link_digest(previous: str, seq: int, kind: str, at: str, body: str) -> str:
    """Return the digest that chains an entry to the one before."""
    return hashlib.sha256(canonical([previous, seq, kind, at, body]).encode("ascii")).hexdigest()


def schema() -> str:
    """Return the statements that make the tables where they are not there yet, for SQLite."""
    return resources.files("dragoman.record").joinpath("schema.sql").read_text("utf-8")


def apply(write: Write, seq: int, kind: str, body: Body) -> None:
    """Write into the derived tables what an entry says."""
    _apply_to_pages(write, seq, body)
    _apply_to_segments(write, seq, body)
    write(
        "insert into outlets values (?, ?, ?)",
        [(name, seq, outlet) for name, outlet in body.get("outlets", ())],
    )
    write(
        "insert into units values (?, ?, ?, ?, ?)",
        [
            (unit, seq, page, body["coder"], outcome)
            for unit, page, outcome in body.get("units", ())
        ],
    )
    write(
        "insert into releases values (?, ?, ?)",
        [(page, body["coder"], seq) for page in body.get("released", ())],
    )
    # The table is not there in a record of format 1, which nobody has judged.
    if judgements := body.get("judgements"):
        write(
            "insert into judgements values (?, ?, ?)",
            [(key, seq, judgement) for key, judgement in judgements],
        )
    if kind == "snapshot":
        write(
            "insert into snapshots values (?, ?, ?, ?)",
            [(body["name"], seq, body["as_of"], body["digest"])],
        )


def _apply_to_pages(write: Write, seq: int, body: Body) -> None:
    """Write which pages came, moved to another archive, or were let go."""
    write(
        "insert into pages values (?, ?, ?, ?, ?)",
        [(sha, seq, body["archive"], start, size) for sha, start, size in body.get("pages", ())],
    )
    write(
        "update pages set archive = ?, start = ?, length = ? where sha256 = ?",
        [(body["archive"], start, size, sha) for sha, start, size in body.get("moved", ())],
    )
    write(
        "update pages set archive = ?, start = ?, length = 0 where sha256 = ?",
        [(NO_ARCHIVE, seq, sha) for sha in body.get("let_go", ())],
    )
    write(
        "insert into sightings values (?, ?, ?, ?)",
        [(sid, seq, page, said) for sid, page, said in body.get("sightings", ())],
    )


def _apply_to_segments(write: Write, seq: int, body: Body) -> None:
    """Write which files of rows came, and which files nothing will ever name again."""
    write(
        "update segments set retired = ? where sha256 = ? and kind = ?",
        [(seq, sha, of_kind) for sha, of_kind in body.get("retired", ())],
    )
    write(
        "insert into segments values (?, ?, ?, ?, null)",
        [(sha, of_kind, seq, rows) for sha, of_kind, rows in body.get("segments", ())],
    )
    write(
        "insert into segments values (?, ?, ?, 0, ?)",
        [(sha, of_kind, seq, seq) for sha, of_kind in body.get("given_up", ())],
    )
