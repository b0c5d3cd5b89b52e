"""Every number of an answer can be counted again from what the record exports, by other code."""

import json
import math
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Dragoman

Json = dict[str, Any]
# What the command printed for each question.
Held = dict[tuple[str, ...], list[Json]]
NEAR = 1e-9
Z = 1.959964
AXES = ("cooperation", "conflict")
NAMES = ("RUS", "IRN", "TUR", "ARM")


@pytest.fixture(scope="module")
def printed() -> Held:
    """What was printed so far, so that each question is asked once."""
    return {}


class Exported:
    """The claims and events of a record as they are exported, and nothing else of it."""

    def __init__(self, claims: list[Json], events: list[Json]) -> None:
        self.claims = {claim["id"]: claim for claim in claims}
        self.events = {event["id"]: event for event in events}

    def pairs(self, event: Json) -> set[tuple[str, str]]:
        """The two ends of the claims of an event; here every act has one actor, one recipient."""
        told = (self.claims[claim] for claim in event["claims"])
        ends = ((end(claim, "actors"), end(claim, "recipients")) for claim in told)
        return {(min(two), max(two)) for two in ends}

    def done(self, axis: str | None = None) -> list[Json]:
        return [
            event
            for event in self.events.values()
            if event["status"] == "actual"
            and not self.claims[event["claims"][0]]["historical"]
            and (axis is None or event["quad"].endswith(axis))
        ]

    def between(self, *two: str, axis: str | None = None) -> list[Json]:
        return [e for e in self.done(axis) if tuple(sorted(two)) in self.pairs(e)]

    def excess(self, *two: str, axis: str) -> Json:
        """The excess as docs/answers.md has it, before it is shown with four digits."""
        met = [pair for event in self.done(axis) for pair in self.pairs(event)]
        ends = Counter(end for pair in met for end in pair)
        shares = {name: count / (2 * len(met)) for name, count in ends.items()}
        squares = sum(value**2 for value in shares.values())
        by_chance = 2 * shares.get(two[0], 0) * shares.get(two[1], 0) / (1 - squares)
        observed, expected = len(self.between(*two, axis=axis)), len(met) * by_chance
        value = (observed + 1) / (expected + 1)
        return {
            "observed": observed,
            "expected": round(expected, 4),
            "value": round(value, 4),
            "log2": round(math.log2(value), 4),
        }


def end(claim: Json, role: str) -> str:
    (only,) = claim[role]
    return str(only["country"])


def wilson(part: int, whole: int) -> Json:
    p, n = part / whole, whole
    centre, reach = p + Z**2 / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    low, high = max(0, (centre - reach) / scale), min(1, (centre + reach) / scale)
    digits = {"value": round(p, 4), "low": round(low, 4), "high": round(high, 4)}
    return {"part": part, "whole": whole} | digits


def same(found: Json, again: Json) -> None:
    """Hold an answer's number against the one that was counted again."""
    assert {key: found[key] for key in again} == pytest.approx(again, abs=NEAR)


class Asked:
    """Answers of the command, and what it exports."""

    def __init__(self, call: Dragoman, record: Path, held: Held) -> None:
        self._call, self._record, self._held = call, record, held

    def lines(self, *asked: str) -> list[Json]:
        if asked not in self._held:
            done = self._call("-q", *asked, "-f", "jsonl", record=self._record)
            assert done.returncode == 0, done.stderr
            self._held[asked] = [json.loads(line) for line in done.stdout.splitlines()]
        return self._held[asked]

    def answer(self, *asked: str) -> Json:
        (only,) = self.lines(*asked)
        return only

    @property
    def exported(self) -> Exported:
        return Exported(self.lines("claims"), self.lines("events"))


@pytest.fixture
def asked(dragoman: Dragoman, read_record: Path, printed: Held) -> Asked:
    return Asked(dragoman, read_record, printed)


def test_the_events_of_two_are_counted_again_by_axis_and_month(asked: Asked) -> None:
    (period,) = asked.answer("dyad", "RUS", "IRN")["periods"]
    for axis in AXES:
        again = sorted(event["id"] for event in asked.exported.between("RUS", "IRN", axis=axis))
        assert sorted(period[axis]["events"]) == again
        assert again
    told = len(asked.exported.between("RUS", "IRN"))
    same(period["exposure"], wilson(told, len(asked.exported.done())))


def test_the_claims_behind_a_number_are_those_of_its_events(asked: Asked) -> None:
    exported = asked.exported
    for part in (asked.answer("dyad", "RUS", "IRN")["total"], asked.answer("next", "RUS")["told"]):
        claims = {claim for event in part["events"] for claim in exported.events[event]["claims"]}
        assert set(part["claims"]) == claims
        outlets = {exported.claims[claim]["outlet"] for claim in claims}
        assert set(part["outlets"]) == outlets
        origins = {o for event in part["events"] for o in exported.events[event]["origins"]}
        assert set(part["origins"]) == origins


def test_the_share_of_conflict_and_the_excess_are_counted_again(asked: Asked) -> None:
    answer, exported = asked.answer("dyad", "RUS", "IRN"), asked.exported
    conflict = len(exported.between("RUS", "IRN", axis="conflict"))
    same(answer["conflict_share"], wilson(conflict, len(exported.between("RUS", "IRN"))))
    for axis in AXES:
        same(answer[f"excess_{axis}"], exported.excess("RUS", "IRN", axis=axis))


def test_who_says_so_is_counted_again(asked: Asked) -> None:
    answer, exported = asked.answer("voices", "RUS", "IRN"), asked.exported
    events = exported.between("RUS", "IRN")
    origins = {origin for event in events for origin in event["origins"]}
    claims = [exported.claims[c] for event in events for c in event["claims"]]
    own = [claim for claim in claims if claim["article"] in origins]
    friendly = [claim for claim in own if claim["quad"].endswith("cooperation")]
    (row,) = answer["by_outlet"]
    same(row["cooperation"], wilson(len(friendly), len(own)))
    same(row["hedged"], wilson(sum(claim["hedged"] for claim in own), len(own)))
    mean = sum(claim["score"] for claim in own) / len(own)
    assert row["mean_score"] == pytest.approx(round(mean, 4), abs=NEAR)


def test_every_tie_of_the_network_is_counted_again(asked: Asked) -> None:
    days = ("--since", "2020-01-01", "--until", "2020-12-31", "--least", "1")
    answer, exported = asked.answer("network", *days), asked.exported
    told = [two for two in combinations(sorted(NAMES), 2) if exported.between(*two)]
    assert [(tie["first"], tie["second"]) for tie in answer["ties"]] == told
    for tie in answer["ties"]:
        two = (tie["first"], tie["second"])
        for axis in AXES:
            same(tie[f"excess_{axis}"], exported.excess(*two, axis=axis))


def test_the_base_rate_of_what_comes_next_is_counted_again(asked: Asked) -> None:
    answer, exported = asked.answer("next", "RUS", "IRN", "--most", "50"), asked.exported
    acts: Counter[str] = Counter()
    for event in exported.done():
        acts[event["event_type"]] += 2 * len(exported.pairs(event))
    listed: Counter[str] = Counter()
    for prospect in answer["prospects"]:
        listed[prospect["event_type"]] += prospect["base"]
    again = {act: count / acts.total() for act, count in acts.items()}
    assert dict(listed) == pytest.approx(again, abs=NEAR)
