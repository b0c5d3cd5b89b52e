"""Raw pages in WARC files: the bytes as they came, one gzip member per page."""

import hashlib
import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.errors import RecordDamaged
from dragoman.model import Exchange, Page
from dragoman.record.durable import keep_file

WARC = ".warc.gz"

# How hard gzip works. warcio's own 9 takes nearly twice as long on event files, an eighth of an
# import, for less than two bytes in a hundred: `python -m bench imports`.
LEVEL = 6
# Tells zlib to write the frame of gzip around what it packs.
_GZIP = 16

# WARC demands a date. A local file has none that is not a clock, and the same pages
# must give the same file, so a page without `fetched_at` gets the epoch.
NO_DATE = "1970-01-01T00:00:00Z"

# The body is kept unpacked, so what the wire did to it is kept under another name, as Common Crawl
# does; a reader that took these headers at their word would unpack it again.
AS_ON_THE_WIRE = "X-Crawl-"
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})

_ASCII = "".join(map(chr, range(0x20, 0x7F)))

# What a library may raise on bytes that are no longer a WARC record.
_BROKEN = (OSError, EOFError, ValueError, zlib.error, ArchiveLoadFailed, StopIteration)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where the bytes of one page lie."""

    page: str
    start: int
    length: int


def shelve(folder: Path, pages: Sequence[Page]) -> tuple[str, tuple[Shelf, ...]]:
    """Keep the bytes of some pages in one file; return its digest and each page's place."""
    buffer = io.BytesIO()
    shelves = []
    for page in pages:
        start = buffer.tell()
        buffer.write(_member_of(partial(_as_record, page=page)))
        shelves.append(Shelf(page=page.sha256, start=start, length=buffer.tell() - start))
        if page.exchange is not None:
            asked = partial(_as_request, page=page, exchange=page.exchange)
            buffer.write(_member_of(asked))
    return _kept(folder, buffer.getvalue()), tuple(shelves)


def _member_of(as_record: Callable[[WARCWriter], object]) -> bytes:
    """Return a record as one gzip member; the same record gives the same bytes."""
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False)
    writer.write_record(as_record(writer))
    return zlib.compress(plain.getvalue(), level=LEVEL, wbits=zlib.MAX_WBITS | _GZIP)


def archive_path(folder: Path, digest: str) -> Path:
    """Return where the archive with this digest lies."""
    return folder / f"{digest}{WARC}"


def unshelve(folder: Path, archive: str, shelf: Shelf) -> bytes:
    """Return the bytes of one page.

    Raises:
        RecordDamaged: the file is gone or no longer holds them.
    """
    path = archive_path(folder, archive)
    try:
        with path.open("rb") as file:
            file.seek(shelf.start)
            member = file.read(shelf.length)
        # Headers of HTTP are as their server wrote them; no parser has to like them.
        record = next(ArchiveIterator(io.BytesIO(member), no_record_parse=True))
        raw: bytes = record.content_stream().read()
        if record.rec_type == "response":
            raw = raw.partition(b"\r\n\r\n")[2]
    except _BROKEN as error:
        raise _damaged(path, shelf, type(error).__name__) from error
    if hashlib.sha256(raw).hexdigest() != shelf.page:
        raise _damaged(path, shelf, "it has other bytes")
    return raw


def reshelve(
    folder: Path, archive: str, kept: Sequence[Shelf], gone: Sequence[Shelf]
) -> tuple[str, tuple[Shelf, ...]]:
    """Keep some pages of an archive in another one, byte for byte; return as `shelve` does.

    What follows the record of a page, such as that of what was asked for it, goes with it.

    Raises:
        RecordDamaged: the archive is gone or no longer what its name says.
    """
    path = archive_path(folder, archive)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != archive:
        raise RecordDamaged(
            f"{path} is missing or was changed, and nothing was let go of it; restore it from a "
            "backup, and see `dragoman verify`"
        )
    starts = sorted(shelf.start for shelf in (*kept, *gone))
    ends = dict(zip(starts, [*starts[1:], len(content)], strict=True))
    buffer, shelves = io.BytesIO(), []
    for shelf in sorted(kept, key=lambda one: one.start):
        shelves.append(replace(shelf, start=buffer.tell()))
        buffer.write(content[shelf.start : ends[shelf.start]])
    return _kept(folder, buffer.getvalue()), tuple(shelves)


def numbered(folder: Path, archive: str, number: int) -> str:
    """Keep an archive under another name: a record at its end that says nothing but a number."""
    content = archive_path(folder, archive).read_bytes()
    return _kept(folder, content + _member_of(partial(_as_number, number=number)))


def _kept(folder: Path, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    keep_file(archive_path(folder, digest), content)
    return digest


def _damaged(path: Path, shelf: Shelf, why: str) -> RecordDamaged:
    return RecordDamaged(
        f"{path} no longer holds page {shelf.page} ({why}); restore it from a backup "
        "or `dragoman add` the page again to a new record"
    )


def _as_record(writer: WARCWriter, page: Page) -> object:
    """Return a record whose every header follows from the page.

    A page that was fetched is a `response` with its headers, any other a `resource`.
    """
    fetched = page.exchange is not None
    return writer.create_warc_record(
        _address(page),
        "response" if fetched else "resource",
        payload=io.BytesIO(page.raw),
        length=len(page.raw),
        warc_content_type="" if fetched else page.media_type or "application/octet-stream",
        http_headers=_answer(page, page.exchange) if page.exchange is not None else None,
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:sha256:{page.sha256}>",
            "WARC-Date": page.fetched_at or NO_DATE,
        },
    )


def _answer(page: Page, exchange: Exchange) -> StatusAndHeaders:
    """Return the headers of the answer, true to the body as it is kept."""
    headers = [
        (f"{AS_ON_THE_WIRE}{name}" if name.lower() in OF_THE_WIRE else name, _in_ascii(value))
        for name, value in exchange.headers
    ]
    headers.append(("Content-Length", str(len(page.raw))))
    return StatusAndHeaders(_in_ascii(exchange.status), headers, protocol="HTTP/1.1")


def _in_ascii(words: str) -> str:
    """Return what a header says, with what is no ASCII as warcio writes it, percent-encoded."""
    return quote(words, safe=_ASCII)


def _as_request(writer: WARCWriter, page: Page, exchange: Exchange) -> object:
    """Return the record of what was asked, which names that of the answer."""
    asked = f"{page.sha256} {page.url} {page.fetched_at}".encode("utf-8", "surrogateescape")
    return writer.create_warc_record(
        _address(page),
        "request",
        http_headers=StatusAndHeaders(
            exchange.request, list(exchange.request_headers), is_http_request=True
        ),
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:sha256:{hashlib.sha256(asked).hexdigest()}>",
            "WARC-Concurrent-To": f"<urn:sha256:{page.sha256}>",
            "WARC-Date": page.fetched_at or NO_DATE,
        },
    )


def _as_number(writer: WARCWriter, number: int) -> object:
    """Return a record that makes an archive another one and says nothing of any page."""
    said = f"number: {number}\r\n".encode("ascii")
    return writer.create_warc_record(
        "",
        "warcinfo",
        payload=io.BytesIO(said),
        length=len(said),
        warc_content_type="application/warc-fields",
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:sha256:{hashlib.sha256(said).hexdigest()}>",
            "WARC-Date": NO_DATE,
        },
    )


def _address(page: Page) -> str:
    """Return an address without a space or a line break, which would break the header."""
    if page.url is None:
        return "file:" + quote(page.origin, errors="surrogateescape")
    return quote(page.url, safe="%/:=&?~#+!$,;'@()*[]", errors="surrogateescape")
