"""Shares, ratios and changes: intervals that hold for small counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.shares import change, ratio, share

COUNTS = st.integers(0, 200)
EXPOSURES = st.floats(0.5, 500)


def test_a_share_of_nothing_has_no_value() -> None:
    nothing = share(0, 0)
    assert (nothing.value, nothing.low, nothing.high) == (None, None, None)


@given(COUNTS, COUNTS)
def test_the_interval_of_a_share_holds_it_and_stays_a_share(part: int, rest: int) -> None:
    found = share(part, part + rest + 1)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(st.integers(0, 20), st.integers(1, 20), st.integers(2, 9))
def test_more_of_the_same_narrows_the_interval_of_a_share(part: int, rest: int, by: int) -> None:
    few, many = share(part, part + rest), share(part * by, (part + rest) * by)
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert many.high - many.low < few.high - few.low


def test_a_pair_nobody_tells_of_is_as_often_told_as_expected() -> None:
    assert (ratio(0, 0.0).value, ratio(0, 0.0).log2) == (1.0, 0.0)


@given(COUNTS, EXPOSURES)
def test_a_ratio_lies_in_its_interval(observed: int, expected: float) -> None:
    found = ratio(observed, expected)
    assert found.low <= found.value <= found.high


@given(COUNTS, EXPOSURES)
def test_one_event_more_raises_a_ratio(observed: int, expected: float) -> None:
    assert ratio(observed + 1, expected).low > ratio(observed, expected).low


@given(st.integers(1, 50), st.integers(1, 9))
def test_growth_like_that_of_the_rest_is_nearly_no_change(before: int, by: int) -> None:
    found = change((before, before * by), (10.0 * before, 10.0 * before * by))
    assert found.value == pytest.approx(1, abs=0.25)
    assert not found.is_certain


@given(COUNTS, COUNTS, EXPOSURES, EXPOSURES)
def test_more_told_of_others_after_lowers_a_change(
    before: int, after: int, earlier: float, later: float
) -> None:
    much = change((before, after), (earlier, 2 * later))
    assert much.value <= change((before, after), (earlier, later)).value


def test_a_change_from_nothing_has_no_upper_end() -> None:
    assert change((0, 9), (10.0, 10.0)).high is None
