"""Variations by program: what a rule changes in the words it changes in the markup."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpus.check import read_corpus
from training.corpus.markup import MarkedEvent, MarkedSentence, parse
from training.corpus.variations import RULES, Edit, edited, other_countries, vary

SEIZURE = "[Iran|1A @IRN.GOV] [seized|1=COERCE/seize] [a Korean tanker|1R @KOR.BUS] in June."


def varied(name: str, line: str = SEIZURE, seed: int = 7) -> MarkedSentence:
    found = RULES[name](parse(line), random.Random(seed))
    assert found is not None
    return found


def only(sentence: MarkedSentence) -> MarkedEvent:
    (event,) = sentence.events.values()
    return event


def words(sentence: MarkedSentence, role: str) -> list[str]:
    return [span.cut(sentence.text) for span in only(sentence).of(role)]


def test_a_denied_act_is_negated_and_has_the_denier_for_its_voice() -> None:
    found = varied("denied")
    assert found.text.endswith(" denied that Iran seized a Korean tanker in June.")
    assert only(found).status == "negated"
    assert words(found, "cue") == ["denied"]
    assert words(found, "actor") == ["Iran"]


def test_a_doubted_act_is_hedged() -> None:
    assert only(varied("doubted")).hedged


def test_the_passive_keeps_who_did_it_to_whom() -> None:
    found = varied("passive")
    assert found.text == "A Korean tanker was seized by Iran in June."
    assert (words(found, "actor"), words(found, "recipient")) == (["Iran"], ["A Korean tanker"])


def test_another_tense_leaves_the_trigger_where_it_stands() -> None:
    found = varied("perfect")
    assert only(found).trigger.cut(found.text) == "seized"
    assert "Iran ha" in found.text


def test_other_countries_take_their_codes_along() -> None:
    found = other_countries(parse(SEIZURE), random.Random(7))
    assert found is not None
    (actor,) = only(found).of("actor")
    assert found.who[actor].country not in {None, "IRN"}
    assert "Iran" not in found.text


def test_somebody_says_so_behind_the_sentence() -> None:
    found = varied("told")
    (cue,) = words(found, "cue")
    assert found.text.startswith("Iran seized a Korean tanker in June, ")
    assert cue in found.text


@pytest.mark.parametrize("name", ["denied", "doubted", "told"])
def test_a_sentence_with_its_own_voice_is_left_alone(name: str) -> None:
    line = "[Iran|1A @IRN] [seized|1=COERCE] [a ship|1R @?], [aides|1V @?] [said|1C]."
    assert RULES[name](parse(line), random.Random(1)) is None


def test_every_span_of_a_variation_lies_in_it() -> None:
    for sentence in vary(read_corpus()[::5], random.Random(3)):
        for event in sentence.events.values():
            spans = [event.trigger, *(span for span, _ in event.roles)]
            assert all(0 <= s.start < s.end <= len(sentence.text) for s in spans)


@given(st.integers(0, 20), st.text(max_size=5))
def test_words_put_outside_of_a_span_leave_its_words(offset: int, put: str) -> None:
    sentence = parse(SEIZURE)
    trigger = only(sentence).trigger
    if not trigger.start < offset < trigger.end:
        found = edited(sentence, [Edit(offset, offset, put)])
        assert only(found).trigger.cut(found.text) == "seized"
