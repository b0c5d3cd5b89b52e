"""The interface of programs gives the answers of the record, in each form, in one state of it."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman import pipeline
from dragoman.faces.api import answers
from dragoman.faces.web.app import create_app
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_pages, small_read

ANSWERS = (
    "/v1/dyads/RUS-IRN",
    "/v1/voices/RUS-IRN",
    "/v1/agenda?today=2020-10-10",
    "/v1/overshadowed?today=2020-10-10",
    "/v1/outlook?first=RUS",
    "/v1/brief?today=2020-10-10",
    "/v1/actors/RUS",
    "/v1/outlets",
    "/v1/codebook",
    "/v1/snapshots",
    "/v1/manifest",
    "/v1/claims",
    "/v1/events",
)


@pytest.fixture
def own_client(own_record: Path) -> TestClient:
    """A server of a record that grows."""
    return TestClient(create_app(own_record, hosts=("testserver",)))


@pytest.mark.parametrize("path", ANSWERS)
def test_an_address_answers_with_one_object_of_json(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert isinstance(answer.json(), dict)


@pytest.mark.parametrize("path", ANSWERS)
def test_who_has_an_answer_is_not_sent_it_again(client: TestClient, path: str) -> None:
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": f'"other", W/{tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag


def test_another_question_has_another_tag(client: TestClient) -> None:
    paths = ("/v1/claims", "/v1/claims?limit=3", "/v1/claims.csv", "/v1/events")
    assert len({client.get(path).headers["etag"] for path in paths}) == len(paths)


def test_every_answer_names_the_state_of_the_record(client: TestClient) -> None:
    named = client.get("/v1/manifest?as_of=first")
    assert named.headers["dragoman-snapshot"] == named.json()["snapshot"] == "first"


def test_a_page_and_the_interface_count_alike(client: TestClient) -> None:
    page = html.fromstring(client.get("/claims?dyad=RUS,IRN").text)
    told = client.get("/v1/claims/count?dyad=RUS,IRN").json()["count"]
    assert page.cssselect("h1")[0].text_content().split()[0] == str(told)


def test_every_form_holds_every_claim(client: TestClient) -> None:
    total = client.get("/v1/claims").json()["total"]
    lines = client.get("/v1/claims.jsonl").text.splitlines()
    sheet = list(csv.DictReader(io.StringIO(client.get("/v1/claims.csv").text)))
    table = pq.read_table(io.BytesIO(client.get("/v1/claims.parquet").content))
    features = client.get("/v1/claims.geojson").json()["features"]
    assert total > 0
    assert {len(lines), len(sheet), table.num_rows, len(features)} == {total}
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == [row["id"] for row in sheet] == table["id"].to_pylist()
    assert ids == [feature["id"] for feature in features]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize(
    "path", ["dyads/RUS-IRN", "voices/RUS-IRN", "agenda", "overshadowed", "outlook", "events"]
)
def test_an_answer_has_flat_rows(client: TestClient, path: str, form: str) -> None:
    asked = "?first=RUS" if path == "outlook" else ""
    answer = client.get(f"/v1/{path}.{form}{asked}")
    assert answer.status_code == 200
    rows = int(answer.headers["dragoman-rows"])
    if form == "jsonl":
        assert len(answer.text.splitlines()) == rows
    if form == "parquet":
        assert pq.read_table(io.BytesIO(answer.content)).num_rows == rows


def test_a_form_is_asked_for_by_what_is_accepted(client: TestClient) -> None:
    wanted = {"accept": "text/html, text/csv;q=0.5, application/json;q=0.2"}
    assert client.get("/v1/claims", headers=wanted).headers["content-type"].startswith("text/csv")


def test_the_pages_of_a_list_hold_it_once(client: TestClient) -> None:
    seen: list[str] = []
    path: str | None = "/v1/claims?page_size=7"
    while path:
        answer = client.get(path)
        body = answer.json()
        seen += [claim["id"] for claim in body["claims"]]
        path = f"/v1/claims?page_size=7&next={body['next']}" if body["next"] else None
        assert ("link" in answer.headers) == (path is not None)
        if path is not None:
            assert client.get(answer.links["next"]["url"]).json() == client.get(path).json()
    whole = client.get("/v1/claims.jsonl").text.splitlines()
    assert seen == [json.loads(line)["id"] for line in whole]


def test_a_limit_holds_over_all_pages(client: TestClient) -> None:
    first = client.get("/v1/claims?page_size=2&limit=3").json()
    second = client.get(f"/v1/claims?page_size=2&limit=3&next={first['next']}").json()
    assert (len(first["claims"]), len(second["claims"])) == (2, 1)
    assert first["total"] == 3
    assert second["next"] is None


def test_the_pages_of_a_list_are_of_one_state_while_the_record_grows(
    own_record: Path, own_client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.faces.moments.FRESH_SECONDS", 0.0)
    first = own_client.get("/v1/claims?page_size=5").json()
    with Record.open(own_record, writable=True) as record:
        record.add(small_pages(60))
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    assert own_client.get("/v1/claims").json()["total"] > first["total"]
    second = own_client.get(f"/v1/claims?page_size=5&next={first['next']}")
    assert second.json()["total"] == first["total"]
    assert second.headers["dragoman-snapshot"] == first["snapshot"]


def test_a_page_of_another_question_is_refused(client: TestClient) -> None:
    token = client.get("/v1/claims?page_size=2").json()["next"]
    answer = client.get(f"/v1/claims?page_size=2&actor=RUS&next={token}")
    assert (answer.status_code, "another question" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("token", ["x", "W10", "bnVsbA", "W251bGwsICIiLCAiIiwgMV0", "%00", "[" * 9])
def test_a_page_that_is_none_of_ours_is_refused(client: TestClient, token: str) -> None:
    assert client.get("/v1/claims", params={"next": token}).status_code == 400


def test_an_event_of_the_list_can_be_opened_and_explained(client: TestClient) -> None:
    event = client.get("/v1/events?page_size=1").json()["events"][0]
    assert client.get(f"/v1/events/{event['id']}").json() == event
    why = client.get(f"/v1/events/{event['id']}/explain").json()
    assert [claim["id"] for claim in why["claims"]] == event["claims"]
    assert all(said["event"] == event["id"] for said in why["said"])


def test_a_claim_of_the_list_can_be_opened_and_explained(client: TestClient) -> None:
    claim = client.get("/v1/claims?page_size=1").json()["claims"][0]
    assert client.get(f"/v1/claims/{claim['id']}").json() == claim
    why = client.get(f"/v1/claims/{claim['id']}/explain").json()
    assert why["said"]["sentence"] == claim["evidence"]["exact"]
    assert claim["id"] in why["event"]["claims"]
    article = client.get(f"/v1/articles/{claim['article']}").json()
    assert claim["id"] in article["claims"]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/v1/nowhere", 404, "Not Found"),
        ("/v1/claims/line%0Aend", 404, "Not Found"),
        ("/v1/claims/cl_none", 404, "no claim"),
        ("/v1/events/ev_none/explain", 404, "no event"),
        ("/v1/articles/ar_none", 404, "no article"),
        ("/v1/brief.csv", 404, "there are json"),
        ("/v1/claims?colour=red", 400, "no parameter 'colour'"),
        ("/v1/claims?since=soon", 400, "is no day"),
        ("/v1/claims?page_size=0", 400, "page_size"),
        ("/v1/claims?limit=9999999999999999999", 400, "up to"),
        ("/v1/claims?as_of=nothing", 404, "no snapshot 'nothing'"),
        ("/v1/claims/count?by=mood", 400, "not counted by"),
        ("/v1/dyads/RUS-Irann", 400, "did you mean"),
        ("/v1/dyads/RUS-IRN?by=decade", 400, "by='decade'"),
        ("/v1/outlook", 400, "first"),
        ("/v1/outlook?first=RUS&second=RUS", 400, "are one"),
        ("/v1/agenda?status=lost", 400, "is none of"),
        ("/v1/sql?query=select+1", 403, "--sql"),
    ],
)
def test_a_wrong_question_is_told_as_a_problem(
    client: TestClient, path: str, status: int, told: str
) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert told in body["detail"]


def test_what_is_not_accepted_is_told_as_a_problem(client: TestClient) -> None:
    answer = client.get("/v1/claims", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["detail"]


def test_the_description_needs_nothing_from_elsewhere(client: TestClient) -> None:
    document = client.get("/v1/openapi.json").json()
    assert {"/claims", "/dyads/{first}-{second}", "/sql"} <= document["paths"].keys()
    assert "422" not in json.dumps(document["paths"])


def test_the_page_of_the_interface_tells_every_address_and_parameter(client: TestClient) -> None:
    page = html.fromstring(client.get("/api").text)
    document = client.get("/v1/openapi.json").json()
    told = {code.text_content().split()[-1] for code in page.cssselect(".operation .path")}
    assert told == {f"/v1{path}" for path in document["paths"]}
    named = {code.text_content() for code in page.cssselect(".operation dt code")}
    given = {
        parameter["name"]
        for methods in document["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    }
    assert named == given


def test_a_supervisor_learns_that_the_server_runs_and_can_answer(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"


def test_a_server_without_its_record_runs_and_is_not_ready(tmp_path: Path) -> None:
    client = TestClient(create_app(tmp_path / "gone", hosts=("testserver",)))
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    problem = client.get("/v1/claims")
    assert problem.status_code == 503
    assert "gone" in problem.json()["detail"]


def _at(document: object, pointer: str) -> object:
    """Return what a pointer leads to in a document."""
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]  # type: ignore[index]
    return document


def test_a_brief_has_the_first_of_a_long_list_and_says_where_the_rest_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_ENTRIES", 1000)
    whole = client.get("/v1/brief?today=2020-10-10").json()
    monkeypatch.setattr(answers, "MOST_ENTRIES", 3)
    short = client.get("/v1/brief?today=2020-10-10").json()
    assert short["told"]["n_claims"] == len(whole["told"]["claims"]) > 3
    assert "/told/claims" in {entry["at"] for entry in short["cut"]}
    for entry in short["cut"]:
        listed = client.get(f"{entry['list']}&page_size=1000").json()
        expected = _at(whole, entry["at"])
        assert listed["entries"] == expected
        assert entry["total"] == listed["total"] == len(listed["entries"])
        assert _at(short, entry["at"]) == listed["entries"][:3]


def test_a_short_list_stands_whole_in_the_brief(client: TestClient) -> None:
    brief = client.get("/v1/brief?today=2020-10-10").json()
    named = {entry["at"] for entry in brief["cut"]}
    assert "/told/events" not in named
    assert len(brief["told"]["events"]) == brief["told"]["n_events"]


def test_a_long_list_of_the_brief_comes_in_pages(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_ENTRIES", 3)
    asked = "/v1/brief/list?today=2020-10-10&at=/told/claims&page_size=7"
    first = client.get(asked).json()
    second = client.get(f"{asked}&next={first['next']}").json()
    assert len(first["entries"]) == 7
    assert set(first["entries"]).isdisjoint(second["entries"])


def test_a_list_that_a_brief_has_whole_is_not_listed(client: TestClient) -> None:
    refused = client.get("/v1/brief/list?today=2020-10-10&at=/changed")
    assert refused.status_code == 404
    assert "`cut`" in refused.json()["detail"]
