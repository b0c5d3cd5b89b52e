"""State: an empty answer says why it is empty, and is no all-clear."""

from datetime import date, timedelta

import pytest

from dragoman.answers import Standing, State, brief, dyad, overshadowed, voices
from dragoman.answers.shifts.arrows import MIN_EVENTS
from dragoman.answers.state import STALE_DAYS
from tests.unit.answers.told import Told

DAY = date(2020, 6, 1)


def tell_acts(told: Told, count: int) -> None:
    for number in range(count):
        told.tell("RUS", "AID", "IRN", DAY + timedelta(days=4 * number))


def state(told: Told, first: str = "RUS", second: str = "IRN") -> State:
    return dyad(told, first, second).state


def test_of_an_empty_record_nothing_was_collected(told: Told) -> None:
    states = (
        state(told),
        voices(told, "RUS", "IRN").state,
        overshadowed(told, DAY).state,
        brief(told, DAY).state,
    )
    assert {each.standing for each in states} == {Standing.NOT_COLLECTED}


def test_of_whom_the_record_never_tells_is_outside_coverage(told: Told) -> None:
    tell_acts(told, MIN_EVENTS)
    assert state(told, "RUS", "QAT").standing is Standing.OUTSIDE_COVERAGE
    assert voices(told, "RUS", "QAT").state.standing is Standing.OUTSIDE_COVERAGE


def test_days_before_the_record_are_outside_coverage(told: Told) -> None:
    tell_acts(told, MIN_EVENTS)
    before = dyad(told, "RUS", "IRN", date(2019, 1, 1), date(2019, 12, 31))
    assert before.state.standing is Standing.OUTSIDE_COVERAGE


def test_two_that_are_told_of_but_not_together_are_below_the_threshold(told: Told) -> None:
    tell_acts(told, MIN_EVENTS)
    told.tell("ARM", "AID", "AZE", DAY)
    assert state(told, "RUS", "ARM").words == f"below threshold (0 events, least {MIN_EVENTS})"


@pytest.mark.parametrize(
    ("events", "standing"),
    [(MIN_EVENTS - 1, Standing.BELOW_THRESHOLD), (MIN_EVENTS, Standing.ENOUGH)],
)
def test_so_many_events_are_enough(told: Told, events: int, standing: Standing) -> None:
    tell_acts(told, events)
    assert state(told).standing is standing


@pytest.mark.parametrize(
    ("days", "standing"), [(STALE_DAYS, Standing.ENOUGH), (STALE_DAYS + 1, Standing.STALE)]
)
def test_a_record_that_ends_long_before_the_day_is_stale(
    told: Told, days: int, standing: Standing
) -> None:
    tell_acts(told, MIN_EVENTS)
    last = max(date.fromisoformat(claim.published or "") for claim in told.said)
    found = brief(told, last + timedelta(days=days)).state
    assert found.standing is standing
    assert standing is Standing.ENOUGH or found.words == f"stale since {last}"


def test_a_quiet_window_is_below_the_threshold_and_no_all_clear(told: Told) -> None:
    tell_acts(told, MIN_EVENTS)
    found = overshadowed(told, date(2020, 6, 28), window_days=1)
    assert (found.entries, found.state.standing) == ((), Standing.BELOW_THRESHOLD)
