"""Health, codebook and snapshots: the sums hold, and every number opens its list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.model import Decision, Judgement
from dragoman.ontology import plover
from dragoman.record import Record

NUMBER = re.compile(r"[\d,]+")


@pytest.fixture
def desk(own_record: Path) -> Iterator[TestClient]:
    """A browser at a record in which one claim was rejected and one edited."""
    with Record.open(own_record, writable=True) as record:
        gone, edited = (claim.id for claim in record.view().claims(limit=2))
        record.judge(
            Judgement(decision=Decision.REJECT, user="ann", claims=(gone,), reason="no act")
        )
        changes = {"status": "negated"}
        record.judge(
            Judgement(
                decision=Decision.EDIT, user="ann", claims=(edited,), reason="no", changes=changes
            )
        )
    with TestClient(create_app(own_record, hosts=("testserver",))) as opened:
        yield opened


def page(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def number_in(element: html.HtmlElement) -> int:
    found = NUMBER.search(element.text_content())
    assert found is not None
    return int(found[0].replace(",", ""))


@pytest.mark.parametrize(
    "path",
    ["/health", "/health/pages", "/codebook", "/snapshots", "/snapshots/first..now"]
    + [f"/codebook/{entry.code}" for entry in plover.EVENT_TYPES],
)
def test_a_page_answers(client: TestClient, path: str) -> None:
    assert len(page(client, path).cssselect("h1")) == 1


def test_every_number_of_health_is_the_length_of_the_list_it_opens(client: TestClient) -> None:
    links = page(client, "/health").cssselect("a.count")
    assert len(links) > 5
    for link in links:
        opened = page(client, link.get("href"))
        assert len(opened.cssselect("tr.page")) == number_in(link), link.get("href")


def test_the_pages_kept_are_the_sum_of_what_became_of_them(client: TestClient) -> None:
    kept, *parts = [number_in(part) for part in page(client, "/health").cssselect(".law strong")]
    assert kept == sum(parts)


def test_a_rejected_page_says_why(client: TestClient) -> None:
    opened = page(client, "/health/pages?outcome=rejected")
    rows = [row.text_content() for row in opened.cssselect("tr.page")]
    assert rows
    assert [row for row in rows if "rejected: empty" not in row] == []


def test_a_record_without_pages_says_that_nothing_was_collected(empty_record: Path) -> None:
    with TestClient(create_app(empty_record, hosts=("testserver",))) as opened:
        for path in ("/health", "/snapshots"):
            state = page(opened, path).cssselect(".state")[0]
            assert state.get("data-state") == "not collected"


def test_every_count_of_the_codebook_is_that_of_the_claims_it_opens(client: TestClient) -> None:
    links = page(client, "/codebook").cssselect("a.count")
    assert links
    for link in links:
        assert number_in(page(client, link.get("href")).cssselect("h1")[0]) == number_in(link)


def test_a_type_shows_what_it_is_and_what_it_is_not(client: TestClient) -> None:
    shown = page(client, "/codebook/sanction")
    assert len(shown.cssselect(".examples:not(.not) li")) >= 2
    assert len(shown.cssselect(".examples.not li")) >= 2
    assert shown.xpath("//th/code[text()='163']")


def test_a_snapshot_leads_to_what_changed_since(client: TestClient) -> None:
    (row,) = page(client, "/snapshots").cssselect("tr.snapshot")
    address = row.cssselect("td a")[0].get("href")
    assert "The claims of the two are the same" in page(client, address).text_content()


def test_a_difference_counts_its_lists_and_names_who_and_why(desk: TestClient) -> None:
    shown = page(desk, "/snapshots/first..now")
    counts = {link.get("href"): number_in(link) for link in shown.cssselect(".tabs a")}
    assert counts == {"#added": 0, "#gone": 1, "#changed": 1}
    for part in ("gone", "changed"):
        assert len(shown.cssselect(f"#{part} li.moved")) == 1
    assert "rejected by ann: no act" in shown.get_element_by_id("gone").text_content()
    assert "status: edited by ann: no" in shown.get_element_by_id("changed").text_content()


def test_a_difference_backwards_adds_what_went(desk: TestClient) -> None:
    shown = page(desk, "/snapshots/now..first")
    assert len(shown.cssselect("#added li.moved")) == 1


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/codebook/COPERATE", 400, "did you mean"),
        ("/snapshots/first..never", 404, "there is no snapshot"),
        ("/snapshots/first", 404, "Not Found"),
        ("/health/pages?outcome=lost", 400, "is none of"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    client: TestClient, path: str, status: int, told: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in html.fromstring(answer.text).text_content()
