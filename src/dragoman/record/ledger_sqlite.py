"""The ledger in one SQLite file of the record's folder: the rule, and what a backup holds."""

import fcntl
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dragoman.errors import RecordBusy, RecordDamaged, RecordError, RecordFull
from dragoman.record.ledger import Ledger, schema
from dragoman.record.lock import LOCK_FILE

LEDGER_FILE = "ledger.sqlite"

# How long a reader waits while the writer commits; a commit takes milliseconds.
PATIENCE_SECONDS = 10.0

# What a writer keeps of the tables: digests come in no order, so each page of a large record would
# read and write its own leaves (`python -m bench linear`; SQLite keeps 2 MB unless told).
CACHE_KIB = 64 * 1024

# A disk with less is full: what SQLite writes at once is smaller (tests/faults/test_full_disk.py).
LEAST_ROOM = 1024 * 1024

# What SQLite says when the disk takes no more: the file, its log or its shared memory. Apart from
# the first, it says the same of a disk that fails.
_NOT_TAKEN = frozenset(
    {
        "SQLITE_FULL",
        "SQLITE_IOERR_FSYNC",
        "SQLITE_IOERR_SHMSIZE",
        "SQLITE_IOERR_TRUNCATE",
        "SQLITE_IOERR_WRITE",
    }
)
# What it says, with more behind it, where another program holds the file, or it is not for us.
_HELD = ("SQLITE_BUSY", "SQLITE_LOCKED")
_NOT_OURS = ("SQLITE_AUTH", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_READONLY")


class SqliteLedger(Ledger):
    """The SQLite file of a record; the lock of the folder lets one writer at it."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.place = str(path)
        self._path = path
        self._connection = _connect(path, writable=writable)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def again(self) -> Ledger:
        """Open the same file once more, for reading."""
        return SqliteLedger(self._path, writable=False)

    def create_tables(self) -> None:
        """Make the tables of an empty ledger, and those that one of an older release lacks."""
        with _naming_the_disk(self._path):
            create_tables(self._connection)

    def has_table(self, name: str) -> bool:
        """Tell whether a table is there: a record of an older format lacks the later ones."""
        query = "select 1 from sqlite_master where type = 'table' and name = ?"
        return next(self.rows(query, name), None) is not None

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a read-only query.

        Raises:
            RecordDamaged: SQLite cannot make sense of the file.
            RecordBusy: another program keeps it to itself.
            RecordFull: the disk has no room for what SQLite keeps beside the file.
            RecordError: the ledger was closed, may not be read, or the disk fails.
        """
        try:
            yield from self._connection.execute(query, values)
        except sqlite3.ProgrammingError as error:
            raise RecordError(
                f"cannot ask {self._path} ({error}); open the record again"
            ) from error
        except sqlite3.DatabaseError as error:
            raise _told(self._path, error) from error

    def size(self) -> int:
        """Return how many bytes the file takes, with its log and what readers keep beside it."""
        beside = self._path.parent.glob(f"{LEDGER_FILE}*")
        return sum(path.stat().st_size for path in beside)

    def copy_to(self, path: Path) -> None:
        """Write what is committed at one moment into a new SQLite ledger.

        A writer may go on meanwhile: the online backup of SQLite
        (https://sqlite.org/backup.html), in one step.

        Raises:
            RecordFull: there is no room for the copy.
            RecordDamaged: SQLite cannot make sense of the ledger.
        """
        try:
            with new_file(path) as copy:
                self._connection.backup(copy)
                # All of it in one file: nobody writes to a copy, so it needs no log.
                copy.execute("pragma journal_mode = delete")
        except sqlite3.DatabaseError as error:
            raise _damaged(self._path, error) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _naming_the_disk(self._path):
            self._connection.execute("begin immediate")
            try:
                yield
            except BaseException:
                # SQLite ends the transaction itself on some errors, a full disk among them.
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> object:
        return self._connection.executemany(query, rows)


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of schema.sql where they are not there yet."""
    connection.executescript(schema())


@contextmanager
def new_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a new file to write a copy of a ledger into.

    Raises:
        RecordFull: there is no room for it.
        RecordError: it cannot be written for another reason.
    """
    with _naming_the_disk(path), closing(sqlite3.connect(path)) as copy:
        yield copy


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Open the file, creating it for a writer."""
    with _naming_the_disk(path):
        if not writable:
            return _connect_reader(path)
        connection = _at(path, "mode=rwc")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")
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
        if error.sqlite_errorname in _NOT_TAKEN | {"SQLITE_CANTOPEN"}:
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
        raise _told(path, error) from error


def _told(path: Path, error: sqlite3.DatabaseError) -> RecordError:
    """Return what SQLite's error means for the record."""
    name = error.sqlite_errorname
    if name in _NOT_TAKEN:
        return _refused(path, error)
    if name.startswith(_HELD):
        return RecordBusy(
            f"{path} is held by another program ({error}) for more than "
            f"{PATIENCE_SECONDS:.0f} s; `fuser {path}` says which: close it, then run the same "
            "command again"
        )
    if name.startswith(_NOT_OURS):
        return RecordError(
            f"cannot open or write {path} ({error}); see that it is there and that this user may "
            f"read and write it and its folder (`ls -la {path.parent}`), then run the same command "
            "again"
        )
    return _damaged(path, error)


def _refused(path: Path, error: sqlite3.DatabaseError) -> RecordError:
    """Return that there is no room, or, where there is, that the disk fails."""
    if error.sqlite_errorname == "SQLITE_FULL" or not _has_room(path.parent):
        return RecordFull(
            f"no room to write {path}: {error}; nothing was half written: "
            "free some space and run the same command again"
        )
    return RecordError(
        f"the disk does not take {path}: {error}, and it is not full; nothing was half written: "
        "see whether a quota is used up and what the system says of the disk (`journalctl -k`), "
        "then run the same command again"
    )


def _has_room(folder: Path) -> bool:
    """Tell whether files may grow: neither the disk nor the limit of this process is reached."""
    if resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY:
        return False
    return shutil.disk_usage(folder).free >= LEAST_ROOM


def _damaged(path: Path, error: sqlite3.DatabaseError) -> RecordDamaged:
    return RecordDamaged(f"{path} cannot be read ({error}); restore it from a backup")
