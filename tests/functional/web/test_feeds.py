"""The feed of claims behind its address, and the pages that name it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml import ElementTree
from lxml import html
from starlette.testclient import TestClient

from dragoman import pipeline
from dragoman.coding import Coded
from dragoman.faces import claim_feed
from dragoman.faces.atom import ATOM
from dragoman.model import Article, Sentence
from dragoman.pages.feeds import read_feed
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read
from tests.functional.conftest import PAGES, Dragoman

FEED = "/v1/claims.atom?dyad=RUS,IRN"


def entry_ids(feed: str) -> list[str]:
    tree = ElementTree.fromstring(feed.encode())
    return [entry.findtext(f"{{{ATOM}}}id") for entry in tree.findall(f"{{{ATOM}}}entry")]


def test_the_feed_holds_every_claim_of_a_short_answer(client: TestClient) -> None:
    answer = client.get(FEED)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    ids = entry_ids(answer.text)
    assert len(ids) == len(set(ids)) == client.get("/v1/claims?dyad=RUS,IRN").json()["total"] > 0


def test_the_command_gives_the_entries_of_the_address(
    client: TestClient, dragoman: Dragoman, read_record: Path
) -> None:
    said = dragoman("claims", "--dyad", "IRN", "RUS", "-f", "atom", record=read_record)
    assert entry_ids(said.stdout) == entry_ids(client.get("/v1/claims.atom?dyad=IRN,RUS").text)


class DatedCoder(SmallCoder):
    """As the small coder, of pages that were printed on several days, or nobody knows when."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        day = len(article.text) % 5
        printed = f"2020-10-{day:02}" if day else None
        coded = super().code(article, sentences)
        return Coded(claims=tuple(replace(claim, published=printed) for claim in coded.claims))


def test_the_newest_come_first_and_only_so_many(
    empty_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(empty_record, writable=True) as record:
        record.add(small_pages(PAGES))
        pipeline.run(record, DatedCoder(), jobs=0, read=small_read)
        claims = list(record.view().claims())
    known = sorted((c.published for c in claims if c.published), reverse=True)
    assert len(known) < len(claims)
    monkeypatch.setattr(claim_feed, "MOST_ENTRIES", 30)
    with Record.open(empty_record) as record:
        newest = claim_feed.newest_of(record.view(), {})
    assert [claim.published for claim in newest] == known[:30]


def test_every_link_of_a_feed_opens_its_claim(client: TestClient) -> None:
    feed = read_feed(client.get(FEED).content, f"http://testserver{FEED}")
    for entry in feed.entries[:5]:
        page = client.get(entry.url.removeprefix("http://testserver"))
        assert page.status_code == 200


def test_a_feed_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(FEED).headers["etag"]
    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/v1/claims.atom"),
        ("/dyads/RUS-IRN", "/v1/claims.atom?dyad=RUS,IRN"),
        ("/actors/IRN", "/v1/claims.atom?actor=IRN"),
        ("/sources/Example%20Wire", "/v1/claims.atom?outlet=Example+Wire"),
        ("/claims?hedged=true", "/v1/claims.atom?hedged=true"),
    ],
)
def test_a_page_names_the_feed_of_what_it_shows(client: TestClient, page: str, feed: str) -> None:
    (link,) = html.fromstring(client.get(page).text).cssselect("link[rel=alternate]")
    assert link.get("href") == feed
    assert client.get(feed).status_code == 200
