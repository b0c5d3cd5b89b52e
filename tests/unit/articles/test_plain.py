"""A plain text is labelled whole: each character is content or dropped, and says why."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import articles
from dragoman.articles.html import MOST_CHARACTERS
from dragoman.articles.line_kinds import kind_of
from dragoman.articles.pieces import pieces_of
from dragoman.articles.plain import label_plain
from dragoman.articles.read import MOST_LINES
from dragoman.model import Page, Verdict

DATA = Path(os.environ.get("DRAGOMAN_DATA", "../shared/data"))
SEED = DATA / "seed"
BODY = (
    "The port authority of Marrow Bay reopened its northern pier on Tuesday after inspectors "
    "declared the repaired cranes safe.",
    "Harbour master Ellen Voss told reporters that the first three freighters would berth before "
    "the weekend, and that crews had agreed to work double shifts.",
    "Two shipping companies had sued the city over the delay. Their lawyers said on Monday that "
    "the suits would be withdrawn.",
)
TITLE = "Pier reopens at Marrow Bay after a year of repairs"
LINES = st.sampled_from(
    (*BODY, TITLE, "", " ", "Read More", "Also Read: Ministers meet", "news", "newsRelated news")
)


def kept(text: str) -> list[str]:
    content = "\n".join(span.span.cut(text) for span in label_plain(text) if span.is_content)
    return [line for line in content.splitlines() if line.strip()]


def reasons(text: str, words: str) -> set[str | None]:
    """Return the reasons of the spans that the last copy of some words lies in."""
    start = text.rindex(words)
    end = start + len(words)
    return {s.reason for s in label_plain(text) if s.span.start < end and s.span.end > start}


@given(st.text() | st.lists(LINES).map("\n".join) | st.lists(LINES).map("".join))
def test_the_labels_cover_every_character_once_and_in_order(text: str) -> None:
    spans = label_plain(text)
    assert "".join(span.span.cut(text) for span in spans) == text
    assert [span.span.start for span in spans] == [0, *(s.span.end for s in spans)][: len(spans)]


@given(st.lists(LINES).map("\n".join))
def test_neighbouring_spans_differ_in_their_reason(text: str) -> None:
    said = [span.reason for span in label_plain(text)]
    assert all(one != other for one, other in pairwise(said))


@given(st.text())
def test_pieces_are_the_text(text: str) -> None:
    if text.strip():
        assert "".join(piece.span.cut(text) for piece in pieces_of(text)) == text


def test_a_text_of_body_alone_is_kept_whole() -> None:
    assert kept("\n\n".join(BODY)) == list(BODY)


def test_a_headline_that_comes_again_is_told_from_its_first() -> None:
    text = "\n".join((TITLE, TITLE, *BODY))
    assert [span.reason for span in label_plain(text)] == ["title", "repeat_title", None]


def test_headlines_below_related_news_are_a_list() -> None:
    text = "\n".join((*BODY, "Related news", "Ministers sign treaty in Oslo", "Storm hits Lund"))
    assert reasons(text, "Ministers sign treaty in Oslo\nStorm hits Lund") == {"tail_list"}


def test_a_list_ends_where_a_sentence_begins() -> None:
    text = "\n".join((BODY[0], "Related news", "Ministers sign treaty in Oslo", BODY[1]))
    assert kept(text) == [BODY[0], BODY[1]]


def test_words_that_lost_their_line_end_are_cut_apart() -> None:
    assert [p.words for p in pieces_of("It ended.Latest newsRelated news")] == [
        "It ended.",
        "Latest news",
        "Related news",
    ]


@pytest.mark.parametrize("name", ["YouTube", "WhatsApp", "McDonald", "iPhone", "LinkedIn", "eBay"])
def test_a_name_with_a_capital_inside_stays_whole(name: str) -> None:
    line = f"The minister praised {name} on Monday."
    assert [piece.words for piece in pieces_of(line)] == [line]


def test_a_promotion_glued_into_a_paragraph_ends_where_the_next_sentence_begins() -> None:
    text = f"{BODY[1]}Also Read: Ministers sign treaty in January{BODY[0]} {BODY[2]}"
    assert reasons(text, "Ministers sign treaty in January") == {"promo_inline"}
    assert reasons(text, BODY[0]) == {None}


def test_a_paragraph_that_comes_twice_is_kept_once() -> None:
    text = "\n".join((*BODY, BODY[0]))
    assert sorted(kept(text)) == sorted(BODY)
    assert "repeat" in {span.reason for span in label_plain(text)}


def test_a_short_quotation_between_paragraphs_is_kept() -> None:
    quotation = "“We are glad,” said Voss."
    assert quotation in kept("\n\n".join((*BODY[:2], quotation, BODY[2])))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Miriam Holt and Jonas Reke", "byline"),
        ("Von: Katrin Hollmann", "byline"),
        ("Updated 14:05 GMT, 3 March 2021", "timestamp"),
        ("23:48", "timestamp"),
        ("A frigate leaves port. Photo: Lena Brandt / Standard Pictures", "caption"),
        ("© 2021 Lakeside Tribune. All rights reserved.", "notice"),
        ("128 comments", "share"),
        ("Tags: interview, valley", "share"),
        ("Skip to main content", "nav"),
        ("Also Read: Ministers meet", "promo_inline"),
    ],
)
def test_a_line_is_known_by_its_form(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "By noon the port had closed.",
        "Published figures show a fall in exports.",
        "In March 2021 the talks ended.",
        "Shares fell by nine per cent.",
        "Follow the money, she said.",
        "He sent 128 comments to the court.",
        "Author Salim Nour was arrested.",
    ],
)
def test_a_sentence_has_no_such_form(line: str) -> None:
    assert kind_of(line) is None


@pytest.mark.parametrize(
    "part", ["aaaBbb ", "Also Read", "By Al Bo\nAl Bo is a man\n", "a\n", "Ag.Bb ", "x", "…”A"]
)
@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_million_characters_take_no_quadratic_time(part: str) -> None:
    text = part * (MOST_CHARACTERS // len(part))
    if text.count("\n") > MOST_LINES:
        text = "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])
    assert label_plain(text)[-1].span.end == len(text)


@pytest.mark.data
@pytest.mark.skipif(not SEED.is_dir(), reason=f"no research data at {DATA}: set DRAGOMAN_DATA")
def test_the_reference_page_loses_its_residue_and_no_sentence() -> None:
    article = articles.read(Page(raw=(SEED / "page.txt").read_bytes(), origin="page.txt"))
    residue = set(filter(None, (SEED / "dropped.txt").read_text(encoding="utf-8").splitlines()))
    body = [line for line in article.text.splitlines() if line.strip() and line not in residue]
    content = "\n".join(s.span.cut(article.text) for s in article.spans if s.is_content)
    assert article.verdict is Verdict.ARTICLE
    assert [line for line in content.splitlines() if line.strip()] == body
