"""The main flow: page -> article -> sentences -> claims -> record.

`read_page` is the whole of it for one page. `run` does the same for every page that a
record holds and a coder has not read yet, in worker processes that may die.
"""

import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from time import monotonic
from typing import Any, Protocol

from dragoman import articles, sentences
from dragoman.coding import Coded
from dragoman.errors import CoderError
from dragoman.executors import Executor, Failure, LocalExecutor, Outcome, Read, Recipe
from dragoman.model import Article, Page, Reading, Rejection, Sentence
from dragoman.record import Record

# Readings per ledger transaction: a kill loses at most so many, and files stay few.
READINGS_PER_WRITE = 64

_LOG = logging.getLogger(__name__)


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
    executor: Callable[[int], Executor] = LocalExecutor,
    progress: Callable[[int, int], None] | None = None,
    read: ReadPage = read_page,
) -> RunReport:
    """Read every pending page of a record and keep what came out.

    Args:
        record: open for writing.
        coder: the one whose pending pages are read.
        jobs: how many worker processes; 0 reads in this one, where a page that
            crashes takes the run with it.
        executor: makes what runs so many jobs: processes of this machine, or of a cluster.
        progress: called with pages done and pages in all.
        read: how one page is read; tests put their own in.
    """
    started = monotonic()
    total = record.count_pending(coder.name)
    tally = _Tally(record, coder.name)
    pages = record.pending(coder.name)
    outcomes = (
        _read_here(pages, coder, read)
        if jobs == 0
        else executor(jobs).run(_recipe(coder, read), pages)
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
    report = tally.report(interrupted=interrupted)
    seconds = monotonic() - started
    _LOG.info("run", extra={"counts": asdict(report), "seconds": seconds})
    return report


class _Tally:
    """Counts what comes back and writes it in batches."""

    def __init__(self, record: Record, coder: str) -> None:
        self._record, self._coder = record, coder
        self._batch: list[Reading] = []
        self._counts: Counter[str] = Counter()
        self.done = 0

    def take(self, page: Page, outcome: Outcome) -> None:
        """Keep one outcome."""
        self.done += 1
        if isinstance(outcome, Failure):
            self._record.quarantine(page, self._coder, outcome.reason)
            self._counts["quarantined"] += 1
            # Why is in the record alone: the reason may quote the page.
            _LOG.warning("read", extra={"page": page.sha256, "outcome": "quarantined"})
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
            _LOG.info("read", extra=_logged(reading))

    def report(self, *, interrupted: bool) -> RunReport:
        """Return what was written."""
        return RunReport(**self._counts, interrupted=interrupted)


def _logged(reading: Reading) -> dict[str, object]:
    """Return what a log may say of a reading: digests, codes and counts, no text."""
    article = reading.article
    kinds = ("sentences", "claims", "agenda", "rejections")
    counts = {kind: len(getattr(reading, kind)) for kind in kinds}
    outcome = "article" if article.is_readable else "rejected"
    reason = None if article.is_readable else article.verdict.value
    return {
        "page": article.page_sha256,
        "outcome": outcome,
        "reason": reason,
        "counts": counts,
    }


def _read_here(
    pages: Iterable[Page], coder: Coding, read: ReadPage
) -> Generator[tuple[Page, Outcome], None, None]:
    for page in pages:
        yield page, read(page, coder)


def _recipe(coder: Coding, read: ReadPage) -> Recipe:
    """Return how a worker gets its reader.

    A model is not sent through a pipe: a coder with `load` is loaded in each worker.
    """
    if hasattr(type(coder), "load"):
        return partial(_with_loaded, type(coder), coder.name, read)
    return partial(_with_given, coder, read)


def _with_given(coder: Coding, read: ReadPage) -> Read:
    return partial(_read_by, coder, read)


def _with_loaded(kind: Any, name: str, read: ReadPage) -> Read:
    return partial(_read_by, _loaded(kind, name), read)


def _read_by(coder: Coding, read: ReadPage, page: Page) -> Reading:
    return read(page, coder)


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


def _unreadable(article: Article) -> Rejection:
    return Rejection(
        stage="articles",
        reason=article.verdict.value,
        article=article.id,
        origin=article.origin,
        detail="; ".join(article.verdict_reasons),
    )
