"""Turns the tables that lay out a page into plain blocks.

Pages of an older make stand in one table: a row whose cells are the menu, the rail of other
news and the article. An extractor takes it for a table of figures and writes the row as one
line, so that the headlines of the rail end in the article's first sentence.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

import lxml.html
from lxml.html import HtmlElement

# A cell of so many words is no figure: the longest of the 131 pages of data/headers has 72
# words. `python -m eval pages` and `headers` tell whether it may move.
LEAST_WORDS = 100
# What stands in a cell only where the table lays out a page.
BLOCKS = ("table", "h1", "h2")
PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th")


def without_layout(tree: HtmlElement) -> str | None:
    """Return the markup of a page with blocks for its layout tables; None where it has none."""
    if not any(_is_layout(table) for table in tree.iter("table")):
        return None
    page = deepcopy(tree)
    layouts = [table for table in page.iter("table") if _is_layout(table)]
    # All parts are found before the first table changes its name.
    changed = [*layouts, *(part for table in layouts for part in _parts(table, PARTS))]
    for element in changed:
        element.tag = "div"
    markup: str = lxml.html.tostring(page, encoding="unicode")
    return markup


def _is_layout(table: HtmlElement) -> bool:
    if next(table.iterdescendants(*BLOCKS), None) is not None:
        return True
    return any(_is_long(cell) for cell in _parts(table, ("td", "th")))


def _is_long(cell: HtmlElement) -> bool:
    words = (word for text in cell.itertext() for word in text.split())
    return next(islice(words, LEAST_WORDS - 1, None), None) is not None


def _parts(table: HtmlElement, tags: tuple[str, ...]) -> Iterator[HtmlElement]:
    """Yield the parts of a table that are not those of a table in it."""
    for part in table.iterdescendants(*tags):
        if next(part.iterancestors("table")) is table:
            yield part
