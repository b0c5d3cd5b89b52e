"""Voices: who says so about two countries, and what the media of one leave out."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import voices
from dragoman.answers.voicing import VoiceRow
from dragoman.errors import AnswerError
from tests.unit.answers.told import Told, voice

FIFTH = date(2020, 6, 5)
TENTH = date(2020, 6, 10)


@pytest.fixture
def press(told: Told) -> Told:
    """An empty record whose outlets have a country."""
    return with_press(told)


def with_press(told: Told) -> Told:
    for outlet, country in (("Zagros", "IRN"), ("Alborz", "IRN"), ("Volga", "RUS")):
        told.outlet(outlet, country)
    return told


def row(rows: tuple[VoiceRow, ...], country: str | None) -> VoiceRow:
    return next(entry for entry in rows if entry.country == country)


def test_claims_are_counted_by_the_country_of_the_outlet(press: Told) -> None:
    iranian = [press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet=o) for o in ("Zagros", "Alborz")]
    russian = press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga")
    rows = voices(press, "RUS", "IRN").by_outlet
    assert [entry.country for entry in rows] == ["IRN", "RUS"]
    assert set(rows[0].backing.claims) == {claim.id for claim in iranian}
    assert rows[1].backing.claims == (russian.id,)


def test_an_outlet_that_nobody_knows_has_no_country(press: Told) -> None:
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Some Gazette Of Nowhere")
    assert [entry.country for entry in voices(press, "RUS", "IRN").by_outlet] == [None]


def test_the_country_given_with_the_pages_goes_before_the_known_one(press: Told) -> None:
    press.outlet("TASS", "ARM")
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="TASS")
    assert [entry.country for entry in voices(press, "RUS", "IRN").by_outlet] == ["ARM"]


def test_a_copy_counts_for_the_outlet_that_printed_it_first(press: Told) -> None:
    claim = press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    press.copy(claim, "Volga", days_later=1)
    assert [entry.country for entry in voices(press, "RUS", "IRN").by_outlet] == ["IRN"]


def test_copies_are_counted_where_they_are_asked_for(press: Told) -> None:
    claim = press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    press.copy(claim, "Volga", days_later=1)
    found = voices(press, "RUS", "IRN", independent=False)
    assert {entry.country for entry in found.by_outlet} == {"IRN", "RUS"}


def test_speakers_stand_apart_from_outlets(press: Told) -> None:
    speaker = (voice("Zarif", "IRN"),)
    claim = press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga", voices=speaker)
    found = voices(press, "RUS", "IRN")
    assert row(found.by_speaker, "IRN").backing.claims == (claim.id,)
    assert row(found.by_outlet, "RUS").backing.claims == (claim.id,)


def test_what_an_outlet_says_itself_is_counted_apart(press: Told) -> None:
    own = press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga")
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga", voices=(voice("Zarif", "IRN"),))
    assert voices(press, "RUS", "IRN").itself.claims == (own.id,)


@pytest.mark.parametrize(
    ("speaker", "country", "nameless"),
    [
        pytest.param("a source in the ministry", None, True, id="a source"),
        pytest.param("an official", "RUS", False, id="an official of a country"),
        pytest.param("Zakharova", None, False, id="a name"),
    ],
)
def test_a_voice_with_neither_country_nor_name_is_anonymous(
    press: Told, speaker: str, country: str | None, nameless: bool
) -> None:
    press.tell("IRN", "CONSULT", "RUS", FIFTH, voices=(voice(speaker, country),))
    assert bool(voices(press, "RUS", "IRN").anonymous_claims) is nameless


def test_hedged_claims_are_a_share_of_those_of_the_row(press: Told) -> None:
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga", hedged=True)
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga")
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    rows = voices(press, "RUS", "IRN").by_outlet
    assert (row(rows, "RUS").hedged.part, row(rows, "RUS").hedged.whole) == (1, 2)
    assert row(rows, "IRN").hedged.part == 0


def test_a_mean_of_four_claims_is_shown_and_not_ranked(press: Told) -> None:
    for _ in range(4):
        press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    assert not voices(press, "RUS", "IRN").by_outlet[0].enough


def test_what_one_side_tells_and_the_other_does_not_is_its_silence(press: Told) -> None:
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    press.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Volga")
    press.tell("IRN", "AGREE", "RUS", TENTH, outlet="Zagros")
    silence = next(s for s in voices(press, "RUS", "IRN").silences if s.not_by == "RUS")
    assert (len(silence.told), len(silence.missed)) == (2, 1)
    assert silence.share is not None
    assert silence.share.value == 0.5


def test_who_has_no_outlet_in_the_record_keeps_no_silence(told: Told) -> None:
    told.outlet("Zagros", "IRN")
    told.tell("IRN", "CONSULT", "RUS", FIFTH, outlet="Zagros")
    silence = next(s for s in voices(told, "RUS", "IRN").silences if s.not_by == "RUS")
    assert (len(silence.missed), silence.share) == (1, None)


def test_one_country_has_no_voices_about_itself(told: Told) -> None:
    with pytest.raises(AnswerError, match="name two countries"):
        voices(told, "RUS", "RUS")


TELLINGS = st.lists(
    st.tuples(
        st.sampled_from(["Zagros", "Volga", "Elsewhere"]),
        st.sampled_from(["AID", "ACCUSE"]),
        st.sampled_from([(), (voice("Zarif", "IRN"),), (voice("a source"),)]),
        st.booleans(),
    ),
    max_size=8,
)
Telling = tuple[str, str, tuple[object, ...], bool]


def telling(tellings: list[Telling]) -> Told:
    told = with_press(Told())
    for outlet, event_type, speakers, hedged in tellings:
        told.tell("IRN", event_type, "RUS", FIFTH, outlet=outlet, voices=speakers, hedged=hedged)
    return told


@given(TELLINGS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_no_voice(tellings: list[Telling], random: Random) -> None:
    told = telling(tellings)
    before = voices(told, "RUS", "IRN")
    random.shuffle(told.said)
    assert voices(told, "RUS", "IRN") == before


@given(TELLINGS)
def test_the_rows_of_outlets_hold_every_claim_once(tellings: list[Telling]) -> None:
    found = voices(telling(tellings), "RUS", "IRN")
    claims = [claim for entry in found.by_outlet for claim in entry.backing.claims]
    assert sorted(claims) == list(found.total.claims)


@given(TELLINGS)
def test_voiced_claims_and_the_own_ones_of_outlets_are_all(tellings: list[Telling]) -> None:
    found = voices(telling(tellings), "RUS", "IRN")
    voiced = {claim for entry in found.by_speaker for claim in entry.backing.claims}
    assert voiced | set(found.itself.claims) == set(found.total.claims)
    assert not voiced & set(found.itself.claims)
