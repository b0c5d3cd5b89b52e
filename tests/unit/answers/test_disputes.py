"""Disputes: one voice says that an act was done, another that it was not."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.answers.disputes import Disputed, find_disputed
from dragoman.model import Status
from tests.unit.answers.told import Told, voice

FIFTH = date(2020, 6, 5)
YEREVAN, BAKU = voice("Yerevan", "ARM"), voice("Baku", "AZE")


def disputes_in(told: Told) -> tuple[Disputed, ...]:
    return find_disputed(fold(told))


def deny(told: Told, actor: str = "AZE", day: date = FIFTH, event_type: str = "ASSAULT") -> None:
    told.tell(actor, event_type, "ARM", day, status=Status.NEGATED, voices=(BAKU,))


def test_an_act_that_one_asserts_and_another_denies_is_disputed(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, voices=(YEREVAN,))
    deny(told)
    (found,) = disputes_in(told)
    assert (found.asserting, found.denying) == (("Yerevan",), ("Baku",))


def test_an_outlet_that_speaks_itself_is_a_voice(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, outlet="Ararat")
    deny(told)
    (found,) = disputes_in(told)
    assert found.asserting == ("Ararat",)


def test_a_voice_that_says_both_disputes_with_nobody(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, voices=(BAKU,))
    deny(told)
    assert disputes_in(told) == ()


@pytest.mark.parametrize(
    ("actor", "day", "event_type"),
    [
        pytest.param("TUR", FIFTH, "ASSAULT", id="of another actor"),
        pytest.param("AZE", date(2020, 6, 20), "ASSAULT", id="two weeks later"),
        pytest.param("AZE", FIFTH, "THREATEN", id="of another type"),
    ],
)
def test_the_denial_of_something_else_disputes_nothing(
    told: Told, actor: str, day: date, event_type: str
) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, voices=(YEREVAN,))
    deny(told, actor, day, event_type)
    assert disputes_in(told) == ()


def test_a_denial_without_a_known_side_disputes_nothing(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "", FIFTH, voices=(YEREVAN,))
    told.tell("AZE", "ASSAULT", "", FIFTH, status=Status.NEGATED, voices=(BAKU,))
    assert disputes_in(told) == ()


def test_a_dispute_shows_the_sentences_of_both(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, voices=(YEREVAN,))
    deny(told)
    (found,) = disputes_in(told)
    assert {said.id for said in found.sentences} == {*found.asserted.claims, *found.denied.claims}


def test_what_most_stories_tell_of_is_the_first_dispute(told: Told) -> None:
    told.tell("AZE", "ASSAULT", "ARM", FIFTH, voices=(YEREVAN,))
    deny(told)
    for outlet in ("Wire", "Post"):
        told.tell("TUR", "AID", "AZE", FIFTH, outlet=outlet)
    told.tell("TUR", "AID", "AZE", FIFTH, status=Status.NEGATED, voices=(voice("Ankara", "TUR"),))
    assert [found.event_type for found in disputes_in(told)] == ["AID", "ASSAULT"]


TELLINGS = st.lists(
    st.tuples(st.sampled_from(list(Status)), st.sampled_from([YEREVAN, BAKU]), st.integers(1, 20)),
    max_size=8,
)


@given(TELLINGS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_no_dispute(
    tellings: list[tuple[Status, object, int]], random: Random
) -> None:
    told = Told()
    for status, speaker, day in tellings:
        told.tell("AZE", "ASSAULT", "ARM", date(2020, 6, day), status=status, voices=(speaker,))
    before = disputes_in(told)
    random.shuffle(told.said)
    assert disputes_in(told) == before
