"""The calendar: what is announced week by week and in a month, and as iCalendar."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.model import AgendaItem, Basis, Precision, When
from dragoman.record import Record
from tests.unit.record.readings import CODER, page_of, party, passage, reading_of


def days(start: date, end: date) -> When:
    return When(
        start=start, end=end, precision=Precision.RANGE, basis=Basis.SAID, passage=passage("May")
    )


def items_of(item: AgendaItem) -> tuple[AgendaItem, ...]:
    """Return one thing that is over, one to come, one that is wide, and one without a day."""
    two = (party("Russia", "RUS"), party("Iran", "IRN"))
    over, ahead = date(2020, 10, 8), date(2020, 10, 14)
    return (
        replace(item, id="over", what="talks", when=days(over, over), published="2020-10-06"),
        replace(item, id="ahead", when=days(ahead, ahead), actors=two),
        replace(item, id="wide", what="exercise", when=days(ahead, date(2020, 12, 31))),
        replace(item, id="vague", what="vote", when=None, vague=passage("follows")),
    )


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("calendar") / "record"
    with Record.create(folder) as record:
        record.add([page_of(1)])
        reading = reading_of(page_of(1))
        record.write([replace(reading, agenda=items_of(reading.agenda[0]))], CODER)
    with TestClient(create_app(folder, hosts=("testserver",))) as opened:
        yield opened


TODAY = "/calendar?today=2020-10-10"


def kinds_in(page: html.HtmlElement, part: str) -> list[str]:
    return [str(kind.text) for kind in page.cssselect(f"#{part} .due .kind")]


def test_what_is_over_and_open_stands_apart_from_what_is_ahead(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(TODAY).text)
    assert kinds_in(page, "over") == ["talks"]
    assert kinds_in(page, "ahead") == ["visit", "exercise"]
    assert kinds_in(page, "vague") == ["vote"]


def test_every_thing_says_how_it_stands_and_why(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(TODAY).text)
    assert len(page.cssselect(".due")) == 4
    for status in page.cssselect(".due .status"):
        assert ":" in status.text_content()


def test_a_day_of_the_month_leads_to_what_is_on_it(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(TODAY).text)
    (cell,) = (td for td in page.cssselect(".month td") if td.cssselect(".day")[0].text == "14")
    (chip,) = cell.cssselect("a.chip")
    thing = page.get_element_by_id(chip.get("href")[1:])
    assert thing.cssselect(".kind")[0].text == "visit"


def test_what_spans_weeks_is_on_no_day(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(TODAY).text)
    assert "exercise" not in {chip.text for chip in page.cssselect("a.chip")}
    assert "exercise" in page.cssselect("#month .because")[0].text_content()


def test_a_month_has_whole_weeks_that_begin_on_monday(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(f"{TODAY}&month=2021-02").text)
    rows = page.cssselect(".month tbody tr")
    assert [len(row.cssselect("td")) for row in rows] == [7] * 4
    assert rows[0].cssselect(".day")[0].text == "1"


def test_a_dyad_keeps_what_names_both(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(f"{TODAY}&dyad=RUS,IRN").text)
    assert [kind.text for kind in page.cssselect(".due .kind")] == ["visit"]


def test_a_kind_keeps_things_of_that_kind(calendar: TestClient) -> None:
    page = html.fromstring(calendar.get(f"{TODAY}&kind=talks").text)
    assert [kind.text for kind in page.cssselect(".due .kind")] == ["talks"]


@pytest.mark.parametrize("asked", ["kind=party", "status=maybe", "dyad=RUS,Nowhere", "month=soon"])
def test_what_cannot_be_asked_is_refused(calendar: TestClient, asked: str) -> None:
    assert calendar.get(f"{TODAY}&{asked}").status_code == 400


def test_an_empty_calendar_is_no_all_clear(client: TestClient) -> None:
    page = html.fromstring(client.get("/calendar").text)
    assert page.cssselect("[data-state]")[0].get("data-state") == "below threshold"
    assert "no proof that nothing is planned" in page.text_content()


def test_the_file_holds_every_dated_thing_of_the_page(calendar: TestClient) -> None:
    answer = calendar.get("/calendar.ics?today=2020-10-10")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    page = html.fromstring(calendar.get(TODAY).text)
    shown = {thing.get("id") for thing in page.cssselect("#over .due, #ahead .due")}
    assert {str(event["UID"]).removesuffix("@dragoman") for event in events} == shown


def test_the_last_day_of_a_thing_is_in_its_file(calendar: TestClient) -> None:
    answer = calendar.get("/calendar.ics?today=2020-10-10&kind=exercise")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2020, 10, 14)
    assert event.decoded("DTEND") == date(2021, 1, 1)
    assert str(event["STATUS"]) == "TENTATIVE"
