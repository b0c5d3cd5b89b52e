"""What a page is, told by its words, its links and how it ends."""

import pytest

from dragoman import articles
from dragoman.model import Page, Verdict


def paragraph(number: int) -> str:
    return (
        f"<p>Pier number {number} of the port was reopened on Tuesday after inspectors had found "
        f"its {number} cranes safe. The mayor of district {number} praised the engineers for their "
        f"speed, and asked the council for an account of what the {number} repairs had cost.</p>"
    )


STORY = f"<article><h1>Pier reopens</h1>{''.join(map(paragraph, range(2, 9)))}</article>"
LEAD = f"<article><h1>Pier reopens</h1>{paragraph(1)}</article>"


def verdict_of(body: str, *, head: str = "", end: str = "</body></html>") -> Verdict:
    content = f"<html><head><title>Example</title>{head}</head><body>{body}{end}"
    return articles.read(Page(raw=content.encode(), origin="page.html")).verdict


def json_ld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def links(count: int) -> str:
    item = "<li><a href='/s'>Council postpones its vote on the harbour</a></li>"
    return f"<ul>{item * count}</ul>"


def test_a_story_is_an_article() -> None:
    assert verdict_of(STORY) is Verdict.ARTICLE


@pytest.mark.parametrize(
    "beside", [links(60), "<p>Subscribe to continue reading the best of us.</p>"]
)
def test_what_stands_beside_a_story_does_not_make_it_less(beside: str) -> None:
    assert verdict_of(STORY + f"<aside>{beside}</aside>") is Verdict.ARTICLE


def test_a_long_story_about_missing_pages_is_an_article() -> None:
    told = STORY.replace("Pier reopens", "Page not found: how the library lost a codex")
    assert verdict_of(told) is Verdict.ARTICLE


def test_a_lead_that_is_not_free_is_a_stub() -> None:
    head = json_ld('"isAccessibleForFree": "False"')
    assert verdict_of(LEAD, head=head) is Verdict.STUB_PAYWALL


def test_a_whole_story_that_is_not_free_is_an_article() -> None:
    assert verdict_of(STORY, head=json_ld('"isAccessibleForFree": false')) is Verdict.ARTICLE


def test_a_lead_before_an_offer_is_a_stub() -> None:
    offer = "<div><p>Already a subscriber? Log in</p><p>Subscribe to continue reading</p></div>"
    assert verdict_of(LEAD + offer) is Verdict.STUB_PAYWALL


def test_scripts_without_words_are_a_shell() -> None:
    assert verdict_of("<div id='root'></div><script>go()</script>") is Verdict.JS_SHELL


def test_a_list_of_headlines_is_an_index() -> None:
    assert verdict_of("<h1>Latest news</h1>" + links(50)) is Verdict.INDEX_PAGE


def test_a_choice_of_cookies_is_a_wall() -> None:
    wall = "<h1>We value your privacy</h1><p>We and our partners store data.</p>Accept all"
    assert verdict_of(wall) is Verdict.CONSENT_WALL


@pytest.mark.parametrize("end", ["<div class='rel", "<div><p>It ended.</p>", "<script>go("])
def test_a_page_that_stops_in_the_middle_is_truncated(end: str) -> None:
    assert verdict_of(STORY, end=end) is Verdict.TRUNCATED


def test_a_page_that_stops_inside_its_story_is_truncated() -> None:
    cut = STORY.removesuffix("</article>") + "<p>The council will"
    assert verdict_of(cut, end="") is Verdict.TRUNCATED


@pytest.mark.parametrize("end", ["", "</html>", "</BODY>"])
def test_a_page_whose_elements_are_closed_is_whole(end: str) -> None:
    assert verdict_of(STORY, end=end) is Verdict.ARTICLE


def test_a_dated_story_about_cookies_is_an_article() -> None:
    told = STORY.replace("cranes safe", "cookie policy safe, with consent and legitimate interest")
    assert verdict_of(told, head=json_ld('"datePublished": "2020-10-06"')) is Verdict.ARTICLE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Seite nicht gefunden", "Diese Seite existiert nicht."),
        ("Sayfa bulunamadı", "Aradığınız sayfa bulunamadı."),
        ("429", "Too many requests. Try again later."),
    ],
)
def test_an_error_is_known_in_other_words(title: str, text: str) -> None:
    assert verdict_of(f"<h1>{title}</h1><p>{text}</p>") is Verdict.ERROR_PAGE


def test_a_verdict_has_its_reasons() -> None:
    page = Page(raw=b"<html><h1>404 Page not found</h1></html>", origin="page.html")
    article = articles.read(page)
    assert article.verdict is Verdict.ERROR_PAGE
    assert article.verdict_reasons == ("404", "not found")
