"""Periods: whole units that cover what was asked for, without a gap or an overlap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.periods import UNITS, period_of, periods
from dragoman.errors import AnswerError

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("by", "label", "start", "end"),
    [
        ("week", "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("month", "2021-01", date(2021, 1, 1), date(2021, 1, 31)),
        ("quarter", "2021-Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("year", "2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_day_lies_in_the_unit_that_people_name(
    by: str, label: str, start: date, end: date
) -> None:
    period = period_of(date(2021, 1, 1), by)
    assert (period.label, period.start, period.end) == (label, start, end)


def test_a_leap_february_has_29_days() -> None:
    assert period_of(date(2020, 2, 3), "month").end == date(2020, 2, 29)


@given(DAYS, st.integers(0, 800), st.sampled_from(UNITS))
def test_periods_cover_the_days_without_gap_or_overlap(since: date, width: int, by: str) -> None:
    until = since + timedelta(days=width)
    found = periods(since, until, by)
    assert found[0].start <= since <= found[0].end
    assert found[-1].start <= until <= found[-1].end
    for one, following in pairwise(found):
        assert following.start == one.end + timedelta(days=1)


@given(DAYS, st.sampled_from(UNITS))
def test_every_day_of_a_period_lies_in_it(day: date, by: str) -> None:
    period = period_of(day, by)
    assert period_of(period.start, by) == period_of(period.end, by) == period


def test_an_unknown_unit_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AnswerError, match="week, month, quarter, year"):
        periods(date(2020, 1, 1), date(2020, 2, 1), "decade")


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(AnswerError, match="swap them"):
        periods(date(2020, 2, 1), date(2020, 1, 1))
