"""Finds the rails of a page: links to other stories that stand in a row, nothing between them.

An extractor takes a rail within the article for part of it. What tells it from links in a
sentence is the row: three links or more, each as long as a headline, without a word between.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

# Two links in a row are "the report and the map"; menus are rows of one or two words; a link
# longer than a headline is a story's own paragraph. `python -m eval pages` and `headers` tell
# whether these may move.
LEAST_LINKS = 3
SHORTEST_HEADLINE, LONGEST_HEADLINE = 3, 25
WORD = re.compile(r"\w+")
UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})


def headlines_of(tree: HtmlElement) -> frozenset[str]:
    """Return the words of the links that stand in the rails of a page, spaces folded."""
    return frozenset(words for rail in _rows(tree) if len(rail) >= LEAST_LINKS for words in rail)


def _rows(tree: HtmlElement) -> Iterator[list[str]]:
    """Yield the rows of headlines in document order; any other word ends a row."""
    row: list[str] = []
    for words, is_link in _pieces(tree):
        if is_link and _is_headline(words):
            row.append(words)
        elif row and WORD.search(words):
            yield row
            row = []
    yield row


def _pieces(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the words a page shows, those of each link whole, and whether they are a link's."""
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag == "a" and element.get("href"):
                # A link into the page itself names a part of this story.
                elsewhere = not element.get("href").startswith("#")
                yield _folded("".join(element.itertext())), elsewhere
                walk.skip_subtree()
            elif element.tag in UNSEEN:
                walk.skip_subtree()
            else:
                yield element.text or "", False
        else:
            yield element.tail or "", False


def _is_headline(words: str) -> bool:
    return SHORTEST_HEADLINE <= len(words.split()) <= LONGEST_HEADLINE and not words.endswith(".")


def _folded(words: str) -> str:
    return " ".join(words.split())
