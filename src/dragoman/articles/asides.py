"""Labels the lines in the body of a page that belong to the page and not to the article.

trafilatura knows a widget by its markup; what editors paste between paragraphs, "Also read:
..." or "Advertisement", looks like text to it. Only lines that are such a phrase, begin with
one and a colon, or hold nothing but headlines of the page's rails are dropped: a promoted
headline must not become an event.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from dragoman.model import LabelledSpan, Span

PROMOTION, RESIDUE = "promo_inline", "residue"
# A promoted headline is a line; what is longer is a paragraph that begins with such words.
LONGEST_PROMOTION = 200
# What may stand beside the headlines of a rail in one line: its name, "News of the day".
MOST_BESIDE = 4
# Every line is searched for every headline, half a second for so many on the longest page that is
# read; a page with more is a list, and only whole lines of it are told.
MOST_HEADLINES = 300
WORD = re.compile(r"\w+")
BULLETS = " \t•·-–—*>»→▶►|[]()"


def label_asides(text: str, rails: frozenset[str] = frozenset()) -> tuple[LabelledSpan, ...]:
    r"""Return the labels of a body's lines; together they cover every character.

    Args:
        text: the body.
        rails: the headlines of other stories that stand in the page's rails.

    >>> [s.reason for s in label_asides("He left.\nAlso read: Ministers meet\nShe stayed.")]
    [None, 'promo_inline', None]
    """
    spans: list[LabelledSpan] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        # An empty line goes with what stands above it.
        reason = reason_of(line, rails) if line.strip() or not spans else spans[-1].reason
        if spans and spans[-1].reason == reason:
            start = spans.pop().span.start
        spans.append(LabelledSpan(span=Span(start, end), reason=reason))
        start = end
    return tuple(spans)


def reason_of(line: str, rails: frozenset[str] = frozenset()) -> str | None:
    """Return why a line is none of the article's, None when it is."""
    bare = line.replace("’", "'").strip(BULLETS + "\n").casefold()
    if bare.rstrip(":.!… ") in phrases("residue"):
        return RESIDUE
    if len(bare) <= LONGEST_PROMOTION and _promotion().match(bare):
        return PROMOTION
    return PROMOTION if _is_rail(" ".join(line.split()), rails) else None


def _is_rail(line: str, rails: frozenset[str]) -> bool:
    """Tell whether a line is a headline of a rail, or several with little beside them."""
    if line.strip(BULLETS) in rails:
        return True
    if len(rails) > MOST_HEADLINES:
        return False
    # The longer first: one headline may begin as another does.
    found = sorted((words for words in rails if words in line), key=len, reverse=True)
    beside = line
    for words in found:
        beside = beside.replace(words, " ")
    return len(found) > 1 and len(WORD.findall(beside)) <= MOST_BESIDE


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
