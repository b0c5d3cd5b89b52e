"""A record behind an address answers as the one on disk does, and says what goes wrong."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import httpx
import pytest

import dragoman
from dragoman.errors import AnswerError, RemoteError, RemoteLimited
from dragoman.faces.client import Client
from dragoman.faces.store import Store
from dragoman.ontology import plover
from dragoman.record import Question

QUERIES = 50


@pytest.fixture(scope="module")
def store(read_record: Path) -> Iterator[Store]:
    with dragoman.open(read_record) as opened:
        yield opened


@pytest.fixture(scope="module")
def remote(address: str) -> Iterator[Client]:
    with Client(address) as opened:
        yield opened


def questions(store: Store) -> list[Question]:
    """Fifty questions of what a record holds: each condition is in some, alone and together."""
    chance = random.Random(11)
    claims = list(store.claims())
    sides = sorted({p.actor.country or "" for claim in claims for p in claim.actors} - {""})
    ids = sorted({p.actor.id for claim in claims for p in claim.actors if p.actor.id})
    outlets = sorted({claim.outlet for claim in claims if claim.outlet})
    first = date(2020, 1, 1)
    made: list[Question] = []
    for _ in range(QUERIES):
        whole: Question = {
            "dyad": (chance.choice(sides), chance.choice(sides)),
            "actor": chance.choice(ids),
            "recipient": chance.choice(sides),
            "event_type": chance.choice(plover.EVENT_TYPES).code,
            "quad": chance.choice(plover.QUADS),
            "since": first + timedelta(days=chance.randrange(400)),
            "until": first + timedelta(days=chance.randrange(400)),
            "outlet": chance.choice(outlets).upper(),
            "status": chance.choice(("actual", "future", "negated")),
            "hedged": chance.random() < 0.5,
            "article": chance.choice(claims).article,
            "limit": chance.randrange(1, 30),
        }
        kept = chance.sample(sorted(whole), chance.randrange(4))
        made.append(cast("Question", {name: whole[name] for name in kept}))  # type: ignore[literal-required]
    return made


def test_fifty_questions_have_equal_rows_at_both_doors(store: Store, remote: Client) -> None:
    asked = questions(store)
    found = [list(store.claims(**question)) for question in asked]
    assert sum(map(bool, found)) > QUERIES / 3
    for question, rows in zip(asked, found, strict=True):
        # `list` asks a query for its length first, so that is compared as well.
        assert list(remote.claims(**question)) == rows, question


@pytest.mark.parametrize("by", ["month", "type", "actor", "outlet"])
def test_counts_are_equal_at_both_doors(store: Store, remote: Client, by: str) -> None:
    assert remote.claims(dyad=("RUS", "IRN")).count(by) == store.claims(dyad=("RUS", "IRN")).count(
        by
    )


def test_what_a_query_offers_is_equal_at_both_doors(store: Store, remote: Client) -> None:
    here, there = store.claims(actor="RUS", limit=4), remote.claims(actor="RUS", limit=4)
    assert here.to_geojson() == there.to_geojson()
    assert here.to_arrow() == there.to_arrow()
    assert here.explain() == there.explain()
    assert store.snapshot == remote.snapshot


def test_a_snapshot_is_asked_of_alone(address: str, read_record: Path) -> None:
    with Client(address, snapshot="first") as remote, dragoman.open(read_record) as store:
        assert remote.snapshot == "first"
        assert list(remote.claims(limit=3)) == list(store.view("first").claims(limit=3))


def test_any_answer_can_be_had_as_json(remote: Client) -> None:
    assert remote.get("dyads/RUS-IRN", by="year")["by"] == "year"


def test_a_refusal_has_its_words_and_its_status(remote: Client) -> None:
    with pytest.raises(RemoteError, match="no claim 'cl_none'") as caught:
        remote.get("claims/cl_none")
    assert caught.value.status == 404


def test_what_claims_are_not_counted_by_is_told(remote: Client) -> None:
    with pytest.raises(RemoteError, match="not counted by 'mood'"):
        remote.claims().count("mood")


def test_a_server_that_is_not_there_is_told() -> None:
    with Client("http://127.0.0.1:9") as nobody, pytest.raises(RemoteError, match="serve") as told:
        len(nobody.claims())
    assert told.value.status is None


def replying(response: httpx.Response) -> Client:
    """The door to a server that always gives one reply."""
    return Client("http://there", transport=httpx.MockTransport(lambda _: response))


def test_a_server_that_asks_to_wait_says_how_long() -> None:
    limited = httpx.Response(429, headers={"retry-after": "7"}, json={"detail": "too much"})
    with replying(limited) as door, pytest.raises(RemoteLimited, match="too much") as caught:
        door.claims().head()
    assert (caught.value.retry_after, caught.value.status) == (7.0, 429)


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    broken = httpx.Response(200, headers={"dragoman-rows": "2"}, text="")
    with replying(broken) as door, pytest.raises(RemoteError, match="after 0 of 2"):
        door.claims().head()


@pytest.mark.parametrize("text", ["<html>", "[]"])
def test_another_server_is_not_taken_for_ours(text: str) -> None:
    with replying(httpx.Response(200, text=text)) as door, pytest.raises(RemoteError):
        len(door.claims())


def test_a_server_error_without_a_problem_is_told() -> None:
    with replying(httpx.Response(502, text="bad")) as door, pytest.raises(RemoteError, match="502"):
        len(door.claims())


def test_a_wrong_filter_fails_where_it_is_written(remote: Client) -> None:
    with pytest.raises(TypeError, match="colour"):
        remote.claims(colour="red")  # type: ignore[call-arg]


def test_both_doors_refuse_alike_what_is_no_count(store: Store) -> None:
    with pytest.raises(AnswerError):
        store.claims().count("mood")
