"""Shifts: closer or apart, since when, and what must not pass for a change."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Arrow, dyad
from dragoman.answers.breaks import find_break
from dragoman.answers.shifts import MIN_EVENTS, Shift
from tests.unit.answers.told import Told

OTHERS = ("ARM", "AZE", "TUR", "SYR", "IRQ", "ISR")


def tell_months(told: Told, pair: str, event_type: str, counts: list[int]) -> None:
    """Tell of so many acts of a pair in each month of 2020, four days apart."""
    actor, recipient = pair.split()
    for month, count in enumerate(counts, start=1):
        for number in range(count):
            told.tell(actor, event_type, recipient, date(2020, month, 1 + 4 * number))


def tell_others(told: Told, counts: list[int]) -> None:
    """Tell of so many acts of each neighbouring pair of others, one kind of each axis."""
    for one, other in pairwise(OTHERS):
        tell_months(told, f"{one} {other}", "AID", counts)
        tell_months(told, f"{one} {other}", "ASSAULT", counts)


def shift(told: Told) -> Shift:
    return dyad(told, "RUS", "IRN").shift


def test_more_cooperation_draws_closer_since_its_first_month(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 1, 0, 0, 0, 0, 5, 6, 5, 6])
    assert (shift(told).arrow, shift(told).since) == (Arrow.CLOSER, date(2020, 7, 1))


def test_more_conflict_drives_apart(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "ASSAULT", [0, 1, 0, 0, 0, 0, 5, 6, 5, 6])
    assert (shift(told).arrow, shift(told).since) == (Arrow.APART, date(2020, 7, 1))


def test_less_cooperation_drives_apart(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [5, 6, 5, 6, 0, 0, 0, 1, 0, 0])
    assert (shift(told).arrow, shift(told).since) == (Arrow.APART, date(2020, 5, 1))


def test_allies_that_quarrel_more_as_they_do_more_draw_closer(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 0, 0, 0, 0, 0, 7, 7, 7, 7])
    tell_months(told, "RUS IRN", "THREATEN", [0, 0, 0, 0, 0, 0, 2, 2, 2, 2])
    assert shift(told).arrow is Arrow.CLOSER


def test_a_war_with_talks_drives_apart(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "CONSULT", [0, 0, 0, 0, 0, 0, 3, 3, 3, 3])
    tell_months(told, "RUS IRN", "ASSAULT", [0, 0, 0, 0, 0, 0, 7, 7, 7, 7])
    assert shift(told).arrow is Arrow.APART


def test_a_steady_pair_shows_no_change(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [3, 2, 3, 2, 3, 2, 3, 2, 3, 2])
    assert shift(told).arrow is Arrow.UNCLEAR


def test_a_growing_record_is_no_rapprochement(told: Told) -> None:
    counts = [1, 1, 1, 1, 1, 1, 6, 6, 6, 6]
    told_more = shift_of_grown_record(told, counts)
    assert told_more.found is not None
    assert told_more.found.is_clear
    assert told_more.arrow is Arrow.UNCLEAR


def shift_of_grown_record(told: Told, counts: list[int]) -> Shift:
    """Everything is told more often, the pair's acts among the rest."""
    tell_others(told, counts)
    tell_months(told, "RUS IRN", "AID", counts)
    return shift(told)


def test_a_war_elsewhere_is_no_chill(told: Told) -> None:
    tell_months(told, "RUS IRN", "AID", [3, 2, 3, 2, 3, 2, 3, 2, 3, 2])
    tell_months(told, "ARM AZE", "ASSAULT", [0, 0, 0, 0, 0, 0, 7, 7, 7, 7])
    assert shift(told).arrow is Arrow.UNCLEAR


def test_a_few_events_say_nothing(told: Told) -> None:
    tell_months(told, "RUS IRN", "AID", [0, 0, 0, 0, 0, 0, 3, 4])
    assert shift(told).arrow is Arrow.TOO_FEW
    assert shift(told).reason == f"7 events, fewer than {MIN_EVENTS}"


def test_a_month_that_has_begun_is_not_taken_for_a_quiet_one(told: Told) -> None:
    tell_others(told, [2] * 9)
    tell_months(told, "RUS IRN", "AID", [7] * 8)
    told.tell("RUS", "AID", "IRN", date(2020, 9, 2))
    told.tell("RUS", "AID", "IRN", date(2020, 9, 6))
    answer = dyad(told, "RUS", "IRN", date(2020, 1, 1), date(2020, 9, 7))
    assert answer.shift.arrow is Arrow.UNCLEAR


def test_both_sides_of_a_break_carry_their_claims(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 1, 0, 0, 0, 0, 5, 6, 5, 6])
    found = shift(told)
    assert found.before is not None
    assert found.after is not None
    assert (len(found.before.cooperation.claims), len(found.after.cooperation.claims)) == (1, 22)


def test_the_rates_of_a_level_are_its_events_a_month(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 1, 0, 0, 0, 0, 5, 6, 5, 6])
    level = shift(told).after
    assert level is not None
    assert level.cooperation_rate == round(30.4375 * 22 / level.days, 4)


def test_a_break_of_two_series_is_where_both_move() -> None:
    found = find_break(([1, 1, 1, 9, 9, 9], [5, 5, 5, 0, 0, 0]), [30] * 6)
    assert found is not None
    assert (found.at, found.is_clear) == (3, True)


def test_scatter_raises_what_a_break_must_gain() -> None:
    steady = find_break(([2, 2, 2, 2, 8, 8, 8, 8],), [30] * 8)
    wild = find_break(([0, 8, 0, 0, 0, 31, 0, 1],), [30] * 8)
    assert steady is not None
    assert wild is not None
    assert wild.dispersion > steady.dispersion == 1.0


def test_three_periods_have_no_break() -> None:
    assert find_break(([1, 1, 9],), [30] * 3) is None


COUNTS = st.lists(st.integers(0, 30), min_size=4, max_size=20)


@given(COUNTS)
def test_a_series_read_backwards_gains_as_much(counts: list[int]) -> None:
    forth = find_break((counts,), [30] * len(counts))
    back = find_break((counts[::-1],), [30] * len(counts))
    assert forth is not None
    assert back is not None
    assert forth.places == back.places
    assert forth.gain * forth.dispersion == pytest.approx(back.gain * back.dispersion, abs=0.05)


@given(st.integers(0, 30), st.integers(4, 20))
def test_equal_counts_never_break(count: int, length: int) -> None:
    found = find_break(([count] * length,), [30] * length)
    assert found is not None
    assert not found.is_clear


def test_a_war_elsewhere_hides_no_rapprochement(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 1, 1, 0, 1, 0, 5, 6, 5, 6])
    for month in range(7, 11):
        for day in range(1, 29):
            told.tell("ARM", "ASSAULT", "AZE", date(2020, month, day))
            told.tell("USA", "CONSULT", "ARM AZE", date(2020, month, day))
    assert (shift(told).arrow, shift(told).since) == (Arrow.CLOSER, date(2020, 7, 1))


def test_a_change_counts_stories_and_not_what_one_story_tells(told: Told) -> None:
    tell_others(told, [1] * 10)
    for month in range(7, 11):
        article = told.print_article("Wire", date(2020, month, 28))
        for day in range(1, 28, 4):
            told.tell("RUS", "AID", "IRN", date(2020, month, day), article=article)
    level = shift(told).after
    assert level is not None
    assert len(level.cooperation.events) == 28
    assert len(level.told_cooperation.stories) == 4


def test_a_pair_alone_in_the_record_is_measured_against_the_days(told: Told) -> None:
    tell_months(told, "RUS IRN", "AID", [1, 1, 1, 1, 1, 1, 6, 6, 6, 6])
    found = shift(told)
    assert found.cooperation_change is not None
    assert found.cooperation_change.value == pytest.approx(6, abs=0.5)


def test_what_is_loudest_is_left_out_of_what_else_is_told(told: Told) -> None:
    tell_others(told, [1] * 10)
    tell_months(told, "RUS IRN", "AID", [0, 1, 0, 0, 0, 0, 5, 6, 5, 6])
    tell_months(told, "ARM TUR", "AID", [0, 0, 0, 0, 0, 0, 7, 7, 7, 7])
    level = shift(told).after
    assert level is not None
    assert level.told_cooperation.louder == ("ARM", "TUR")
    assert level.told_cooperation.elsewhere == 4 * (len(OTHERS) - 1)
