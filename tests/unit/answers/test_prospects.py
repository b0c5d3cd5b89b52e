"""Prospects: weights are learned from what came, and every share can be counted again by hand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.outlooks.answer import Outlook, Part, outlook
from dragoman.answers.outlooks.deeds import Act, deeds_of, turned
from dragoman.answers.outlooks.deeds import Deed as RecordDeed
from dragoman.answers.outlooks.prospects import (
    ACT_PARTS,
    OTHER_PARTS,
    STEPS,
    Weights,
    learn,
    learn_at,
    stops_of,
)
from dragoman.answers.outlooks.tallies import (
    FOLLOWING_DAYS,
    HALF_LIVES,
    PRIOR_DEEDS,
    Tallies,
    table_of,
)
from dragoman.answers.pairs import find_pairs
from dragoman.answers.sides import Direction
from dragoman.answers.stories.folded import fold
from tests.unit.answers.told import Told

START = date(2020, 3, 1)
ACTS = ("AID", "ACCUSE", "REJECT", "SUPPORT", "ASSAULT", "SANCTION")


@dataclass(frozen=True)
class Deed:
    side: str
    other: str
    act: Act
    day: date


def deeds(rows: Sequence[tuple[str, str, str, int]]) -> list[Deed]:
    """Deeds from both sides; days count from START."""
    found = []
    for side, act, other, after in sorted(rows, key=lambda row: row[3]):
        day, way = START + timedelta(days=after), Direction.FIRST_TO_SECOND
        found.append(Deed(side, other, (act, way), day))
        found.append(Deed(other, side, (act, turned(way)), day))
    return found


def learned(rows: Sequence[tuple[str, str, str, int]]) -> Weights:
    table = table_of(deeds(rows))
    return learn(table, len(table.day))[0]


def weight_of(weights: Weights, term: str) -> float:
    """The weight of all parts of a term where most is told of the two."""
    columns = [place for place, (of, _) in enumerate(ACT_PARTS) if of == term]
    return float(weights.acts[-1, columns].sum())


def test_where_every_two_have_an_act_of_their_own_recurrence_counts_most() -> None:
    pairs = [(f"A{n}", ACTS[n], f"B{n}") for n in range(6)]
    weights = learned([(*pair, day) for day in range(80) for pair in pairs])
    assert weight_of(weights, "recurrence") > weight_of(weights, "custom")


def test_where_acts_come_in_turn_what_follows_counts_most() -> None:
    rows = [("A", ACTS[day % 3], "B", day) for day in range(120)]
    rows += [("C", ACTS[(day + 1) % 3], "D", day) for day in range(120)]
    weights = learned(rows)
    latest = weights.acts[-1, len(ACT_PARTS) - 1]
    assert latest > 0.5


def test_weights_of_nothing_are_even() -> None:
    weights = learned([])
    assert weights.learned_from == 0
    assert np.allclose(weights.acts, 1 / len(ACT_PARTS))
    assert np.allclose(weights.others, 1 / len(OTHER_PARTS))


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from(ACTS[:3]), st.just("D"), st.integers(0, 400)
        ),
        max_size=30,
    )
)
def test_weights_of_a_step_add_up_to_one(rows: list[tuple[str, str, str, int]]) -> None:
    weights = learned(rows)
    for table in (weights.acts, weights.others):
        assert table.shape[0] == len(STEPS) + 1
        assert (table >= 0).all()
        assert table.sum(axis=1) == pytest.approx(1)


def test_what_comes_later_teaches_nothing_about_what_came_before() -> None:
    early = [("A", ACTS[day % 3], "B", day) for day in range(40)]
    late = [("A", "ASSAULT", "B", day) for day in range(40, 80)]
    table = table_of(deeds([*early, *late]))
    before = learn(table, table.rows_until((START + timedelta(days=40)).toordinal()))[0]
    assert before.acts == pytest.approx(learned(early).acts)


def test_counts_taken_day_by_day_are_those_taken_at_once() -> None:
    rows = [("A", ACTS[day % 5], "BC"[day % 2], day * 17) for day in range(60)]
    table = table_of(deeds(rows))
    slow, quick = Tallies(table), Tallies(table)
    for row in range(len(table.day) + 1):
        slow.take(row)
    quick.take(len(table.day))
    today = int(table.day[-1])
    one, two = (x.act_parts(table.side, table.other, today) for x in (slow, quick))
    assert one == pytest.approx(two)
    assert slow.other_parts(table.side) == pytest.approx(quick.other_parts(table.side))


def test_counts_asked_of_one_side_are_those_of_everybody() -> None:
    rows = [("ABC"[day % 3], ACTS[day % 5], "DE"[day % 2], day * 9) for day in range(90)]
    table = table_of(deeds(rows))
    today = int(table.day[-1])
    for number in range(len(table.sides)):
        whole, own = Tallies(table), Tallies(table, number)
        for row in (len(table.day) // 2, len(table.day)):
            whole.take(row)
            own.take(row)
            side = np.full(len(table.sides), number)
            others = np.arange(len(table.sides))
            one, two = (x.act_parts(side, others, today) for x in (whole, own))
            assert one == pytest.approx(two)
            assert whole.other_parts(side) == pytest.approx(own.other_parts(side))
            assert whole.told_of(side, others) == pytest.approx(own.told_of(side, others))
            assert whole.base() == pytest.approx(own.base())


def test_weights_learned_along_the_way_are_those_learned_there() -> None:
    rows = [("AB"[day % 2], ACTS[day % 3], "C", day) for day in range(60)]
    table = table_of(deeds(rows))
    stops = stops_of(len(table.day))
    along, _ = learn_at(table, stops)
    for stop, weights in zip(stops, along, strict=True):
        there, _ = learn(table, stop)
        assert weights.acts == pytest.approx(there.acts)
        assert weights.others == pytest.approx(there.others)
        assert weights.learned_from == there.learned_from


@given(st.integers(0, 3_000_000))
def test_a_record_was_never_much_smaller_when_weights_were_learned(rows: int) -> None:
    stops = stops_of(rows)
    assert stops == sorted(set(stops))
    assert stops[-1] == rows
    for earlier, later in pairwise(stops):
        assert later <= 2 * earlier


def shares(counts: Mapping[Act, float]) -> dict[Act, float]:
    total = sum(counts.values())
    return {act: count / total for act, count in counts.items()} if total else {}


class ByHand:
    """The parts of a share, counted deed by deed as docs/answers.md says."""

    def __init__(self, told: Told, today: date) -> None:
        self.deeds = [d for d in deeds_of(find_pairs(fold(told))) if d.day <= today]
        self.today = today

    def counted(
        self, days: float, side: str | None = None, other: str | None = None
    ) -> dict[Act, float]:
        counts: dict[Act, float] = defaultdict(float)
        for deed in self.deeds:
            if side in {None, deed.side} and other in {None, deed.other}:
                counts[deed.act] += 2 ** (-(self.today - deed.day).days / days)
        return counts

    def following(self) -> dict[Act, dict[Act, float]]:
        base = shares(self.counted(float("inf")))
        counts: dict[Act, Counter[Act]] = {act: Counter() for act in self.acts}
        for deed in self.deeds:
            before = self.before(deed.side, deed.other, deed.day)
            if before is not None:
                counts[before.act][deed.act] += 1
        return {
            act: {
                after: (count[after] + PRIOR_DEEDS * base[after]) / (count.total() + PRIOR_DEEDS)
                for after in self.acts
            }
            for act, count in counts.items()
        }

    @property
    def acts(self) -> set[Act]:
        return {deed.act for deed in self.deeds}

    def before(self, side: str, other: str, day: date) -> RecordDeed | None:
        of_two = [d for d in self.deeds if (d.side, d.other) == (side, other) and d.day < day]
        near = [d for d in of_two if (day - d.day).days <= FOLLOWING_DAYS]
        # Of the deeds of one day the last in the order of the record.
        return near[-1] if near else None

    def parts(self, side: str, other: str) -> list[dict[Act, float]]:
        ever, lives = float("inf"), (float("inf"), 30.0, 7.0)
        two = [shares(self.counted(life, side, other)) for life in lives]
        follows = self.following()
        latest = self.before(side, other, self.today + timedelta(days=1))
        return [
            *(shares(self.counted(life)) for life in lives[:2]),
            *(shares(self.counted(life, side)) for life in lives[:2]),
            shares(self.counted(ever, None, other)),
            *two,
            *(
                {act: sum(p * follows[y][act] for y, p in x.items()) for act in self.acts}
                for x in two
            ),
            follows[latest.act] if latest is not None else {},
        ]


def mixed(answer: Outlook, parts: list[dict[Act, float]]) -> dict[Act, float]:
    weights = [part.weight for part in answer.mixture if part.of == "act"]
    sums: dict[Act, float] = defaultdict(float)
    for weight, part in zip(weights, parts, strict=True):
        for act, share in part.items():
            sums[act] += weight * share
    return shares(sums)


def test_every_share_of_two_can_be_counted_again_from_the_deeds() -> None:
    told = Told()
    for turn in range(30):
        day = START + timedelta(days=turn * 5)
        told.tell("RUS", ACTS[turn % 4], "IRN", day)
        told.tell("IRN", ACTS[turn % 3], "USA", day)
        told.tell("RUS", ACTS[turn % 5], "USA", day + timedelta(days=1))
    today = START + timedelta(days=160)
    answer = outlook(told, "RUS", "IRN", today, most=50)
    again = mixed(answer, ByHand(told, today).parts("RUS", "IRN"))
    words = {"RUS to IRN": Direction.FIRST_TO_SECOND, "IRN to RUS": Direction.SECOND_TO_FIRST}
    found = {(p.event_type, words[p.direction]): p.share for p in answer.prospects if p.share}
    assert found == pytest.approx({act: again[act] for act in found}, abs=1e-9)
    assert sum(found.values()) == pytest.approx(1, abs=1e-9)


def test_an_answer_says_how_much_each_part_counts() -> None:
    told = Told()
    for turn in range(12):
        told.tell("RUS", "AID", "IRN", START + timedelta(days=turn * 6))
    answer = outlook(told, "RUS", "IRN")
    assert [part.name for part in answer.mixture] == [name for _, name in ACT_PARTS]
    assert sum(part.weight for part in answer.mixture) == pytest.approx(1)
    assert {part.told for part in answer.mixture} == {10}
    assert answer.learned_from == 24


def test_of_one_side_it_says_too_what_a_deed_with_another_counts() -> None:
    told = Told()
    for turn in range(12):
        told.tell("RUS", "AID", "IRN", START + timedelta(days=turn * 6))
    others: list[Part] = [p for p in outlook(told, "RUS").mixture if p.of == "other"]
    assert [part.name for part in others] == list(OTHER_PARTS)


def test_what_everybody_did_fades_as_in_a_plain_walk_over_centuries() -> None:
    days = (-500_000, -500_000, 0, 3, 3, 40, 400)
    rows = [("AB"[place % 2], ACTS[place % 3], "C", day) for place, day in enumerate(days)]
    table = table_of(deeds(rows))
    tallies = Tallies(table)
    tallies.take(len(table.day))
    number = table.sides.index("C")
    met = tallies.other_parts(np.arange(len(table.sides)))[number]
    for life, half_life in enumerate(HALF_LIVES):
        walked = np.zeros(len(table.sides))
        for other, day in zip(table.other, table.day, strict=True):
            walked[other] += 2.0 ** ((day - table.day[-1]) / half_life)
        walked[number] = 0.0
        assert met[life] == pytest.approx(walked / walked.sum())
