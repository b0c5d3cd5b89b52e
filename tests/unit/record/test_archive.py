"""Pages lie in WARC files that other tools read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from dragoman.errors import RecordDamaged
from dragoman.model import Exchange, Page
from dragoman.record.archive import Shelf, archive_path, shelve, unshelve

HEADER = st.tuples(
    st.sampled_from(["ETag", "Content-Encoding", "Transfer-Encoding", "Content-Length", "X-A"]),
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=9),
)
EXCHANGES = st.builds(
    Exchange,
    request=st.just("GET / HTTP/1.1"),
    request_headers=st.just((("Host", "news.example"),)),
    status=st.sampled_from(["200 OK", "200"]),
    headers=st.lists(HEADER, max_size=3).map(tuple),
)
PAGES = st.builds(
    Page,
    raw=st.binary(max_size=300),
    origin=st.text(st.characters(codec="utf-8"), max_size=20),
    url=st.none() | st.text(st.characters(codec="utf-8"), max_size=20),
    media_type=st.sampled_from([None, "text/html"]),
    fetched_at=st.sampled_from([None, "2020-10-06T10:00:00Z"]),
    exchange=st.none() | EXCHANGES,
)


@given(pages=st.lists(PAGES, min_size=1, max_size=4))
def test_pages_come_back_and_the_same_pages_give_the_same_file(
    pages: list[Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    digest, shelves = shelve(folder, pages)
    assert [unshelve(folder, digest, shelf) for shelf in shelves] == [page.raw for page in pages]
    assert shelve(folder, pages) == (digest, shelves)


def test_another_tool_reads_the_file(tmp_path: Path) -> None:
    pages = [Page(raw=f"page {n}".encode(), origin=f"dir/{n} \u0436.html") for n in range(3)]
    digest, _ = shelve(tmp_path, pages)
    with archive_path(tmp_path, digest).open("rb") as file:
        found = [
            (record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)
        ]
    assert found == [("resource", page.raw) for page in pages]


def test_bytes_that_are_not_the_page_are_refused(tmp_path: Path) -> None:
    digest, (shelf,) = shelve(tmp_path, [Page(raw=b"one", origin="1")])
    other = Shelf(page="0" * 64, start=shelf.start, length=shelf.length)
    with pytest.raises(RecordDamaged, match="it has other bytes"):
        unshelve(tmp_path, digest, other)


def test_a_page_that_was_fetched_lies_beside_its_request_and_headers(tmp_path: Path) -> None:
    exchange = Exchange(
        request="GET /1 HTTP/1.1",
        request_headers=(("User-Agent", "dragoman (+a@b.example)"),),
        status="200 OK",
        headers=(("ETag", 'W/"1"'), ("Content-Encoding", "gzip"), ("Content-Length", "9")),
    )
    page = Page(
        raw=b"<p>unpacked</p>",
        origin="feed",
        url="https://news.example/1",
        fetched_at="2026-11-25T12:00:00Z",
        exchange=exchange,
    )
    digest, _ = shelve(tmp_path, [page])
    with archive_path(tmp_path, digest).open("rb") as file:
        found = [
            (record.rec_type, dict(record.http_headers.headers), record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    kept = {"ETag": 'W/"1"', "X-Crawl-Content-Encoding": "gzip", "X-Crawl-Content-Length": "9"}
    assert found == [
        ("response", kept | {"Content-Length": "15"}, page.raw),
        ("request", {"User-Agent": "dragoman (+a@b.example)"}, b""),
    ]
