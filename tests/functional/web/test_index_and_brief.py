"""The brief and the index of pairs: the arrows count the pairs that they open."""

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.answers import Arrow
from tests.functional.web.numbers import NUMBER, assert_numbers_open_their_lists


def test_each_arrow_of_the_brief_opens_as_many_pairs(client: TestClient) -> None:
    brief = html.fromstring(client.get("/").text)
    links = brief.cssselect(".arrows a.count")
    assert len(links) == len(Arrow)
    for link in links:
        count = NUMBER.match(link.text_content())
        opened = html.fromstring(client.get(link.get("href")).text)
        heading = opened.cssselect("h1")[0].text_content()
        assert count
        assert heading.startswith(f"{count[0]} pair")
        assert len(opened.cssselect("table.pairs tbody th")) == int(count[0])


def test_the_arrows_of_the_index_add_up_to_all_pairs(client: TestClient) -> None:
    page = html.fromstring(client.get("/dyads").text)
    whole, *arrows = page.cssselect('nav[aria-label="Arrows"] a')
    counts = [int(link.text_content().split()[0]) for link in arrows]
    assert whole.text_content() == "all"
    assert page.cssselect("h1")[0].text_content() == f"{sum(counts)} pairs"


def test_every_number_of_the_index_opens_its_list(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, "/dyads")


def test_every_number_of_the_brief_opens_its_list(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, "/")


def test_the_brief_says_what_is_most_told_of_where_no_pair_changed(client: TestClient) -> None:
    page = html.fromstring(client.get("/").text)
    headings = [heading.text_content() for heading in page.cssselect("section.wide h2")]
    assert "Most told of" in headings
    assert "In their words" in headings
    assert "no proof that nothing changed" in page.text_content()


@pytest.mark.parametrize("asked", ["arrow=sideways", "page=0", "page=x"])
def test_what_is_no_arrow_or_page_is_refused(client: TestClient, asked: str) -> None:
    assert client.get(f"/dyads?{asked}").status_code == 400


def test_a_page_behind_the_last_is_empty(client: TestClient) -> None:
    page = html.fromstring(client.get("/dyads?page=99").text)
    assert not page.cssselect("table.pairs tbody th")


def test_a_pair_has_the_arrow_on_its_page_that_it_has_in_the_list(client: TestClient) -> None:
    rows = html.fromstring(client.get("/dyads").text).cssselect("tbody tr")
    assert rows
    for row in rows:
        (link,) = row.cssselect("th a")
        (listed,) = row.cssselect(".arrow")
        shown = html.fromstring(client.get(link.get("href")).text).cssselect("h1 .arrow")[0]
        assert shown.text_content() == listed.text_content(), link.get("href")
