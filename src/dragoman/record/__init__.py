"""The store; the only place with SQL."""

from dragoman.record.state import Snapshot
from dragoman.record.store import Added, Record
from dragoman.record.tabular import Table
from dragoman.record.view import View

__all__ = ["Added", "Record", "Snapshot", "Table", "View"]
