"""Sides: how a claim runs between two countries, and which pairs it is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.sides import Direction, direction, pairs_of
from dragoman.model import Claim
from tests.unit.answers.told import Told, parties

DAY = date(2020, 6, 5)


def claim_of(actors: str, event_type: str, recipients: str, against: str = "") -> Claim:
    return Told().tell(actors, event_type, recipients, DAY, against=parties(*against.split()))


@pytest.mark.parametrize(
    ("actors", "event_type", "recipients", "way"),
    [
        pytest.param("RUS", "AID", "IRN", Direction.FIRST_TO_SECOND, id="forth"),
        pytest.param("IRN", "AID", "RUS", Direction.SECOND_TO_FIRST, id="back"),
        pytest.param("RUS IRN", "AID", "RUS IRN", Direction.MUTUAL, id="both ways"),
        pytest.param("RUS IRN", "CONSULT", "", Direction.MUTUAL, id="together"),
        pytest.param("RUS IRN", "AID", "SYR", Direction.MUTUAL, id="together for a third"),
        pytest.param("RUS IRN", "ACCUSE", "USA", Direction.JOINT, id="together against a third"),
        pytest.param("RUS", "AID", "SYR", None, id="with another"),
        pytest.param("SYR", "AID", "RUS IRN", None, id="both receive"),
    ],
)
def test_a_claim_runs_as_its_sides_stand(
    actors: str, event_type: str, recipients: str, way: Direction | None
) -> None:
    assert direction(claim_of(actors, event_type, recipients), "RUS", "IRN") is way


def test_who_an_act_is_against_stands_where_recipients_do() -> None:
    claim = claim_of("ISR", "ACCUSE", "", against="IRN")
    assert direction(claim, "ISR", "IRN") is Direction.FIRST_TO_SECOND


def test_a_claim_of_one_country_is_about_no_pair() -> None:
    assert pairs_of(claim_of("RUS", "AID", "rebels")) == ()


def test_recipients_are_no_pair_among_themselves() -> None:
    assert pairs_of(claim_of("USA", "SANCTION", "IRN RUS")) == (("IRN", "USA"), ("RUS", "USA"))


SIDES = st.lists(st.sampled_from(["RUS", "IRN", "USA", "rebels"]), max_size=3, unique=True)
TYPES = st.sampled_from(["AID", "CONSULT", "ASSAULT", "ACCUSE"])
MIRROR = {
    Direction.FIRST_TO_SECOND: Direction.SECOND_TO_FIRST,
    Direction.SECOND_TO_FIRST: Direction.FIRST_TO_SECOND,
}


@given(SIDES, TYPES, SIDES)
def test_the_other_order_of_two_mirrors_the_direction(
    actors: list[str], event_type: str, recipients: list[str]
) -> None:
    claim = claim_of(" ".join(actors), event_type, " ".join(recipients))
    way = direction(claim, "RUS", "IRN")
    assert direction(claim, "IRN", "RUS") == (MIRROR.get(way, way) if way else None)


@given(SIDES, TYPES, SIDES)
def test_a_claim_is_about_the_pairs_between_which_it_runs(
    actors: list[str], event_type: str, recipients: list[str]
) -> None:
    claim = claim_of(" ".join(actors), event_type, " ".join(recipients))
    named = ("IRN", "RUS", "USA")
    pairs = {(a, b) for a in named for b in named if a < b and direction(claim, a, b) is not None}
    assert set(pairs_of(claim)) == pairs


def test_two_who_exercise_against_a_third_do_not_cooperate_with_it() -> None:
    claim = claim_of("RUS IRN", "COOPERATE", "", against="USA")
    assert direction(claim, "RUS", "USA") is None
    assert direction(claim, "RUS", "IRN") is Direction.MUTUAL
    assert pairs_of(claim) == (("IRN", "RUS"),)
