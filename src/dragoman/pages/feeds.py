"""Feeds and sitemaps: which pages a publisher names, and since when they are there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from dragoman.errors import FetchError

# The limit of the sitemap protocol; no feed comes near it.
MOST_ENTRIES = 50_000
JSON_FEED = "https://jsonfeed.org/version/"
# It names sitemaps, which name pages.
SITEMAP_INDEX = "sitemap index"
# By the root of a document, without its namespace.
KINDS = {
    "rss": "rss",
    "rdf": "rss",
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": SITEMAP_INDEX,
}
_ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
# In the order in which they are believed: since when a page is there, then when it last changed.
_DATES = ("pubdate", "published", "publication_date", "issued", "date", "updated", "lastmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page that a feed names; `published` is ISO 8601 in UTC as the feed says it."""

    url: str
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed names. `fault` says why it may name more: it broke off."""

    kind: str
    entries: tuple[Entry, ...]
    fault: str | None = None


def read_feed(raw: bytes, url: str) -> Feed:
    """Return the entries of RSS, Atom, JSON Feed or a sitemap, each address once.

    A document with a DOCTYPE is refused: entities are a way to fill a memory and to read files, and
    no feed of today needs them.

    Args:
        raw: the document; never a path or an address.
        url: where it came from, against which its links are read.

    Raises:
        FetchError: `no_feed` or `doctype`.
    """
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _from_json(raw, url)
    kind, fault = None, None
    entries: dict[str, Entry] = {}
    try:
        for element in _elements(raw):
            if kind is None:
                kind = KINDS.get(_name(element))
                if kind is None:
                    raise FetchError(url, "no_feed", f"its root is <{_name(element)}>")
            elif (entry := _entry(element, url)) is not None and len(entries) < MOST_ENTRIES:
                entries.setdefault(entry.url, entry)
    except DefusedXmlException as error:
        raise FetchError(url, "doctype", "it declares a DOCTYPE or entities") from error
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, FetchError):
            raise
        fault = f"it broke off: {error}"
    if kind is None:
        raise FetchError(url, "no_feed", fault or "it is empty")
    return Feed(kind=kind, entries=tuple(entries.values()), fault=fault)


def _elements(raw: bytes) -> Iterator[Element]:
    """Yield the root as it begins, then each entry as it ends; what was read is let go."""
    root: Element | None = None
    for event, element in iterparse(BytesIO(raw), events=("start", "end"), forbid_dtd=True):
        if root is None:
            root = element
            yield root
        elif event == "end" and _name(element) in _ENTRIES:
            yield element
            element.clear()


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _entry(element: Element, base: str) -> Entry | None:
    """Return what an entry names, None where that is no address."""
    link = _link(element)
    if not link:
        return None
    said: dict[str, str] = {}
    for child in element.iter():
        said.setdefault(_name(child), (child.text or "").strip())
    date = next((said[name] for name in _DATES if said.get(name)), None)
    return _named(link, date, base)


def _link(element: Element) -> str | None:
    """Return the address of an entry: of Atom an attribute, of others a text."""
    links = [child for child in element if _name(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href")
    texts = [link.text for link in links] + [
        child.text
        for child in element
        if _name(child) == "loc"
        or (_name(child) == "guid" and child.get("isPermaLink", "true").lower() == "true")
    ]
    return next((text.strip() for text in texts if text and text.strip()), None)


def _named(link: str, date: str | None, base: str) -> Entry | None:
    try:
        address = urljoin(base, link.strip())
        # JSON may hold half a character, which no address and no record can.
        address.encode()
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return Entry(url=address, published=_moment(date) if date else None)


def _moment(said: str) -> str | None:
    """Return a date of RFC 822 or ISO 8601 as ISO 8601 in UTC, None where it is neither."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said)
        except (TypeError, ValueError, OverflowError):
            continue
        whole = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        try:
            return whole.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError):
            return None
    return None


def _from_json(raw: bytes, url: str) -> Feed:
    """Return the entries of a JSON Feed (jsonfeed.org, version 1 or 1.1)."""
    try:
        document: Any = json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise FetchError(url, "no_feed", f"it is no JSON: {error}") from error
    if not isinstance(document, dict) or not str(document.get("version")).startswith(JSON_FEED):
        raise FetchError(url, "no_feed", "it is JSON and no JSON Feed")
    items = document.get("items")
    entries: dict[str, Entry] = {}
    for item in items if isinstance(items, list) else ():
        link = item.get("url") or item.get("external_url") if isinstance(item, dict) else None
        if not isinstance(link, str):
            continue
        date = item.get("date_published") or item.get("date_modified")
        entry = _named(link, date if isinstance(date, str) else None, url)
        if entry is not None and len(entries) < MOST_ENTRIES:
            entries.setdefault(entry.url, entry)
    return Feed(kind="json", entries=tuple(entries.values()))
