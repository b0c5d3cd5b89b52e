"""Feeds name pages, whatever form they have; hostile ones are refused."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import FetchError
from dragoman.pages.feeds import Entry, read_feed

URL = "https://news.example/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><link>https://news.example/</link>
<item><link> /1 </link><pubDate>Tue, 06 Oct 2020 12:00:00 +0200</pubDate></item>
<item><guid>https://news.example/2</guid></item>
<item><guid isPermaLink="false">https://news.example/no</guid></item>
<item><link>javascript:alert(1)</link></item>
<item><link>/1</link></item></channel></rss>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item><link>https://news.example/1</link><dc:date>2020-10-06T10:00:00Z</dc:date></item>
<item><link>https://news.example/2</link></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/>
<entry><link rel="edit" href="/edit"/><link href="/1"/><updated>2020-10-07T00:00:00Z</updated>
<published>2020-10-06T10:00:00Z</published></entry>
<entry><link rel="alternate" href="https://news.example/2"/><updated>soon</updated></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "/1", "date_published": "2020-10-06T12:00:00+02:00"},
            {"external_url": "https://news.example/2"},
            {"id": "no address"},
            "no item",
        ],
    }
).encode()
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/1</loc><news:news>
<news:publication_date>2020-10-06T10:00:00Z</news:publication_date></news:news></url>
<url><loc>https://news.example/2</loc></url></urlset>"""

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<rss><channel><item><link>&lol2;</link></item></channel></rss>"""
FILE = b"""<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><link>&x;</link></item></rss>"""
QUADRATIC = (
    b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 100_000 + b'">]><rss>' + b"&a;" * 10_000 + b"</rss>"
)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(RSS, "rss"), (RDF, "rss"), (ATOM, "atom"), (JSON, "json"), (SITEMAP, "sitemap")],
    ids=["rss", "rdf", "atom", "json", "sitemap"],
)
def test_a_feed_names_each_page_once_with_its_time(raw: bytes, kind: str) -> None:
    feed = read_feed(raw, URL)
    assert feed.kind == kind
    assert feed.fault is None
    assert feed.entries == (
        Entry(url="https://news.example/1", published="2020-10-06T10:00:00Z"),
        Entry(url="https://news.example/2"),
    )


@pytest.mark.parametrize("raw", [LAUGHS, FILE, QUADRATIC], ids=["laughs", "file", "quadratic"])
def test_a_document_type_is_refused_at_once(raw: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        read_feed(raw, URL)
    assert caught.value.reason == "doctype"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><body>Not here</body></html>",
        b"{}",
        b"[1]",
        b"{broken",
        b"\x00\xff",
        b"/etc/hosts",
    ],
)
def test_what_is_no_feed_is_refused(raw: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        read_feed(raw, URL)
    assert caught.value.reason == "no_feed"


def test_a_feed_that_breaks_off_gives_what_it_named_and_says_so() -> None:
    feed = read_feed(RSS[: RSS.index(b"<item><guid is")], URL)
    assert [entry.url for entry in feed.entries] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert feed.fault is not None


def test_a_sitemap_index_names_sitemaps() -> None:
    raw = b"<sitemapindex><sitemap><loc>https://news.example/s1.xml</loc></sitemap></sitemapindex>"
    feed = read_feed(raw, URL)
    assert (feed.kind, feed.entries) == (
        "sitemap index",
        (Entry(url="https://news.example/s1.xml"),),
    )


@given(cut=st.integers(0, 700), put=st.binary(max_size=20))
def test_no_bytes_raise_anything_but_a_refusal(cut: int, put: bytes) -> None:
    for raw in (RSS, ATOM, JSON, SITEMAP):
        with contextlib.suppress(FetchError):
            read_feed(raw[:cut] + put + raw[cut + len(put) :], URL)
