"""The review desk on the command line: what was decided is in every later answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.record import Record
from tests.functional.conftest import Done, Dragoman, only_line


@pytest.fixture
def claims(own_record: Path) -> list[str]:
    """The ids of some claims, earliest first."""
    with Record.open(own_record) as record:
        return [claim.id for claim in record.view().claims(limit=5)]


def rows(done: Done) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_rejected_claim_is_gone_until_the_decision_is_undone(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    def count() -> int:
        return len(rows(dragoman("claims", record=own_record)))

    before = count()
    done = dragoman(
        "review", "reject", claims[0], "--reason", "no act", "--user", "ann", record=own_record
    )
    judgement = only_line(done.stdout)
    assert count() == before - 1
    assert dragoman("review", "undo", judgement, record=own_record).returncode == 0
    assert count() == before


def test_an_edit_puts_words_of_the_sentence_under_another_code(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    with Record.open(own_record) as record:
        claim = record.view().claim(claims[0])
    assert claim is not None
    words = claim.actors[0].passage.exact
    edit = ("review", "edit", claims[0], "--reason", "its army", "--user", "ann")
    done = dragoman(*edit, "--actors", f"{words} = TUR.MIL", "--type", "aid", record=own_record)
    assert done.returncode == 0, done.stderr
    with Record.open(own_record) as record:
        edited = record.view().claim(claims[0])
        assert record.verify() == []
    assert edited is not None
    assert (edited.event_type, edited.quad) == ("AID", "material cooperation")
    (actor,) = edited.actors
    assert (actor.actor.id, actor.passage) == ("TUR.MIL", claim.actors[0].passage)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--actors", "Mars = RUS"), "'Mars' does not stand in the sentence"),
        (("--status", "maybe"), "is none of actual"),
        (("--when", "Monday = soon"), "has no day"),
        (("--type", "COPERATE"), "did you mean 'COOPERATE'"),
        ((), "says all of that already"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_in_one_line(
    dragoman: Dragoman,
    own_record: Path,
    claims: list[str],
    typed: tuple[str, ...],
    told: str,
) -> None:
    done = dragoman("review", "edit", claims[0], "--reason", "why", *typed, record=own_record)
    assert done.returncode != 0
    assert told in only_line(done.stderr)


def test_the_log_has_everything_and_says_what_stands(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    accept = ("review", "accept", claims[0], "--user")
    first = only_line(dragoman(*accept, "ann", record=own_record).stdout)
    dragoman(*accept, "bob", record=own_record)
    dragoman("review", "undo", first, "--user", "ann", record=own_record)
    log = rows(dragoman("review", "log", "-f", "jsonl", record=own_record))
    told = [(row["decision"], row["user"], row["stands"]) for row in log]
    assert told == [("undo", "ann", False), ("accept", "bob", True), ("accept", "ann", False)]
    of_bob = rows(dragoman("review", "log", "--user", "bob", "-f", "jsonl", record=own_record))
    assert [row["user"] for row in of_bob] == ["bob"]


def test_what_is_judged_leaves_the_queue(dragoman: Dragoman, own_record: Path) -> None:
    listed = ("review", "list", "--limit", "500", "--user", "ann", "-f", "jsonl")

    def queue() -> list[str]:
        found = rows(dragoman(*listed, record=own_record))
        return [row["claim"]["id"] for row in found]

    before = queue()
    dragoman("review", "accept", before[0], "--user", "ann", record=own_record)
    assert queue() == before[1:]


def test_next_shows_the_sentence_its_grounds_and_what_to_type(
    dragoman: Dragoman, own_record: Path
) -> None:
    done = dragoman("review", "next", "-f", "table", record=own_record)
    assert "IN ITS CONTEXT" in done.stdout
    assert "dragoman review accept cl_" in done.stdout


def test_reviewed_articles_leave_as_annotated_stories(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    dragoman("review", "accept", claims[0], record=own_record)
    with Record.open(own_record) as record:
        claim = record.view().claim(claims[0])
        assert claim is not None
        article = record.view().article(claim.article)
    assert claim.evidence is not None
    assert article is not None
    (story,) = rows(dragoman("review", "export", record=own_record))
    (event,) = story["events"]
    assert story["text"] == article.text
    assert event["sentence"] == claim.evidence.exact
    assert event["event_type"] == claim.event_type
    assert {party["country"] for party in event["actors"]} == {"RUS", "IRN", "TUR", "ARM"} & {
        party.actor.country for party in claim.actors
    }


def test_a_reviewed_record_replays_to_the_same_answers(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    dragoman("review", "reject", claims[0], "--reason", "no act", record=own_record)
    dragoman("review", "edit", claims[1], "--status", "negated", "--reason", "r", record=own_record)
    dragoman("review", "merge", *claims[2:4], "--reason", "one act", record=own_record)
    dragoman("snapshot", "create", "reviewed", record=own_record)
    asked = ("--as-of", "reviewed", "brief", "--today", "2020-10-10", "-f", "jsonl")
    before = dragoman(*asked, record=own_record).stdout
    assert "after 3 judgements" in before
    dragoman("review", "reject", claims[4], "--reason", "later", record=own_record)
    assert dragoman(*asked, record=own_record).stdout == before
    assert dragoman("verify", record=own_record).returncode == 0


def test_status_counts_every_page_once(dragoman: Dragoman, own_record: Path) -> None:
    found = rows(dragoman("status", "-f", "jsonl", record=own_record))
    whole, *outlets = [row for row in found if row["kind"] == "pages"]
    with Record.open(own_record) as record:
        counts = record.view().counts()
    assert whole["kept"] == counts["pages"]
    for outcome in ("article", "rejected", "quarantined", "imported", "pending"):
        assert whole[outcome] == counts[outcome]
        assert sum(row[outcome] for row in outlets) == counts[outcome]


def test_diff_names_what_went_and_who_took_it_out(
    dragoman: Dragoman, own_record: Path, claims: list[str]
) -> None:
    reject = ("review", "reject", claims[0], "--reason", "no act", "--user", "ann")
    dragoman(*reject, record=own_record)
    (row,) = rows(dragoman("diff", "first", "-f", "jsonl", record=own_record))
    assert (row["change"], row["reason"]) == ("gone", "rejected by ann: no act")
    assert row["claim"]["id"] == claims[0]
