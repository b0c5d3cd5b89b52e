"""Pages of web archives (WARC, ISO 28500), with everything that is lost in them."""

import base64
import hashlib
import re
import zlib
from collections.abc import Generator, Iterator
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.errors import FetchError, InputError, MissingInput
from dragoman.model import Page, Rejection
from dragoman.pages.bodies import MAX_WIRE_BYTES, WRONG_TYPES, collect

WARC_SUFFIXES = (".warc", ".warc.gz")
GZIP_START = b"\x1f\x8b\x08"
WARC_START = b"WARC/"
# Records that hold a page or should; the others are about records.
_OF_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
_STEP = 64 * 1024
# A chunk begins with its size in hexadecimal and a line break.
_CHUNK_HEAD = 64
# Stricter than `int`, which reads "-6" too: such a chunk would lead back to itself.
_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]+)\s*(?:;.*)?", re.DOTALL)
_GZIP = zlib.MAX_WBITS | 16


def is_warc(path: Path | str) -> bool:
    """Tell by its name whether a file is a web archive."""
    return str(path).lower().endswith(WARC_SUFFIXES)


def read_warc(path: Path) -> Iterator[Page | Rejection]:
    """Yield each page of an archive, and for each that is lost a rejection with the reason.

    Both libraries for WARC end without a word where a file is cut off, and give up at the first
    damage (design, ingest.md section 5). Here the length and the digest of each record are checked,
    and after damage reading goes on at the next record.

    Raises:
        MissingInput: there is no such file.
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from _Reader(path, file).read()
    except FileNotFoundError as error:
        raise MissingInput(f"{path} is not there; give a .warc or .warc.gz file") from error
    except PermissionError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


class _Reader:
    """Reads one file from its start, over whatever is broken in it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._size = path.stat().st_size
        self._is_packed = file.read(len(GZIP_START)) == GZIP_START
        # Where the last record that was met begins, and whether it was told as lost.
        self._last: int | None = None
        self._is_lost = False

    def read(self) -> Iterator[Page | Rejection]:
        """Yield pages and losses in the order of the file."""
        at: int | None = 0
        while at is not None and at < self._size:
            self._last = None
            is_broken = yield from self._until_damage(at)
            stands_to = at if self._last is None else self._end_of(self._last, is_broken=is_broken)
            met = at if self._last is None else self._last
            if is_broken and stands_to == self._size and not self._is_lost:
                # The damage reaches into the end of a record, so where that is nobody knows.
                stands_to = met + 1
            onward = self._next_start(max(stands_to, met + 1))
            if stands_to < self._size and onward != stands_to:
                until = self._size if onward is None else onward
                is_cut = onward is None and self._end_of(stands_to, is_broken=True) == self._size
                reason = "truncated" if is_cut else "damaged"
                yield self._lost(stands_to, reason, f"no record up to byte {until}")
            at = onward

    def _until_damage(self, start: int) -> Generator[Page | Rejection, None, bool]:
        """Yield what stands from a byte on; return whether it ended at damage."""
        try:
            yield from self._from(start)
        except OSError:
            return True
        return False

    def _from(self, start: int) -> Iterator[Page | Rejection]:
        """Yield what stands from a record on, up to the end or to damage.

        Raises:
            OSError: the bytes that follow are no record.
        """
        self._file.seek(start)
        for record in ArchiveIterator(self._file, parse_http=True):
            if record.headers.get("Content-Length") is None:
                raise OSError("a record without a header")
            self._last, self._is_lost = record.stream_pos, False
            if record.record_type & _OF_PAGES:
                outcome = self._outcome(record, self._last)
                self._is_lost = isinstance(outcome, Rejection)
                yield outcome

    def _outcome(self, record: WarcRecord, at: int) -> Page | Rejection:
        """Return the page of a record, or why it has none."""
        refusal = _refusal(record)
        if refusal is not None:
            return self._lost(at, *refusal)
        length = record.content_length
        payload = record.reader.read(MAX_WIRE_BYTES + 1)
        if len(payload) != length:
            return self._lost(at, "truncated", f"{len(payload)} of {length} bytes are there")
        if not _is_as_signed(payload, record.headers.get("WARC-Payload-Digest")):
            return self._lost(at, "digest", "its bytes are not those of its digest")
        place = f"{self._path}#{at}"
        try:
            raw = _unpacked(payload, record, place)
        except FetchError as error:
            return self._lost(at, error.reason, error.detail)
        return Page(
            raw=raw,
            origin=place,
            url=record.headers.get("WARC-Target-URI"),
            media_type=_media_type(record),
            fetched_at=_fetched_at(record),
        )

    def _lost(self, at: int, reason: str, detail: str) -> Rejection:
        return Rejection(stage="pages", reason=reason, origin=f"{self._path}#{at}", detail=detail)

    def _end_of(self, start: int, *, is_broken: bool) -> int:
        """Return where the record that begins at `start` ends, `start` where it is damaged itself.

        Only packed records tell; of others nothing is known but that reading came to the end.
        """
        if not self._is_packed:
            return start + 1 if is_broken else self._size
        self._file.seek(start)
        member = zlib.decompressobj(_GZIP)
        at = start
        while not member.eof and (chunk := self._file.read(_STEP)):
            at += len(chunk)
            try:
                while chunk and not member.eof:
                    member.decompress(chunk, _STEP)
                    chunk = member.unconsumed_tail
            except zlib.error:
                return start
        return at - len(member.unused_data)

    def _next_start(self, at: int) -> int | None:
        """Return where the next record begins, at `at` or later; None where none does."""
        mark = GZIP_START if self._is_packed else WARC_START
        for found in self._found(mark, at):
            if not self._is_packed or self._unpacks_to_warc(found):
                return found
        return None

    def _found(self, mark: bytes, at: int) -> Iterator[int]:
        """Yield where some bytes stand in the file."""
        kept = b""
        while True:
            self._file.seek(at + len(kept))
            chunk = self._file.read(_STEP)
            if not chunk:
                return
            window = kept + chunk
            here = window.find(mark)
            while here >= 0:
                yield at + here
                here = window.find(mark, here + 1)
            kept = window[-(len(mark) - 1) :]
            at += len(window) - len(kept)

    def _unpacks_to_warc(self, at: int) -> bool:
        self._file.seek(at)
        try:
            said = zlib.decompressobj(_GZIP).decompress(self._file.read(_STEP), len(WARC_START))
        except zlib.error:
            return False
        return said == WARC_START


def _refusal(record: WarcRecord) -> tuple[str, str] | None:
    """Return reason and detail where a record says by its headers that it holds no page."""
    if record.record_type == WarcRecordType.revisit:
        return "revisit", "its bytes stand in another record"
    status = record.http_headers.status_code if record.http_headers else None
    if status not in {None, 200}:
        return f"http_{status}", f"the server said {status}"
    kind = _media_type(record)
    if kind is not None and kind.startswith(WRONG_TYPES):
        return "wrong_type", f"it is {kind}, which is no page"
    if record.content_length > MAX_WIRE_BYTES:
        return "too_large", f"it has {record.content_length} bytes"
    return None


def _media_type(record: WarcRecord) -> str | None:
    if record.http_headers is not None:
        said = record.http_content_type
    else:
        said = record.headers.get("Content-Type")
    return said.split(";")[0].strip().lower() if said else None


def _fetched_at(record: WarcRecord) -> str | None:
    date = record.record_date
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if date else None


def _is_as_signed(payload: bytes, digest: str | None) -> bool:
    """Tell whether bytes have the digest of their record; an unknown kind of one says nothing."""
    algorithm, _, written = (digest or "").partition(":")
    if algorithm not in {"sha1", "sha256", "md5"}:
        return True
    made = hashlib.new(algorithm, payload, usedforsecurity=False)
    forms = (made.hexdigest(), base64.b32encode(made.digest()).decode("ascii").lower())
    return written.strip().lower() in forms


def _unpacked(payload: bytes, record: WarcRecord, place: str) -> bytes:
    """Return the body of a record as a browser would see it.

    Raises:
        FetchError: it cannot be unpacked, or only to more than a page may have.
    """
    if record.http_headers is None:
        return payload
    if (record.http_headers.get("Transfer-Encoding") or "").lower() == "chunked":
        payload = _joined(payload)
    return collect([payload], record.http_headers.get("Content-Encoding"), url=place)


def _joined(payload: bytes) -> bytes:
    """Return a chunked body in one; what is not chunked after all stays as it is."""
    whole, at = bytearray(), 0
    while True:
        size, mark, _ = payload[at : at + _CHUNK_HEAD].partition(b"\r\n")
        written = _CHUNK_SIZE.fullmatch(size)
        if written is None:
            return payload
        length = int(written[1], 16)
        if not mark or length == 0:
            return bytes(whole) if mark else payload
        at += len(size) + len(mark)
        whole += payload[at : at + length]
        at += length + len(mark)
