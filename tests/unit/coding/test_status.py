"""Negation and doubt are read in the clause of the act, not elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.status import read_status
from dragoman.model import Span, Status
from tests.unit.coding.made import sentences_of


def reading(text: str, trigger: str) -> tuple[Status | None, list[str]]:
    sentence = sentences_of(text)[0]
    start = text.index(trigger)
    found = read_status(sentence, Span(start, start + len(trigger)))
    return found.status, [hedge.exact for hedge in found.hedges]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ankara did not send troops.", "send"),
        ("Ankara denied sending troops.", "sending"),
        ("The council failed to adopt the text.", "adopt"),
        ("Ankara hasn't recognised the vote.", "recognised"),
        ("The army has yet to withdraw.", "withdraw"),
    ],
)
def test_a_negation_before_the_act_negates_it(text: str, trigger: str) -> None:
    assert reading(text, trigger)[0] is Status.NEGATED


def test_a_negation_in_another_clause_leaves_the_act_alone() -> None:
    assert reading("Baku did not reply, but Yerevan signed the pact.", "signed")[0] is None


def test_not_only_negates_nothing() -> None:
    assert reading("Paris not only praised the deal.", "praised")[0] is None


@pytest.mark.parametrize("cue", ["reportedly", "allegedly", "apparently"])
def test_words_of_doubt_hedge_the_act_of_their_clause(cue: str) -> None:
    assert reading(f"The two sides {cue} signed a pact.", "signed")[1] == [cue]


def test_doubt_in_another_clause_hedges_nothing() -> None:
    text = "Baku reportedly agreed; Yerevan refused the offer."
    assert reading(text, "refused")[1] == []


def typed(text: str, trigger: str, event_type: str) -> Status | None:
    sentence = sentences_of(text)[0]
    start = text.index(trigger)
    return read_status(sentence, Span(start, start + len(trigger)), event_type).status


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army will withdraw its troops.", "withdraw"),
        ("The minister is expected to visit Baku.", "visit"),
        ("Ankara plans to close the crossing.", "close"),
        ("The publisher is awaiting another trial.", "trial"),
        ("The army will be withdrawn.", "will be withdrawn"),
    ],
)
def test_what_is_announced_is_to_come(text: str, trigger: str) -> None:
    assert typed(text, trigger, "RETREAT") is Status.FUTURE


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ankara could impose sanctions on Baku.", "impose"),
        ("Ankara may still impose sanctions.", "impose"),
        ("If Baku agrees, Ankara will impose sanctions.", "impose"),
        ("Lawmakers hope that the two states can work together.", "work together"),
        ("They fear a risk of deportation.", "deportation"),
        ("The EU is considering sanctions.", "sanctions"),
        ("A possible eviction of families looms.", "eviction"),
    ],
)
def test_what_is_possible_wanted_or_feared_is_hypothetical(text: str, trigger: str) -> None:
    assert typed(text, trigger, "SANCTION") is Status.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "trigger", "event_type"),
    [
        ("Baku said it will help Tbilisi.", "will help", "AGREE"),
        ("Baku will help Tbilisi.", "help", "AGREE"),
        ("Baku said it will not yield.", "will not yield", "REJECT"),
        ("Baku will retaliate if it is hit.", "will retaliate", "THREATEN"),
        ("Baku said Ankara should stop.", "should stop", "REQUEST"),
        ("Baku denies the charges.", "denies", "REJECT"),
    ],
)
def test_an_act_done_by_speaking_is_done_when_it_is_said(
    text: str, trigger: str, event_type: str
) -> None:
    assert typed(text, trigger, event_type) is None


def test_a_thing_done_is_not_undone_by_a_hope_before_it() -> None:
    text = "Their hope faded where rebels shelled the town."
    assert typed(text, "shelled", "ASSAULT") is None


@pytest.mark.parametrize("text", ["No talks took place.", "There was no sign of talks."])
def test_a_noun_that_is_denied_is_negated(text: str) -> None:
    assert typed(text, "talks", "CONSULT") is Status.NEGATED


def test_good_will_that_opens_with_a_negation_is_negated() -> None:
    assert typed("He doesn't support it.", "doesn't support", "SUPPORT") is Status.NEGATED


def test_the_content_of_a_charge_is_in_doubt() -> None:
    assert reading("Kyiv accused rebels of shelling the town.", "shelling")[1] == ["accused"]


def test_an_adjective_of_doubt_reaches_no_far_act() -> None:
    text = "An alleged plot was told of in the long report that the ministry sent; " * 2
    assert reading(text + "rebels fled.", "fled")[1] == []


WORDS = st.lists(
    st.sampled_from(
        "Baku will not could if reportedly accused of for , ; but no signed hopes to be".split()
    ),
    min_size=1,
    max_size=14,
)


@given(WORDS, st.sampled_from(["", "AGREE", "REJECT", "ASSAULT"]), st.data())
def test_words_of_doubt_stand_where_they_are_said_to(
    words: list[str], event_type: str, data: st.DataObject
) -> None:
    text = "Yes: " + " ".join(words) + " signed."
    for sentence in sentences_of(text):
        length = sentence.end - sentence.start
        start = data.draw(st.integers(0, length - 1))
        place = Span(sentence.start + start, sentence.end)
        found = read_status(sentence, place, event_type)
        for hedge in found.hedges:
            assert text[hedge.start : hedge.end] == hedge.exact
            assert not hedge.span.overlaps(place)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ankara may have sent troops.", "sent"),
        ("Ankara might well have sent troops.", "sent"),
        ("Troops may have been sent.", "sent"),
    ],
)
def test_what_may_have_happened_is_told_as_done_and_doubted(text: str, trigger: str) -> None:
    status, hedges = reading(text, trigger)
    assert (status, bool(hedges)) == (Status.ACTUAL, True)


def test_an_act_whose_words_begin_with_may_have_is_told_as_done() -> None:
    assert reading("Ankara may have sent troops.", "may have sent")[0] is Status.ACTUAL


@pytest.mark.parametrize(
    "text",
    ["Ankara may send troops.", "Ankara could have sent troops.", "It may have to hope to send."],
)
def test_what_may_come_or_could_have_come_stays_possible(text: str) -> None:
    assert reading(text, "sen")[0] is Status.HYPOTHETICAL
