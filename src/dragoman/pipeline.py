"""The main flow: page -> article -> sentences -> claims -> record.

`read_page` is the whole of it for one page. `run` does the same for every page that a
record holds and a coder has not read yet, in worker processes that may die.
"""

import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any, Protocol

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from dragoman import articles, sentences
from dragoman.coding import Coded
from dragoman.errors import CoderError
from dragoman.model import Article, Page, Reading, Rejection, Sentence
from dragoman.record import Record

# A page takes well under a second; one that takes this long is hostile or hits a bug.
SECONDS_PER_PAGE = 60.0
# What libraries leak is given back when a worker is replaced.
PAGES_PER_WORKER = 500
# Readings per ledger transaction: a kill loses at most so many, and files stay few.
READINGS_PER_WRITE = 64
# Pages handed out ahead, per worker: enough to keep it busy, few enough to hold in memory.
PAGES_AHEAD = 4


class Coding(Protocol):
    """What codes the sentences of an article; `name` tells its version."""

    name: str

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        """Return what the sentences state."""
        ...


ReadPage = Callable[[Page, Coding], Reading]


def read_page(page: Page, coder: Coding) -> Reading:
    """Return everything that comes out of one page."""
    article = articles.read(page)
    if not article.is_readable:
        return Reading(article=article, rejections=(_unreadable(article),))
    split = sentences.split(article)
    coded = coder.code(article, split.sentences)
    return Reading(
        article=article,
        sentences=split.sentences,
        claims=coded.claims,
        agenda=coded.agenda,
        rejections=(*split.rejections, *coded.rejections),
    )


def code(pages: Iterable[Page], coder: Coding) -> Iterator[Reading]:
    """Yield the reading of each page, in this process and without a record."""
    return (read_page(page, coder) for page in pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did. `interrupted`: Ctrl-C ended it; running again goes on from there."""

    articles: int = 0
    rejected: int = 0
    quarantined: int = 0
    claims: int = 0
    agenda: int = 0
    interrupted: bool = False

    @property
    def pages(self) -> int:
        """How many pages are done with."""
        return self.articles + self.rejected + self.quarantined


def run(
    record: Record,
    coder: Coding,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
    read: ReadPage = read_page,
) -> RunReport:
    """Read every pending page of a record and keep what came out.

    Args:
        record: open for writing.
        coder: the one whose pending pages are read.
        jobs: how many worker processes; 0 reads in this one, where a page that
            crashes takes the run with it.
        progress: called with pages done and pages in all.
        read: how one page is read; tests put their own in.
    """
    total = record.count_pending(coder.name)
    tally = _Tally(record, coder.name)
    outcomes = (
        _read_here(record, coder, read) if jobs == 0 else _read_apart(record, coder, read, jobs)
    )
    interrupted = False
    with closing(outcomes):
        try:
            for page, outcome in outcomes:
                tally.take(page, outcome)
                if progress is not None:
                    progress(tally.done, total)
        except KeyboardInterrupt:
            interrupted = True
    tally.flush()
    return tally.report(interrupted=interrupted)


# A page that could not be read comes back as the reason, a sentence.
_Outcome = Reading | str


class _Tally:
    """Counts what comes back and writes it in batches."""

    def __init__(self, record: Record, coder: str) -> None:
        self._record, self._coder = record, coder
        self._batch: list[Reading] = []
        self._counts: Counter[str] = Counter()
        self.done = 0

    def take(self, page: Page, outcome: _Outcome) -> None:
        """Keep one outcome."""
        self.done += 1
        if isinstance(outcome, str):
            self._record.quarantine(page, self._coder, outcome)
            self._counts["quarantined"] += 1
            return
        self._batch.append(outcome)
        if len(self._batch) >= READINGS_PER_WRITE:
            self.flush()

    def flush(self) -> None:
        """Write what has gathered, in one ledger transaction."""
        self._record.write(self._batch, self._coder)
        written, self._batch = self._batch, []
        for reading in written:
            self._counts["articles" if reading.article.is_readable else "rejected"] += 1
            self._counts["claims"] += len(reading.claims)
            self._counts["agenda"] += len(reading.agenda)

    def report(self, *, interrupted: bool) -> RunReport:
        """Return what was written."""
        return RunReport(**self._counts, interrupted=interrupted)


def _read_here(
    record: Record, coder: Coding, read: ReadPage
) -> Generator[tuple[Page, _Outcome], None, None]:
    for page in record.pending(coder.name):
        yield page, read(page, coder)


def _read_apart(
    record: Record, coder: Coding, read: ReadPage, jobs: int
) -> Generator[tuple[Page, _Outcome], None, None]:
    """Read pages in worker processes; yield them in the order they were handed out."""
    recipe = _recipe(coder)
    pool = ProcessPool(
        max_workers=jobs,
        max_tasks=PAGES_PER_WORKER,
        initializer=_leave_interrupts_to_the_parent,
        # A fork would copy the open ledger, the lock and the threads of Arrow.
        context=get_context("spawn"),
    )
    waiting: deque[tuple[Page, ProcessFuture[Reading]]] = deque()
    try:
        for page in record.pending(coder.name):
            waiting.append(
                (page, pool.schedule(_work, (read, recipe, page), timeout=SECONDS_PER_PAGE))
            )
            if len(waiting) >= jobs * PAGES_AHEAD:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _finished(page: Page, future: ProcessFuture[Reading]) -> tuple[Page, _Outcome]:
    """Wait for a page; return its reading, or why it has none.

    Raises:
        CoderError: no page can be read, so none is to blame.
    """
    error = future.exception()
    match error:
        case None:
            return page, future.result()
        case CoderError() | BrokenExecutor():
            raise error
        case TimeoutError():
            return page, f"the page took longer than {SECONDS_PER_PAGE:.0f} s"
        case ProcessExpired():
            return page, f"the page killed its worker (exit code {error.exitcode})"
        case _:
            return page, f"the page raised {type(error).__name__}: {error}"


def _recipe(coder: Coding) -> Callable[[], Coding]:
    """Return how a worker gets the coder.

    A model is not sent through a pipe: a coder with `load` is loaded in each worker.
    """
    if hasattr(type(coder), "load"):
        return partial(_loaded, type(coder), coder.name)
    return partial(_itself, coder)


def _loaded(kind: Any, name: str) -> Coding:
    coder: Coding = kind.load()
    if coder.name != name:
        raise CoderError(
            f"the run is by {name!r} and a worker loads {coder.name!r}; run with jobs=0"
        )
    return _tried(coder)


# A story that takes every stage through its tables.
PROBE = Page(
    raw=b"""The president of Iran met the foreign minister of Russia in Moscow on Monday, the
Kremlin said. The two sides signed an agreement on trade, according to a spokesman, and
promised to hold joint exercises in the Caspian Sea next year.

An official of the ministry said that the talks would go on in Tehran in October, when an
embargo of the United Nations on the sale of arms to Iran is due to expire.""",
    origin="probe",
    published="2020-10-06",
)


def _tried(coder: Coding) -> Coding:
    """Return a coder after a first story: where that fails, no page is to blame.

    Raises:
        CoderError: the installation lacks a table or a weight.
    """
    try:
        reading = read_page(PROBE, coder)
    except Exception as error:
        raise CoderError(
            f"this installation reads nothing ({type(error).__name__}: {error}); install it again"
        ) from error
    if not reading.sentences:
        raise CoderError("this installation finds no sentence in a plain story; install it again")
    return coder


def _itself(coder: Coding) -> Coding:
    return coder


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


# The coder of this worker process, loaded with its first page.
_coder_here: list[Coding] = []


def _work(read: ReadPage, recipe: Callable[[], Coding], page: Page) -> Reading:
    if not _coder_here:
        _coder_here.append(recipe())
    return read(page, _coder_here[0])


def _unreadable(article: Article) -> Rejection:
    return Rejection(
        stage="articles",
        reason=article.verdict.value,
        article=article.id,
        origin=article.origin,
        detail="; ".join(article.verdict_reasons),
    )
