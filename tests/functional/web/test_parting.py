"""Events joined and parted on the page of an event, without JavaScript, and taken back there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.access import Access
from dragoman.faces.web.app import create_app
from dragoman.model import Decision, Event
from dragoman.record import Record
from tests.functional.web.test_events import most_told, stories_of

Fields = dict[str, str | list[str]]


@pytest.fixture
def desk(own_record: Path) -> Iterator[TestClient]:
    """A browser at a record that may be judged."""
    with TestClient(create_app(own_record, hosts=("testserver",))) as opened:
        yield opened


def form_of(desk: TestClient, event: str, decision: str) -> Fields:
    """The fields of a form as a browser that ticks nothing sends them."""
    page = html.fromstring(desk.get(f"/events/{event}").text)
    button = page.cssselect(f"button[name=decision][value={decision}]")[0]
    form = next(ancestor for ancestor in button.iterancestors("form"))
    return {name: value or "" for name, value in form.form_values()} | {"decision": decision}


def decide(desk: TestClient, event: str, decision: str, **typed: str | list[str]) -> str:
    """Send a form; return the id of the event that it leads to."""
    answer = desk.post(f"/events/{event}", data=form_of(desk, event, decision) | typed)
    assert answer.status_code == 200, answer.text
    return answer.url.path.removeprefix("/events/")


def claims_on(desk: TestClient, event: str) -> set[str]:
    page = html.fromstring(desk.get(f"/events/{event}").text)
    return {str(card.get("id")) for card in page.cssselect("#told article.card")}


def decisions_on(desk: TestClient, event: str) -> list[str]:
    page = html.fromstring(desk.get(f"/events/{event}").text)
    return [item.cssselect("a")[0].text for item in page.cssselect("#one-act li.judgement")]


def kept(folder: Path) -> list[Decision]:
    with Record.open(folder) as record:
        return [judgement.decision for judgement in record.view().judgements()]


def two_apart(desk: TestClient) -> tuple[Event, Event]:
    first, *others = sorted(stories_of(desk).events, key=lambda event: -len(event.claims))
    return first, others[-1]


def test_claims_are_taken_out_of_an_event_and_an_undo_puts_them_back(
    desk: TestClient, own_record: Path
) -> None:
    event = most_told(desk)
    out = event.claims[-2:]
    left = decide(desk, event.id, "split", claims=list(out), reason="another day")
    assert claims_on(desk, left) == set(event.claims) - set(out)
    page = html.fromstring(desk.get(f"/events/{left}").text)
    (other,) = page.cssselect("#one-act .judgement .of a")
    parted = other.get("href").removeprefix("/events/")
    assert claims_on(desk, parted) == set(out)
    assert decisions_on(desk, left) == decisions_on(desk, parted) == ["split"]
    back = decide(desk, left, "undo")
    assert claims_on(desk, back) == set(event.claims)
    assert decisions_on(desk, back) == []
    assert kept(own_record) == [Decision.SPLIT, Decision.UNDO]


def test_two_events_become_one_and_an_undo_parts_them(desk: TestClient) -> None:
    first, second = two_apart(desk)
    joined = decide(desk, first.id, "merge", events=[second.id], reason="one meeting")
    assert claims_on(desk, joined) == {*first.claims, *second.claims}
    assert decisions_on(desk, joined) == ["merge"]
    decide(desk, joined, "undo")
    assert claims_on(desk, first.id) == set(first.claims)


def test_a_decision_says_who_made_it_and_why(desk: TestClient) -> None:
    first, second = two_apart(desk)
    joined = decide(
        desk, first.id, "merge", events=second.id, reason="one <b>talk", **{"as": "ann"}
    )
    told = html.fromstring(desk.get(f"/events/{joined}").text).cssselect("#one-act .judgement")[0]
    assert "by ann" in told.text_content()
    assert "one <b>talk" in told.text_content()


@pytest.mark.parametrize(
    ("decision", "typed", "told"),
    [
        pytest.param("split", {"reason": "why"}, "tick the claims", id="no-claim"),
        pytest.param("split", {"claims": "all", "reason": "why"}, "leave a claim", id="all-claims"),
        pytest.param("split", {"claims": "one", "reason": " "}, "give the reason", id="no-reason"),
        pytest.param("merge", {"reason": "why"}, "name another event", id="no-event"),
        pytest.param("merge", {"events": "own", "reason": "why"}, "name another", id="itself"),
        pytest.param("merge", {"events": "ev_0", "reason": "why"}, "no event", id="unknown"),
        pytest.param("split", {"decision": "adore"}, "is none of", id="no-decision"),
    ],
)
def test_what_cannot_be_decided_comes_back_with_what_is_wrong(
    desk: TestClient, own_record: Path, decision: str, typed: dict[str, str], told: str
) -> None:
    event = most_told(desk)
    known = {"all": list(event.claims), "one": [event.claims[0]], "own": [event.id]}
    fields = form_of(desk, event.id, decision) | {n: known.get(v, v) for n, v in typed.items()}
    answer = desk.post(f"/events/{event.id}", data=fields)
    assert answer.status_code == 400
    alert = html.fromstring(answer.text).cssselect("[role=alert]")[0]
    assert told in alert.text_content()
    assert kept(own_record) == []


def test_a_form_of_another_site_or_without_its_token_is_refused(
    desk: TestClient, own_record: Path
) -> None:
    event = most_told(desk)
    fields = form_of(desk, event.id, "split") | {"claims": event.claims[0], "reason": "why"}
    path = f"/events/{event.id}"
    elsewhere = {"origin": "http://evil.example"}
    assert desk.post(path, data=fields, headers=elsewhere).status_code == 403
    assert desk.post(path, data=fields | {"form_token": "x"}).status_code == 403
    desk.cookies.clear()
    assert desk.post(path, data=fields).status_code == 403
    assert kept(own_record) == []


def test_a_server_that_only_reads_and_a_snapshot_show_no_form(
    client: TestClient, read_record: Path
) -> None:
    event = most_told(client)
    access = Access(is_read_only=True)
    with TestClient(create_app(read_record, hosts=("testserver",), access=access)) as reader:
        for shown in (
            reader.get(f"/events/{event.id}"),
            client.get(f"/events/{event.id}?as_of=first"),
        ):
            assert html.fromstring(shown.text).cssselect("form[method=post]") == []
        assert reader.post(f"/events/{event.id}", data={"decision": "split"}).status_code == 403
