"""Negation and doubt are read in the clause of the act, not elsewhere."""

import pytest

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
