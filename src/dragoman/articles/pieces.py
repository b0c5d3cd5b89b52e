"""Cuts a plain text into pieces: its lines, and the parts of lines that were glued together.

Who copies a page loses line ends: "Latest newsRelated news". A cut costs nothing where both
sides turn out to be content, for labels of a kind that touch become one span again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dragoman.articles.asides import phrases
from dragoman.model import Span

# Small letters of the scripts that have two cases.
SMALL = "a-zß-öø-ɏа-џ"
# A word in small letters of three or more that runs into a capital: "newsRelated",
# "envoyThe", not "iPhone", "McDonald" or "YouTube".
SEAM = re.compile(rf"(?<!\w)[{SMALL}]{{3,}}(?=[A-ZÀ-ÞА-Я\"“][\w'’]+)")
# A word that opens a sentence, run into by a capitalised one: "JanuaryThe first". Any other
# pair of capitalised words may be a name: "WhatsApp".
OPENED = re.compile(
    rf"(?<!\w)[A-ZÀ-ÞА-Я][{SMALL}]{{2,}}(?<!Linked)(?=(?:The|An?|In|On|At|But|He|She|It|They|We|His"
    rf"|Her|Its|Their|This|That|These|Those|There|When|While|After|Before|Since|As|For|From|Der|Die"
    rf"|Das|Ein|Eine|Le|La|Les|El|Los|Las|Il|В|На|По)\s[{SMALL}])"
)
# A stop that runs into the next sentence: "began.Also", "it began.“They".
STOPPED = re.compile(
    rf"(?:(?<=[{SMALL}]{{2}}[.!?…])|(?<=[{SMALL}]{{2}}[.!?…][”\"’»]))(?=[A-ZÀ-ÞА-Я“][\w'’]*\s)"
)
# A line of more seams was not glued but made: code, or an attack.
MOST_SEAMS = 200
# What may stand before an item of a list. A bracket is none: it opens "(Reuters)".
BULLETS = " \t•·-–—*>»→▶►|"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that is labelled as one; `span` has its margins and what is blank below.

    `words` is the piece without margins and bullet. `indent` counts the columns before it,
    `gap` the blank lines above it; a piece that begins inside a line has `glued` set.
    """

    span: Span
    words: str
    indent: int
    gap: int
    bulleted: bool
    glued: bool


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; they cover every character unless all are blank."""
    found: list[Piece] = []
    start = offset = gap = 0
    for line in text.splitlines(keepends=True):
        offset += len(line)
        if not line.strip():
            gap += 1
            continue
        if found:
            found[-1] = _stretched(found[-1], offset - len(line))
            start = offset - len(line)
        found.extend(_parts(text, start, offset - len(line), offset, gap))
        start, gap = offset, 0
    if found:
        found[-1] = _stretched(found[-1], len(text))
    return tuple(found)


def _stretched(piece: Piece, end: int) -> Piece:
    """Return a piece with the blank lines below it."""
    span = Span(piece.span.start, end)
    return Piece(span, piece.words, piece.indent, piece.gap, piece.bulleted, piece.glued)


def _parts(text: str, start: int, line_start: int, end: int, gap: int) -> Iterator[Piece]:
    """Yield the parts of a line; the first has the blanks above it where nothing else does."""
    line = text[line_start:end]
    cuts = [0, *sorted(_seams(line)), len(line)]
    for order, (left, right) in enumerate(pairwise(cuts)):
        part = line[left:right]
        bare = part.strip()
        words = bare.lstrip(BULLETS) or bare
        yield Piece(
            span=Span(line_start + left if order else start, line_start + right),
            words=words,
            indent=len(part.expandtabs()) - len(part.expandtabs().lstrip()) if not order else 0,
            gap=0 if order else gap,
            bulleted=not bare.startswith(words[:1]),
            glued=order > 0,
        )


def _seams(line: str) -> set[int]:
    """Return where parts of a line were glued together."""
    found = {cut.end() for pattern in (SEAM, OPENED, STOPPED) for cut in pattern.finditer(line)}
    found |= {cut.start() for cut in _phrase_seams().finditer(line)}
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    return {cut for cut in found if first < cut < last} if len(found) <= MOST_SEAMS else set()


@cache
def _phrase_seams() -> re.Pattern[str]:
    """Return where a phrase of a page begins inside a line: it must stand glued or after a stop.

    After a stop and a blank it could be a sentence, so there it needs its colon or bar.
    """
    listed = sorted(phrases("promotions") | phrases("residue"), key=len, reverse=True)
    said = "|".join(
        re.escape(phrase[:1].upper() + phrase[1:]).replace("\\ ", r"\s+") for phrase in listed
    )
    anycase = rf"(?i:{said})"
    return re.compile(
        rf"(?<=[^\W\d_A-Z.!?…])(?=(?-i:[A-Z]))(?={anycase}(?:\b|(?=[A-Z])))"
        rf"|(?<=[.!?…”\"])\s*(?=[A-Z])(?={anycase}\s*(?:[:|]|$))"
    )
