"""The review desk without JavaScript: forms that decide, and numbers that open their lists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.answers import fold
from dragoman.faces.access import FIELD, Access, Tokens, new_token
from dragoman.faces.web.app import create_app
from dragoman.model import Decision
from dragoman.record import Record

NUMBER = re.compile(r"[\d,]+")


@pytest.fixture
def desk(own_record: Path) -> Iterator[TestClient]:
    """A browser at a record that may be judged."""
    with TestClient(create_app(own_record, hosts=("testserver",))) as opened:
        yield opened


def page(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def first_number(words: str) -> int:
    found = NUMBER.search(words)
    assert found is not None
    return int(found[0].replace(",", ""))


def form_fields(button: html.HtmlElement) -> dict[str, str]:
    form = next(ancestor for ancestor in button.iterancestors("form"))
    return {name: value or "" for name, value in form.form_values()}


def decide(
    client: TestClient, decision: str, path: str = "/review", **typed: str
) -> html.HtmlElement:
    (button, *_) = page(client, path).cssselect(f"button[name=decision][value={decision}]")
    fields = form_fields(button) | {"decision": decision} | typed
    answer = client.post("/review", data=fields)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def judgements(folder: Path) -> list[Decision]:
    with Record.open(folder) as record:
        return [judgement.decision for judgement in record.view().judgements()]


def claim_shown(shown: html.HtmlElement) -> str:
    return str(shown.cssselect("input[name=claim]")[0].get("value"))


@pytest.mark.parametrize("path", ["/review", "/review/queue", "/review/judged", "/review/log"])
def test_a_page_of_the_desk_answers(client: TestClient, path: str) -> None:
    assert len(page(client, path).cssselect("h1")) == 1


def test_the_queue_is_as_long_as_every_number_that_counts_it(client: TestClient) -> None:
    shown = page(client, "/review")
    grounds = shown.cssselect(".grounds a")
    assert len(grounds) == 5
    for link in grounds:
        address = link.get("href").replace("/review", "/review/queue", 1)
        opened = page(client, address)
        count = first_number(link.text_content())
        assert first_number(opened.cssselect("h1")[0].text_content()) == count
        if count <= 50:
            assert len(opened.cssselect("li.candidate")) == count


def test_a_claim_stands_in_its_context_with_the_codebook_beside_it(client: TestClient) -> None:
    shown = page(client, "/review")
    assert shown.cssselect(".context .itself mark.act")
    assert shown.cssselect(".context .around")
    assert shown.cssselect(".readings dt.coded a")
    assert shown.cssselect(".why strong")


def test_accept_goes_on_to_the_next_claim_and_the_queue_is_one_shorter(
    desk: TestClient, own_record: Path
) -> None:
    before = page(desk, "/review")
    after = decide(desk, "accept")
    assert claim_shown(after) != claim_shown(before)
    count = [first_number(shown.cssselect("h1")[0].text_content()) for shown in (before, after)]
    assert count[1] == count[0] - 1
    assert judgements(own_record) == [Decision.ACCEPT]


def test_a_rejected_claim_is_gone_from_the_list_of_claims_and_undo_brings_it_back(
    desk: TestClient,
) -> None:
    total = page(desk, "/claims").cssselect("h1")[0].text_content()
    claim = claim_shown(page(desk, "/review"))
    after = decide(desk, "reject", reason="no act is stated")
    assert claim in after.cssselect(".notice")[0].text_content()
    fewer = page(desk, "/claims").cssselect("h1")[0].text_content()
    assert first_number(fewer) == first_number(total) - 1
    undo = form_fields(after.cssselect(".notice button[value=undo]")[0])
    assert desk.post("/review", data=undo | {"decision": "undo"}).status_code == 200
    assert page(desk, "/claims").cssselect("h1")[0].text_content() == total


def test_a_corrected_claim_says_what_was_typed(desk: TestClient, own_record: Path) -> None:
    claim = claim_shown(page(desk, "/review"))
    decide(desk, "edit", status="negated", reason="it is denied", **{"as": "ann"})
    with Record.open(own_record) as record:
        (judgement,) = record.view().judgements()
        assert record.verify() == []
    assert (judgement.user, judgement.claims) == ("ann", (claim,))
    assert judgement.changes == {"status": "negated"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"decision": "edit", "when": "Monday = soon", "reason": "why"}, "has no day"),
        ({"decision": "edit", "actors": "Mars = RUS", "reason": "why"}, "does not stand in"),
        ({"decision": "edit", "reason": "why"}, "changes a field at least"),
        ({"decision": "reject", "reason": " "}, "give the reason"),
        ({"decision": "adore"}, "is none of"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(
    desk: TestClient, own_record: Path, typed: dict[str, str], told: str
) -> None:
    (button, *_) = page(desk, "/review").cssselect("button[value=edit]")
    answer = desk.post("/review", data=form_fields(button) | typed)
    assert answer.status_code == 400
    shown = html.fromstring(answer.text)
    assert told in shown.cssselect("[role=alert]")[0].text_content()
    if "when" in typed:
        assert shown.cssselect("input[name=when]")[0].get("value") == typed["when"]
    assert judgements(own_record) == []


def test_a_form_of_another_site_decides_nothing(desk: TestClient, own_record: Path) -> None:
    (button, *_) = page(desk, "/review").cssselect("button[value=accept]")
    fields = form_fields(button) | {"decision": "accept"}
    for wrong in ({FIELD: ""}, {FIELD: "forged"}):
        assert desk.post("/review", data=fields | wrong).status_code == 403
    elsewhere = {"origin": "http://evil.example"}
    assert desk.post("/review", data=fields, headers=elsewhere).status_code == 403
    desk.cookies.clear()
    assert desk.post("/review", data=fields).status_code == 403
    assert judgements(own_record) == []


def test_a_server_that_only_reads_shows_no_form(read_record: Path) -> None:
    app = create_app(read_record, hosts=("testserver",), access=Access(is_read_only=True))
    with TestClient(app) as reader:
        shown = page(reader, "/review")
        assert shown.cssselect("form[method=post]") == []
        assert reader.post("/review", data={"decision": "accept"}).status_code == 403


def test_on_a_server_with_tokens_the_token_says_who_decides(own_record: Path) -> None:
    token, line = new_token("carol")
    tokens = own_record.parent / "tokens"
    tokens.write_text(line, encoding="utf-8")
    access = Access(tokens=Tokens.read(tokens))
    with TestClient(create_app(own_record, hosts=("testserver",), access=access)) as guarded:
        (button, *_) = page(guarded, "/review").cssselect("button[value=accept]")
        fields = form_fields(button) | {"decision": "accept", "as": "mallory"}
        assert guarded.post("/review", data=fields).status_code == 401
        given = {"authorization": f"Bearer {token}"}
        assert guarded.post("/review", data=fields, headers=given).status_code == 200
    with Record.open(own_record) as record:
        assert [judgement.user for judgement in record.view().judgements()] == ["carol"]


def test_a_snapshot_is_not_judged(client: TestClient) -> None:
    assert page(client, "/review?as_of=first").cssselect("form[method=post]") == []


def test_the_log_keeps_everything_and_can_be_asked_by_user(desk: TestClient) -> None:
    decide(desk, "accept", **{"as": "ann"})
    decide(desk, "reject", reason="no act is stated", **{"as": "bob"})
    log = page(desk, "/review/log")
    assert first_number(log.cssselect("h1")[0].text_content()) == 2
    assert len(log.cssselect("tr.judgement")) == 2
    of_ann = page(desk, "/review/log?user=ann")
    assert [row[1].text_content() for row in of_ann.cssselect("tr.judgement")] == ["ann"]


def test_a_second_reader_of_the_audit_does_not_see_what_the_first_decided(
    desk: TestClient,
) -> None:
    audit = "/review?ground=random+audit&as="
    first = claim_shown(page(desk, audit + "ann"))
    decide(desk, "reject", audit + "ann", reason="no act is stated")
    shown = page(desk, f"/review?claim={first}&as=bob")
    assert "you see it as it was coded" in shown.cssselect(".why")[0].text_content()
    assert shown.cssselect(".earlier") == []
    assert page(desk, f"/review?claim={first}&as=ann").cssselect(".earlier")


def test_the_figures_count_the_lists_they_open(desk: TestClient) -> None:
    decide(desk, "accept")
    decide(desk, "accept")
    decide(desk, "reject", reason="no act is stated")
    links = page(desk, "/review").cssselect("a.count")
    assert links
    for link in links:
        opened = page(desk, link.get("href"))
        assert len(opened.cssselect("article.card")) == first_number(link.text_content())


def test_an_empty_queue_says_that_this_is_no_proof(empty_record: Path) -> None:
    with TestClient(create_app(empty_record, hosts=("testserver",))) as opened:
        state = page(opened, "/review").cssselect(".state")[0]
    assert state.get("data-state") == "not enough"
    assert "does not say that the record is right" in state.text_content()


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/review?claim=cl_none", 404, "no claim"),
        ("/review?ground=mood", 400, "is none of"),
        ("/review/judged?type=COPERATE", 400, "did you mean"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(
    client: TestClient, path: str, status: int, told: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert told in answer.text


def test_after_every_decision_a_page_counts_what_a_whole_fold_counts(
    desk: TestClient, own_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = desk.app.state.desk.moments  # type: ignore[attr-defined]
    moments.now().stories  # noqa: B018 - folded once, so that a decision starts from it
    monkeypatch.delattr("dragoman.faces.moment.fold")
    decisions = (("accept", ""), ("reject", "no act"), ("edit", "it is denied"), ("undo", ""))
    for decision, reason in decisions:
        if decision == "undo":
            decide(desk, decision, "/review/log")
        else:
            typed = {"status": "negated"} if decision == "edit" else {}
            decide(desk, decision, reason=reason, **typed)
        with Record.open(own_record) as record:
            whole = fold(record.view())
        kept = moments.now().stories
        assert kept == whole
        assert list(kept.claim_of) == list(whole.claim_of)
        assert list(kept.event_of) == list(whole.event_of)
