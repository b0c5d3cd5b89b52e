"""The JSON of answers: every number has the ids behind it, and every id is in the record."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.answers import brief, dyad, fold, overshadowed, voices
from dragoman.answers.wire import (
    brief_to_json,
    dyad_to_json,
    event_to_json,
    overshadowed_to_json,
    stories_to_json,
    voices_to_json,
)
from dragoman.model import Status
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told, interval, voice

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def record() -> Told:
    told = Told()
    tell_rapprochement(told)
    tell_war(told)
    told.outlet("Zagros", "IRN")
    told.copy(told.tell("RUS", "AGREE", "IRN", TODAY, outlet="Zagros"), "Paper")
    told.tell("AZE", "ASSAULT", "ARM", TODAY, voices=(voice("Yerevan", "ARM"),))
    told.tell("AZE", "ASSAULT", "ARM", TODAY, status=Status.NEGATED, voices=(voice("Baku"),))
    told.announce("expiry", interval(TODAY.replace(day=18)), "IRN")
    return told


@pytest.fixture(scope="module")
def answers(record: Told) -> Answers:
    return {
        "dyad": dyad_to_json(dyad(record, "RUS", "IRN")),
        "voices": voices_to_json(voices(record, "RUS", "IRN")),
        "overshadowed": overshadowed_to_json(overshadowed(record, TODAY).entries[0]),
        "brief": brief_to_json(brief(record, TODAY)),
        "stories": stories_to_json(fold(record)),
    }


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON value, at any depth."""
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from objects_in(part)


KINDS = ("dyad", "voices", "overshadowed", "brief", "stories")


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_says_what_it_is_and_goes_through_json_unchanged(
    answers: Answers, kind: str
) -> None:
    assert answers[kind]["kind"] == kind
    assert json.loads(json.dumps(answers[kind])) == answers[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_count_is_that_of_the_ids_beside_it(answers: Answers, kind: str) -> None:
    counted = [
        (found[name], len(found[name.removeprefix("n_")]))
        for found in objects_in(answers[kind])
        for name in found
        if name.startswith("n_")
    ]
    assert counted
    assert all(count == ids for count, ids in counted)


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_is_in_the_record(record: Told, answers: Answers, kind: str) -> None:
    stories = fold(record)
    known = {
        "claims": {claim.id for claim in record.said},
        "events": {event.id for event in stories.events},
        "origins": {article.id for article in record.printed},
        "articles": {article.id for article in record.printed},
        "items": {item.id for item in record.due},
    }
    named = [
        (name, entry)
        for found in objects_in(answers[kind])
        for name in known
        for entry in found.get(name, [])
        if isinstance(entry, str)
    ]
    assert named
    assert [(name, entry) for name, entry in named if entry not in known[name]] == []


def test_what_changed_is_backed_by_events_on_both_sides(answers: Answers) -> None:
    for entry in answers["brief"]["changed"]:
        for side in ("before", "after"):
            assert "n_events" in entry["shift"][side]["cooperation"]
        assert entry["told"]["n_claims"] > 0


def test_what_is_due_has_its_counts_in_the_brief(answers: Answers) -> None:
    (item,) = answers["brief"]["due"]
    assert (item["kind"], item["n_items"], item["start"]) == ("due", 1, "2020-10-18")


def test_an_event_has_its_counts(record: Told) -> None:
    event = fold(record).events[0]
    wire = event_to_json(event)
    assert (wire["kind"], wire["n_claims"]) == ("event", len(event.claims))
