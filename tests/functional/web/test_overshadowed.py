"""The overshadowed: what a louder story hid, drawn and listed with its formula."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from dragoman.answers import Shadows, overshadowed
from dragoman.faces.moment import Moment
from dragoman.faces.web.app import create_app
from dragoman.faces.web.desk import Asked
from dragoman.faces.web.scatter import Scatter, scatter_of
from dragoman.model import Claim, Page, Reading
from dragoman.record import Record, View
from tests.functional.web.numbers import assert_numbers_open_their_lists
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told


def readings_of(told: Told) -> Iterator[tuple[Page, Reading]]:
    """The articles of a record in memory with their claims, as pages and their readings."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in told.said:
        claims[claim.article].append(claim)
    for article in told.printed:
        page = Page(raw=article.text.encode(), origin=article.origin, outlet=article.outlet)
        read = replace(article, page_sha256=page.sha256)
        yield page, Reading(article=read, claims=tuple(claims[article.id]))


@pytest.fixture(scope="module")
def shifted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The pages of a record in which a war hides a rapprochement."""
    told = Told()
    tell_rapprochement(told)
    tell_war(told)
    pairs = list(readings_of(told))
    folder = tmp_path_factory.mktemp("shifted") / "record"
    with Record.create(folder) as record:
        record.add([page for page, _ in pairs])
        record.write([reading for _, reading in pairs], "told")
    with TestClient(create_app(folder, hosts=("testserver",))) as opened:
        yield opened


def test_the_page_tells_what_hid_what(shifted: TestClient) -> None:
    page = html.fromstring(shifted.get(f"/overshadowed?today={TODAY}").text)
    heading = page.cssselect("h1")[0].text_content()
    assert heading == "Iran and Russia, behind Armenia and Azerbaijan"


def test_the_terms_of_the_page_make_its_score(shifted: TestClient) -> None:
    page = html.fromstring(shifted.get(f"/overshadowed?today={TODAY}").text)
    (table,) = page.cssselect("table.terms")
    terms = {row[0].text: float(row[1].text) for row in table.cssselect("tbody tr")}
    caption = table.cssselect("caption")[0].text_content()
    score = float(caption.removeprefix("score ").partition(" ")[0])
    assert score == pytest.approx(terms["surprise"] * terms["shortfall"], abs=0.01)


def test_every_number_opens_a_list_of_that_length(shifted: TestClient) -> None:
    assert_numbers_open_their_lists(shifted, f"/overshadowed?today={TODAY}")


def test_the_drawing_and_its_rows_can_be_saved(shifted: TestClient) -> None:
    asked = f"today={TODAY}"
    drawing = etree.fromstring(shifted.get(f"/figures/overshadowed.svg?{asked}").content)
    page = html.fromstring(shifted.get(f"/overshadowed?{asked}").text)
    rows = shifted.get(f"/figures/overshadowed.csv?{asked}").text.splitlines()
    dots = page.cssselect("svg.scatter circle")
    assert len(dots) == len(list(drawing.iter("{http://www.w3.org/2000/svg}circle")))
    assert len(dots) == len(rows) - 1


@pytest.fixture
def shadows() -> Shadows:
    told = Told()
    tell_rapprochement(told)
    tell_war(told)
    return overshadowed(told, TODAY)


def drawn(answer: Shadows) -> Scatter:
    moment = Moment(cast(View, Told()))
    found = scatter_of(answer, Asked(moment, {}, TODAY, False, None, None))
    assert found is not None
    return found


def test_every_pair_that_was_weighed_is_a_dot_on_the_sheet(shadows: Shadows) -> None:
    drawing = drawn(shadows)
    assert len(drawing.dots) == len(shadows.entries) + len(shadows.misses)
    for dot in drawing.dots:
        assert drawing.left <= dot.x <= drawing.right
        assert drawing.top <= dot.y <= drawing.foot


def test_what_is_overshadowed_stands_left_of_the_line(shadows: Shadows) -> None:
    drawing = drawn(shadows)
    assert [dot.x < drawing.even for dot in drawing.dots if dot.is_hidden] == [True]


def test_a_larger_shift_stands_higher(shadows: Shadows) -> None:
    misses = drawn(shadows).dots[len(shadows.entries) :]
    heights = [dot.y for dot in misses]
    assert heights == sorted(heights)


def test_where_nothing_is_hidden_the_page_says_so_and_lists_near_misses(
    client: TestClient,
) -> None:
    page = html.fromstring(client.get("/overshadowed").text)
    assert "Nothing stands in a shadow" in page.cssselect("h1")[0].text_content()
    assert "Near misses" in page.text_content()


def test_a_window_behind_the_end_of_the_record_is_outside_of_it(client: TestClient) -> None:
    page = html.fromstring(client.get(f"/overshadowed?today={date(2021, 6, 1)}").text)
    assert page.cssselect(".state")[0].get("data-state") == "outside coverage"


def test_a_window_without_days_is_refused(client: TestClient) -> None:
    assert client.get("/overshadowed?days=0").status_code == 400
