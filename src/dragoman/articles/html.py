"""From the markup of a page to the text of its article.

trafilatura finds the body (as a library; it is never let near the network), resiliparse
stands in where the tree is too deep for lxml or trafilatura sees nothing.
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from dragoman.articles.agreement import agreed, is_lacking, only_stated
from dragoman.articles.layout import without_layout

# lxml gives up silently at 254 levels, resiliparse is quadratic: 1,000 levels take 20 ms,
# 10,000 take 2 s (design, ingest.md section 10). No article is deeper.
DEEPEST = 1_000
LXML_DEEPEST = 250
# The real pages of the research data have 8,000 tags and 38,000 characters at the most; ten
# thousand tags of the worst kind take a second. Beyond the bounds a page is an attack or a dump.
MOST_TAGS = 60_000
MOST_CHARACTERS = 1_000_000
# Parsers are quadratic in the attributes of one tag; the real pages have 60 at the most.
MOST_ATTRIBUTES = 250
LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\s[^<>]{1000,}>")
ATTRIBUTE = re.compile(r"\s[^\s=\"'<>/]+")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
# Void elements, and those whose end may be left out because the next of them ends them.
LEVELLESS = frozenset(
    "area base br col embed hr img input link meta source track wbr"
    " p li option optgroup dt dd tr td th thead tbody tfoot".split()
)
# Below this share of what resiliparse sees, trafilatura has lost the article.
LOST_SHARE = 0.15
LEAST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article and who found it."""

    text: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How many tags a page has and how deep they nest, as far as a scan can tell."""

    tags: int
    depth: int


def shape_of(markup: str) -> Shape:
    """Return the shape of a page; the scan ends where either bound is passed."""
    tags = level = deepest = 0
    for match in TAG.finditer(markup):
        closing, name, rest = match.groups()
        tags += 1
        if not rest.endswith("/") and name.lower() not in LEVELLESS:
            level = max(0, level - 1) if closing else level + 1
            deepest = max(deepest, level)
        if deepest > DEEPEST or tags > MOST_TAGS:
            break
    return Shape(tags, deepest)


def cut_long_tags(markup: str) -> str:
    """Return the markup with tags of very many attributes bare of them."""
    return LONG_TAG.sub(_bare, markup)


def _bare(tag: re.Match[str]) -> str:
    crowded = sum(1 for _ in ATTRIBUTE.finditer(tag.group())) > MOST_ATTRIBUTES
    return f"<{tag.group(1)}>" if crowded else tag.group()


def body_of(markup: str, tree: HtmlElement | None, stated: str = "") -> Body:
    """Return the article's text; empty where nobody finds one.

    Args:
        markup: the page.
        tree: the page as lxml sees it, None where it is too deep for lxml.
        stated: what the page's JSON-LD says the text is, if it does.
    """
    flowing = (without_layout(tree) if tree is not None else None) or markup
    text = _by_trafilatura(flowing) if tree is not None else ""
    other = _by_resiliparse(markup)
    if not text or (len(text) < LEAST_CHARACTERS and len(text) < LOST_SHARE * len(other)):
        return Body(other, "resiliparse")
    if len(text) >= LEAST_CHARACTERS and is_lacking(text, other):
        text = agreed(text, _by_trafilatura(flowing, cautious=False), other)
    return Body(only_stated(text, stated), "trafilatura")


def _by_trafilatura(markup: str, *, cautious: bool = True) -> str:
    from trafilatura import extract

    found = extract(
        markup,
        favor_precision=cautious,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,
        with_metadata=False,
    )
    return found or ""


def _by_resiliparse(markup: str) -> str:
    tree = HTMLTree.parse(markup)
    return extract_plain_text(tree, main_content=True, alt_texts=False, links=False).strip()


def all_text(markup: str) -> str:
    """Return every word a page shows, in document order: what a verdict is judged on."""
    tree = HTMLTree.parse(markup)
    return extract_plain_text(tree, main_content=False, alt_texts=False).strip()
