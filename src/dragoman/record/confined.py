"""A query of somebody else, answered by a process of its own that may not grow or last too long.

DuckDB keeps most of what a query takes below its own limit, but not all: long texts and lists
that a query makes up itself are counted late or never. A process can be held to a size, and
where it breaks, nothing else does.
"""

import multiprocessing
import pickle
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from dragoman.errors import AnswerError, DragomanError
from dragoman.record.store import Record
from dragoman.record.tabular import Table

# How much the process may grow beyond what it takes to start, in bytes: the gigabyte that
# DuckDB is given, and as much for what it does not count.
ROOM = 2 * 1024**3
# The largest answer that is handed over, in bytes.
MOST_BYTES = 64 * 1024**2
# What starting the process and opening the record may take, in seconds.
SECONDS_TO_START = 20.0
# After this it is ended from outside; the query itself was interrupted long before.
SECONDS_OF_GRACE = 2.0

# Where Linux says how many pages of memory a process has.
SIZE = Path("/proc/self/statm")

# A fresh interpreter: a copy of a server with threads could stop at a lock that nobody holds.
_CONTEXT = multiprocessing.get_context("spawn")


def answer_confined(folder: Path, entry: int, query: str, seconds: float) -> Table:
    """Return what one SELECT gives of a record as it was after an entry of its ledger.

    Args:
        folder: the record.
        entry: the entry, the `as_of` of a view.
        query: the SELECT.
        seconds: how long it may run.

    Raises:
        AnswerError: it is not one SELECT, it fails, or it takes too much.
    """
    with _running(folder, entry, query, seconds) as answers:
        # The process says first that it begins, so its start takes nothing from the query.
        begun = _received(answers, SECONDS_TO_START)
        found = _received(answers, seconds + SECONDS_OF_GRACE) if begun is None else begun
    if isinstance(found, Table):
        return found
    raise AnswerError(str(found))


@contextmanager
def _running(folder: Path, entry: int, query: str, seconds: float) -> Iterator[Connection]:
    """Start the process, hand over the end of the pipe that it answers by, and end it."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(
        target=_answer, args=(theirs, folder, entry, query, seconds), daemon=True
    )
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _received(answers: Connection, seconds: float) -> Table | str | None:
    """Return the next thing that the process says; where it says nothing more, why not."""
    if not answers.poll(seconds):
        return f"the query did not stop after {seconds:.0f} s and was ended; ask for less"
    try:
        found: Table | str | None = pickle.loads(answers.recv_bytes())  # noqa: S301 - of our own process
    except EOFError:
        return f"the query took more than {ROOM / 1024**3:.0f} GB of memory; ask for less"
    return found


def _answer(answers: Connection, folder: Path, entry: int, query: str, seconds: float) -> None:
    """Answer in the process: nothing to begin with, then the table or what is wrong."""
    with answers:
        try:
            with Record.open(folder) as record:
                view = record.view_after(entry)
                view.count(limit=1)
                _confine()
                answers.send_bytes(pickle.dumps(None))
                found: Table | str = view.sql(query, seconds=seconds)
        except DragomanError as error:
            found = str(error)
        body = pickle.dumps(found)
        if len(body) > MOST_BYTES:
            body = pickle.dumps(
                f"the answer has {len(body) / 1024**2:,.0f} MB, more than "
                f"{MOST_BYTES / 1024**2:.0f}; select less, or add a LIMIT"
            )
        answers.send_bytes(body)


def _confine() -> None:
    """Let this process grow by no more than its room."""
    if not SIZE.exists():
        # Systems without it do not hold a process to a size either.
        return
    pages = int(SIZE.read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
