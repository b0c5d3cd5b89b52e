"""Series: where a general series changed its level."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.shifts.series import find_levels, with_levels
from dragoman.errors import AnswerError

STEP = [0.0, 1.0] * 10 + [9.0, 10.0] * 10
SCALES = st.floats(0.01, 1000)


def test_a_step_is_found_at_its_first_number() -> None:
    assert find_levels(STEP) == (20,)


def test_noise_has_one_level() -> None:
    chance = random.Random(3)
    assert find_levels([chance.gauss(0, 1) for _ in range(200)]) == ()


def test_a_flat_series_and_a_tiny_one_have_one_level() -> None:
    assert find_levels([4.0] * 30) == find_levels([1.0, 9.0]) == ()


def test_missing_numbers_are_drawn_in() -> None:
    assert find_levels([None, *STEP[1:5], None, *STEP[6:]]) == (20,)


def test_a_series_of_nothing_is_no_question() -> None:
    with pytest.raises(AnswerError, match="no number among 2"):
        find_levels([None, None])


@given(SCALES, st.floats(-1000, 1000))
def test_neither_unit_nor_zero_point_moves_a_level(scale: float, start: float) -> None:
    assert find_levels([start + scale * value for value in STEP]) == (20,)


def year(counts: dict[int, tuple[int, int]]) -> dict[date, tuple[int, int]]:
    return {date(2020, month, 1): told for month, told in counts.items()}


def test_a_period_between_two_in_which_nothing_is_told_counts_none() -> None:
    rows = with_levels(year({3: (1, 0), 5: (2, 1)}))
    assert [(row.period.label, row.cooperation, row.conflict) for row in rows] == [
        ("2020-03", 1, 0),
        ("2020-04", 0, 0),
        ("2020-05", 2, 1),
    ]


def test_each_period_has_the_mean_of_its_level_on_each_axis() -> None:
    months = [date(2018 + month // 12, 1 + month % 12, 1) for month in range(36)]
    counts = {month: ((1, 20)[month.year > 2018], 3) for month in months}
    rows = with_levels(counts)
    assert [row.cooperation_level for row in rows] == [1.0] * 12 + [20.0] * 24
    assert [row.conflict_level for row in rows] == [3.0] * 36


def test_a_year_by_week_has_the_level_of_its_second_half() -> None:
    weeks = [date.fromisocalendar(2020, week, 1) for week in range(1, 53)]
    rows = with_levels({week: ((0, 1), (0, 9))[week > weeks[25]] for week in weeks}, "week")
    assert [row.conflict_level for row in rows] == [1.0] * 26 + [9.0] * 26


def test_where_no_claim_is_counted_there_is_no_period() -> None:
    assert with_levels({}) == ()


@given(st.dictionaries(st.integers(1, 12), st.tuples(*[st.integers(0, 50)] * 2), min_size=1))
def test_levels_hold_as_many_claims_as_are_told(counts: dict[int, tuple[int, int]]) -> None:
    rows = with_levels(year(counts))
    for axis in ("cooperation", "conflict"):
        told = sum(getattr(row, axis) for row in rows)
        assert sum(getattr(row, f"{axis}_level") for row in rows) == pytest.approx(told, abs=0.01)
