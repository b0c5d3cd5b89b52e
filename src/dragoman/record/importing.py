"""Files of coded events into a record: cut, read in worker processes, kept page by page."""

import gc
import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from dragoman.errors import InputError, MalformedInput
from dragoman.record.archive import shelve
from dragoman.record.depot import PAGES, SEGMENTS
from dragoman.record.imports.compose import Composer
from dragoman.record.imports.drafts import Layout
from dragoman.record.imports.gdelt import Gdelt
from dragoman.record.imports.icews import icews
from dragoman.record.imports.polecat import Polecat
from dragoman.record.imports.slices import SLICE_BYTES, Slice, lines_of, slices
from dragoman.record.kept import Kept
from dragoman.record.said import said_of, unit_id
from dragoman.record.segments import keep_rows, keep_table
from dragoman.record.store import Record

DATASETS = ("icews", "polecat", "gdelt")
# Raise it with any change of what a row becomes: the same file is then read again.
VERSION = 1
# What is wrong with a row; "not_an_act" is a row that says what PLOVER does not count.
MALFORMED = frozenset({"columns", "bad_date", "unknown_code", "nobody"})
# Pages handed out ahead, per worker: enough to keep it busy, few enough to hold in memory.
SLICES_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of some files: claims, rows kept aside by reason, pages that were known."""

    claims: int
    aside: Mapping[str, int] = field(default_factory=dict)
    known_pages: int = 0

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return self.claims + sum(self.aside.values())

    @property
    def malformed(self) -> int:
        """How many rows are not what a row of the dataset should be."""
        return sum(count for reason, count in self.aside.items() if reason in MALFORMED)


def import_files(
    record: Record,
    dataset: str,
    paths: Iterable[Path],
    *,
    jobs: int = 1,
    size: int = SLICE_BYTES,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read files of a dataset into claims without sentences; what is known is not read again.

    A kill loses the pages in hand and counts nothing twice; the same call goes on from there.

    Args:
        record: open for writing.
        dataset: one of `DATASETS`.
        paths: files, plain or .gz or .zip; all their headers are looked at first.
        jobs: how many processes read; 1 is this one.
        size: bytes of a page, about.
        progress: called with the rows read so far.

    Raises:
        MissingInput: a file is not there.
        MalformedInput: a file is none of this dataset.
    """
    coder = f"{dataset} import {VERSION}"
    parts = _parts(dataset, list(paths), size)
    tally: Counter[str] = Counter()
    known = 0
    with closing(_read(record, dataset, parts, jobs)) as read:
        for part, done in read:
            if done is None:
                known += 1
                continue
            record.keep_import(part.page, coder, done.kept)
            tally.update(done.counts)
            if progress is not None:
                progress(tally.total())
    claims = tally.pop("claims", 0)
    return ImportReport(claims=claims, aside=dict(sorted(tally.items())), known_pages=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """A page whose rows lie on disk, and how many of them are what."""

    kept: Kept
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What a worker needs for one page."""

    folder: Path
    dataset: str
    coder: str
    part: Slice


def _parts(dataset: str, paths: list[Path], size: int) -> Iterator[Slice]:
    """Return the pages of all files, once each has shown a page that reads."""
    for path in paths:
        first = next(_slices(path, dataset, size), None)
        if first is None:
            raise MalformedInput(f"{path} has no rows; fetch it again")
        _layout_of(dataset, first)
    return (part for path in paths for part in _slices(path, dataset, size))


def _slices(path: Path, dataset: str, size: int) -> Iterator[Slice]:
    media_type = f"application/vnd.dragoman.{dataset}+tab-separated-values"
    return slices(path, media_type, has_header=dataset != "gdelt", size=size)


def _read(
    record: Record, dataset: str, parts: Iterable[Slice], jobs: int
) -> Generator[tuple[Slice, _Done | None], None, None]:
    """Yield each page with what came of it, in order; None where the record has it."""
    coder = f"{dataset} import {VERSION}"
    seen: set[str] = set()
    with _Workers(jobs) as workers:
        for part in parts:
            sha256 = part.page.sha256
            if sha256 in seen or record.is_imported(part.page, coder):
                yield part, None
                continue
            seen.add(sha256)
            task = _Task(folder=record.folder, dataset=dataset, coder=coder, part=part)
            yield from workers.take(task)
        yield from workers.rest()


class _Workers:
    """Some processes that read pages; with one job the reading is done here."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._waiting: deque[tuple[Slice, Future[_Done]]] = deque()
        # A fork would copy the open ledger, the lock and the threads of Arrow.
        self._pool = (
            ProcessPoolExecutor(
                jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent
            )
            if jobs > 1
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def take(self, task: _Task) -> Iterator[tuple[Slice, _Done]]:
        """Hand out a page; yield the oldest one when enough are under way."""
        if self._pool is None:
            yield task.part, _work(task)
            return
        self._waiting.append((task.part, self._pool.submit(_work, task)))
        if len(self._waiting) >= self._jobs * SLICES_AHEAD:
            yield self._oldest()

    def rest(self) -> Iterator[tuple[Slice, _Done]]:
        """Yield what is still under way."""
        while self._waiting:
            yield self._oldest()

    def _oldest(self) -> tuple[Slice, _Done]:
        part, future = self._waiting.popleft()
        try:
            return part, future.result()
        except BrokenProcessPool as error:
            raise InputError(
                f"a worker died at {part.page.origin}; run it again, with --jobs 1 if it recurs"
            ) from error


def _work(task: _Task) -> _Done:
    """Write a page and its rows to disk, where they do not count yet."""
    part = task.part
    layout = _layout(task.dataset, _header(part) if part.has_header else None)
    unit = unit_id(part.page.sha256, said_of(part.page), task.coder)
    with _no_search_for_cycles():
        table, refused = Composer(layout, task.coder, part.file).compose(part, unit)
    archive, (shelf,) = shelve(task.folder / PAGES, [part.page])
    segments = keep_rows(task.folder / SEGMENTS, (("rejection", row) for row in refused))
    if table.num_rows:
        segments = (keep_table(task.folder / SEGMENTS, "claim", table), *segments)
    counts = Counter(row["reason"] for row in refused)
    counts["claims"] = table.num_rows
    return _Done(kept=Kept(archive=archive, shelf=shelf, segments=segments), counts=dict(counts))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles among rows and held parts, which have none.

    It would walk all of them again and again, a third of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _layout_of(dataset: str, part: Slice) -> Layout:
    """Return how to read a page.

    Raises:
        MalformedInput: it is none of this dataset.
    """
    layout = _layout(dataset, _header(part) if part.has_header else None)
    if not part.has_header:
        found = _header(part)
        if len(found) != layout.columns:
            raise MalformedInput(
                f"{part.file} is no file of {layout.dataset}: its first row has {len(found)} "
                f"cells and not {layout.columns}"
            )
    return layout


def _header(part: Slice) -> tuple[str, ...]:
    first, _, _ = part.page.raw.partition(b"\n")
    return tuple(lines_of(first)[0].text.split("\t"))


@cache
def _layout(dataset: str, header: tuple[str, ...] | None) -> Layout:
    if dataset == "gdelt":
        return Gdelt()
    assert header is not None
    return icews(header) if dataset == "icews" else Polecat(header)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
