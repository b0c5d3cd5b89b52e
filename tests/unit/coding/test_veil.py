"""The veil: the model sees stand-ins, the spans stay those of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.veil import STAND_INS, veil


def test_another_state_in_the_same_sentence_is_read_alike() -> None:
    assert veil("Iran seized a Kuwaiti ship.").text == veil("Chad seized a Cuban ship.").text


def test_a_state_keeps_its_stand_in_through_the_sentence() -> None:
    assert veil("Iran and Iraq met; Iranians left Iraq.").text == (
        "France and Japan met; French left Japan."
    )


def test_a_text_without_states_is_left_as_it_is() -> None:
    assert veil("The rebels left.").text == "The rebels left."


@pytest.mark.parametrize("text", ["Omani ships left Oman.", "In the U.S., Chad and Peru met."])
def test_every_character_is_led_back_to_its_own(text: str) -> None:
    seen = veil(text)
    for start in range(len(seen.text)):
        span = seen.original(start, start + 1)
        given = span.cut(text)
        hidden = any(piece.contains(span) for _, piece in seen.pieces)
        assert hidden or given == seen.text[start]


@given(st.lists(st.sampled_from(["Iran", "Cuban", "a", "ship", ",", "Côte d’Ivoire", "U.S."])))
def test_places_never_run_backwards(words: list[str]) -> None:
    text = " ".join(words)
    seen = veil(text)
    starts = [seen.original(i, i + 1).start for i in range(len(seen.text))]
    assert starts == sorted(starts)
    assert all(0 <= start < len(text) for start in starts)


def test_more_states_than_stand_ins_begin_again() -> None:
    names = ["Iran", "Iraq", "Chad", "Mali", "Niger", "Togo", "Benin", "Ghana", "Nepal"]
    assert veil(" ".join(names)).text.split()[-1] == STAND_INS[0][0]
