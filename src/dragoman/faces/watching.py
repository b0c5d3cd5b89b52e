"""One pass of the watch: feeds, the pages they name, and pages that are due again."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from time import monotonic
from urllib.parse import urldefrag

from dragoman.errors import FetchError
from dragoman.faces.log import bare
from dragoman.faces.sources_file import Source
from dragoman.faces.watch_memory import ArticleMemory, FeedMemory, WatchMemory
from dragoman.model import Page, Rejection
from dragoman.pages.feeds import SITEMAP_INDEX, Feed, read_feed
from dragoman.pages.fetching import Fetched, Fetcher
from dragoman.record import Record
from dragoman.record.losses import keep_losses

# Pages per entry of the ledger: with two seconds between two pages a kill loses half a minute.
PAGES_PER_UNIT = 16

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReport:
    """What one pass did: `asked` pages are those kept, known, unchanged and lost.

    `new` had bytes that the record lacked, `known` had none; `unchanged` was said by the server;
    `lost` is in the record with its reason. `feeds` were asked, and `faults` of them gave nothing.
    """

    feeds: int = 0
    faults: int = 0
    asked: int = 0
    new: int = 0
    known: int = 0
    unchanged: int = 0
    lost: int = 0
    is_stopped: bool = False


def _never() -> bool:
    return False


class Watch:
    """Watches the sources of one record, open for writing."""

    def __init__(
        self,
        record: Record,
        fetcher: Fetcher,
        *,
        now: Callable[[], datetime],
        is_stopped: Callable[[], bool] = _never,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Make a watch.

        Args:
            record: open for writing.
            fetcher: what fetches.
            now: the time of day in UTC.
            is_stopped: asked between two pages; a pass that is stopped loses nothing.
            tell: called with a line for each feed and page that could not be had.
        """
        self._record, self._fetcher, self._now = record, fetcher, now
        self._is_stopped, self._tell = is_stopped, tell
        self._memory = WatchMemory(record.folder)
        self._counts: Counter[str] = Counter()

    def run_once(self, sources: tuple[Source, ...]) -> PassReport:
        """Ask every feed that is due, and fetch every page that is; return what came of it.

        A feed counts as read when its pages do: its validators are kept after them, so that a
        kill in between asks for the feed again and counts nothing twice.
        """
        started = monotonic()
        for source in sources:
            if self._is_stopped():
                break
            self._watch(source)
        seconds = monotonic() - started
        _LOG.info("watch", extra={"counts": dict(self._counts), "seconds": seconds})
        return PassReport(**self._counts, is_stopped=self._is_stopped())

    def _watch(self, source: Source) -> None:
        now = self._now()
        remembered = self._memory.feeds.setdefault(source.url, FeedMemory())
        if remembered.is_due(now):
            self._ask(source, remembered)
        else:
            self._fetch_due(source)
        self._memory.save(now)

    def _ask(self, source: Source, remembered: FeedMemory) -> None:
        """Read one feed, and fetch what it names."""
        self._counts["feeds"] += 1
        try:
            fetched = self._fetcher.fetch(source.url, known=remembered.validators)
            feed = _feed_of(fetched)
        except FetchError as error:
            self._counts["faults"] += 1
            self._warn(error)
            remembered.note(self._now(), changed=False, fault=error.reason)
            self._fetch_due(source)
            return
        news = self._remember(source, feed) if feed is not None else 0
        self._fetch_due(source)
        # What a stop left is due at the next pass all the same: the pages are remembered.
        remembered.validators = fetched.validators
        remembered.note(self._now(), changed=news > 0, fault=feed.fault if feed else None)

    def _remember(self, source: Source, feed: Feed) -> int:
        """Remember the pages that a feed names; return how many are new."""
        now, news = self._now().isoformat(), 0
        for entry in feed.entries:
            url = urldefrag(entry.url).url
            if url not in self._memory.articles:
                self._memory.articles[url] = ArticleMemory(source=source.url, named=now)
                news += 1
            self._memory.articles[url].named = now
        return news

    def _fetch_due(self, source: Source) -> None:
        """Fetch the pages of a source that are due, and keep them a few at a time."""
        pages = self._pages(source)
        while some := list(islice(pages, PAGES_PER_UNIT)):
            added = self._record.add(some)
            self._counts["new"] += added.new
            self._counts["known"] += added.known
            self._memory.save(self._now())

    def _pages(self, source: Source) -> Iterator[Page]:
        now = self._now()
        due = [
            (url, article)
            for url, article in self._memory.articles.items()
            if article.source == source.url and article.is_due(now)
        ]
        for url, article in due:
            if self._is_stopped():
                return
            page = self._page(url, article)
            if page is not None:
                yield replace(page, outlet=source.outlet)

    def _page(self, url: str, article: ArticleMemory) -> Page | None:
        """Return a page, None where it did not change or did not come."""
        self._counts["asked"] += 1
        try:
            fetched = self._fetcher.fetch(url, known=article.validators)
        except FetchError as error:
            self._lose(error)
            article.tries += 1
            return None
        article.visits.append(self._now().isoformat())
        article.tries, article.validators = 0, fetched.validators
        if fetched.page is None:
            self._counts["unchanged"] += 1
        return fetched.page

    def _lose(self, error: FetchError) -> None:
        self._counts["lost"] += 1
        self._warn(error)
        keep_losses(self._record, [loss_of(error)], origin=error.url)

    def _warn(self, error: FetchError) -> None:
        _LOG.warning("watch", extra={"address": bare(error.url), "reason": error.reason})
        self._tell(str(error))


def _feed_of(fetched: Fetched) -> Feed | None:
    """Return what a feed names, None where it did not change.

    Raises:
        FetchError: it is no feed, or one of other feeds.
    """
    if fetched.page is None:
        return None
    url = fetched.validators.url
    feed = read_feed(fetched.page.raw, url)
    if feed.kind == SITEMAP_INDEX:
        named = ", ".join(entry.url for entry in feed.entries[:3])
        raise FetchError(url, "sitemap_index", f"it names sitemaps; watch one of them: {named}")
    return feed


def loss_of(error: FetchError) -> Rejection:
    """Return what the record keeps of an address that gave no page."""
    return Rejection(stage="pages", reason=error.reason, origin=error.url, detail=error.detail)
