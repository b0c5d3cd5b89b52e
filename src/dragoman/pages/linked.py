"""The pages that a feed, a sitemap or an index of sitemaps names."""

from collections.abc import Iterator

from dragoman.pages.feeds import SITEMAP_INDEX, read_feed
from dragoman.pages.fetching import Fetcher

# The protocol has sitemaps of pages and one level of indexes above them.
DEEPEST = 1


def linked(fetcher: Fetcher, url: str, *, depth: int = 0) -> Iterator[str]:
    """Yield the addresses that a document names, through an index of sitemaps too.

    Raises:
        FetchError: a document cannot be had, or is no feed.
    """
    page = fetcher.fetch(url).page
    if page is None:
        return
    feed = read_feed(page.raw, page.url or url)
    for entry in feed.entries:
        if feed.kind != SITEMAP_INDEX:
            yield entry.url
        elif depth < DEEPEST:
            yield from linked(fetcher, entry.url, depth=depth + 1)
