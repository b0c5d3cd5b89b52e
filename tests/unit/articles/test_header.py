"""A header is read off all that a page says of itself, the surest word first."""

import json

import lxml.html
import pytest

from dragoman.articles.bylines import printed_byline
from dragoman.articles.header import Header, header_of


def header(
    head: str = "", body: str = "<h1>Pier reopens at Marrow Bay</h1>", url: str | None = None
) -> Header:
    content = f"<html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    return header_of(lxml.html.document_fromstring(content), content, url)


def linked(**fields: object) -> str:
    row = {"@type": "NewsArticle"} | fields
    return f'<script type="application/ld+json">{json.dumps(row)}</script>'


def meta(**named: str) -> str:
    return "".join(f'<meta name="{key}" content="{value}">' for key, value in named.items())


def test_a_bare_page_has_its_heading_for_a_title() -> None:
    assert header().title == "Pier reopens at Marrow Bay"


@pytest.mark.parametrize("title", ["Pier reopens at Marrow Bay | Example", "Pier reopens at…"])
def test_a_heading_above_the_article_is_the_better_form_of_its_title(title: str) -> None:
    assert header(linked(headline=title)).title == "Pier reopens at Marrow Bay"


def test_a_site_is_taken_off_a_title() -> None:
    head = '<meta property="og:title" content="Freighters berth at last - Example Courier">'
    site = '<meta property="og:site_name" content="Example Courier">'
    assert header(head + site, body="").title == "Freighters berth at last"


def test_a_title_has_no_entities_and_no_tags() -> None:
    assert (
        header(linked(headline="Ships &amp; <i>cranes</i>\n at sea")).title
        == "Ships & cranes at sea"
    )


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Bell", ("Ann Bell",)),
        ({"@type": "Person", "name": "Ann Bell"}, ("Ann Bell",)),
        ([{"name": "Ann Bell"}, {"name": "Carl Dorn"}], ("Ann Bell", "Carl Dorn")),
        ({"name": ["Ann Bell", "Carl Dorn"]}, ("Ann Bell", "Carl Dorn")),
        ("By Ann Bell, Carl Dorn and Eve Falk", ("Ann Bell", "Carl Dorn", "Eve Falk")),
        ("https://example.org/ann", ()),
        (["ann-bell", "Ann Bell"], ("Ann Bell",)),
        ("admin", ()),
        ([[[]]], ()),
        (None, ()),
    ],
)
def test_authors_are_read_in_whatever_shape_they_come(
    author: object, names: tuple[str, ...]
) -> None:
    assert header(linked(author=author)).authors == names


def test_an_author_may_be_told_by_reference() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "author": {"@id": "#ann"}},
            {"@id": "#ann", "name": "Ann Bell"},
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert header(script).authors == ("Ann Bell",)


@pytest.mark.parametrize(
    "title",
    [
        "404 - The page was not found here",
        "Error 404 | This page cannot be shown",
        "Oops | No page",
    ],
)
def test_what_a_server_says_instead_of_a_page_is_no_outlet(title: str) -> None:
    assert header(f"<title>{title}</title>", body="").outlet is None


def test_an_outlet_with_a_word_of_an_error_in_its_name_keeps_it() -> None:
    title = "<title>The Forbidden Times | Pier reopens at the head of the bay</title>"
    assert header(title, body="").outlet == "The Forbidden Times"


def test_a_person_stands_before_the_outlet_as_author() -> None:
    head = linked(author={"name": "Example Courier"}, publisher={"name": "Example Courier"})
    assert header(head + meta(author="Ann Bell")).authors == ("Ann Bell",)
    assert header(head).authors == ("Example Courier",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Bell", ("Ann Bell",)),
        ("Ann Bell/Carl Dorn", ("Ann Bell", "Carl Dorn")),
        ("Ann Bell and Carl Dorn met on Monday.", ()),
        ("GIRLS BASKETBALL", ()),
        ("Harbour reopens", ()),
    ],
)
def test_a_line_of_names_alone_is_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert printed_byline(f"{line}\nThe port was reopened on Tuesday.") == names


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="Example Courier">',
        linked(publisher={"name": "Example Courier"}),
        "<title>Pier reopens at Marrow Bay - Example Courier</title>",
        "<title>Example Courier : Pier reopens at Marrow Bay</title>",
    ],
)
def test_an_outlet_is_named_in_many_places(head: str) -> None:
    assert header(head).outlet == "Example Courier"


def test_every_date_of_a_page_is_kept_and_the_surest_chosen() -> None:
    head = linked(datePublished="2020-10-06T23:50:00+03:00") + meta(date="2020-10-06")
    body = "<time pubdate datetime='2020-10-07'>x</time><p class='date'>6 October 2020</p>"
    published = header(head, body, "https://example.org/2020/10/06/pier").published
    assert published is not None
    assert (published.day, published.source, published.conflict) == ("2020-10-06", "json-ld", False)
    sources = [candidate.source for candidate in published.candidates]
    assert sources == ["json-ld", "meta", "time-tag", "url", "text", "htmldate"]
    assert published.candidates[0].value == "2020-10-06T23:50:00+03:00"


@pytest.mark.parametrize("other", ["2020-06-10", "2020-10-09"])
def test_dates_that_disagree_are_a_conflict(other: str) -> None:
    published = header(linked(datePublished="2020-10-06") + meta(date=other)).published
    assert published is not None
    assert (published.day, published.conflict) == ("2020-10-06", True)


def test_a_page_without_dates_has_none() -> None:
    assert header().published is None


def test_language_address_and_freedom_are_read() -> None:
    found = header(
        linked(isAccessibleForFree=False) + "<link rel='canonical' href='https://e.org/1'>"
    )
    assert (found.language, found.url, found.free) == ("en", "https://e.org/1", False)


@pytest.mark.parametrize(
    "block",
    [
        "{",
        "[[[[[[[]]]]]]]",
        '{"@graph": 3}',
        '"text"',
        "<!-- {} -->",
        '{"@type": [1], "headline": {}}',
    ],
)
def test_broken_json_ld_is_left_out(block: str) -> None:
    script = f'<script type="application/ld+json">{block}</script>'
    assert header(script).title == "Pier reopens at Marrow Bay"


def test_json_ld_in_a_comment_is_read() -> None:
    block = '<!--\n{"@type": "Article", "headline": "Ships berth"};\n-->'
    assert header(f'<script type="application/ld+json">{block}</script>', "").title == "Ships berth"
