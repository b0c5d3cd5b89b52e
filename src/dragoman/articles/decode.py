"""From bytes to text: what kind of thing a page is, and in which encoding it was written."""

import codecs
import gzip
import re
import zlib
from dataclasses import dataclass
from io import BytesIO

from resiliparse.parse.encoding import detect_encoding

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
    b"RIFF",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"ID3",
    b"OggS",
    b"WARC/",
)
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
# Where declarations stand; HTML asks for them within the first kilobyte, pages are generous.
HEAD_BYTES = 4096
# Share of bytes that may be wrong in a text that still is UTF-8 with a slip in it.
SLIPS = 0.01
# Control characters beyond this share are no text.
MOST_CONTROLS = 0.02
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
    notes: list[str] = []
    if raw[:2] == GZIP:
        unpacked = _unpack(raw)
        if unpacked is None:
            if _is_bomb(raw):
                return Decoded("too_large", notes=(f"unpacks to more than {MAX_TEXT_BYTES} bytes",))
            return Decoded("not_html", notes=("broken gzip",))
        raw, notes = unpacked, ["unpacked gzip"]
    if len(raw) > MAX_TEXT_BYTES:
        return Decoded("too_large", notes=(f"more than {MAX_TEXT_BYTES} bytes",))
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Decoded("empty", notes=("no characters",))
    if raw.startswith(MAGIC):
        return Decoded("not_html", notes=(f"starts with {raw[:4]!r}",))
    text, encoding, slips = _text(raw)
    if slips:
        notes.append(f"{slips} bytes are not {encoding}")
    if "\x00" in text:
        notes.append("NUL characters left out")
    controls = len(CONTROLS.findall(text))
    if controls > MOST_CONTROLS * len(text):
        return Decoded("not_html", encoding=encoding, notes=("binary",))
    text = CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(_kind(text), text, encoding, tuple(notes))


def _kind(text: str) -> str:
    """Return html where the text has tags of a page, not_html for JSON and XML, else text."""
    start = text[:HEAD_BYTES].lstrip("\ufeff \t\n")
    if TAG.search(text[: 16 * HEAD_BYTES]):
        return "html"
    if start[:1] in "{[" and re.match(r"[\[{]\s*[\"{\[\]}]", start):
        return "not_html"
    return "not_html" if start.startswith("<?xml") else "text"


def _unpack(raw: bytes) -> bytes | None:
    """Return gzip bytes unpacked, None when they are broken or larger than a page may be."""
    try:
        with gzip.open(BytesIO(raw)) as packed:
            unpacked = packed.read(MAX_TEXT_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return unpacked if len(unpacked) <= MAX_TEXT_BYTES else None


def _is_bomb(raw: bytes) -> bool:
    """Tell whether gzip bytes hold more than a page may have."""
    try:
        with gzip.open(BytesIO(raw)) as packed:
            return len(packed.read(MAX_TEXT_BYTES + 1)) > MAX_TEXT_BYTES
    except (OSError, EOFError, zlib.error):
        return False


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
    foreign = sum(byte > 0x7F for byte in raw)
    # Mostly valid sequences with a slip: one stray byte must not turn the page to mojibake.
    if wrong <= SLIPS * len(raw) and wrong * 4 <= foreign:
        return text, "utf-8", wrong
    for likely in (_declared(raw), detect_encoding(raw), "windows-1252"):
        decoded = _decoded_as(raw, likely)
        if decoded is not None:
            return decoded
    return raw.decode("latin-1"), "latin-1", 0


def _declared(raw: bytes) -> str | None:
    found = DECLARED.search(raw[:HEAD_BYTES])
    return found.group(1).decode("ascii") if found else None


def _decoded_as(raw: bytes, name: str | None) -> tuple[str, str, int] | None:
    """Return the text in an encoding, None where it does not exist or does not fit."""
    if name is None:
        return None
    try:
        codec = codecs.lookup(name).name
        if codec == "utf-8":
            return None
        return raw.decode(codec), codec, 0
    except (LookupError, UnicodeDecodeError, UnicodeError):
        return None
