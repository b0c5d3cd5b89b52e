"""The overshadowed: what a louder story hid, drawn and listed with its formula."""

from datetime import date
from typing import cast

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.answers import Shadows, overshadowed
from dragoman.faces.moment import Moment
from dragoman.faces.web.desk import Asked
from dragoman.faces.web.scatter import Scatter, scatter_of
from dragoman.record import View
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told


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
