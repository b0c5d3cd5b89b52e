"""The record: a folder that keeps pages and what was read in them, audited."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Self

from dragoman.errors import RecordBusy, RecordError, what_helps
from dragoman.model import Judgement, Outlet, Page, Reading, Rejection, content_id
from dragoman.record.adding import batches, fresh_of, fresh_outlets
from dragoman.record.compact import merge
from dragoman.record.depot import PAGES, SEGMENTS, archives_in, depot_of, named_in, names_of
from dragoman.record.failpoints import reach
from dragoman.record.folder import (
    check_format,
    ledger_elsewhere,
    mark_format,
    mark_record,
    refuse_occupied,
)
from dragoman.record.gone import KIND as RETAIN
from dragoman.record.gone import Gone, Rule, all_gone, gone_unread_by, refuse_gone
from dragoman.record.health import Run, runs_of
from dragoman.record.homes import claim, folder_for, home_of, on_store
from dragoman.record.judging import check_undo, keep_judgement
from dragoman.record.kept import Added, Kept
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.ledger_place import place_for
from dragoman.record.lock import WriterLock
from dragoman.record.opening import hold, let_go, sweep_record
from dragoman.record.orphans import KIND as SWEEP
from dragoman.record.orphans import orphans_of
from dragoman.record.renaming import with_names_that_count
from dragoman.record.retention import Part, Retained, entry_of, parts_of, summed
from dragoman.record.rows import Row, rejection_row, rows_of
from dragoman.record.said import page_with, said_of, unit_id
from dragoman.record.segments import Segment, keep_rows
from dragoman.record.state import (
    Snapshot,
    State,
    live_segments,
    quarantined_by,
    snapshots_of,
    state_of,
)
from dragoman.record.verify import Finding, verify_record
from dragoman.record.view import View
from dragoman.record.waiting import has, raw_of, said_about, todo, unit_of

# What faces call the present state, beside the names of snapshots.
PRESENT = "now"

# One archive and one ledger entry per so many pages or bytes: few enough files, and a
# kill loses little. No benchmark of throughput moves them yet.
PAGES_PER_ENTRY = 256
BYTES_PER_ENTRY = 32 * 1024 * 1024


class Record:
    """A record folder, open for reading or, by one process at a time, for writing."""

    def __init__(self, folder: Path, *, ledger: Ledger, lock: WriterLock | None) -> None:
        self.folder = folder
        self._ledger = ledger
        self._lock = lock
        self._depot = depot_of(folder)
        self._read_until: dict[str, int] = {}

    @classmethod
    def create(cls, folder: Path | str, *, ledger: str | None = None) -> Self:
        """Make an empty record and return it open for writing.

        Args:
            folder: where it is made, or `s3://bucket/prefix`, which needs a `ledger`.
            ledger: the address of a PostgreSQL database that shall hold its ledger, without a
                password; SQLite in the folder when None.

        Raises:
            RecordError: the folder is a record already, or holds something else, or there is no
                such database.
        """
        elsewhere = on_store(folder, None if ledger is None else place_for(ledger))
        folder = folder_for(folder)
        refuse_occupied(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RecordError(
                f"cannot make the folder {folder}: {error.strerror}{what_helps(error)}"
            ) from error
        lock, tables = hold(folder, elsewhere, writable=True)
        try:
            tables.create_tables()
            reach("ledger_created")
            if elsewhere is not None and elsewhere.files is not None:
                claim(elsewhere)
            # Last, because this file is what makes a folder a record.
            mark_record(folder, elsewhere)
            return cls(folder, ledger=tables, lock=lock)
        except BaseException:
            let_go(lock, tables)
            raise

    @classmethod
    def open(cls, folder: Path | str, *, writable: bool = False) -> Self:
        """Open a record; a writer also sweeps what a killed writer left behind.

        Raises:
            NotARecord: the folder is not a record that this release can read.
            RecordBusy: another process is writing.
        """
        folder = home_of(folder)
        check_format(folder)
        lock, ledger = hold(folder, ledger_elsewhere(folder), writable=writable)
        try:
            record = cls(folder, ledger=ledger, lock=lock)
            if writable:
                sweep_record(record._depot, ledger)
        except BaseException:
            let_go(lock, ledger)
            raise
        return record

    def close(self) -> None:
        """Close the ledger and let the next writer in."""
        let_go(self._lock, self._ledger)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, pages: Iterable[Page], *, outlets: Iterable[Outlet] = ()) -> Added:
        """Keep pages, and what is known about outlets; the same bytes count once.

        Pages are taken in as they come and kept in batches, so a stop loses at most
        one batch, and adding the same again completes it.
        """
        self._must_write()
        if body := fresh_outlets(self._ledger, outlets):
            self._ledger.append("add", body)
        new = known = let_go = 0
        for batch in batches(pages, most=PAGES_PER_ENTRY, most_bytes=BYTES_PER_ENTRY):
            known += len(batch)
            fresh = fresh_of(self._ledger, self.folder / PAGES, batch)
            if fresh is not None:
                self._append("add", fresh.body)
                new, let_go = new + fresh.pages, let_go + fresh.let_go
        return Added(new=new, known=known - new, let_go=let_go)

    def pending(self, coder: str) -> Iterator[Page]:
        """Yield the pages that this coder has not read yet, in the order of their digests.

        A page that was put in quarantine is not pending; neither is one whose reading
        is on disk. A page about which more was said since is pending again.
        """
        for sha256 in todo(self._ledger, coder, self._read_until.get(coder, 0)):
            raw = raw_of(self._ledger, self._depot, sha256)
            yield page_with(raw, said_about(self._ledger, sha256))

    def count_pending(self, coder: str) -> int:
        """Return how many pages this coder has not read yet."""
        return len(todo(self._ledger, coder, self._read_until.get(coder, 0)))

    def has_read_until(self, coder: str, entry: int) -> None:
        """Take it from a caller that a coder has read all pages up to an entry.

        A watch knows that of its last pass, and need not go through a million pages every minute.
        """
        self._read_until[coder] = entry

    def write(self, readings: Iterable[Reading], coder: str) -> None:
        """Keep readings in one ledger transaction; a page this coder has read is skipped.

        Raises:
            RecordError: a reading is of a page that the record does not have, or has let go.
        """
        self._must_write()
        fresh: dict[str, tuple[str, Reading]] = {}
        for reading in readings:
            page = reading.article.page_sha256
            unit = unit_of(self._ledger, page, coder)
            if not has(self._ledger, "units", "unit", unit):
                refuse_gone(self._ledger, page)
                fresh.setdefault(unit, (page, reading))
        outcomes = [
            (unit, page, "article" if reading.article.is_readable else "rejected")
            for unit, (page, reading) in sorted(fresh.items())
        ]
        rows = (
            (kind, row | {"page": page, "unit": unit})
            for unit, (page, reading) in sorted(fresh.items())
            for kind, row in rows_of(reading)
        )
        self._write_units(coder, outcomes, rows)

    def quarantine(self, page: Page, coder: str, reason: str) -> None:
        """Set a page aside that killed or stopped its worker, with the reason."""
        self._must_write()
        unit = unit_of(self._ledger, page.sha256, coder)
        if has(self._ledger, "units", "unit", unit):
            return
        refuse_gone(self._ledger, page.sha256)
        rejection = Rejection(
            stage="pages", reason="quarantined", origin=page.origin, detail=reason
        )
        row = rejection_row(rejection) | {"page": page.sha256, "unit": unit}
        outcomes = [(unit, page.sha256, "quarantined")]
        self._write_units(coder, outcomes, [("rejection", row)])

    def is_imported(self, page: Page, coder: str) -> bool:
        """Tell whether the rows of a page of a dataset are in the record."""
        return has(self._ledger, "units", "unit", unit_id(page.sha256, said_of(page), coder))

    def keep_import(self, page: Page, coder: str, kept: Kept) -> None:
        """Let a page of a dataset count, with the rows that lie on disk, in one transaction."""
        self._must_write()
        said = said_of(page)
        sighting = content_id("si", page.sha256, canonical(said))
        body: dict[str, Any] = {
            "coder": coder,
            "units": [(unit_id(page.sha256, said, coder), page.sha256, "imported")],
            "segments": _named(kept.segments),
        }
        if not has(self._ledger, "sightings", "id", sighting):
            body["sightings"] = [(sighting, page.sha256, canonical(said))]
        if not has(self._ledger, "pages", "sha256", page.sha256):
            body["archive"] = kept.archive
            body["pages"] = [(kept.shelf.page, kept.shelf.start, kept.shelf.length)]
        self._append("import", body)

    def release(self, coder: str) -> int:
        """Make the pages that this coder set aside pending again; return how many."""
        self._must_write()
        pages = quarantined_by(self._ledger, coder)
        if pages:
            self._ledger.append("release", {"coder": coder, "released": pages})
        return len(pages)

    def compact(self, *, least: int = 2) -> int:
        """Merge the small segments of each kind that has at least so many; return how many went.

        Nothing that any view says changes. The old files are swept when the record is opened for
        writing an hour later or more, so that a view that is open now can still read them.
        """
        self._must_write()
        live = live_segments(self._ledger)
        self._depot.bring(names_of(live))
        merged = merge(self.folder / SEGMENTS, live, least)
        if merged.retired:
            retired = [(segment.sha256, segment.kind) for segment in merged.retired]
            body = {"segments": _named(merged.segments), "retired": retired}
            self._append("compact", body)
        return len(merged.retired)

    def retention(self, rule: Rule) -> Retained:
        """Return what a rule would let go now."""
        return summed(rule, parts_of(self._ledger, self._depot, rule))

    def retain(self, rule: Rule) -> Retained:
        """Let go of the bytes of the pages that a rule means; what was read in them stays.

        A stop lets go of part of them; the same call goes on. The old files are swept when the
        record is opened for writing an hour later or more.
        """
        self._must_write()
        parts = parts_of(self._ledger, self._depot, rule)
        return summed(rule, (self._let_go(rule, part) for part in parts))

    def all_gone(self) -> Iterator[Gone]:
        """Yield the pages whose bytes were let go, with when and by which rule, oldest first."""
        return all_gone(self._ledger)

    def count_gone(self, coder: str) -> int:
        """Return how many pages were let go before this coder read them."""
        return gone_unread_by(self._ledger, coder)

    def give_up_orphans(self) -> int:
        """Give up what killed writers left on a store over an hour ago; return how many objects.

        They are deleted when the record is opened for writing an hour later or more.
        """
        self._must_write()
        orphans = orphans_of(self._ledger, self._depot)
        if orphans:
            self._ledger.append(SWEEP, {"given_up": orphans})
            reach("orphans_given_up")
        return len(orphans)

    def view(self, snapshot: str | None = None) -> View:
        """Return the record as it is now, or as it was in a snapshot."""
        return self._shown(state_of(self._ledger, self.folder / SEGMENTS, snapshot))

    def view_after(self, entry: int) -> View:
        """Return the record as it was after an entry of the ledger, the `as_of` of a view.

        Raises:
            RecordError: there is no such entry yet.
        """
        return self._shown(state_of(self._ledger, self.folder / SEGMENTS, entry=entry))

    def snapshot(self, name: str) -> Snapshot:
        """Name the present state, so that `view(name)` always shows it.

        Raises:
            RecordError: the name is taken, or none.
        """
        self._must_write()
        if not name.strip() or name == PRESENT:
            raise RecordError(f"{name!r} cannot name a snapshot; choose another name")
        if any(known.name == name for known in self.snapshots()):
            raise RecordError(f"there is a snapshot {name!r} already; choose another name")
        view = self.view()
        body = {"name": name, "as_of": view.as_of, "digest": view.digest()}
        self._ledger.append("snapshot", body)
        return Snapshot(name=name, as_of=view.as_of, digest=view.digest())

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return the snapshots, oldest first."""
        return snapshots_of(self._ledger)

    def judge(self, judgement: Judgement) -> Judgement:
        """Keep what a person decided about claims; return it with its id and time.

        Raises:
            RecordError: a claim or the judgement to undo is not there, or an edit makes no claim.
        """
        self._must_write()
        view = self.view()
        view.check(judgement)
        if judgement.undoes is not None:
            check_undo(judgement, view.judgements())
        mark_format(self.folder)
        return keep_judgement(self._ledger, judgement)

    def runs(self) -> tuple[Run, ...]:
        """Return what was done to the record, oldest first."""
        return tuple(runs_of(self._ledger))

    def verify(self) -> list[Finding]:
        """Return everything that is wrong with the record; nothing when it is sound."""
        names = [*archives_in(self._ledger), *names_of(live_segments(self._ledger))]
        faults = [
            Finding(check="file", place=place, detail=fault)
            for place, fault in self._depot.faults(names)
        ]
        return faults + verify_record(self._ledger, self.folder / PAGES, self.folder / SEGMENTS)

    def _write_units(
        self,
        coder: str,
        outcomes: list[tuple[str, str, str]],
        rows: Iterable[tuple[str, Row]],
    ) -> None:
        if not outcomes:
            return
        segments = keep_rows(self.folder / SEGMENTS, rows)
        body = {"coder": coder, "units": outcomes, "segments": _named(segments)}
        self._append("read", body)

    def _let_go(self, rule: Rule, part: Part) -> Part:
        if part.going:
            # No release that would take what is gone for damage opens the record from here on.
            mark_format(self.folder)
            self._append(RETAIN, entry_of(self._depot, rule, part))
            reach("pages_let_go")
        return part

    def _append(self, kind: str, body: dict[str, Any]) -> None:
        """Let an entry count once the files that it names lie where they last."""
        counting = with_names_that_count(self._ledger, self.folder, body)
        self._depot.keep(named_in(counting))
        self._ledger.append(kind, counting)

    def _shown(self, state: State) -> View:
        self._depot.bring(names_of(state.segments))
        return View(state)

    def _must_write(self) -> None:
        if self._lock is None:
            raise RecordBusy(
                f"{self.folder} is open for reading; use Record.open(folder, writable=True)"
            )


def _named(segments: Iterable[Segment]) -> list[tuple[str, str, int]]:
    return [(segment.sha256, segment.kind, segment.rows) for segment in segments]
