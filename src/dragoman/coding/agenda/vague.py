"""Words that give something to come a time and no day: "soon", "in the coming weeks"."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.coding.lexicon import any_of, found_by, lexicon
from dragoman.model import Span

# A number makes it a date: "in the next three days" ends on a day.
COMING = re.compile(
    r"\b(?:the\s+)?(?:coming|following|next\s+(?:few|couple\s+of|several))\s+"
    r"(?:days|weeks|months|years)\b"
    r"|\bwithin\s+(?:hours|days|weeks|months|years)\b"
    r"|\b(?:the\s+)?(?:days|weeks|months|years)\s+(?:ahead|to\s+come)\b",
    re.IGNORECASE,
)


def vague_spans(text: str) -> Iterator[Span]:
    """Yield the vague times of a sentence, in sentence offsets, left to right."""
    found = [Span(*match.span()) for match in COMING.finditer(text)]
    found += [
        Span(*match.span())
        for match in _soon().finditer(text)
        if not _not_before().search(text, 0, match.start())
        and not _not_behind().match(text, match.end())
    ]
    yield from sorted(found)


@cache
def _soon() -> re.Pattern[str]:
    return found_by(lexicon("agenda")["soon"]["words"])


@cache
def _not_before() -> re.Pattern[str]:
    """Return words before "soon" that make something else of it: "too soon"."""
    return re.compile(rf"\b{any_of(lexicon('agenda')['soon']['not_before'])}\s+$", re.IGNORECASE)


@cache
def _not_behind() -> re.Pattern[str]:
    """Return words behind "soon" that make something else of it: "soon after"."""
    return re.compile(rf"\s+{any_of(lexicon('agenda')['soon']['not_behind'])}\b", re.IGNORECASE)
