"""Where a sentence ends: stops, closing quotes, and the abbreviations that look like ends.

Own rules, since every offset must hold and a citation "(Outlet, July 30, 2019)" must stay
whole; no tokenizer, no model. Sentences are cut at blank lines and single line ends too:
a plain text in one paragraph has none, and a flattened page has one per block.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from dragoman.model import Span

# A stop, then closing quotes and brackets: the end when a new sentence can follow.
STOP = re.compile(r"(?:\.{3}|…|[.!?]+)[\"'”’»)\]]*")
# What may open the next sentence: a capital, a digit or an opening mark.
OPENING = re.compile(r"[\"'“‘«(\[]*[\w—-]")
WORD_BEFORE = re.compile(r"[\w.]+$")
LINE_END = re.compile(r"[^\S\n]*\n\s*")


@cache
def _listed(name: str) -> frozenset[str]:
    """Return the entries of a word list of this stage."""
    raw = files("dragoman.sentences").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(line for line in raw.splitlines() if line and not line.startswith("#"))


def lines(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """Yield the lines of a span without their margins; True starts a new paragraph."""
    start, opens = span.start, True
    while start < span.end:
        gap = LINE_END.search(text, start, span.end)
        end = gap.start() if gap else span.end
        trimmed = _trim(text, start, end)
        if trimmed is not None:
            yield trimmed, opens
            opens = False
        if gap is None:
            return
        opens = opens or gap.group().count("\n") > 1
        start = gap.end()


def sentences(text: str, line: Span) -> Iterator[Span]:
    """Yield the sentences of one line, in order, without the blanks between them."""
    start = line.start
    for stop in STOP.finditer(text, line.start, line.end):
        if stop.start() < start or not _ends(text, line, start, stop):
            continue
        trimmed = _trim(text, start, stop.end())
        if trimmed is not None:
            yield trimmed
        start = stop.end()
    trimmed = _trim(text, start, line.end)
    if trimmed is not None:
        yield trimmed


def _ends(text: str, line: Span, start: int, stop: re.Match[str]) -> bool:
    """Tell whether a stop ends its sentence."""
    rest = text[stop.end() : line.end]
    following = rest.lstrip()
    if not following:
        return True
    if rest[0] == following[0] and not _glued(stop, following):
        return False
    opening = OPENING.match(following)
    if opening is None or _open_bracket(text, start, stop.start()):
        return False
    first = opening.group()[-1]
    if first.islower() or first == "_":
        return False
    if stop.group()[0] != ".":
        return first.isupper() or first.isdigit()
    return not _abbreviated(text, start, stop, following)


def _glued(stop: re.Match[str], following: str) -> bool:
    """Tell whether a closing quote touches the next sentence: '"Enough."The minister'."""
    return stop.group()[-1] in '"”»' and following[:1].isupper()


def _open_bracket(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket opened in this sentence is still open at its stop."""
    inside = text[start:end]
    return inside.rfind("(") > inside.rfind(")") and end - start - inside.rfind("(") < LONGEST_ASIDE


# A bracket that was never closed must not swallow the article: longer than this it is a slip.
LONGEST_ASIDE = 300


def _abbreviated(text: str, start: int, stop: re.Match[str], following: str) -> bool:
    """Tell whether a single stop belongs to an abbreviation or an initial."""
    if stop.group() not in {".", ".]", ".)"}:
        return False
    word = WORD_BEFORE.search(text, start, stop.start())
    if word is None:
        return False
    before = word.group().strip(".")
    initial = len(before) == 1 and before.isupper()
    if initial or before in _listed("may_end.txt"):
        opener = re.match(r"[\"'“‘«(\[]*(\w+)", following)
        return opener is None or opener.group(1) not in _listed("starters.txt")
    if before in _listed("abbreviations.txt"):
        return not (before == "No" and not following[0].isdigit())
    return "." in before and all(len(part) <= 1 for part in before.split("."))


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return a range without blanks at its ends, None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
