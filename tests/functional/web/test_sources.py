"""The sources: every outlet with what was read of it, and the articles behind the count."""

from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.record import Record
from tests.faults.small import OUTLETS
from tests.functional.web.numbers import assert_numbers_open_their_lists


def test_the_articles_of_an_outlet_are_as_many_as_its_count(client: TestClient) -> None:
    page = html.fromstring(client.get("/sources").text)
    (row,) = page.cssselect("tbody tr")
    link = row.cssselect("a.count")[0]
    opened = html.fromstring(client.get(link.get("href")).text)
    assert len(opened.cssselect("li.article")) == int(link.text)


def test_the_claims_of_an_outlet_open_their_list(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, "/sources")
    assert_numbers_open_their_lists(client, "/sources/Example%20Wire")


def test_an_outlet_last_seen_long_ago_is_stale(client: TestClient) -> None:
    fresh = html.fromstring(client.get("/sources?today=2020-10-07").text)
    old = html.fromstring(client.get("/sources?today=2021-10-07").text)
    assert not fresh.cssselect(".state")
    assert old.cssselect(".state")[0].get("data-state") == "stale"


def test_an_outlet_is_found_in_any_case(client: TestClient) -> None:
    assert client.get("/sources/example wire").status_code == 200


def test_an_outlet_that_printed_nothing_here_is_not_here(client: TestClient) -> None:
    assert client.get("/sources/Nobody%20Daily").status_code == 404


def test_an_outlet_that_was_given_and_never_read_is_no_silence(tmp_path: Path) -> None:
    with Record.create(tmp_path / "given") as record:
        record.add([], outlets=OUTLETS)
    with TestClient(create_app(tmp_path / "given", hosts=("testserver",))) as empty:
        page = html.fromstring(empty.get("/sources").text)
    assert page.cssselect(".state")[0].get("data-state") == "not collected"
    assert "Example Wire" in page.text_content()
