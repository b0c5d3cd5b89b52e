"""Links to other stories that stand in a row are rails; links in sentences are not."""

import time

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.asides import label_asides
from dragoman.articles.rails import headlines_of

# Such a page takes 0.1 s of a processor; searched for every headline it would take half a minute.
MAX_SECONDS = 5.0

FERRY, TOLLS, TANKER = HEADLINES = (
    "Storm sinks ferry off the cape",
    "Minister leaves cabinet over tolls",
    "Navy seizes tanker near the strait",
)
BEFORE, AFTER = "The board met on Monday.", "It will meet again."


def found_in(markup: str) -> frozenset[str]:
    return headlines_of(lxml.html.document_fromstring(f"<div>{markup}</div>"))


def row(between: str = "", *, href: str = "/story.html") -> str:
    return between.join(f"<a href='{href}'>{words}</a>" for words in HEADLINES)


@pytest.mark.parametrize(
    "between", ["<br>", " | ", "", "</p><p>", "<img src=x> • ", "<!--words-->"]
)
def test_headlines_in_a_row_are_a_rail_whatever_parts_them(between: str) -> None:
    assert found_in(f"{BEFORE}<p>{row(between)}</p>{AFTER}") == frozenset(HEADLINES)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(row(" and "), id="a word between"),
        pytest.param(f"<a href='/1'>{FERRY}</a><a href='/2'>{TOLLS}</a>", id="two links"),
        pytest.param(row(href="#part"), id="the table of contents"),
        pytest.param("<a href='/1'>Home</a>" * 3, id="a menu"),
        pytest.param("<a href='/1'>The board met on Monday.</a>" * 3, id="sentences"),
        pytest.param(f"<a href='/1'>{'long ' * 26}</a>" * 3, id="paragraphs"),
    ],
)
def test_other_links_are_none(markup: str) -> None:
    assert found_in(markup) == frozenset()


def test_the_words_of_a_link_are_folded_and_whole() -> None:
    links = "<a href='/1'>Storm <b>sinks</b>\n ferry</a>" * 3
    assert found_in(links) == {"Storm sinks ferry"}


def content_of(line: str) -> bool:
    spans = label_asides(f"{BEFORE}\n{line}\n{AFTER}", frozenset(HEADLINES))
    return len(spans) == 1


@pytest.mark.parametrize(
    "line",
    [
        FERRY,
        f"• {FERRY} |",
        f"| News of the day {FERRY}  {TOLLS} |",
        "".join(HEADLINES),
    ],
)
def test_a_line_of_headlines_is_dropped(line: str) -> None:
    assert not content_of(line)


@pytest.mark.parametrize(
    "line",
    [
        f"The paper ran '{FERRY}'.",
        f"Readers chose between '{FERRY}' and '{TOLLS}' as the headline of the year.",
        "Storm sinks ferry",
    ],
)
def test_a_sentence_that_names_headlines_is_kept(line: str) -> None:
    assert content_of(line)


def test_a_page_of_very_many_links_and_lines_is_labelled_in_time() -> None:
    rails = frozenset(f"Storm sinks ferry {number}" for number in range(15_000))
    started = time.process_time()
    label_asides("The board met.\n" * 30_000 + "Storm sinks ferry 7\n", rails)
    assert time.process_time() - started < MAX_SECONDS


@given(st.text())
def test_a_page_without_links_has_no_rail(text: str) -> None:
    tree = lxml.html.Element("p")
    tree.text = "".join(char for char in text if char.isprintable())
    assert headlines_of(tree) == frozenset()
