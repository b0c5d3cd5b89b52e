"""DuckDB over the segments of a state: in memory, read-only, shut off from the machine."""

import errno
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from dragoman.errors import AnswerError, RecordDamaged, RecordError, what_helps
from dragoman.model import Verdicts, verdicts_of
from dragoman.model.wire import claim_from_json
from dragoman.record.judging import edited
from dragoman.record.rows import SCHEMAS, claim_row, table_of
from dragoman.record.state import State
from dragoman.record.tabular import Table, bounded

# What people see in SQL: the tables of the kinds, without the keys of the store.
TABLES = {
    "articles": "article",
    "sentences": "sentence",
    "claims": "claim",
    "agenda": "agenda",
    "rejections": "rejection",
}

# The claims as the coder read them, before any judgement; `claims` are those as judged.
CODED = "coded_claims"

# A query may take this much of the machine and no more.
MEMORY_LIMIT = "1GB"
SECONDS_LIMIT = 60.0
# Whole rows are some kilobytes each: so many at once are a few megabytes.
ROWS_PER_BATCH = 2_000

# What DuckDB says where a segment breaks off; it has no class of its own.
_OF_DISK = "reading the stream registered as"
# It tells what the system refused in words alone.
_NOT_ALLOWED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))

# What it makes of Ctrl-C: the first where it waits for a query, the second where it asks Python
# for the rows of what is registered.
_OF_CTRL_C = ("Query interrupted", "KeyboardInterrupt")

# Set in this order: the last one locks the others.
_SHUT = (
    "set enable_progress_bar = false",  # it would stand between the rows on stdout
    "set temp_directory = ''",
    "set enable_external_access = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set errors_as_json = true",  # with the place in the query, in bytes
    f"set memory_limit = '{MEMORY_LIMIT}'",
    "set lock_configuration = true",
)


class Engine:
    """The tables of one state, to be asked in SQL."""

    def __init__(self, state: State) -> None:
        # What is registered belongs to this connection alone, so threads take turns.
        self._turn = threading.Lock()
        with _hearing_ctrl_c():
            self._connection = _connected(state)
            self._judge(verdicts_of(state.judgements))

    def _judge(self, verdicts: Verdicts) -> None:
        """Make the claims as judged of those as coded."""
        if verdicts.change_nothing:
            self._connection.execute(f"create view claims as from {CODED}")
            return
        touched = sorted(verdicts.rejected.union(verdicts.changes))
        self._connection.register("judged_ids", pa.table({"id": pa.array(touched, pa.string())}))
        rows = [
            claim_row(edited(claim_from_json(json.loads(wire)), verdicts.changes[claim]))
            | {"page": page}
            for claim, page, wire in self.rows(
                f"select id, page, wire from {CODED} where id in (select id from judged_ids)"
            )
            if claim not in verdicts.rejected
        ]
        edits = table_of("claim", rows).drop_columns(["unit"])
        self._connection.register("edited_claims", edits)
        self._connection.execute(
            f"create view claims as select * from {CODED} where id not in "
            "(select id from judged_ids) union all by name select * from edited_claims"
        )

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of one of our own queries.

        Raises:
            AnswerError: the answer does not fit into memory, or a value given is none.
            RecordDamaged: a segment cannot be read.
        """
        with self._turn, _naming_the_trouble():
            return self._connection.execute(query, list(values)).fetchall()

    def each(
        self,
        query: str,
        take: Callable[[list[tuple[Any, ...]]], None],
        values: Sequence[object] = (),
    ) -> None:
        """Hand the rows of one of our own queries over in batches; `take` must not ask again.

        Raises:
            AnswerError: the answer does not fit into memory, or a value given is none.
            RecordDamaged: a segment cannot be read.
        """
        with self._turn, _naming_the_trouble():
            found = self._connection.execute(query, list(values))
            while batch := found.fetchmany(ROWS_PER_BATCH):
                take(batch)
        # Arrow keeps what the files were read into for later, and a server reads them once.
        pa.default_memory_pool().release_unused()

    def batches(self, query: str, values: Sequence[object] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of one of our own queries in batches; until the last, nobody else asks.

        Raises:
            AnswerError: the answer does not fit into memory, or a value given is none.
            RecordDamaged: a segment cannot be read.
        """
        with self._turn, _naming_the_trouble():
            found = self._connection.execute(query, list(values))
            while batch := found.fetchmany(ROWS_PER_BATCH):
                yield batch

    def answer(self, query: str, seconds: float = SECONDS_LIMIT) -> Table:
        """Return what one query of a user gives.

        Raises:
            AnswerError: it is not one SELECT, or DuckDB refuses it; the message says where.
            RecordDamaged: a segment cannot be read.
        """
        clock = threading.Timer(seconds, self._connection.interrupt)
        clock.daemon = True
        with self._turn:
            clock.start()
            try:
                with _hearing_ctrl_c():
                    found = self._connection.execute(_one_select(self._connection, query))
                    columns = tuple(str(column[0]) for column in found.description or ())
                    rows = bounded(found.fetchmany)
            except duckdb.Error as error:
                raise _refused(error, query, seconds) from error
            finally:
                clock.cancel()
        return Table(columns, tuple(rows))


def _connected(state: State) -> duckdb.DuckDBPyConnection:
    """Return an engine with the tables of a state, claims as they were coded."""
    # Without this, a name that is no table is looked up among Python's variables.
    connection = duckdb.connect(
        ":memory:", config={"python_enable_replacements": False, "threads": 2}
    )
    for command in _SHUT:
        connection.execute(command)
    units = pa.table({"unit": state.holdings.unit_ids})
    connection.register("current_units", units)
    for table, kind in TABLES.items():
        connection.register(f"all_{table}", _dataset(state, kind))
        named = CODED if table == "claims" else table
        connection.execute(
            f"create view {named} as select * exclude (unit) from all_{table} "
            # Bare, `in` becomes a join for which DuckDB may hold all rows of the table.
            "where coalesce(unit in (select unit from current_units), false)"
        )
    return connection


def _one_select(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise AnswerError(f"the query has {len(statements)} statements; give exactly one SELECT")
    kind = statements[0].type
    if kind not in {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}:
        raise AnswerError(f"{kind.name} is not allowed here; the record answers SELECT only")
    return statements[0]


def _dataset(state: State, kind: str) -> ds.Dataset:
    schema = SCHEMAS[kind]
    paths = [str(s.path(state.folder)) for s in state.segments if s.kind == kind]
    if not paths:
        return ds.dataset(schema.empty_table())
    try:
        return ds.dataset(paths, schema=schema, format="parquet")
    except (pa.ArrowException, OSError) as error:
        raise _unread(error) from error


@contextmanager
def _naming_the_trouble() -> Iterator[None]:
    """Turn the refusal of DuckDB or of the disk into ours, with the next step."""
    try:
        with _hearing_ctrl_c():
            yield
    except duckdb.OutOfMemoryException as error:
        raise AnswerError(
            f"so many rows do not fit into {MEMORY_LIMIT}; ask for fewer, by pair, days or type"
        ) from error
    except duckdb.Error as error:
        raise _unread(error) if _is_of_disk(error) else AnswerError(_words(error)) from error
    except (pa.ArrowException, OSError) as error:
        raise _unread(error) from error


@contextmanager
def _hearing_ctrl_c() -> Iterator[None]:
    """Turn an error that DuckDB made of Ctrl-C into the KeyboardInterrupt that it was.

    Python gives that to its first thread alone; elsewhere the words come from a query.
    """
    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        is_first = threading.current_thread() is threading.main_thread()
        if is_first and any(words in str(error) for words in _OF_CTRL_C):
            raise KeyboardInterrupt from error
        raise


def _refused(error: duckdb.Error, query: str, seconds: float) -> AnswerError | RecordError:
    """Return what a user's query failed of: a segment, its time, or a mistake and its place."""
    if isinstance(error, duckdb.InterruptException):
        return AnswerError(f"the query failed: it ran longer than {seconds:.0f} s; ask for less")
    if _is_of_disk(error):
        return _unread(error)
    at = _details(error).get("position")
    place = "" if at is None else f" at {_place(query, int(at))}"
    tables = ", ".join(sorted(TABLES))
    return AnswerError(f"the query failed{place}: {_words(error)}; the tables are {tables}")


def _place(query: str, at: int) -> str:
    """Return where a byte of a query stands, as editors count, and what begins there."""
    written = query.encode()
    lines = written[:at].decode(errors="replace").split("\n")
    rest = written[at:].decode(errors="replace").split()
    begins = f", {rest[0]!r}" if rest else ""
    return f"line {len(lines)}, column {len(lines[-1]) + 1}{begins}"


def _is_of_disk(error: duckdb.Error) -> bool:
    """Tell whether rows could not be read, as against a query that is wrong."""
    return _OF_DISK in str(error)


def _details(error: duckdb.Error) -> dict[str, str]:
    """Return what DuckDB says of an error by name; nothing where it says it in plain words."""
    _, _, told = str(error).partition(": ")
    try:
        found = json.loads(told)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _words(error: duckdb.Error) -> str:
    return _details(error).get("exception_message") or str(error)


def _unread(error: BaseException) -> RecordError:
    """Return why rows could not be read: damage, unless it is this user who may not."""
    words = _first_line(error)
    if os.strerror(errno.EACCES) in words:
        return RecordError(f"a segment may not be read ({words}){what_helps(_NOT_ALLOWED)}")
    return RecordDamaged(f"a segment cannot be read ({words}); `dragoman verify` names it")


def _first_line(error: BaseException) -> str:
    words = _words(error) if isinstance(error, duckdb.Error) else str(error)
    return words.partition("\n")[0]
