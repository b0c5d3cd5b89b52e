"""When an article was published: every date its page offers, and the one we settle on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lxml.html import HtmlElement

from dragoman.articles.dates import day_of, is_conflict, url_day
from dragoman.articles.linked import Linked
from dragoman.model import DateCandidate, Published

# The names that pages give their publication date, the most exact first.
DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "pubdate",
    "cxenseparse:recs:publishtime",
)
# A printed date is a line of its own, not a date inside a sentence.
LONGEST_PRINTED = 60
PRINTED_PATHS = (
    "//*[not(self::body or self::html) and (contains(@class,'date') or contains(@class,'publish')"
    " or contains(@class,'posted') or contains(@class,'timestamp') or @itemprop='datePublished')]"
)


def settle(candidates: Iterable[DateCandidate], latest: date | None = None) -> Published | None:
    """Return the first date with all that were offered; None when there is none.

    Args:
        candidates: the most trusted first.
        latest: the day after which the page cannot have been published; a later date is kept
            among the candidates and not chosen.
    """
    offered = tuple(dict.fromkeys(candidates))
    days = [(day, c) for c in offered if (day := day_of(c.value)) is not None]
    possible = [(day, c) for day, c in days if latest is None or day <= latest or c.source == GIVEN]
    if not possible:
        return None
    chosen, source = possible[0]
    return Published(
        day=chosen.isoformat(),
        source=source.source,
        candidates=offered,
        conflict=any(is_conflict(chosen, day) for day, _ in days),
    )


GIVEN = "given"


def dates_of(
    linked: Linked, meta: Mapping[str, str], tree: HtmlElement, url: str | None
) -> Iterator[DateCandidate]:
    """Yield every publication date a page offers, the most trusted first."""
    for stamp in linked.texts("datePublished", "dateCreated", "uploadDate"):
        yield DateCandidate(value=stamp, source="json-ld", raw=stamp)
    for name in DATE_META:
        if day_of(meta.get(name, "")) is not None:
            yield DateCandidate(value=meta[name], source="meta", raw=meta[name])
    tagged = _time_tag(tree)
    if tagged is not None:
        yield DateCandidate(value=tagged, source="time-tag", raw=tagged)
    by_url = url_day(url or "")
    if by_url is not None:
        yield DateCandidate(value=by_url.isoformat(), source="url", raw=url or "")
    yield from _printed(tree)


def _time_tag(tree: HtmlElement) -> str | None:
    """Return the first marked time of a page; those below it are of comments and other stories."""
    for tag in tree.iter("time"):
        stamp: str = tag.get("datetime") or ""
        marked = tag.get("itemprop") == "datePublished" or tag.get("pubdate") is not None
        if marked and day_of(stamp) is not None:
            return stamp
    return None


def _printed(tree: HtmlElement) -> Iterator[DateCandidate]:
    """Yield the date that a page prints where its markup says that a date stands."""
    for tag in tree.xpath(PRINTED_PATHS):
        words = " ".join(tag.text_content().split())
        day = day_of(words) if len(words) <= LONGEST_PRINTED else None
        if day is not None:
            yield DateCandidate(value=day.isoformat(), source="text", raw=words)
            return


def by_htmldate(markup: str, url: str | None) -> Iterator[DateCandidate]:
    """Yield what htmldate finds: a guess beside the page's own dates."""
    from htmldate import find_date

    try:
        found = find_date(markup, url=url, original_date=True, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    if found:
        yield DateCandidate(value=found, source="htmldate", raw=found)
