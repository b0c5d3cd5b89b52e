"""An event's page: its sentences, its fields with their reasons, what was kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman import pipeline
from dragoman.answers import Stories
from dragoman.coding import Coded
from dragoman.faces.web.app import create_app
from dragoman.model import Article, Event, Sentence
from dragoman.ontology import plover
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read


def stories_of(client: TestClient) -> Stories:
    found = client.app.state.desk.moments.now().stories  # type: ignore[attr-defined]
    assert isinstance(found, Stories)
    return found


def most_told(client: TestClient) -> Event:
    return max(stories_of(client).events, key=lambda event: (len(event.claims), event.id))


def test_an_event_shows_each_of_its_claims_once(client: TestClient) -> None:
    event = most_told(client)
    page = html.fromstring(client.get(f"/events/{event.id}").text)
    assert sorted(card.get("id") for card in page.cssselect("#told article.card")) == sorted(
        event.claims
    )
    assert len(event.claims) > 1


def test_an_event_has_a_section_for_each_independent_origin(client: TestClient) -> None:
    event = most_told(client)
    page = html.fromstring(client.get(f"/events/{event.id}").text)
    assert len(page.cssselect("section.origin")) == len(event.origins)


class HarshCoder(SmallCoder):
    """Reads a meeting as coercion, so that two acts of one kind between two differ in type."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        claims = super().code(article, sentences).claims
        return Coded(
            claims=tuple(
                replace(claim, event_type="COERCE", quad=plover.quad("COERCE"))
                if claim.event_type == "CONSULT"
                else claim
                for claim in claims
            )
        )


@pytest.fixture
def harsh(tmp_path: Path) -> Iterator[TestClient]:
    with Record.create(tmp_path / "harsh") as record:
        record.add(small_pages(20))
        pipeline.run(record, HarshCoder(), jobs=0, read=small_read)
    with TestClient(create_app(tmp_path / "harsh", hosts=("testserver",))) as opened:
        yield opened


def test_a_refused_claim_stands_with_its_reason(harsh: TestClient) -> None:
    stories = stories_of(harsh)
    refused = next(entry for entry in stories.refused if entry.event is not None)
    page = html.fromstring(harsh.get(f"/events/{refused.event}").text)
    told = page.get_element_by_id("refused")
    assert refused.claim in {card.get("id") for card in told.cssselect("article.card")}
    assert refused.reason in told.text_content()


def test_every_field_says_what_it_rests_on(client: TestClient) -> None:
    page = html.fromstring(client.get(f"/events/{most_told(client).id}").text)
    fields = page.cssselect("dl.fields .basis")
    assert {field.text for field in fields} == {"coded", "derived"}
    assert len(page.cssselect("dl.fields .because")) == len(fields)


def test_an_unknown_event_is_not_here(client: TestClient) -> None:
    answer = client.get("/events/ev_none")
    assert answer.status_code == 404
    assert "no event 'ev_none'" in html.fromstring(answer.text).text_content()
