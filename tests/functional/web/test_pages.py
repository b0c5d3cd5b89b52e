"""Every page answers, and every number on it is the length of the list that it opens."""

import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.app import create_app
from dragoman.faces.web.marks import BIDI, Mark, pieces, shown
from dragoman.faces.web.pages import behind
from tests.functional.web.numbers import listed

PAGES = ("/", "/dyads", "/dyads/RUS-IRN", "/claims", "/claims?dyad=RUS,IRN")
NUMBER = re.compile(r"[\d,]+")


def links_of(client: TestClient, path: str) -> list[tuple[str, str]]:
    """The numbers of a page with the addresses that they open."""
    page = html.fromstring(client.get(path).text)
    return [(link.text_content(), link.get("href")) for link in page.cssselect("a.number")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(html.fromstring(answer.text).cssselect("h1")) == 1


@pytest.mark.parametrize("path", ["/", "/dyads/RUS-IRN"])
def test_every_number_is_the_length_of_the_list_it_opens(client: TestClient, path: str) -> None:
    links = links_of(client, path)
    assert links
    for words, address in links:
        count = int(NUMBER.match(words)[0].replace(",", ""))  # type: ignore[index]
        assert listed(client, address) == count, address


def test_a_long_list_comes_in_pages_that_hold_each_claim_once(
    read_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behind, "PER_PAGE", 7)
    # A server of its own: another one may keep the list as it was rendered before.
    client = TestClient(create_app(read_record, hosts=("testserver",)))
    told = next(
        link for link in links_of(client, "/dyads/RUS-IRN") if "at=/total#claims" in link[1]
    )
    assert listed(client, told[1]) == int(NUMBER.match(told[0])[0])  # type: ignore[index]
    first = html.fromstring(client.get(told[1]).text)
    assert len(first.cssselect("article.card")) == 7


def test_a_card_leads_to_its_claim_in_the_article(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims").text)
    address = page.cssselect("article.card .from a")[0].get("href")
    article = html.fromstring(client.get(address).text)
    assert article.get_element_by_id(address.partition("#")[2]) is not None


def test_an_article_shows_every_character_of_its_text(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims").text)
    address = page.cssselect("article.card .from a")[0].get("href").partition("#")[0]
    article = html.fromstring(client.get(address).text)
    for reason in article.cssselect("span.reason"):
        reason.drop_tree()
    read = "".join(part.text_content() for part in article.cssselect(".reading > section > div"))
    view = client.app.state.desk.moments.now().view  # type: ignore[attr-defined]
    assert read == view.article(address.rsplit("/", 1)[-1]).text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nowhere", 404, "Not Found"),
        ("/articles/ar_none", 404, "no article"),
        ("/behind/mood", 404, "no answer"),
        ("/behind/dyad?first=RUS&second=IRN&at=/total/x", 400, "no number at"),
        ("/claims?colour=red", 400, "no parameter"),
        ("/claims?since=soon", 400, "is no day"),
        ("/dyads/RUS-Irann", 400, "did you mean"),
        ("/?as_of=nothing", 503, "nothing"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    client: TestClient, path: str, status: int, told: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in html.fromstring(answer.text).text_content()


def test_every_answer_forbids_what_is_not_ours(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/static/dragoman.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy


def test_no_page_holds_what_the_policy_forbids(client: TestClient) -> None:
    for path in PAGES:
        page = html.fromstring(client.get(path).text)
        assert not page.xpath("//*[@style] | //style | //script[not(@src)]")
        assert not page.xpath("//*[@*[starts-with(name(), 'on')]]")
        loaded = "//link[not(@rel='alternate')]/@href | //script/@src | //img/@src"
        for address in page.xpath(loaded):
            assert address.startswith("/static/")
        # A feed is named, not loaded; it is ours too.
        for address in page.xpath("//link[@rel='alternate']/@href"):
            assert address.startswith("/v1/")


def test_a_host_that_is_not_ours_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_marks_that_overlap_cut_the_text_and_lose_no_character() -> None:
    text = "Russia said Iran left."
    cut = pieces(
        text, [Mark(0, 11, "voice", "v"), Mark(7, 11, "cue", "c"), Mark(90, 99, "act", "")]
    )
    assert "".join(piece.text for piece in cut) == text
    assert [piece.roles for piece in cut] == ["voice", "voice cue", ""]


def test_controls_of_direction_are_shown_and_do_nothing() -> None:
    assert not set(shown("".join(BIDI))) & set(BIDI)
