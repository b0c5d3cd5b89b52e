"""The voices: rows by country of the media, silences and quotations of one pair."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman import pipeline
from dragoman.faces.web.app import create_app
from dragoman.model import Outlet, Page
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read
from tests.functional.web.numbers import assert_numbers_open_their_lists

OUTLETS = (
    Outlet(name="Volga Wire", country="RUS", kind="agency"),
    Outlet(name="Zagros Agency", country="IRN", kind="agency"),
    Outlet(name="Elbe Rundschau", country="DEU", kind="private"),
)


def pages() -> Iterator[Page]:
    """Small pages of three outlets in turn, few of the last."""
    for number, page in enumerate(small_pages(40)):
        outlet = OUTLETS[2] if number % 13 == 0 else OUTLETS[number % 2]
        yield replace(page, outlet=outlet.name)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("media") / "record"
    with Record.create(folder) as record:
        record.add(pages(), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    with TestClient(create_app(folder, hosts=("testserver",))) as opened:
        yield opened


def test_every_number_opens_a_list_of_that_length(media: TestClient) -> None:
    assert_numbers_open_their_lists(media, "/voices/RUS-IRN")


def test_the_media_of_the_two_come_first(media: TestClient) -> None:
    page = html.fromstring(media.get("/voices/RUS-IRN").text)
    rows = page.cssselect("table.voices")[0].cssselect("tbody tr")
    assert [row.get("class").split()[0] for row in rows] == ["first", "second", "other"]


def test_few_claims_are_grey(media: TestClient) -> None:
    page = html.fromstring(media.get("/voices/RUS-IRN").text)
    for row in page.cssselect("table.voices")[0].cssselect("tbody tr"):
        claims = int(row.cssselect("td.amount")[0].text_content())
        assert ("few" in row.get("class")) == (claims < 5)


def test_what_one_side_leaves_out_is_counted_and_listed(media: TestClient) -> None:
    page = html.fromstring(media.get("/voices/RUS-IRN").text)
    answer = media.app.state.desk.moments.now().voices("RUS", "IRN")  # type: ignore[attr-defined]
    listed = [a.get("href").rpartition("/")[2] for a in page.cssselect("li.missed a")]
    assert sorted(listed) == sorted(answer.silences[0].missed + answer.silences[1].missed)


def test_a_side_without_an_outlet_is_not_called_silent(client: TestClient) -> None:
    page = html.fromstring(client.get("/voices/RUS-IRN").text)
    states = [state.get("data-state") for state in page.cssselect(".two .state")]
    assert states == ["outside coverage", "outside coverage"]


def test_quotations_of_an_event_are_of_either_side(media: TestClient) -> None:
    page = html.fromstring(media.get("/voices/RUS-IRN").text)
    quoted = [row for row in page.cssselect(".two") if row.cssselect("blockquote")]
    assert quoted
    for row in quoted:
        first, second = (footer.text_content() for footer in row.cssselect("footer"))
        assert "Volga Wire" in first
        assert "Zagros Agency" in second


def test_copies_are_counted_when_asked_for(media: TestClient) -> None:
    page = html.fromstring(media.get("/voices/RUS-IRN?independent=false").text)
    assert "Every copy counts" in page.text_content()
    assert_numbers_open_their_lists(media, "/voices/RUS-IRN?independent=false", most=4)


def test_two_names_lead_to_their_page(media: TestClient) -> None:
    answer = media.get("/voices?first=Russia&second=Iran", follow_redirects=False)
    assert answer.headers["location"] == "/voices/RUS-IRN"


def test_one_side_is_no_pair(media: TestClient) -> None:
    assert media.get("/voices/RUS-RUS").status_code == 400
    assert media.get("/voices?first=Russia").status_code == 400
