"""Archives give their pages, whatever is broken in them, and tell what is lost."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.errors import MissingInput
from dragoman.model import Page, Rejection
from dragoman.pages.warcs import read_warc
from dragoman.record.archive import archive_path, shelve


class Written:
    """An archive in memory, with where each record begins."""

    def __init__(self, *, packed: bool = True) -> None:
        self.buffer = io.BytesIO()
        self.starts: list[int] = []
        self._writer = WARCWriter(self.buffer, gzip=packed)

    def add(self, body: bytes, *, status: str = "200 OK", **headers: str) -> "Written":
        self.starts.append(self.buffer.tell())
        said = {"Content-Type": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
        record = self._writer.create_warc_record(
            f"https://news.example/{len(self.starts)}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(status, list(said.items()), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2020-10-06T10:00:00Z"},
        )
        self._writer.write_record(record)
        return self


def _bodies(count: int) -> list[bytes]:
    return [f"<p>page {n} {n * 7919}</p>".encode() * 50 for n in range(count)]


def _written(count: int = 4, *, packed: bool = True) -> Written:
    written = Written(packed=packed)
    for body in _bodies(count):
        written.add(body)
    return written


def _read(folder: Path, content: bytes, name: str = "a.warc.gz") -> tuple[list[bytes], list[str]]:
    """Return the bodies and the reasons of losses."""
    (folder / name).write_bytes(content)
    found = list(read_warc(folder / name))
    pages = [entry.raw for entry in found if isinstance(entry, Page)]
    return pages, [entry.reason for entry in found if isinstance(entry, Rejection)]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages(tmp_path: Path, *, packed: bool) -> None:
    content = _written(packed=packed).buffer.getvalue()
    assert _read(tmp_path, content, "a.warc") == (_bodies(4), [])


def test_a_page_of_an_archive_says_where_and_when_it_was_fetched(tmp_path: Path) -> None:
    written = _written(2)
    (tmp_path / "a.warc.gz").write_bytes(written.buffer.getvalue())
    page = list(read_warc(tmp_path / "a.warc.gz"))[1]
    assert isinstance(page, Page)
    assert page.origin == f"{tmp_path}/a.warc.gz#{written.starts[1]}"
    assert (page.url, page.media_type) == ("https://news.example/2", "text/html")
    assert page.fetched_at == "2020-10-06T10:00:00Z"


def test_our_own_archive_is_read(tmp_path: Path) -> None:
    digest, _ = shelve(tmp_path, [Page(raw=b"<p>one</p>", origin="1", media_type="text/html")])
    found = list(read_warc(archive_path(tmp_path, digest)))
    assert [entry.raw for entry in found if isinstance(entry, Page)] == [b"<p>one</p>"]


def test_a_file_that_is_cut_off_loses_its_last_page_alone(tmp_path: Path) -> None:
    pages, reasons = _read(tmp_path, _written().buffer.getvalue()[:-60])
    assert (pages, reasons) == (_bodies(3), ["truncated"])


def test_a_hole_loses_one_page_alone(tmp_path: Path) -> None:
    written = _written()
    content = bytearray(written.buffer.getvalue())
    content[written.starts[1] + 60 : written.starts[1] + 90] = bytes(30)
    assert _read(tmp_path, bytes(content)) == ([_bodies(4)[n] for n in (0, 2, 3)], ["damaged"])


def test_a_hole_over_the_start_of_a_record_is_told(tmp_path: Path) -> None:
    written = _written()
    content = bytearray(written.buffer.getvalue())
    content[written.starts[1] : written.starts[1] + 40] = bytes(40)
    assert _read(tmp_path, bytes(content)) == ([_bodies(4)[n] for n in (0, 2, 3)], ["damaged"])


def test_a_hole_at_the_start_of_the_file_loses_the_first_page_alone(tmp_path: Path) -> None:
    content = bytearray(_written().buffer.getvalue())
    content[20:60] = bytes(40)
    assert _read(tmp_path, bytes(content)) == (_bodies(4)[1:], ["damaged"])


def test_bytes_that_are_not_those_of_the_digest_are_lost(tmp_path: Path) -> None:
    content = _written(2, packed=False).buffer.getvalue()
    forged = content.replace(b"<p>page 0", b"<p>PAGE 0", 1)
    assert _read(tmp_path, forged, "a.warc") == (_bodies(2)[1:], ["digest"])


@pytest.mark.parametrize(
    ("body", "status", "headers", "reason"),
    [
        pytest.param(b"no", "404 Not Found", {}, "http_404", id="status"),
        pytest.param(b"\x89PNG", "200 OK", {"Content_Type": "image/png"}, "wrong_type", id="type"),
        pytest.param(
            gzip.compress(bytes(15 * 1024 * 1024)),
            "200 OK",
            {"Content_Encoding": "gzip"},
            "bomb",
            id="bomb",
        ),
        pytest.param(bytes(10 * 1024 * 1024 + 1), "200 OK", {}, "too_large", id="too-large"),
    ],
)
def test_what_is_no_page_is_told_with_the_reason(
    tmp_path: Path, body: bytes, status: str, headers: dict[str, str], reason: str
) -> None:
    written = Written().add(b"<p>first</p>").add(body, status=status, **headers).add(b"<p>3</p>")
    found = _read(tmp_path, written.buffer.getvalue())
    assert found == ([b"<p>first</p>", b"<p>3</p>"], [reason])


def test_a_chunked_and_packed_body_is_unpacked(tmp_path: Path) -> None:
    inner = gzip.compress(b"<p>whole</p>")
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (5, inner[:5], len(inner) - 5, inner[5:])
    written = Written().add(chunked, Transfer_Encoding="chunked", Content_Encoding="gzip")
    assert _read(tmp_path, written.buffer.getvalue()) == ([b"<p>whole</p>"], [])


@given(start=st.integers(min_value=0, max_value=1200), length=st.integers(1, 400))
def test_no_damage_stops_the_reading_or_makes_up_a_page(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int
) -> None:
    content = bytearray(_written().buffer.getvalue())
    content[start : start + length] = bytes(min(length, max(0, len(content) - start)))
    pages, reasons = _read(tmp_path_factory.mktemp("warc"), bytes(content))
    assert set(pages) <= set(_bodies(4))
    assert len(pages) == 4 or reasons


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"give a \.warc"):
        list(read_warc(tmp_path / "none.warc.gz"))
