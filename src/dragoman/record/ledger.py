"""The ledger: a chain of entries in SQLite that says which files count."""

import fcntl
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.errors import RecordDamaged, RecordError, RecordFull
from dragoman.record.failpoints import reach
from dragoman.record.lock import LOCK_FILE

LEDGER_FILE = "ledger.sqlite"
FIRST_LINK = "0" * 64

# How long a reader waits while the writer commits; a commit takes milliseconds.
PATIENCE_SECONDS = 10.0

# Made once: a record writes millions of small JSON texts.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))

Body = Mapping[str, Any]

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

# What SQLite says when the disk takes no more: the file, its log or its shared memory.
_NO_ROOM = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_SHMSIZE",
        "SQLITE_IOERR_TRUNCATE",
        "SQLITE_IOERR_WRITE",
    }
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


class Ledger:
    """The SQLite file of a record: entries appended by one writer, read by many."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path
        self._connection = _connect(path, writable=writable)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def create_tables(self) -> None:
        """Make the tables of an empty ledger."""
        with _naming_the_disk(self.path):
            create_tables(self._connection)

    def append(self, kind: str, body: Body) -> int:
        """Add one entry with all it implies, in one transaction; return its number."""
        with _naming_the_disk(self.path), self._transaction():
            seq, previous = self.head()
            seq += 1
            at = datetime.now(UTC).isoformat(timespec="seconds")
            text = canonical(body)
            self._connection.execute(
                "insert into entries values (?, ?, ?, ?, ?, ?)",
                (seq, kind, at, text, previous, link_digest(previous, seq, kind, at, text)),
            )
            reach("entry_written")
            apply(self._connection, seq, kind, body)
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
        for row in self.rows(f"select {', '.join(columns)} from entries order by seq"):
            yield Entry(**dict(zip(columns, row, strict=True)))

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a read-only query.

        Raises:
            RecordDamaged: SQLite cannot make sense of the file.
            RecordFull: the disk has no room for what SQLite keeps beside the file.
        """
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname in _NO_ROOM:
                raise _full(self.path, error) from error
            raise RecordDamaged(
                f"{self.path} cannot be read ({error}); restore it from a backup"
            ) from error

    def copy_to(self, path: Path) -> None:
        """Write into a new file what is committed at one moment; a writer may go on meanwhile.

        The online backup of SQLite (https://sqlite.org/backup.html), in one step.

        Raises:
            RecordFull: there is no room for the copy.
            RecordDamaged: SQLite cannot make sense of the ledger.
        """
        try:
            with _naming_the_disk(path), closing(sqlite3.connect(path)) as copy:
                self._connection.backup(copy)
                # All of it in one file: nobody writes to a copy, so it needs no log.
                copy.execute("pragma journal_mode = delete")
        except sqlite3.DatabaseError as error:
            raise RecordDamaged(
                f"{self.path} cannot be read ({error}); restore it from a backup"
            ) from error

    def has_table(self, name: str) -> bool:
        """Tell whether a table is there: a record of an older format lacks the later ones."""
        query = "select 1 from sqlite_master where type = 'table' and name = ?"
        return next(self.rows(query, name), None) is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("begin immediate")
        try:
            reach("transaction_begun")
            yield
        except BaseException:
            # SQLite ends the transaction itself on some errors, a full disk among them.
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, ASCII, no spaces."""
    return _CANONICAL.encode(value)


def link_digest(previous: str, seq: int, kind: str, at: str, body: str) -> str:
    """Return the digest that chains an entry to the one before."""
    return hashlib.sha256(canonical([previous, seq, kind, at, body]).encode("ascii")).hexdigest()


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of schema.sql where they are not there yet."""
    connection.executescript(resources.files("dragoman.record").joinpath("schema.sql").read_text())


def apply(connection: sqlite3.Connection, seq: int, kind: str, body: Body) -> None:
    """Write into the derived tables what an entry says."""
    run = connection.executemany
    run(
        "insert into pages values (?, ?, ?, ?, ?)",
        [(sha, seq, body["archive"], start, size) for sha, start, size in body.get("pages", ())],
    )
    run(
        "insert into sightings values (?, ?, ?, ?)",
        [(sid, seq, page, said) for sid, page, said in body.get("sightings", ())],
    )
    run(
        "insert into outlets values (?, ?, ?)",
        [(name, seq, outlet) for name, outlet in body.get("outlets", ())],
    )
    run(
        "insert into units values (?, ?, ?, ?, ?)",
        [
            (unit, seq, page, body["coder"], outcome)
            for unit, page, outcome in body.get("units", ())
        ],
    )
    run(
        "insert into releases values (?, ?, ?)",
        [(page, body["coder"], seq) for page in body.get("released", ())],
    )
    # The table is not there in a record of format 1, which nobody has judged.
    if judgements := body.get("judgements"):
        run(
            "insert into judgements values (?, ?, ?)",
            [(key, seq, judgement) for key, judgement in judgements],
        )
    run(
        "update segments set retired = ? where sha256 = ? and kind = ?",
        [(seq, sha, of_kind) for sha, of_kind in body.get("retired", ())],
    )
    run(
        "insert into segments values (?, ?, ?, ?, null)",
        [(sha, of_kind, seq, rows) for sha, of_kind, rows in body.get("segments", ())],
    )
    if kind == "snapshot":
        connection.execute(
            "insert into snapshots values (?, ?, ?, ?)",
            (body["name"], seq, body["as_of"], body["digest"]),
        )


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the file, creating it for a writer."""
    with _naming_the_disk(path):
        if not writable:
            return _connect_reader(path)
        connection = _at(path, "mode=rwc")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        return connection


def _connect_reader(path: Path) -> sqlite3.Connection:
    """Open the file for reading, without a new file beside it where none can be made.

    A reader of a WAL file keeps a lock file beside it. Where the folder takes none and the
    log is empty, all there is stands in the ledger itself.
    """
    if not os.access(path.parent, os.W_OK) and _log_is_empty(path):
        # Where nobody can write, nobody writes, and SQLite may read without a lock.
        return _at(path, "immutable=1")
    connection = _at(path, "mode=ro")
    try:
        # SQLite opens the file with the first question, not before.
        connection.execute("pragma schema_version")
    except sqlite3.DatabaseError as error:
        # Anything else is told by the first question that is asked of the ledger.
        if error.sqlite_errorname in _NO_ROOM | {"SQLITE_CANTOPEN"}:
            connection.close()
            return _copy_in_memory(path, error)
    return connection


def _copy_in_memory(path: Path, refusal: sqlite3.DatabaseError) -> sqlite3.Connection:
    """Return the ledger as it stands, copied while no writer can change it.

    Raises:
        DatabaseError: the refusal, when somebody writes or left a log that holds entries.
    """
    lock = path.with_name(LOCK_FILE)
    if not lock.exists():
        raise refusal
    with lock.open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refusal from None
        if not _log_is_empty(path):
            raise refusal
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with closing(_at(path, "immutable=1")) as still:
            still.backup(copy)
    return copy


def _at(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=PATIENCE_SECONDS,
    )


def _log_is_empty(path: Path) -> bool:
    """Tell whether SQLite has moved all that was committed into the file itself."""
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or log.stat().st_size == 0


@contextmanager
def _naming_the_disk(path: Path) -> Iterator[None]:
    """Turn SQLite's refusal into ours, with the place and the next step."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname in _NO_ROOM:
            raise _full(path, error) from error
        raise RecordError(f"cannot open or write {path}: {error}") from error


def _full(path: Path, error: sqlite3.DatabaseError) -> RecordFull:
    return RecordFull(
        f"no room to write {path}: {error}; nothing was half written: "
        "free some space and run the same command again"
    )
