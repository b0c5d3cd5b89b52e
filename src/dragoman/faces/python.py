"""What a Python program calls first: `dragoman.code` and `dragoman.open`."""

from functools import cache
from pathlib import Path

from dragoman.coding import Coder
from dragoman.faces.store import Store
from dragoman.model import Page, Reading
from dragoman.pipeline import read_page
from dragoman.record import Record

__all__ = ["code", "open"]


def code(page: str | bytes, *, published: str | None = None, outlet: str | None = None) -> Reading:
    """Return what one page says: its article, claims, agenda and what was not kept.

    >>> reading = code("Iran and Russia signed an agreement in Moscow on Monday.")
    >>> {claim.evidence.exact[:4] for claim in reading.claims} <= {"Iran"}
    True

    Args:
        page: HTML or plain text.
        published: the day it was published (ISO), where it does not say.
        outlet: who published it, where it does not say.
    """
    raw = page.encode() if isinstance(page, str) else page
    return read_page(Page(raw=raw, origin="page", published=published, outlet=outlet), _coder())


def open(folder: str | Path, *, snapshot: str | None = None, writable: bool = False) -> Store:  # noqa: A001 - dragoman.open reads as gzip.open does
    """Return the door to a record: `claims(...)` asks it, `view()` is what the answers read.

    Args:
        folder: the record.
        snapshot: answer as of this snapshot; None answers as of now.
        writable: also hold the lock of the one writer.

    Raises:
        NotARecord: the folder is not a record that this release can read.
        RecordBusy: another process is writing.
    """
    return Store(Record.open(folder, writable=writable), snapshot)


@cache
def _coder() -> Coder:
    """Return the coder, loaded once: its weights take a second."""
    return Coder.load()
