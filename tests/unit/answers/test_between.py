"""Between two: the ways of acts, their types, and third sides."""

from datetime import date

from dragoman.answers import fold
from dragoman.answers.between import Between, between_in
from dragoman.answers.pairs import find_pairs
from dragoman.answers.sides import Direction
from tests.unit.answers.told import Told

DAY = date(2020, 10, 1)


def between(told: Told) -> Between:
    return between_in(find_pairs(fold(told)), "RUS", "IRN")


def test_a_claim_runs_one_way(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", DAY)
    told.tell("IRN", "ACCUSE", "RUS", DAY)
    forth, back, mutual = between(told).ways
    assert forth.direction is Direction.FIRST_TO_SECOND
    assert (len(forth.cooperation.events), len(forth.conflict.events)) == (1, 0)
    assert (len(back.cooperation.events), len(back.conflict.events)) == (0, 1)
    assert not mutual.cooperation.claims


def test_types_are_counted_as_events_not_as_claims(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", DAY, outlet="One")
    told.tell("RUS", "AID", "IRN", DAY, outlet="Two")
    (entry,) = between(told).types
    assert (entry.event_type, len(entry.told.events), len(entry.told.claims)) == ("AID", 1, 2)


def test_days_outside_of_those_asked_for_are_left_out(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", DAY)
    pairs = find_pairs(fold(told))
    assert not between_in(pairs, "RUS", "IRN", (date(2020, 10, 2), None)).types
    assert between_in(pairs, "RUS", "IRN", (DAY, DAY)).types


def test_whom_both_act_against_is_a_third_side(told: Told) -> None:
    told.tell("RUS IRN", "ACCUSE", "USA", DAY)
    told.tell("RUS", "ACCUSE", "IRN", DAY)
    (third,) = between(told).thirds
    assert (third.code, len(third.told.claims)) == ("USA", 1)


def test_an_act_against_a_third_is_no_conflict_between_the_two(told: Told) -> None:
    told.tell("RUS IRN", "ACCUSE", "USA", DAY)
    assert not any(way.conflict.claims for way in between(told).ways)
