"""Who is aligned with whom: the sign of a pair, blocs, triads, joint fronts, what changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.answers.blocs import Imbalance, JointFront, Network, Sign, Tie, _Window, network
from dragoman.answers.closeness import DOUBLINGS
from dragoman.answers.pairs import find_pairs
from tests.unit.answers.told import Told, parties

SPRING, AUTUMN = date(2020, 4, 1), date(2020, 10, 1)
STATES = ("ARM", "AZE", "IRN", "RUS", "TUR")


@pytest.fixture
def told() -> Told:
    """Two camps: A with B, C with D, and war between B and C; all else is one meeting each."""
    record = Told()
    for week in range(8):
        day = AUTUMN + timedelta(days=7 * week)
        record.tell("ARM", "COOPERATE", "RUS", day)
        record.tell("AZE", "COOPERATE", "TUR", day)
        record.tell("ARM", "ASSAULT", "AZE", day + timedelta(days=1))
    return record


def tie_of(answer: Network, first: str, second: str) -> Tie:
    return next(tie for tie in answer.ties if tie.pair == (first, second))


def test_friends_are_one_bloc_and_foes_are_two(told: Told) -> None:
    answer = network(told)
    assert answer.blocs == (("ARM", "RUS"), ("AZE", "TUR"))
    assert [node.bloc for node in answer.nodes] == [1, 1, 2, 2]


def test_the_sign_says_on_which_axis_a_pair_is_above_the_expected(told: Told) -> None:
    answer = network(told)
    assert tie_of(answer, "ARM", "RUS").sign is Sign.ALIGNED
    # All conflict is theirs, so it is just as much as their activity predicts.
    assert tie_of(answer, "ARM", "AZE").sign is Sign.NEITHER
    for week in range(4):
        told.tell("IRN", "THREATEN", "USA", AUTUMN + timedelta(days=7 * week))
    assert tie_of(network(told), "ARM", "AZE").sign is Sign.OPPOSED


def test_the_closest_show_the_parts_that_their_closeness_is_made_of(told: Told) -> None:
    tie = network(told).closest[0]
    assert tie.pair == ("ARM", "RUS")
    made = tie.excess_cooperation.log2 + DOUBLINGS * tie.common_foes - tie.busyness
    assert tie.closeness == pytest.approx(made, abs=1e-3)


def test_foes_are_not_among_the_closest_whatever_they_do_together(told: Told) -> None:
    for week in range(8):
        told.tell("IRN", "THREATEN", "USA", AUTUMN + timedelta(days=7 * week))
        told.tell("IRN", "COOPERATE", "USA", AUTUMN + timedelta(days=7 * week))
    answer = network(told)
    assert tie_of(answer, "IRN", "USA").sign is Sign.BOTH
    assert ("IRN", "USA") not in {tie.pair for tie in answer.closest}


def test_every_number_of_a_tie_counts_its_own_claims(told: Told) -> None:
    tie = tie_of(network(told), "ARM", "AZE")
    claims = {c.id for c in told.said if {p.actor.country for p in c.actors} == {"ARM"}}
    assert set(tie.conflict.claims) == {
        c.id for c in told.said if c.id in claims and c.event_type == "ASSAULT"
    }
    assert tie.cooperation.claims == ()


def test_pairs_of_few_events_are_counted_and_left_out(told: Told) -> None:
    told.tell("FRA", "CONSULT", "DEU", AUTUMN)
    answer = network(told)
    assert answer.below == 1
    assert "FRA" not in {node.code for node in answer.nodes}
    assert network(told, least=1).below == 0


def test_who_is_aligned_with_two_foes_stands_between_them(told: Told) -> None:
    for week in range(8):
        day = AUTUMN + timedelta(days=7 * week)
        told.tell("IRN", "COOPERATE", "ARM", day)
        told.tell("IRN", "COOPERATE", "AZE", day)
        told.tell("FRA", "THREATEN", "DEU", day)
    assert Imbalance(first="ARM", middle="IRN", second="AZE") in network(told).imbalances


def test_what_two_do_against_a_third_is_a_front_and_no_tie_of_the_two(told: Told) -> None:
    joint = told.tell("FRA USA", "SANCTION", "", AUTUMN, against=parties("IRN"))
    answer = network(told, least=1)
    (front,) = answer.fronts
    assert isinstance(front, JointFront)
    assert (front.first, front.second, front.third) == ("FRA", "USA", "IRN")
    assert front.told.claims == (joint.id,)
    assert ("FRA", "USA") not in {tie.pair for tie in answer.ties}


def test_a_window_is_compared_with_as_many_days_before_it(told: Told) -> None:
    for week in range(8):
        told.tell("AZE", "COOPERATE", "RUS", SPRING + timedelta(days=7 * week))
    answer = network(told, since=date(2020, 9, 1), until=date(2020, 12, 31))
    assert answer.before == (date(2020, 5, 2), date(2020, 8, 31))
    turned = {(turn.first, turn.second): (turn.before, turn.now) for turn in answer.turns}
    assert turned["ARM", "RUS"] == (None, Sign.ALIGNED)


def test_a_window_from_the_first_day_on_is_compared_with_nothing(told: Told) -> None:
    assert network(told).before is None
    assert network(told, since=date(2020, 10, 1)).before is None


def test_an_empty_record_is_not_collected() -> None:
    answer = network(Told())
    assert answer.ties == ()
    assert answer.state.words == "not collected"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STATES), st.sampled_from(["AID", "ASSAULT"]), st.sampled_from(STATES)
        ),
        max_size=30,
    )
)
def test_a_pair_has_the_same_sign_alone_as_in_the_network(acts: list[tuple[str, str, str]]) -> None:
    told = Told()
    for number, (actor, event_type, recipient) in enumerate(acts):
        told.tell(actor, event_type, recipient, AUTUMN + timedelta(days=7 * number))
    window = _Window(find_pairs(fold(told)), (None, None))
    asked = sorted(window.enough(1))
    assert window.signs(asked) == {tie.pair: tie.sign for tie in window.ties(asked)}
