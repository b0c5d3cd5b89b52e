"""The moments that a server answers from: the newest one, and snapshots by name."""

import threading
import time
from pathlib import Path

from dragoman.faces.moment import Moment
from dragoman.record import Record, Snapshot

# How old the newest moment may be before the ledger is asked again, in seconds: a page of ten
# numbers is one moment, and a reader who waits for an ingest waits no longer than this.
FRESH_SECONDS = 1.0
# Snapshots kept folded; each holds all claims of its record in memory.
SNAPSHOTS_HELD = 2


class Moments:
    """The record at several moments, each folded once; safe to be asked by many threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = threading.Lock()
        self._newest: Moment | None = None
        self._asked_at = 0.0
        self._named: dict[str, Moment] = {}

    def now(self) -> Moment:
        """Return the newest moment; pages answer from the one before until it is folded.

        Raises:
            RecordError: the folder is no record any more, or it is damaged.
        """
        with self._turn:
            if self._newest is None or time.monotonic() - self._asked_at > FRESH_SECONDS:
                with Record.open(self.folder) as record:
                    view = record.view()
                if self._newest is None or view.as_of != self._newest.view.as_of:
                    self._newest = Moment(view)
                self._asked_at = time.monotonic()
            return self._newest

    def at(self, snapshot: str) -> Moment:
        """Return the moment of a snapshot.

        Raises:
            RecordError: no snapshot has this name.
        """
        with self._turn:
            if snapshot not in self._named:
                with Record.open(self.folder) as record:
                    found = Moment(record.view(snapshot))
                while len(self._named) >= SNAPSHOTS_HELD:
                    del self._named[next(iter(self._named))]
                self._named[snapshot] = found
            return self._named[snapshot]

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return the snapshots that have a name."""
        with self._turn, Record.open(self.folder) as record:
            return record.snapshots()
