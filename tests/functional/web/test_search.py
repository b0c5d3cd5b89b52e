"""The search: names lead to their pages, words to their sentences."""

from lxml import html
from starlette.testclient import TestClient

from tests.functional.web.numbers import assert_numbers_open_their_lists


def test_a_name_leads_to_its_actor_first(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=iran").text)
    assert page.cssselect(".found a")[0].get("href") == "/actors/IRN"
    assert_numbers_open_their_lists(client, "/search?q=iran")


def test_sentences_hold_every_word_in_any_case(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=IRAN+praised").text)
    found = [quote.text or "" for quote in page.cssselect(".sentences blockquote")]
    assert found
    assert all("iran" in text.lower() and "praised" in text.lower() for text in found)


def test_the_count_of_sentences_is_that_of_the_record(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=praised").text)
    view = client.app.state.desk.moments.now().view  # type: ignore[attr-defined]
    ((count,),) = view.sql("select count(*) from sentences where text like '%praised%'").rows
    assert f"{count} sentences" in page.text_content()


def test_a_sentence_leads_to_its_claim(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=praised").text)
    address = page.cssselect(".sentences footer a")[0].get("href")
    article = html.fromstring(client.get(address).text)
    assert article.get_element_by_id(address.partition("#")[2]) is not None


def test_signs_of_a_pattern_are_looked_for_as_they_stand(client: TestClient) -> None:
    page = html.fromstring(client.get("/search?q=%25%25").text)
    assert page.cssselect(".state")[0].get("data-state") == "outside coverage"


def test_an_outlet_and_a_type_lead_on(client: TestClient) -> None:
    outlet = html.fromstring(client.get("/search?q=example").text)
    assert "/sources/Example%20Wire" in outlet.xpath("//a/@href")
    act = html.fromstring(client.get("/search?q=consult").text)
    assert "/claims?type=CONSULT" in act.xpath("//a/@href")


def test_no_words_find_nothing_and_say_what_to_ask(client: TestClient) -> None:
    page = html.fromstring(client.get("/search").text)
    assert not page.cssselect(".state")
    assert "Ask for" in page.text_content()


def test_every_page_has_the_search_box(client: TestClient) -> None:
    for path in ("/", "/claims", "/nowhere"):
        assert html.fromstring(client.get(path).text).cssselect("form[role=search] input[name=q]")
