"""Bodies as they stream in: unpacked within bounds, so that no server fills the memory."""

import zlib
from collections.abc import Iterable, Iterator

from dragoman.errors import FetchError

# Of the wire and unpacked; the design measured bombs of a thousand to one (robust.md 3.1).
MAX_WIRE_BYTES = 10 * 1024 * 1024
MAX_BODY_BYTES = 20 * 1024 * 1024
# Text that repeats itself packs at some 20 to 1; a table may do better while it is small.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 1024 * 1024

# What no page and no feed is; told by its headers, before its body is read.
WRONG_TYPES = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip")

# Both ways in which "gzip" and "deflate" are written: zlib tells by the first bytes.
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
# How much is unpacked in one step; what is over is refused before the next.
_STEP = 64 * 1024


def collect(chunks: Iterable[bytes], encoding: str | None, *, url: str) -> bytes:
    """Return a whole body, unpacked.

    Args:
        chunks: the body as it comes over the wire.
        encoding: the Content-Encoding, None where nothing is packed.
        url: where it comes from, for the error.

    Raises:
        FetchError: `too_large`, `bomb`, `unknown_encoding`, `damaged` or `truncated`.
    """
    name = (encoding or "identity").strip().lower()
    counted = _Counted(chunks, url)
    if name in {"", "identity"}:
        return b"".join(counted)
    if name not in _PACKED:
        raise FetchError(url, "unknown_encoding", f"it is packed as {name!r}, not as gzip")
    body = bytearray()
    for piece in _unpacked(counted, url):
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise FetchError(url, "too_large", f"it unpacks to more than {MAX_BODY_BYTES} bytes")
        if len(body) > RATIO_COUNTS_FROM and len(body) > MAX_RATIO * counted.size:
            raise FetchError(url, "bomb", f"it unpacks to more than {MAX_RATIO} times its size")
    return bytes(body)


class _Counted:
    """Chunks, with how many bytes came; stops where there are too many."""

    def __init__(self, chunks: Iterable[bytes], url: str) -> None:
        self._chunks, self._url = chunks, url
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            if self.size > MAX_WIRE_BYTES:
                said = f"more than {MAX_WIRE_BYTES} bytes came"
                raise FetchError(self._url, "too_large", said)
            yield chunk


def _unpacked(chunks: Iterable[bytes], url: str) -> Iterator[bytes]:
    """Yield a packed body in small pieces; several members follow each other as one."""
    member = zlib.decompressobj(_GZIP_OR_ZLIB)
    begun = False
    for chunk in chunks:
        waiting = chunk
        while waiting:
            if member.eof:
                member = zlib.decompressobj(_GZIP_OR_ZLIB)
            try:
                piece = member.decompress(waiting, _STEP)
            except zlib.error as error:
                raise FetchError(url, "damaged", f"it cannot be unpacked: {error}") from error
            begun = True
            yield piece
            waiting = member.unused_data if member.eof else member.unconsumed_tail
    if begun and not member.eof:
        raise FetchError(url, "truncated", "it ends before its packing does")
