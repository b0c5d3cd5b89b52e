"""The map: what has a point is a mark, a country never is, and the table holds the same."""

import re

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.desk import FOLDER
from dragoman.ontology.countries import countries
from tests.functional.web.numbers import assert_numbers_open_their_lists

# Left out, drawn as a part of the state that holds it, or too small for the map.
NOT_DRAWN = set("ATA BES BVT CCK CXR GIB GLP GUF MTQ MYT REU SJM TKL TUV UMI".split())


def page_of(client: TestClient, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path).text)


def test_every_number_of_the_map_opens_its_list(placed_client: TestClient) -> None:
    assert_numbers_open_their_lists(placed_client, "/map")


def test_claims_with_a_place_of_a_country_alone_and_of_none_are_all_claims(
    placed_client: TestClient,
) -> None:
    lead = page_of(placed_client, "/map").cssselect(".lead")[0].text_content()
    placed, total, countries, none = map(int, re.findall(r"\d+", lead))
    assert placed + countries + none == total
    assert min(placed, countries, none) > 0


def test_a_mark_opens_as_many_events_as_the_table_says(placed_client: TestClient) -> None:
    page = page_of(placed_client, "/map")
    row = next(r for r in page.cssselect("tbody tr") if "Bandar Abbas" in r.text_content())
    cooperation = row.cssselect("td")[1].text_content()
    mark = page.xpath("//a[starts-with(@aria-label, 'Bandar Abbas, cooperation')]")[0]
    opened = page_of(placed_client, mark.get("href"))
    assert len(opened.cssselect("[data-event]")) == int(cooperation) > 0


def test_a_country_is_never_a_mark(placed_client: TestClient) -> None:
    page = page_of(placed_client, "/map?frame=world&states=true")
    drawn = page.cssselect("svg.map .place")
    assert len(drawn) == 3
    assert all("Iran" not in mark.text_content() for mark in drawn)
    assert page.cssselect("svg.map use.shade")


def test_a_place_without_a_point_stands_in_the_table_alone(placed_client: TestClient) -> None:
    page = page_of(placed_client, "/map")
    table, drawing = page.cssselect("table")[0], page.cssselect("svg.map")[0]
    assert "Old Fort" in table.text_content()
    assert "Old Fort" not in drawing.text_content()


def test_only_what_is_no_point_has_a_ring(placed_client: TestClient) -> None:
    page = page_of(placed_client, "/map")
    ringed = {mark.get("class") for mark in page.cssselect(".place") if mark.cssselect(".ring")}
    bare = {mark.get("class") for mark in page.cssselect(".place") if not mark.cssselect(".ring")}
    assert ringed == {"place area", "place water"}
    assert bare == {"place point"}


def test_the_surroundings_of_a_place_leave_far_ones_out_and_say_so(
    placed_client: TestClient,
) -> None:
    page = page_of(placed_client, "/map?at=Strait of Hormuz")
    assert len(page.cssselect(".place")) == 2
    assert "1 place outside this frame" in page.cssselect("figcaption")[0].text_content()


def test_a_record_without_places_says_how_many_claims_have_none(client: TestClient) -> None:
    empty = page_of(client, "/map").cssselect("[data-state]")[0]
    assert re.match(r"\d+ of \d+ claims name no place", empty.text_content())
    assert empty.get("data-state") == "below threshold"


@pytest.mark.parametrize("wrong", ["at=Atlantis", "frame=moon", "states=perhaps", "since=soon"])
def test_a_wrong_parameter_is_told(placed_client: TestClient, wrong: str) -> None:
    assert placed_client.get(f"/map?{wrong}").status_code == 400


def test_the_base_map_is_small_and_knows_no_state_that_we_do_not() -> None:
    text = (FOLDER / "static" / "world.svg").read_text()
    codes = re.findall(r'<path id="(\w+)"', text)
    assert len(text) <= 250_000
    assert len(codes) == len(set(codes)) > 190
    assert {entry.code for entry in countries()} - set(codes) == NOT_DRAWN
