"""The ledger in PostgreSQL: the same tables in a schema of their own, for writers on any machine.

The right to write is an advisory lock of the session that also commits. So it ends with the
connection, and who has lost it cannot commit any more: there is no moment in which two can.
"""

import hashlib
import os
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, errors, sql

from dragoman.errors import NotARecord, RecordBusy, RecordDamaged, RecordError, RecordFull
from dragoman.record.folder import Elsewhere
from dragoman.record.ledger import DERIVED, Ledger, schema
from dragoman.record.ledger_sqlite import create_tables, new_file

# How long the server may take to answer the first time, in seconds; an address may say another.
PATIENCE_SECONDS = 10
# How long a writer waits for the session of a killed one to end, which the server notices late.
LOCK_PATIENCE = "2s"

# What a writer's session is held to. A commit is on the disk of the server before it counts, and
# a machine that has vanished loses the right to write after two minutes of silence.
_OF_A_WRITER = {
    "synchronous_commit": "on",
    "lock_timeout": LOCK_PATIENCE,
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "15",
    "tcp_keepalives_count": "4",
}
_OF_A_READER = {"default_transaction_read_only": "on"}

# What libpq takes for a secret.
_SECRETS = frozenset({"password", "sslpassword", "oauth_client_secret"})
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")

_DAMAGED = (
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.InvalidSchemaName,
    errors.DataCorrupted,
    errors.IndexCorrupted,
)


class PostgresqlLedger(Ledger):
    """The tables of one record in a PostgreSQL database."""

    def __init__(self, elsewhere: Elsewhere, *, writable: bool) -> None:
        self.place = f"schema {elsewhere.schema} of {elsewhere.url}"
        self._elsewhere, self._schema = elsewhere, elsewhere.schema
        with _naming_the_server(self.place):
            self._connection = _connect(elsewhere, writable=writable)
            if writable:
                try:
                    self._take()
                except BaseException:
                    self._connection.close()
                    raise

    def close(self) -> None:
        """Close the connection; the server then lets the next writer in."""
        self._connection.close()

    def again(self) -> Ledger:
        """Open the same tables once more, for reading."""
        return PostgresqlLedger(self._elsewhere, writable=False)

    def create_tables(self) -> None:
        """Make the schema and the tables of an empty ledger, all of them or none."""
        name = sql.Identifier(self._schema)
        with _naming_the_server(self.place), self._connection.transaction():
            self._connection.execute(sql.SQL("create schema if not exists {}").format(name))
            self._connection.execute(postgresql_schema())

    def has_table(self, name: str) -> bool:
        """Tell whether a table is there: a record of an older format lacks the later ones."""
        ((found,),) = self.rows("select to_regclass(?) is not null", name)
        return bool(found)

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a read-only query, which are fetched at once.

        Raises:
            RecordDamaged: the tables are not there or make no sense.
            RecordError: the server cannot be reached or refuses.
        """
        with _naming_the_server(self.place):
            found = self._connection.execute(_numbered(query), values).fetchall()
        yield from found

    def size(self) -> int:
        """Return how many bytes the tables take on the server, with their indexes."""
        query = (
            "select coalesce(sum(pg_total_relation_size(pg_class.oid)), 0)::bigint from pg_class "
            "join pg_namespace on pg_namespace.oid = relnamespace "
            "where nspname = ? and relkind = 'r'"
        )
        ((size,),) = self.rows(query, self._schema)
        return int(size)

    def copy_to(self, path: Path) -> None:
        """Write what is committed at one moment into a new SQLite ledger; writers may go on.

        Raises:
            RecordFull: there is no room for the copy.
            RecordDamaged: the tables are not there or make no sense.
            RecordError: the server cannot be reached or refuses.
        """
        with new_file(path) as copy, self._one_moment():
            create_tables(copy)
            for table in ("entries", *DERIVED):
                with self._connection.cursor() as cursor, copy:
                    rows = cursor.stream(sql.SQL("select * from {}").format(sql.Identifier(table)))
                    first = next(rows, None)
                    if first is not None:
                        insert = f"insert into {table} values ({', '.join('?' * len(first))})"
                        copy.execute(insert, first)
                        copy.executemany(insert, rows)

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        """Let all queries of a block see the same commits."""
        with _naming_the_server(self.place), self._connection.transaction():
            self._connection.execute("set transaction isolation level repeatable read")
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _naming_the_server(self.place), self._connection.transaction():
            yield

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> object:
        with self._connection.cursor() as cursor:
            cursor.executemany(_numbered(query), rows)
            return cursor.rowcount

    def _take(self) -> None:
        """Take the right to write, for as long as this session lasts."""
        key = _lock_key(self._schema)
        try:
            self._connection.execute("select pg_advisory_lock(%s)", (key,))
        except errors.LockNotAvailable:
            raise RecordBusy(
                f"{self.place} is being written by {self._holder(key)}; wait for it to end, "
                "or stop it, then run the same command again"
            ) from None

    def _holder(self, key: int) -> str:
        """Return who writes, as the server knows it."""
        query = (
            "select coalesce(application_name, '') from pg_locks join pg_stat_activity using (pid) "
            "where locktype = 'advisory' and granted "
            "and (classid::bigint << 32) | objid::bigint = %s"
        )
        found = self._connection.execute(query, (key,)).fetchone()
        return (found[0] if found else "") or "a session that the server does not name"


def refuse_secrets(url: str) -> None:
    """Raise where an address is none or holds a password, which it would give to every reader.

    Raises:
        RecordError: what libpq says of the address is left out, since it may quote the password.
    """
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        parts = None
    # An @ further on is the end of a password that has a slash of its own, which libpq would take
    # for the name of a host.
    authority = re.split("[/?#]", url.partition("://")[2], maxsplit=1)[0]
    is_plain = url.isascii() and url.isprintable() and url.count("@") == authority.count("@")
    if parts is None or not is_plain:
        raise RecordError(
            "the address of the ledger cannot be read; write it as "
            "postgresql://user@host:5432/database, with %20 and the like for other characters"
        )
    if _SECRETS & parts.keys():
        raise RecordError(
            "the address of the ledger holds a password, which would stand in the record; "
            "leave it out and put it into the file that PGPASSFILE names, or into PGPASSWORD"
        )


def postgresql_schema() -> str:
    """Return schema.sql as PostgreSQL says it, so that there is one schema for both.

    Numbers have 64 bits and texts the order of their bytes, as in SQLite.
    """
    statements = re.sub(r"--.*", "", schema())
    statements = re.sub(r"\) strict(, without rowid)?;", ");", statements)
    statements = re.sub(r"\binteger\b", "bigint", statements)
    return re.sub(r"\btext\b", 'text collate "C"', statements)


def _connect(elsewhere: Elsewhere, *, writable: bool) -> psycopg.Connection[Any]:
    refuse_secrets(elsewhere.url)
    if not _SCHEMA.fullmatch(elsewhere.schema):
        raise NotARecord(
            f"{elsewhere.schema!r} is no name of a schema; restore record.toml from a copy"
        )
    given = conninfo.conninfo_to_dict(elsewhere.url)
    host = socket.gethostname()
    connection = psycopg.connect(
        elsewhere.url,
        autocommit=True,
        client_encoding="utf8",
        application_name=f"dragoman process {os.getpid()} on {host}",
        connect_timeout=given.get("connect_timeout", PATIENCE_SECONDS),
    )
    settings = _OF_A_WRITER if writable else _OF_A_READER
    for name, value in {"search_path": elsewhere.schema, **settings}.items():
        connection.execute("select set_config(%s, %s, false)", (name, value))
    return connection


def _lock_key(name: str) -> int:
    """Return the number by which the server knows the lock of a record."""
    return int.from_bytes(hashlib.sha256(name.encode("ascii")).digest()[:8], "big", signed=True)


def _numbered(query: str) -> Any:
    """Return a query with the marks of the driver in place of `?`."""
    return query.replace("?", "%s")


@contextmanager
def _naming_the_server(place: str) -> Iterator[None]:
    """Turn the refusals of the driver into ours, with the place and the next step."""
    try:
        yield
    except errors.DiskFull as error:
        raise RecordFull(
            f"the server has no room to write {place}: {_said(error)}; nothing was half written: "
            "free some space there and run the same command again"
        ) from error
    except _DAMAGED as error:
        raise RecordDamaged(
            f"{place} cannot be read ({_said(error)}); restore the database from a backup"
        ) from error
    except psycopg.OperationalError as error:
        raise RecordError(
            f"{place} cannot be reached ({_said(error)}); see that the server runs and lets you "
            "in, then run the same command again: it goes on from what is committed"
        ) from error
    except psycopg.Error as error:
        raise RecordError(f"{place} refuses: {_said(error)}") from error


def _said(error: psycopg.Error) -> str:
    return " ".join(str(error).split())
