"""Shifts: closer or apart, since when, and what must not pass for a change."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Arrow, dyad
from dragoman.answers.shifts.arrows import MIN_EVENTS, Shift
from dragoman.answers.shifts.breaks import MAX_CHANCE, MIN_LEVEL_DAYS, find_break, find_breaks
from dragoman.errors import AnswerError
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
    """Everything is told more often, the pair's acts among the rest."""
    counts = [1, 1, 1, 1, 1, 1, 6, 6, 6, 6]
    tell_others(told, counts)
    tell_months(told, "RUS IRN", "AID", counts)
    assert shift(told).found is not None
    assert shift(told).arrow is Arrow.UNCLEAR


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


def test_each_of_two_shifts_is_dated_and_the_last_one_says_where_they_go(told: Told) -> None:
    quiet, busy = [0, 1, 0, 0, 0, 1] * 2, [6, 5, 6, 6, 5, 6] * 2
    for year in (2020, 2021, 2022):
        for pair in pairwise(OTHERS):
            for month in range(1, 13):
                told.tell(pair[0], "AID", pair[1], date(year, month, 1))
    for month, count in enumerate((*quiet, *busy, *quiet)):
        for number in range(count):
            day = date(2020 + month // 12, 1 + month % 12, 1 + 4 * number)
            told.tell("RUS", "AID", "IRN", day)
    answer = dyad(told, "RUS", "IRN", date(2020, 1, 1), date(2022, 12, 31))
    assert [(each.arrow, each.since) for each in answer.shifts] == [
        (Arrow.CLOSER, date(2021, 1, 1)),
        (Arrow.APART, date(2022, 1, 1)),
    ]
    assert answer.shift == answer.shifts[-1]


def test_the_day_of_a_shift_lies_between_two_days(told: Told) -> None:
    tell_others(told, [1] * 12)
    tell_months(told, "RUS IRN", "AID", [1, 2, 1, 2, 1, 2, 4, 3, 6, 6, 6, 5])
    found = shift(told)
    assert found.since is not None
    assert found.since_earliest is not None
    assert found.since_latest is not None
    assert found.since_earliest <= found.since <= found.since_latest
    assert found.since_earliest < found.since_latest


def test_less_than_one_act_a_month_claims_nothing(told: Told) -> None:
    for month in range(24):
        day = date(2020 + month // 12, 1 + month % 12, 3)
        told.tell("IRQ", "AID", "SYR", day)
        if month >= 12 and month % 4 < 3:
            told.tell("RUS", "AID", "IRN", day)
    found = dyad(told, "RUS", "IRN", date(2020, 1, 1), date(2021, 12, 31)).shift
    assert found.arrow is Arrow.TOO_FEW
    assert found.reason.startswith("0.8 events a month, fewer than 1")


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
    assert level.cooperation_rate.value == round(30.4375 * 22 / level.days, 4)


MONTH = 30


def months(length: int) -> list[int]:
    return [MONTH] * length


def test_a_break_of_two_series_is_where_both_move() -> None:
    found = find_break(([1] * 5 + [9] * 5, [5] * 5 + [0] * 5), months(10))
    assert found is not None
    assert (found.at, found.is_clear) == (5, True)


def test_scatter_raises_what_a_break_must_gain() -> None:
    steady = find_break(([2, 2, 2, 2, 8, 8, 8, 8],), months(8))
    wild = find_break(([0, 8, 0, 0, 0, 31, 0, 1],), months(8))
    assert steady is not None
    assert wild is not None
    assert wild.dispersion > steady.dispersion == 1.0


def test_a_burst_of_news_is_no_break() -> None:
    found = find_break(([2] * 20 + [60] + [2] * 19,), months(40))
    assert found is not None
    assert not found.is_clear


def test_a_burst_before_a_shift_does_not_hide_it() -> None:
    counts = [3, 2, 4, 3, 2, 3, 45, 3, 4, 2, 3, 2, 4, 3, 2, 3, 3, 4, 2, 3]
    found = find_break((counts + [12 + count for count in counts[:6] + counts[7:]],), months(39))
    assert found is not None
    assert (found.at, found.is_sure) == (20, True)


def test_a_week_and_a_month_need_the_same_days_for_a_level() -> None:
    weekly = find_break(([1] * 40 + [9] * 14,), [7] * 54)
    monthly = find_break(([4] * 9 + [36] * 4,), months(13))
    assert weekly is not None
    assert monthly is not None
    assert (weekly.places, monthly.places) == (54 - 2 * 14 + 1, 13 - 2 * 4 + 1)


def test_each_of_several_breaks_is_found_in_its_place() -> None:
    found = find_breaks(([2, 3] * 10 + [12, 11] * 10 + [1, 2] * 10,), months(60))
    assert [each.at for each in found] == [20, 40]


def test_the_place_of_a_faint_break_is_less_certain() -> None:
    sharp = find_break(([2] * 20 + [30] * 20,), months(40))
    faint = find_break(([2, 5] * 10 + [4, 8] * 10,), months(40))
    assert sharp is not None
    assert faint is not None
    assert sharp.earliest == sharp.at == sharp.latest
    assert faint.earliest < faint.at <= faint.latest or faint.earliest <= faint.at < faint.latest


def test_what_goes_with_its_exposure_is_no_break() -> None:
    counts = [2] * 10 + [12] * 10
    assert find_breaks((counts,), [1.0] * 10 + [6.0] * 10, months(20)) == ()
    assert len(find_breaks((counts,), [1.0] * 20, months(20))) == 1


def test_a_longer_series_may_show_a_sure_break_by_a_greater_chance() -> None:
    year, decade = (find_break(([1] * length,), months(length)) for length in (12, 40))
    assert year is not None
    assert decade is not None
    assert year.allowed == round(0.01 * 12 * MONTH / 365.25, 4)
    assert decade.allowed == round(0.01 * 40 * MONTH / 365.25, 4)


def test_an_exposure_of_nothing_is_refused() -> None:
    with pytest.raises(AnswerError, match="gives no rate"):
        find_break(([1] * 10,), [0.0] + [30.0] * 9)


def test_three_periods_have_no_break() -> None:
    assert find_break(([1, 1, 9],), months(3)) is None


COUNTS = st.lists(st.integers(0, 30), min_size=8, max_size=20)


@given(COUNTS)
def test_a_series_read_backwards_gains_as_much(counts: list[int]) -> None:
    forth = find_break((counts,), months(len(counts)))
    back = find_break((counts[::-1],), months(len(counts)))
    assert forth is not None
    assert back is not None
    assert forth.places == back.places
    assert forth.gain * forth.dispersion == pytest.approx(back.gain * back.dispersion, abs=0.05)


@given(COUNTS)
def test_a_break_lies_within_its_interval(counts: list[int]) -> None:
    found = find_break((counts,), months(len(counts)))
    assert found is not None
    assert found.earliest <= found.at <= found.latest


@given(COUNTS)
def test_a_sure_break_is_clear_and_rare(counts: list[int]) -> None:
    found = find_break((counts,), months(len(counts)))
    assert found is not None
    assert not found.is_sure or (found.is_clear and found.chance <= found.allowed <= MAX_CHANCE)


@given(st.lists(st.integers(0, 30), min_size=8, max_size=60))
def test_levels_between_breaks_are_long_enough(counts: list[int]) -> None:
    ends = [0, *(each.at for each in find_breaks((counts,), months(len(counts)))), len(counts)]
    assert all(MONTH * (end - start) >= MIN_LEVEL_DAYS for start, end in pairwise(ends))


@given(st.integers(0, 30), st.integers(8, 20))
def test_equal_counts_never_break(count: int, length: int) -> None:
    found = find_break(([count] * length,), months(length))
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
