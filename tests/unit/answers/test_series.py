"""Series: where a general series changed its level."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.series import find_levels
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
