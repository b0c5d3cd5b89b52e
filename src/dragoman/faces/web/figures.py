"""Figures as files of their own: the drawing with its style inside, its picture, its rows.

A page draws with the style sheets of the site; a file must stand alone in an editor or a paper,
so its colours are written out, those of the light theme.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import AnswerError
from dragoman.faces.output import Row, as_csv
from dragoman.faces.web.desk import FOLDER, Asked

STATIC = FOLDER / "static"
TOKEN = re.compile(r"(--[\w-]+):\s*([^;}]+)[;}]")
USED = re.compile(r"var\((--[\w-]+)\)")
# What a page adds for narrow screens and for the pointer, which a file has not.
OF_PAGES = re.compile(
    r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}|[^{}]*:(?:hover|focus)[^{}]*\{[^{}]*\}"
)
# How many points of a picture stand for one unit of the drawing.
POINTS_PER_UNIT = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of figure: which part of the templates draws it, from what, and its rows.

    `drawn` returns None where there is nothing to draw.
    """

    part: str
    drawn: Callable[[Asked], Any]
    rows: Callable[[Asked], Iterable[Row]]
    title: Callable[[Asked], str]


@cache
def style() -> str:
    """Return the style of drawings with every colour written out."""
    tokens = (STATIC / "tokens.css").read_text(encoding="utf-8")
    values: Mapping[str, str] = dict(TOKEN.findall(tokens.partition("@media")[0]))
    rules = (STATIC / "figures.css").read_text(encoding="utf-8")
    return USED.sub(lambda used: values[used[1]].strip(), OF_PAGES.sub("", rules))


@cache
def land() -> str:
    """Return the states of the base map as elements of SVG."""
    drawn = (STATIC / "world.svg").read_text(encoding="utf-8")
    return drawn.partition('<g id="states">')[2].partition("</g>")[0]


def picture(drawing: str) -> bytes:
    """Return a drawing as PNG.

    Raises:
        AnswerError: the library that draws is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise AnswerError(
            "pictures need resvg-py; pip install 'dragoman[web]', or ask for SVG"
        ) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=POINTS_PER_UNIT))


def rows_as_csv(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV that no spreadsheet runs."""
    kept = list(rows)
    names = list(dict.fromkeys(name for row in kept for name in row))
    return as_csv(kept, names).encode()
