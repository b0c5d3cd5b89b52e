"""Closeness: what two do with each other, with whom both quarrel, and how busy they are."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.closeness import DOUBLINGS, Dealings, closeness

SIDES = st.sampled_from(["ARM", "AZE", "IRN", "RUS", "TUR"])
PAIRS = st.tuples(SIDES, SIDES).filter(lambda pair: pair[0] < pair[1])
COUNTS = st.dictionaries(PAIRS, st.integers(1, 40), min_size=2)
# Two camps of three that deal within, and one pair across.
CAMPS = {
    ("ARM", "IRN"): 20,
    ("ARM", "RUS"): 20,
    ("IRN", "RUS"): 2,
    ("AZE", "TUR"): 20,
    ("AZE", "PAK"): 20,
    ("PAK", "TUR"): 20,
    ("IRN", "TUR"): 2,
}
# ARM and RUS quarrel with the same one, and TUR with another.
QUARRELS = {("ARM", "AZE"): 10, ("AZE", "RUS"): 10, ("IRN", "TUR"): 10}


def test_two_who_quarrel_with_the_same_others_are_closer_than_two_who_do_not() -> None:
    even = dict.fromkeys(CAMPS, 20)
    friends, strangers = closeness(even, QUARRELS, [("ARM", "IRN"), ("RUS", "ARM")])
    assert friends.pair == ("ARM", "RUS")
    assert friends.common_foes > 0 > strangers.common_foes


def test_a_quarrel_of_two_with_each_other_is_no_foe_in_common() -> None:
    more = {**QUARRELS, ("ARM", "RUS"): 8}
    one, other = (closeness(CAMPS, counts, [("ARM", "RUS")])[0] for counts in (QUARRELS, more))
    assert other.conflict.observed > one.conflict.observed
    assert other.common_foes == pytest.approx(one.common_foes, abs=0.15)


def test_whom_two_cooperate_with_makes_no_common_foes() -> None:
    met = {**CAMPS, ("ARM", "PAK"): 60, ("PAK", "RUS"): 60}
    one, other = (closeness(counts, QUARRELS, [("ARM", "RUS")])[0] for counts in (CAMPS, met))
    assert other.common_foes == one.common_foes


def test_the_value_is_the_sum_of_its_parts() -> None:
    (found,) = closeness(CAMPS, QUARRELS, [("ARM", "IRN")])
    made = found.cooperation.log2 + DOUBLINGS * found.common_foes - found.busyness
    assert found.value == pytest.approx(made)


def test_busyness_counts_the_doublings_of_acts() -> None:
    counts = {("ARM", "IRN"): 399, ("AZE", "PAK"): 19, ("RUS", "TUR"): 19}
    busy = {one.pair: one.busyness for one in closeness(counts, {}, counts)}
    more = busy["ARM", "IRN"] - busy["AZE", "PAK"]
    assert more == pytest.approx(math.log2(400 / 20), abs=1e-3)


def test_conflict_is_shown_beside_and_changes_no_excess_of_cooperation() -> None:
    (calm,), (harsh,) = (closeness(CAMPS, c, [("IRN", "TUR")]) for c in ({}, {("IRN", "TUR"): 9}))
    assert harsh.conflict.observed == 9
    assert harsh.cooperation == calm.cooperation


def test_a_country_that_nobody_tells_of_is_neither_close_nor_far() -> None:
    (found,) = closeness(CAMPS, QUARRELS, [("ARM", "FJI")])
    assert (found.value, found.cooperation.value, found.common_foes) == (0.0, 1.0, 0.0)
    assert found.busyness == 0.0


@given(COUNTS, PAIRS)
def test_the_order_of_a_pair_does_not_matter(
    counts: dict[tuple[str, str], int], pair: tuple[str, str]
) -> None:
    dealings = Dealings(counts)
    assert dealings.likeness(pair) == dealings.likeness((pair[1], pair[0]))


@given(COUNTS)
def test_likeness_lies_between_its_bounds(counts: dict[tuple[str, str], int]) -> None:
    dealings = Dealings(Counter(counts))
    assert all(-1 <= dealings.likeness(pair) <= 1 for pair in counts)
