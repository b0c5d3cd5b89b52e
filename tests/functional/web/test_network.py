"""The network: every cell opens its events, and every file holds the pairs of the page."""

import csv
import io

import networkx as nx
import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.functional.web.numbers import assert_numbers_open_their_lists

PAIRS = {("ARM", "IRN"), ("ARM", "TUR"), ("IRN", "RUS"), ("RUS", "TUR")}


def page_of(client: TestClient, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path).text)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_number_of_the_network_opens_its_list(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, "/network?least=1")


def test_every_cell_of_the_matrix_opens_as_many_events_as_it_shows(client: TestClient) -> None:
    cells = page_of(client, "/network?least=1").cssselect("svg.matrix a")
    assert cells
    for cell in cells:
        opened = page_of(client, cell.get("href"))
        assert len(opened.cssselect("[data-event]")) == int(cell.cssselect("text")[0].text)


def test_every_state_stands_in_one_row_and_one_column(client: TestClient) -> None:
    page = page_of(client, "/network?least=1")
    codes = [text.text for text in page.cssselect("svg.matrix > g > text")]
    assert sorted(codes) == sorted(["ARM", "IRN", "RUS", "TUR"] * 2)


def test_too_few_pairs_lead_to_the_control_that_lowers_the_least(client: TestClient) -> None:
    empty = page_of(client, "/network?least=1000").cssselect("[data-state]")[0]
    assert empty.get("data-state") == "below threshold"
    lower = empty.cssselect("a")[0].get("href")
    assert page_of(client, lower).cssselect("svg.matrix")


def test_a_window_without_days_before_it_compares_with_nothing(client: TestClient) -> None:
    page = page_of(client, "/network?least=1")
    assert page.cssselect('[data-state="outside coverage"]')


def test_the_drawing_of_lines_is_the_same_each_time(client: TestClient) -> None:
    one, other = (client.get("/figures/lines.svg?least=1").text for _ in range(2))
    assert one == other


def test_the_graphs_hold_the_pairs_and_columns_of_the_csv(client: TestClient) -> None:
    rows = rows_of(client.get("/network.csv?least=1").text)
    assert {(row["first"], row["second"]) for row in rows} == PAIRS
    graphml = nx.read_graphml(io.BytesIO(client.get("/network.graphml?least=1").content))
    gexf = nx.read_gexf(io.BytesIO(client.get("/network.gexf?least=1").content))
    for graph in (graphml, gexf):
        assert {tuple(sorted(edge)) for edge in graph.edges} == PAIRS
        for row in rows:
            edge = graph.edges[row["first"], row["second"]]
            assert edge["cooperation_events"] == int(row["cooperation_events"])
            assert edge["conflict_excess"] == float(row["conflict_excess"])


def test_the_same_answer_gives_the_same_file(client: TestClient) -> None:
    for form in ("csv", "gexf", "graphml"):
        address = f"/network.{form}?least=1"
        assert client.get(address).content == client.get(address).content


@pytest.mark.parametrize(("address", "status"), [("/network?least=0", 400), ("/network.exe", 404)])
def test_a_wrong_address_is_told(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
