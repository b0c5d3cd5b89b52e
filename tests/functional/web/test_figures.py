"""Figures as files: they stand alone, and their rows are the numbers of the page."""

import csv
import io

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from dragoman.faces.web.figures import style
from dragoman.faces.web.pages.figures import FIGURES

ASKED = {
    "dyad": "first=RUS&second=IRN",
    "lines": "least=1",
    "map": "",
    "network": "least=1",
    "voices": "first=RUS&second=IRN",
    "ways": "first=RUS&second=IRN",
}
SVG = "{http://www.w3.org/2000/svg}"


# Drawn of a record of many months, in test_overshadowed.py.
ELSEWHERE = {"overshadowed"}


def test_every_figure_is_asked_for_here() -> None:
    assert set(ASKED) | ELSEWHERE == set(FIGURES)


@pytest.mark.parametrize("kind", ASKED)
def test_a_drawing_needs_nothing_but_itself(placed_client: TestClient, kind: str) -> None:
    answer = placed_client.get(f"/figures/{kind}.svg?{ASKED[kind]}")
    drawing = etree.fromstring(answer.content)
    assert drawing.tag == f"{SVG}svg"
    assert drawing.findtext(f"{SVG}title")
    assert not list(drawing.iter(f"{SVG}a", f"{SVG}image", f"{SVG}script"))
    named = {node.get("id") for node in drawing.iter() if node.get("id")}
    for use in drawing.iter(f"{SVG}use"):
        assert use.get("href", "").removeprefix("#") in named


@pytest.mark.parametrize("kind", ASKED)
def test_a_drawing_holds_the_marks_of_its_page(placed_client: TestClient, kind: str) -> None:
    pages = {
        "dyad": "/dyads/RUS-IRN?",
        "lines": "/network?",
        "map": "/map?",
        "network": "/network?",
        "voices": "/dyads/RUS-IRN?",
        "ways": "/dyads/RUS-IRN?",
    }
    part = FIGURES[kind].part
    page = html.fromstring(placed_client.get(pages[kind] + ASKED[kind]).text)
    drawing = etree.fromstring(placed_client.get(f"/figures/{kind}.svg?{ASKED[kind]}").content)
    shown = [title.text for title in page.cssselect(f"svg.{part} a title")]
    kept = [title.text for title in drawing.iter(f"{SVG}title")]
    assert shown
    assert set(shown) <= set(kept)


@pytest.mark.parametrize("kind", ASKED)
def test_a_picture_is_twice_as_large_as_its_drawing(placed_client: TestClient, kind: str) -> None:
    drawing = etree.fromstring(placed_client.get(f"/figures/{kind}.svg?{ASKED[kind]}").content)
    picture = placed_client.get(f"/figures/{kind}.png?{ASKED[kind]}").content
    assert picture.startswith(b"\x89PNG")
    width = int.from_bytes(picture[16:20], "big")
    assert width == 2 * int(drawing.get("width", "0"))


@pytest.mark.parametrize("kind", ASKED)
def test_the_rows_are_a_table(placed_client: TestClient, kind: str) -> None:
    text = placed_client.get(f"/figures/{kind}.csv?{ASKED[kind]}").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert all(None not in row and row["snapshot"] for row in rows)


def test_the_rows_of_the_map_are_those_of_its_tables(placed_client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(placed_client.get("/figures/map.csv").text)))
    tables = html.fromstring(placed_client.get("/map").text).cssselect("tbody")
    assert len(rows) == sum(len(table.cssselect("tr")) for table in tables)


def test_every_colour_of_a_file_is_written_out() -> None:
    assert "var(" not in style()
    assert "@media" not in style()
    assert ".map .water" in style()


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/figures/mood.svg", 404, "no figure"),
        ("/figures/map.bmp", 404, "no figure"),
        ("/figures/dyad.svg?first=RUS", 400, "names nobody"),
        ("/figures/dyad.svg?first=RUS&second=FRA", 400, "nothing is told"),
        ("/figures/network.svg?least=1000", 400, "nothing is told"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    client: TestClient, address: str, status: int, told: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert told in html.fromstring(answer.text).text_content()
