"""The sources: every outlet with what was read of it, and the articles behind the count."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman import pipeline
from dragoman.faces.web.app import create_app
from dragoman.faces.web.pages import sources
from dragoman.record import Record
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read
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


def test_the_pages_of_an_outlet_hold_every_article_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "PER_PAGE", 15)
    found: list[str] = []
    address = "/sources/Example%20Wire"
    while address:
        page = html.fromstring(client.get(address).text)
        found += [link.get("href") for link in page.cssselect("li.article > a")]
        following = page.cssselect("a[rel=next]")
        address = following[0].get("href") if following else ""
    heading = page.cssselect("#articles h2")[0].text_content()
    assert heading == f"{len(set(found))} articles"
    assert len(found) == len(set(found)) > 15


def test_an_outlet_keeps_the_name_that_its_pages_print(tmp_path: Path) -> None:
    with Record.create(tmp_path / "short") as record:
        record.add([replace(page, outlet="AP") for page in small_pages(3)])
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    with TestClient(create_app(tmp_path / "short", hosts=("testserver",))) as short:
        page = html.fromstring(short.get("/sources/AP").text)
    assert len(page.cssselect("li.article")) == 3
    assert "United States" in page.text_content()


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
