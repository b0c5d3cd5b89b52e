"""Names that follow from content: the same content has the same id everywhere."""

import hashlib

# 20 hex digits are 80 bits: at a billion rows the chance of one clash is below
# one in a million, and an id still fits on a line beside its sentence.
ID_HEX_DIGITS = 20


def content_id(prefix: str, *parts: str | int | None) -> str:
    """Return `prefix_` and a digest of the parts, each framed by its length.

    Framing keeps neighbouring parts apart: ("a", "b.c") is not ("a.b", "c"), and
    None is not the empty text.

    >>> content_id("cl", "a", "bc") == content_id("cl", "ab", "c")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        frame = b"-" if part is None else str(part).encode("utf-8", "surrogatepass")
        kind = b"n" if part is None else b"i" if isinstance(part, int) else b"s"
        digest.update(kind + len(frame).to_bytes(8, "big") + frame)
    return f"{prefix}_{digest.hexdigest()[:ID_HEX_DIGITS]}"


def text_digest(text: str) -> str:
    """Return the sha256 of a text, as hex; lone surrogates are allowed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
