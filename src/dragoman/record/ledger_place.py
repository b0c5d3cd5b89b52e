"""Where the ledger of a record is kept, and how it is opened."""

import secrets
from importlib.util import find_spec
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record.folder import Elsewhere, ledger_elsewhere
from dragoman.record.ledger import Ledger
from dragoman.record.ledger_sqlite import LEDGER_FILE, SqliteLedger

SCHEMES = ("postgresql://", "postgres://")
# Of the name that a record has in a database it may share with others, in bytes.
_SCHEMA_BYTES = 8


def place_for(url: str) -> Elsewhere:
    """Return a place for the ledger of a new record, in a schema of its own.

    Raises:
        RecordError: this is no address of PostgreSQL, or it holds a password.
    """
    if not url.startswith(SCHEMES):
        # The address is not told: it may hold a password.
        raise RecordError(
            "a ledger outside the folder is in PostgreSQL, and its address begins with "
            "postgresql://, as in postgresql://user@host/database"
        )
    _need_driver()
    from dragoman.record.ledger_postgresql import refuse_secrets

    refuse_secrets(url)
    return Elsewhere(url=url, schema=f"dragoman_{secrets.token_hex(_SCHEMA_BYTES)}")


def open_ledger(folder: Path, *, writable: bool) -> Ledger:
    """Open the ledger of a record, wherever its folder says that it is."""
    return open_at(folder, ledger_elsewhere(folder), writable=writable)


def open_at(folder: Path, elsewhere: Elsewhere | None, *, writable: bool) -> Ledger:
    """Open a ledger in its place: in the folder, or elsewhere.

    Raises:
        RecordBusy: another process writes to it, from whichever machine.
        RecordError: it cannot be reached, or the library for it is not installed.
    """
    if elsewhere is None:
        return SqliteLedger(folder / LEDGER_FILE, writable=writable)
    _need_driver()
    from dragoman.record.ledger_postgresql import PostgresqlLedger

    return PostgresqlLedger(elsewhere, writable=writable)


def _need_driver() -> None:
    """Raise unless the optional part [postgresql] is installed."""
    if find_spec("psycopg") is None:
        raise RecordError(
            "a ledger in PostgreSQL needs the library psycopg; pip install 'dragoman[postgresql]'"
        )
