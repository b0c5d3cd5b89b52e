"""The moments that a server answers from: the newest one, and snapshots by name."""

import gc
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dragoman.faces.moment import Moment
from dragoman.record import Record, Snapshot, View

# How old the newest moment may be before the ledger is asked again, in seconds: a page of ten
# numbers is one moment, and a reader who waits for an ingest waits no longer than this.
FRESH_SECONDS = 1.0
# A moment whose claims took longer to fold, in seconds, is followed by one that is folded and
# briefed beside it: readers are answered from the older one meanwhile. `python -m bench readers`.
PATIENCE_SECONDS = 1.0
# Older moments kept folded; each holds all claims of its record in memory.
MOMENTS_HELD = 2


class Moments:
    """The record at several moments, each folded once; safe to be asked by many threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = threading.Lock()
        self._newest: Moment | None = None
        self._asked_at = 0.0
        self._older: dict[str | int, Moment] = {}
        self._preparing: threading.Thread | None = None
        self._behind: Callable[[], None] | None = None
        self._patience: float | None = None

    def follow_elsewhere(self, behind: Callable[[], None], patience: float | None = None) -> None:
        """Fold no later state of a large record here; call this where there is one.

        Args:
            behind: called again and again while the newest moment is behind the record.
            patience: the seconds of folding from which on a record is large, None for the usual.
        """
        self._behind = behind
        self._patience = patience

    def now(self) -> Moment:
        """Return the newest moment; of a large record, the newest that is folded.

        What people decided counts at once, for only what it touches is folded again.

        Raises:
            RecordError: the folder is no record any more, or it is damaged.
        """
        with self._turn:
            if self._newest is None or time.monotonic() - self._asked_at > FRESH_SECONDS:
                with Record.open(self.folder) as record:
                    view = record.view()
                self._newest = self._following(view)
                self._asked_at = time.monotonic()
            return self._newest

    def fresh(self) -> Moment | None:
        """Return the newest moment without asking the ledger, None where it must be asked."""
        is_fresh = time.monotonic() - self._asked_at <= FRESH_SECONDS
        return self._newest if is_fresh else None

    def _following(self, view: View) -> Moment:
        """Return the moment to answer from where the record is at a view."""
        newest = self._newest
        if newest is None or view.as_of == newest.view.as_of:
            return newest or Moment(view)
        patience = PATIENCE_SECONDS if self._patience is None else self._patience
        if newest.seconds <= patience or view.readings == newest.view.readings:
            return Moment(view, newest)
        self._fold_beside(view, newest)
        # What people decide of what the older one shows counts at once even so.
        if view.judgements() == newest.view.judgements():
            return newest
        return Moment(newest.view.as_coded(view.judgements()), newest)

    def _fold_beside(self, view: View, newest: Moment) -> None:
        """Let a later state be folded while readers are answered from the one before."""
        if self._behind is not None:
            self._behind()
        # One at a time: what came meanwhile is in the next one.
        elif self._preparing is None:
            following = Moment(view, newest)
            self._preparing = threading.Thread(target=self._prepare, args=(following,), daemon=True)
            self._preparing.start()

    def _prepare(self, following: Moment) -> None:
        try:
            # What is garbage when the rest is frozen is never freed; it is little, and of what was
            # frozen before nothing is looked at.
            gc.collect()
            following.prepare(datetime.now(UTC).date())
            # What it holds lives as long as it: the collector need not look at it ever again.
            gc.freeze()
        finally:
            # Where that failed, the pages say why.
            with self._turn:
                self._newest, self._preparing = following, None

    def look_again(self) -> None:
        """Ask the ledger at the next request, for somebody has just written to it."""
        with self._turn:
            self._asked_at = -FRESH_SECONDS

    def at(self, snapshot: str) -> Moment:
        """Return the moment of a snapshot.

        Raises:
            RecordError: no snapshot has this name.
        """
        return self._held(snapshot, lambda record: record.view(snapshot))

    def at_entry(self, entry: int) -> Moment | None:
        """Return the moment after an entry of the ledger, None where there is no such entry."""
        newest = self.now()
        if entry == newest.view.as_of:
            return newest
        if entry > newest.view.as_of:
            return None
        return self._held(entry, lambda record: record.view_after(entry))

    def _held(self, key: str | int, look: Callable[[Record], View]) -> Moment:
        """Return a moment that is not the newest, opened once while it is asked for."""
        with self._turn:
            if key not in self._older:
                with Record.open(self.folder) as record:
                    found = Moment(look(record))
                while len(self._older) >= MOMENTS_HELD:
                    del self._older[next(iter(self._older))]
                self._older[key] = found
            return self._older[key]

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return the snapshots that have a name."""
        with self._turn, Record.open(self.folder) as record:
            return record.snapshots()
