"""Closeness: what two do with each other, and whom else they both deal with."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.closeness import DOUBLINGS, Dealings, closeness

SIDES = st.sampled_from(["ARM", "AZE", "IRN", "RUS", "TUR"])
PAIRS = st.tuples(SIDES, SIDES).filter(lambda pair: pair[0] < pair[1])
COUNTS = st.dictionaries(PAIRS, st.integers(1, 40), min_size=2)
# Two camps of three that deal within, and one act across.
CAMPS = {
    ("ARM", "IRN"): 20,
    ("ARM", "RUS"): 20,
    ("IRN", "RUS"): 2,
    ("AZE", "TUR"): 20,
    ("AZE", "PAK"): 20,
    ("PAK", "TUR"): 20,
    ("IRN", "TUR"): 2,
}


def test_two_who_meet_the_same_others_are_closer_than_two_who_do_not() -> None:
    friends, strangers = closeness(CAMPS, {}, [("IRN", "TUR"), ("RUS", "IRN")])
    assert friends.pair == ("IRN", "RUS")
    assert friends.company > 0 > strangers.company


def test_what_two_do_with_each_other_is_not_their_company() -> None:
    more = {**CAMPS, ("IRN", "RUS"): 60}
    one, other = (closeness(counts, {}, [("IRN", "RUS")])[0] for counts in (CAMPS, more))
    assert other.cooperation.observed > one.cooperation.observed
    assert other.company == pytest.approx(one.company, abs=0.1)


def test_the_value_is_the_sum_of_its_two_parts() -> None:
    (found,) = closeness(CAMPS, {}, [("ARM", "IRN")])
    assert found.value == pytest.approx(found.cooperation.log2 + DOUBLINGS * found.company)


def test_conflict_is_shown_beside_and_counts_in_company_alone() -> None:
    (calm,), (harsh,) = (closeness(CAMPS, c, [("IRN", "TUR")]) for c in ({}, {("IRN", "TUR"): 9}))
    assert harsh.conflict.observed == 9
    assert harsh.cooperation == calm.cooperation


def test_a_country_that_nobody_tells_of_is_neither_close_nor_far() -> None:
    (found,) = closeness(CAMPS, {}, [("ARM", "FJI")])
    assert (found.value, found.cooperation.value, found.company) == (0.0, 1.0, 0.0)


@given(COUNTS, PAIRS)
def test_the_order_of_a_pair_does_not_matter(
    counts: dict[tuple[str, str], int], pair: tuple[str, str]
) -> None:
    dealings = Dealings(counts)
    assert dealings.company(pair) == dealings.company((pair[1], pair[0]))


@given(COUNTS)
def test_company_lies_between_its_bounds(counts: dict[tuple[str, str], int]) -> None:
    dealings = Dealings(Counter(counts))
    assert all(-1 <= dealings.company(pair) <= 1 for pair in counts)
