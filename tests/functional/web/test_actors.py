"""An actor's page: partners, roles and names, each number opening its list."""

from lxml import html
from starlette.testclient import TestClient

from tests.functional.web.numbers import assert_numbers_open_their_lists


def test_every_number_of_an_actor_opens_a_list_of_that_length(client: TestClient) -> None:
    assert_numbers_open_their_lists(client, "/actors/RUS", most=12)


def test_the_partners_are_those_of_the_pairs(client: TestClient) -> None:
    page = html.fromstring(client.get("/actors/RUS").text)
    partners = [a.get("href") for a in page.cssselect("section.wide tbody th a")]
    pairs = client.app.state.desk.moments.now().pairs.events_of  # type: ignore[attr-defined]
    others = {pair[0] if pair[1] == "RUS" else pair[1] for pair in pairs if "RUS" in pair}
    assert {href.rpartition("-")[2] for href in partners} == others


def test_an_actor_that_is_never_coded_is_said_to_be_known_only(client: TestClient) -> None:
    page = html.fromstring(client.get("/actors/FJI").text)
    (state,) = page.cssselect(".state")
    assert state.get("data-state") == "outside coverage"
    assert "never coded" in state.text_content()


def test_a_name_leads_to_the_page_of_its_actor(client: TestClient) -> None:
    answer = client.get("/actors?who=Persia&today=2020-10-07", follow_redirects=False)
    assert answer.status_code == 400
    answer = client.get("/actors?who=Iranian&today=2020-10-07", follow_redirects=False)
    assert answer.headers["location"] == "/actors/IRN?today=2020-10-07"


def test_somebody_unknown_is_answered_with_the_nearest(client: TestClient) -> None:
    answer = client.get("/actors/Irann")
    assert answer.status_code == 400
    assert "did you mean" in answer.text


def test_a_window_without_days_is_refused(client: TestClient) -> None:
    assert client.get("/actors/RUS?days=0").status_code == 400


def test_the_index_lists_everybody_with_events(client: TestClient) -> None:
    page = html.fromstring(client.get("/actors").text)
    assert {code.text for code in page.cssselect("td .code")} == {"RUS", "IRN", "TUR", "ARM"}
