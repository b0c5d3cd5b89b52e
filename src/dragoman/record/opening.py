"""What opening a record takes, what a writer then clears away, and what closing gives back."""

from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record.archive import WARC
from dragoman.record.compact import given_up, spared
from dragoman.record.depot import PAGES, SEGMENTS, Depot, archives_of, names_of
from dragoman.record.durable import sweep
from dragoman.record.folder import Elsewhere
from dragoman.record.ledger import Ledger
from dragoman.record.ledger_place import open_at
from dragoman.record.lock import WriterLock
from dragoman.record.segments import PARQUET
from dragoman.record.state import live_segments


def hold(
    folder: Path, elsewhere: Elsewhere | None, *, writable: bool
) -> tuple[WriterLock | None, Ledger]:
    """Take the lock, when writing, and open the ledger."""
    lock = WriterLock(folder) if writable else None
    try:
        return lock, open_at(folder, elsewhere, writable=writable)
    except RecordError:
        if lock is not None:
            lock.release()
        raise


def let_go(lock: WriterLock | None, ledger: Ledger) -> None:
    """Close the ledger and let the next writer in."""
    ledger.close()
    if lock is not None:
        lock.release()


def sweep_record(depot: Depot, ledger: Ledger) -> None:
    """Delete the files of a killed writer; the lock makes sure that it is gone.

    In a store of objects only what the ledger has retired goes: a writer that lost its ledger
    minutes ago may still be about to delete, and what it deletes late must be needed by nobody.
    """
    pages, segments = depot.folder / PAGES, depot.folder / SEGMENTS
    needed = spared(ledger)
    sweep(pages, suffix=WARC, kept=needed.union(archives_of(ledger)))
    live = frozenset(segment.sha256 for segment in live_segments(ledger))
    sweep(segments, suffix=PARQUET, kept=live | needed)
    depot.let_go(names_of(given_up(ledger)))
