"""A page becomes an article whatever it holds, and every character of it has a label."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import articles
from dragoman.articles.html import MOST_CHARACTERS
from dragoman.model import ARTICLE_JSON, Article, Page, Verdict

PARAGRAPHS = (
    "The port authority of Marrow Bay reopened its northern pier on Tuesday after inspectors "
    "declared the repaired cranes safe, ending a closure that had lasted since the storms.",
    "Harbour master Ellen Voss told reporters that the first three freighters would berth before "
    "the weekend, and that crews had agreed to work double shifts until the backlog was cleared.",
    "Two shipping companies had sued the city over the delay. Their lawyers said on Monday that "
    "the suits would be withdrawn once the pier handled its former volume for thirty days.",
)
HEAD = "<title>Pier reopens at Marrow Bay - Example Courier</title>"
TAGS = ("<p>", "</p>", "<div>", "</div>", "<table><td>", "<!--", "<script>", "<title>", "&#xD800;")


def markup(*paragraphs: str, head: str = HEAD) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"


def page_of(content: str, **said: str) -> Page:
    return replace(Page(raw=content.encode(), origin="page.html"), **said)  # type: ignore[arg-type]


def read_row(**row: object) -> Article:
    raw = json.dumps(row).encode()
    return articles.read(Page(raw=raw, origin="s.jsonl#1", media_type=ARTICLE_JSON))


def labelled(article: Article) -> str:
    """Join the spans of an article; fail where they overlap or leave a gap."""
    ends = [0, *(span.span.end for span in article.spans)]
    assert [span.span.start for span in article.spans] == ends[:-1]
    return "".join(span.span.cut(article.text) for span in article.spans)


def test_the_body_of_a_page_is_found() -> None:
    article = articles.read(page_of(markup(*PARAGRAPHS)))
    assert article.verdict is Verdict.ARTICLE
    assert article.text.splitlines() == list(PARAGRAPHS)
    assert (article.title, article.outlet) == ("Pier reopens at Marrow Bay", "Example Courier")


def test_a_promoted_headline_is_dropped_and_its_neighbours_are_not() -> None:
    promoted = "Also read: Ministers sign a treaty in the capital"
    article = articles.read(page_of(markup(PARAGRAPHS[0], promoted, PARAGRAPHS[1])))
    dropped = [s.span.cut(article.text).strip() for s in article.spans if not s.is_content]
    assert dropped == [promoted]
    assert labelled(article) == article.text


def test_the_same_page_has_the_same_id_and_another_text_another() -> None:
    first, again = (articles.read(page_of(markup(*PARAGRAPHS))) for _ in range(2))
    assert first == again
    assert first.id != articles.read(page_of(markup(*PARAGRAPHS[:2]))).id


def test_a_page_too_deep_for_lxml_is_still_read() -> None:
    deep = markup("<div>" * 600 + PARAGRAPHS[0] + "</div>" * 600)
    article = articles.read(page_of(deep))
    assert PARAGRAPHS[0] in article.text
    assert article.extractor.startswith("resiliparse")


def test_a_page_that_is_no_article_keeps_no_text_and_no_date() -> None:
    gone = "<title>404 - Example</title><h1>Page not found</h1><p>It does not exist.</p>"
    article = articles.read(page_of(f"<html><time datetime='2020-10-06' pubdate>{gone}</html>"))
    assert article.verdict is Verdict.ERROR_PAGE
    assert (article.text, article.spans, article.published) == ("", (), None)


def test_a_plain_text_keeps_every_character() -> None:
    text = "\n\n".join(("Pier reopens at Marrow Bay", *PARAGRAPHS)) + "\n"
    article = articles.read(page_of(text))
    assert article.verdict is Verdict.ARTICLE
    assert labelled(article) == article.text == text


def test_a_single_sentence_of_plain_text_is_an_article() -> None:
    article = articles.read(page_of("The foreign minister arrived in the capital on Monday.\n"))
    assert article.verdict is Verdict.ARTICLE


def test_a_saved_error_page_in_plain_text_is_none() -> None:
    article = articles.read(page_of("Page not found\n\nThe page you requested does not exist.\n"))
    assert article.verdict is Verdict.ERROR_PAGE


def test_a_text_of_a_million_characters_is_too_large() -> None:
    article = articles.read(page_of("word " * (MOST_CHARACTERS // 5 + 1)))
    assert article.verdict is Verdict.TOO_LARGE


def test_what_the_user_says_of_a_page_stands_above_what_it_says() -> None:
    head = HEAD + "<meta property='article:published_time' content='2020-10-01T09:00:00Z'>"
    page = page_of(markup(*PARAGRAPHS, head=head), published="2020-10-06", outlet="Example Wire")
    article = articles.read(page)
    assert article.outlet == "Example Wire"
    assert article.published is not None
    assert (article.published.day, article.published.source) == ("2020-10-06", "given")
    assert [c.source for c in article.published.candidates][:2] == ["given", "meta"]
    assert article.published.conflict


def test_a_page_is_not_published_after_it_was_fetched() -> None:
    head = (
        HEAD + "<meta name='date' content='2031-01-01'><meta name='pubdate' content='2020-10-06'>"
    )
    page = page_of(markup(*PARAGRAPHS, head=head), fetched_at="2020-10-07T08:00:00Z")
    published = articles.read(page).published
    assert published is not None
    assert published.day == "2020-10-06"
    assert "2031-01-01" in {candidate.value for candidate in published.candidates}


def test_a_given_article_is_kept_as_given() -> None:
    text = "Also read: this is all content.\r\n  Words. "
    article = read_row(id=7, text=text, title="T", outlet="O", published="2020-10-06T10:00:00Z")
    assert (article.id, article.text, article.title, article.outlet) == ("7", text, "T", "O")
    assert labelled(article) == text
    assert all(span.is_content for span in article.spans)
    assert article.published is not None
    assert (article.published.day, article.published.source) == ("2020-10-06", "given")


def test_a_given_article_without_an_id_gets_one() -> None:
    assert read_row(text="Words.").id.startswith("ar_")


@pytest.mark.parametrize("row", [{}, {"text": None}, {"text": 3}, {"text": ["a"]}])
def test_a_row_without_a_text_is_no_article(row: dict[str, object]) -> None:
    assert read_row(**row).verdict is Verdict.NOT_HTML


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_row_is_no_article(raw: bytes) -> None:
    page = Page(raw=raw, origin="s.jsonl#1", media_type=ARTICLE_JSON)
    assert articles.read(page).verdict is Verdict.NOT_HTML


def test_a_row_of_blanks_is_empty() -> None:
    assert read_row(text=" \n").verdict is Verdict.EMPTY


@given(text=st.text(alphabet=st.characters(categories=["Cs", "L", "P", "Z"]), max_size=60))
def test_offsets_of_a_given_text_are_its_own(text: str) -> None:
    article = read_row(text=text, title=text)
    assert len(article.text) == len(text)
    (article.text + (article.title or "")).encode("utf-8")


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_raise(raw: bytes) -> None:
    article = articles.read(Page(raw=raw, origin="page.html"))
    assert labelled(article) in {article.text, ""}


@given(st.lists(st.sampled_from((*TAGS, *PARAGRAPHS, "Home", "\x00", "é", "<a href='x'>"))))
@settings(max_examples=60)
def test_no_markup_makes_reading_raise(parts: list[str]) -> None:
    article = articles.read(page_of("<html>" + " ".join(parts)))
    assert labelled(article) == article.text
    article.text.encode("utf-8")
