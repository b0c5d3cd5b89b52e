"""From the markup of a page to the text of its article.

trafilatura finds the body (as a library; it is never let near the network), resiliparse
stands in where the tree is too deep for lxml or trafilatura sees nothing.
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

# lxml gives up silently at 254 levels, resiliparse is quadratic: 1,000 levels take 20 ms,
# 10,000 take 2 s (design, ingest.md section 10). No article is deeper.
DEEPEST = 1_000
LXML_DEEPEST = 250
# A tag of so many characters holds tens of thousands of attributes.
LONGEST_TAG = 64 * 1024
OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*?(/?)>")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{LONGEST_TAG},}}>")
# Below this share of what resiliparse sees, trafilatura has lost the article.
LOST_SHARE = 0.15
LEAST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article and who found it."""

    text: str
    extractor: str


def depth(markup: str) -> int:
    """Return how deep the tags of a page nest, as far as a scan can tell."""
    level = deepest = 0
    for match in OPENING.finditer(markup):
        closing, name, closed = match.groups()
        if closed or name.lower() in VOID:
            continue
        level = max(0, level - 1) if closing else level + 1
        deepest = max(deepest, level)
        if deepest > DEEPEST:
            break
    return deepest


def cut_long_tags(markup: str) -> str:
    """Return the markup without tags that no parser should see."""
    return LONG_TAG.sub("", markup)


def body_of(markup: str, tree: HtmlElement | None) -> Body:
    """Return the article's text; empty where nobody finds one."""
    text = _by_trafilatura(markup) if tree is not None else ""
    if len(text) >= LEAST_CHARACTERS:
        return Body(text, "trafilatura")
    other = _by_resiliparse(markup)
    if len(text) < LOST_SHARE * len(other):
        return Body(other, "resiliparse")
    return Body(text or other, "trafilatura" if text else "resiliparse")


def _by_trafilatura(markup: str) -> str:
    from trafilatura import extract

    found = extract(
        markup,
        favor_precision=True,
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
