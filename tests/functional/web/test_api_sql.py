"""SQL of strangers: one SELECT over the record, and nothing else, however it is put."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.faces.api import sql
from dragoman.faces.web.app import create_app

# What each tries: files, network, extensions, settings, writing, several statements, all the
# memory, all the time.
ATTACKS = (
    "copy claims to '/tmp/claims.csv'",
    "attach '/etc/passwd' as other",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('record.toml')",
    "select * from glob('/*')",
    "select * from read_json('http://127.0.0.1/')",
    "install httpfs",
    "pragma database_list",
    "set memory_limit = '100GB'",
    "reset lock_configuration",
    "select 1; select 2",
    "create table mine as select 1",
    "drop view claims",
    "select * from query('drop view claims')",
    "",
)
GREEDY = (
    "select count(*) from range(1000000) a, range(1000000) b",
    "select repeat('x', 1000000) from range(100000)",
    "select sum(a) from (select unnest(range(1000000000)) a)",
    "select repeat('x', 100000000)",
)


@pytest.fixture(scope="module")
def asked(read_record: Path) -> Iterator[TestClient]:
    """A server that answers SQL."""
    with TestClient(create_app(read_record, hosts=("testserver",), answers_sql=True)) as opened:
        yield opened


def test_a_select_is_answered_in_columns_and_rows(asked: TestClient) -> None:
    query = "select count(*) as n, min(when_start) as first, 'nan'::float as odd from claims"
    answer = asked.get("/v1/sql", params={"query": query}).json()
    total = asked.get("/v1/claims/count").json()["count"]
    ((n, first, odd),) = answer["rows"]
    assert answer["columns"] == ["n", "first", "odd"]
    assert (n, len(first), odd) == (total, 10, "nan")


def test_a_long_query_is_posted(asked: TestClient) -> None:
    query = f"select 1 -- {'long' * 5000}"
    assert asked.post("/v1/sql", json={"query": query}).json()["rows"] == [[1]]


def test_a_query_sees_the_snapshot_that_it_asks_for(asked: TestClient) -> None:
    answer = asked.get("/v1/sql.csv", params={"query": "select 1 as one", "as_of": "first"})
    assert answer.headers["dragoman-snapshot"] == "first"
    assert answer.text == "one\n1\n"


@pytest.mark.slow
@pytest.mark.parametrize("query", ATTACKS)
def test_an_attack_is_refused(asked: TestClient, query: str) -> None:
    answer = asked.get("/v1/sql", params={"query": query})
    assert answer.status_code == 400
    assert "root:" not in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("query", GREEDY)
def test_a_query_that_takes_too_much_is_refused(
    asked: TestClient, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "SECONDS", 2.0)
    answer = asked.get("/v1/sql", params={"query": query})
    assert answer.status_code == 400
    assert any(word in answer.json()["detail"] for word in ("longer", "emory", "MB", "stop"))


def test_pages_answer_after_a_query_has_taken_too_much(asked: TestClient) -> None:
    asked.get("/v1/sql", params={"query": GREEDY[1]})
    assert asked.get("/v1/claims?limit=1").status_code == 200


def test_a_second_query_is_asked_to_wait(
    asked: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 0.01)
    with sql._turn:
        answer = asked.get("/v1/sql", params={"query": "select 1"})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
