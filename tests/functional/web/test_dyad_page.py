"""The dyad's page: who says so, which way the acts run, what is due and likely next."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.strips import MOST_STACKED, RADIUS, _levels
from tests.functional.web.numbers import assert_numbers_open_their_lists

PAIR = "/dyads/RUS-IRN"


def test_every_number_opens_a_list_of_that_length(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, PAIR, most=15)


def test_every_claim_with_a_day_is_a_dot_that_opens_it(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    answer = client.app.state.desk.moments.now().dyad("RUS", "IRN")  # type: ignore[attr-defined]
    opened = [
        link.get("href").partition("#")[2]
        for link in page.cssselect('[aria-label="Who says so"] svg a')
    ]
    assert sorted(opened) == sorted(answer.total.claims)


def test_the_ways_of_the_acts_add_up_to_those_done(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    (table,) = (t for t in page.cssselect("table") if t.cssselect("th")[0].text == "Way")
    counted = sum(int(cell.text_content()) for cell in table.cssselect("td"))
    between = client.app.state.desk.moments.now().dyad("RUS", "IRN")  # type: ignore[attr-defined]
    done = {e for row in between.periods for t in row.types for e in t.backing.events}
    assert counted == len(done)


def test_a_ranking_never_stands_without_its_base_rates(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    heads = [head.text for head in page.cssselect("th[scope=col]")]
    assert "By base rate" in heads
    assert "had not been told" in page.text_content()


def test_each_act_likely_next_opens_the_events_that_speak_most_for_it(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    (table,) = (t for t in page.cssselect("table") if t.cssselect("th")[0].text == "Act")
    for row in table.cssselect("tbody tr"):
        (link,) = row.cssselect("a.number")
        behind = html.fromstring(client.get(link.get("href")).text)
        assert len(behind.cssselect("[data-event]")) == int(link.text_content().split()[0])
        assert "above all" in row.text_content()


def test_nothing_due_is_no_proof_of_nothing_planned(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    assert "no proof that nothing is planned" in page.text_content()


def test_a_pair_never_told_of_says_how_little_that_means(client: TestClient) -> None:
    page = html.fromstring(client.get("/dyads/FJI-TON").text)
    states = {state.get("data-state") for state in page.cssselect(".state")}
    assert states == {"outside coverage"}


def test_the_other_views_of_the_pair_answer(client: TestClient) -> None:
    page = html.fromstring(client.get(PAIR).text)
    views = [link.get("href") for link in page.cssselect('nav[aria-label="Views of the pair"] a')]
    assert len(views) == 4
    for view in views:
        assert client.get(view).status_code == 200


@pytest.mark.parametrize("kind", ["voices", "ways"])
def test_a_drawing_and_its_rows_can_be_saved(client: TestClient, kind: str) -> None:
    asked = "first=RUS&second=IRN"
    assert client.get(f"/figures/{kind}.svg?{asked}").text.lstrip().startswith("<svg")
    assert len(client.get(f"/figures/{kind}.csv?{asked}").text.splitlines()) > 1


def test_dots_of_one_level_never_touch_while_levels_are_free() -> None:
    places = [float(day) for day in range(0, 40, 3)]
    levels = _levels(places)
    for level in range(MOST_STACKED):
        own = [place for place, found in zip(places, levels, strict=True) if found == level]
        assert all(later - one >= 2 * RADIUS for one, later in pairwise(own))


def test_the_days_of_a_page_narrow_its_dots(client: TestClient) -> None:
    after = date(2020, 10, 6) + timedelta(days=1)
    page = html.fromstring(client.get(f"{PAIR}?since={after}").text)
    assert not page.cssselect('[aria-label="Who says so"]')
