"""Labels the lines in the body of a page that belong to the page and not to the article.

trafilatura knows a widget by its markup; what editors paste between paragraphs, "Also read:
..." or "Advertisement", looks like text to it. Only lines that are such a phrase, or begin
with one and a colon, are dropped: a promoted headline must not become an event.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from dragoman.model import LabelledSpan, Span

PROMOTION, RESIDUE = "promo_inline", "residue"
# A promoted headline is a line; what is longer is a paragraph that begins with such words.
LONGEST_PROMOTION = 200
BULLETS = " \t•·-–—*>»→▶►|[]()"


def label_asides(text: str) -> tuple[LabelledSpan, ...]:
    r"""Return the labels of a body's lines; together they cover every character.

    >>> [s.reason for s in label_asides("He left.\nAlso read: Ministers meet\nShe stayed.")]
    [None, 'promo_inline', None]
    """
    spans: list[LabelledSpan] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        # An empty line goes with what stands above it.
        reason = reason_of(line) if line.strip() or not spans else spans[-1].reason
        if spans and spans[-1].reason == reason:
            start = spans.pop().span.start
        spans.append(LabelledSpan(span=Span(start, end), reason=reason))
        start = end
    return tuple(spans)


def reason_of(line: str) -> str | None:
    """Return why a line is none of the article's, None when it is."""
    bare = line.replace("’", "'").strip(BULLETS + "\n").casefold()
    if bare.rstrip(":.!… ") in phrases("residue"):
        return RESIDUE
    if len(bare) <= LONGEST_PROMOTION and _promotion().match(bare):
        return PROMOTION
    return None


def phrases(name: str) -> frozenset[str]:
    """Return a list of phrases, folded as lines are: promotions, residue, labels or marks."""
    return _lexicon()[name]


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    raw = files("dragoman.articles").joinpath("data/asides.toml").read_text(encoding="utf-8")
    return {
        name: frozenset(phrase.casefold() for phrase in phrases)
        for name, phrases in tomllib.loads(raw).items()
    }


@cache
def _promotion() -> re.Pattern[str]:
    """Return what a promotion begins with: a phrase of the list, then a colon, bar or the end."""
    longest_first = sorted(phrases("promotions"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\s*(?:[:：|»>]|$)")
