"""From bytes to text: what kind of thing a page is, and in which encoding it was written."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

# As pages.MAX_PAGE_BYTES: no page of news is larger, unpacked or not.
MAX_TEXT_BYTES = 10 * 1024 * 1024
# First bytes of things that are no page of text.
MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!\x1a",
    b"\x28\xb5\x2f\xfd",
    b"\xd0\xcf\x11\xe0",
    b"WARC/",
)
# Also first letters of sentences: with them only bytes that no text has are decisive.
LETTER_MAGIC = (b"RIFF", b"BZh", b"MZ", b"ID3", b"OggS", b"SQLite format")
MAGIC_REACH = 512
GZIP = b"\x1f\x8b"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|meta|title|script)\b", re.IGNORECASE
)
JSON_START = re.compile(r"\{\s*[\"}]|\[\s*[\"{\[\]\d]")
ROOT = re.compile(r"<([a-zA-Z][\w:]*)")
FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "urlset", "sitemapindex", "opml"})
# Where declarations stand; HTML asks for them within the first kilobyte, pages are generous.
HEAD_BYTES = 4096
# Share of bytes that may be wrong in a text that still is UTF-8 with a slip in it.
SLIPS = 0.01
# Declared by every page that declares carelessly; what the bytes look like is surer.
LATIN = "cp1252"
KOREAN = "euc-kr"
# Latin, Chinese or Japanese read as Korean is Hangul for less than half of it.
MOST_HANGUL = 0.8
KOREAN_REACH = 64 * 1024
# Control characters beyond this share are no text.
MOST_CONTROLS = 0.02
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text.

    `kind` is html, text, or the reason why it is neither: empty, not_html, too_large.
    """

    kind: str
    text: str = ""
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Return a page's text and kind; never raises on content."""
    notes: tuple[str, ...] = ()
    if raw[:2] == GZIP:
        unpacked = _unpack(raw)
        if unpacked is None:
            return Decoded("not_html", notes=("broken gzip",))
        raw, notes = unpacked, ("unpacked gzip",)
    refused = _refused(raw)
    if refused is not None:
        return replace(refused, notes=(*refused.notes, *notes))
    text, encoding, slips = _text(raw)
    if slips:
        notes = (*notes, f"{slips} bytes are not {encoding}")
    if "\x00" in text:
        notes = (*notes, "NUL characters left out")
    controls = len(CONTROLS.findall(text))
    if controls > MOST_CONTROLS * len(text):
        return Decoded("not_html", encoding=encoding, notes=("binary", *notes))
    text = CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(_kind(text), text, encoding, notes)


def _refused(raw: bytes) -> Decoded | None:
    """Return why bytes are not worth decoding, None when they are."""
    if len(raw) > MAX_TEXT_BYTES:
        return Decoded("too_large", notes=(f"more than {MAX_TEXT_BYTES} bytes",))
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Decoded("empty", notes=("no characters",))
    lettered = raw.startswith(LETTER_MAGIC) and b"\x00" in raw[:MAGIC_REACH]
    if raw.startswith(MAGIC) or lettered:
        return Decoded("not_html", notes=(f"starts with {raw[:4]!r}",))
    return None


def _kind(text: str) -> str:
    """Return html where the text has tags of a page, not_html for JSON and feeds, else text."""
    start = text[:HEAD_BYTES].lstrip("\ufeff \t\n")
    if JSON_START.match(start):
        return "not_html"
    root = ROOT.search(start)
    if root and root.group(1).lower() in FEED_ROOTS:
        return "not_html"
    if TAG.search(text[: 16 * HEAD_BYTES]):
        return "html"
    return "not_html" if start.startswith("<?xml") else "text"


def _unpack(raw: bytes) -> bytes | None:
    """Return gzip bytes unpacked up to one byte more than a page may have; None when broken."""
    try:
        with gzip.open(BytesIO(raw)) as packed:
            return packed.read(MAX_TEXT_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None


def _text(raw: bytes) -> tuple[str, str, int]:
    """Return the text, its encoding and how many bytes did not fit it."""
    for mark, name in BOMS:
        if raw.startswith(mark):
            text = raw.decode(name, errors="replace")
            return text, name.removesuffix("-sig"), text.count("\ufffd")
    try:
        return raw.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError:
        text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(letter > "\x7f" for letter in text) - wrong
    # Mostly valid sequences with a slip: one stray byte must not turn the page to mojibake.
    if wrong <= SLIPS * len(raw) and wrong <= right:
        return text, "utf-8", wrong
    for likely in _likely(raw):
        decoded = _decoded_as(raw, likely)
        if decoded is not None:
            return *decoded, 0
    return raw.decode("latin-1"), "latin-1", 0


def _likely(raw: bytes) -> Iterator[str | None]:
    """Yield the encodings a page can be in, the likeliest first."""
    stated = map_encoding_to_html5(_declared(raw) or "", fallback_utf8=False)
    if stated != LATIN:
        yield stated
    yield detect_encoding(raw)
    if _is_korean(raw):
        yield KOREAN
    yield LATIN


def _declared(raw: bytes) -> str | None:
    found = DECLARED.search(raw[:HEAD_BYTES])
    return found.group(1).decode("ascii") if found else None


def _decoded_as(raw: bytes, name: str | None) -> tuple[str, str] | None:
    """Return the text in an encoding, None where it is none of the web's or does not fit."""
    # Python knows codecs that no page is written in, and some run for minutes.
    codec = map_encoding_to_html5(name, fallback_utf8=False) if name else None
    if codec is None or codec == "utf-8":
        return None
    try:
        return raw.decode(codec), codec
    except (LookupError, UnicodeError):
        return None


def _is_korean(raw: bytes) -> bool:
    """Tell whether the bytes pair up as Hangul: the one script that detection misses."""
    foreign = [c for c in raw[:KOREAN_REACH].decode(KOREAN, errors="replace") if c > "\x7f"]
    hangul = sum("\uac00" <= letter <= "\ud7a3" for letter in foreign)
    return hangul > MOST_HANGUL * len(foreign)


def well_formed(text: str) -> str:
    """Return a text without lone surrogates, which no file and no model can hold.

    Each becomes one replacement character, so that offsets stay what they were.
    """
    return LONE_SURROGATE.sub("\ufffd", text)
