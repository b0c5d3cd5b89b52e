"""Tables that lay out a page become blocks; tables of figures stay tables."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.html import body_of
from dragoman.articles.layout import LEAST_WORDS, without_layout

STORY = (
    "The harbour board met on Monday and agreed to build a second pier before the winter.",
    "Its chairman said that the old pier had carried three times the load it was made for.",
    "Fishermen asked the board to keep the northern basin free while the work goes on.",
    "The town will pay a third of the cost and the province the rest, the board added.",
    "Work begins in March, and the first ships are to land there in the autumn of next year.",
    "A second meeting in two weeks will decide on the road between the pier and the station.",
)
RAIL = ("Storm sinks ferry off the cape", "Minister leaves cabinet over tolls")
LONG = " ".join(["word"] * LEAST_WORDS)
SHORT = " ".join(["word"] * (LEAST_WORDS - 1))


def tags_of(markup: str) -> list[str]:
    changed = without_layout(lxml.html.document_fromstring(markup))
    tree = lxml.html.document_fromstring(changed or markup)
    return [element.tag for element in tree.body.iterdescendants()]


def old_page(cell: str) -> str:
    rail = "<br>".join(f"<a href='/{n}.html'>{words}</a>" for n, words in enumerate(RAIL))
    return (
        "<html><body><table width=980><tr><td colspan=2>Harbour Post</td></tr>"
        f"<tr><td width=160><b>News of the day</b><br>{rail}</td><td>{cell}</td></tr>"
        "</table></body></html>"
    )


def test_no_headline_of_a_rail_ends_in_the_article_beside_it() -> None:
    markup = old_page("<br><br>".join(f"<font>{line}</font>" for line in STORY))
    body = body_of(markup, lxml.html.document_fromstring(markup)).text
    assert body.split("\n") == list(STORY)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(LONG, id="a cell as long as a story"),
        pytest.param("<h2>Board to build pier</h2>", id="a heading"),
        pytest.param("<table><tr><td>1</td></tr></table>", id="a table in the table"),
    ],
)
def test_a_table_that_holds_what_no_table_of_figures_does_becomes_blocks(cell: str) -> None:
    assert "table" not in tags_of(old_page(cell))[:1]


def test_a_table_of_figures_is_left_alone() -> None:
    assert without_layout(lxml.html.document_fromstring(old_page(SHORT))) is None


def test_a_table_of_figures_in_a_layout_stays_a_table() -> None:
    inner = "<table><tr><th>pier</th></tr><tr><td>1</td></tr></table>"
    assert tags_of(f"<table><tr><td>{inner}</td></tr></table>") == [
        *("div", "div", "div"),
        *("table", "tr", "th", "tr", "td"),
    ]


TABLES = st.recursive(
    st.sampled_from(("pier", "<h2>pier</h2>", LONG)),
    lambda cell: st.lists(cell, min_size=1, max_size=3).map(
        lambda cells: f"<table><tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr></table>"
    ),
)


@given(TABLES)
def test_no_word_is_lost_and_nothing_is_left_to_do(markup: str) -> None:
    tree = lxml.html.document_fromstring(markup)
    before = lxml.html.tostring(tree)
    changed = without_layout(tree)
    assert lxml.html.tostring(tree) == before
    if changed is not None:
        again = lxml.html.document_fromstring(changed)
        assert " ".join(again.itertext()).split() == " ".join(tree.itertext()).split()
        assert without_layout(again) is None
