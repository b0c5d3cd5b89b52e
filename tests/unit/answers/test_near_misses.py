"""Near misses: pairs that were weighed and are not overshadowed, with the reason."""

from datetime import date, timedelta

from dragoman.answers import Arrow, overshadowed
from tests.unit.answers.test_shadows import TODAY, tell_rapprochement, tell_war
from tests.unit.answers.told import Told


def test_a_pair_is_overshadowed_or_missed_and_never_both(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    answer = overshadowed(told, TODAY)
    hidden = {(entry.first, entry.second) for entry in answer.entries}
    missed = {(miss.first, miss.second) for miss in answer.misses}
    assert hidden
    assert not hidden & missed


def test_a_change_that_was_told_of_as_expected_is_missed_for_that(told: Told) -> None:
    tell_rapprochement(told, in_window=4)
    for day in range(90):
        told.tell("USA", "AID", "CHN", date(2020, 6, 1) + timedelta(days=day))
    for number in range(5):
        told.tell("ARM", "ASSAULT", "AZE", TODAY, outlet=f"Wire {number}")
    (miss,) = (m for m in overshadowed(told, TODAY).misses if (m.first, m.second) == ("IRN", "RUS"))
    assert miss.shift.arrow is Arrow.CLOSER
    assert miss.attention.value >= 1
    assert miss.reason == "it was told of as much as expected"


def test_misses_are_ranked_by_the_size_of_their_shift(told: Told) -> None:
    tell_rapprochement(told)
    tell_war(told)
    bits = [miss.surprise for miss in overshadowed(told, TODAY).misses]
    assert bits == sorted(bits, reverse=True)


def test_a_pair_of_which_too_little_is_told_is_not_weighed(told: Told) -> None:
    tell_war(told)
    told.tell("RUS", "AID", "IRN", date(2020, 10, 1))
    answer = overshadowed(told, TODAY)
    assert not answer.misses
    assert not answer.entries
