"""Examples as numbers: each label stands on the tokens of its words."""

import pytest

pytest.importorskip("torch", reason="the recipes need torch, which the product never does")

from dragoman.coding.marking import TRIGGER
from dragoman.model import Span
from training.reader.attributions import Document, Speech
from training.reader.examples import Find, Read
from training.reader.rows import (
    IGNORED,
    NONE,
    TOKENIZER,
    TYPES,
    Row,
    find_row,
    read_row,
    said_rows,
    speech_row,
)

TEXT = "The envoys signed a pact, aides said."
SIGNED = Span(11, 17)


def pieces(row: Row, place: int) -> str:
    token: str = TOKENIZER.id_to_token(row.ids[place])
    return token


def test_the_first_and_the_last_token_have_no_label() -> None:
    labels = find_row(Find(TEXT, [])).labels["trigger"]
    assert (labels[0], labels[-1], set(labels[1:-1])) == (IGNORED, IGNORED, {0})


def test_a_trigger_begins_on_its_word_and_bears_its_type() -> None:
    row = find_row(Find(TEXT, [(SIGNED, "AGREE")]))
    place = row.labels["trigger"].index(1)
    assert pieces(row, place) == "signed"
    assert row.labels["token_type"][place] == TYPES.index("AGREE")


def test_a_read_row_shows_its_trigger_between_marks() -> None:
    row = read_row(Read(TEXT, SIGNED, "none"))
    place = row.ids.index(TRIGGER.opening)
    assert row.ids[place + 2] == TRIGGER.closing
    assert row.labels == {"event_type": NONE}


def test_of_nested_roles_the_inner_words_keep_their_own() -> None:
    roles = [(Span(4, 10), "actor"), (Span(0, 10), "voice")]
    row = read_row(Read(TEXT, SIGNED, "AGREE", "actual", False, False, roles))
    assert [label for label in row.labels["role"] if label > 0] == [5, 1, 2]


def test_speech_begins_and_continues() -> None:
    row = speech_row(Speech(TEXT, [(Span(0, 24), "content"), (Span(26, 31), "source")]))
    assert row.labels["speech"][1:-1] == [5, 6, 6, 6, 6, 6, 0, 1, 2, 0, 0]


def test_all_readings_of_one_text_are_lessons_or_all_are_not() -> None:
    made = [Document(f"text {number % 40}", [Speech(TEXT, [])], []) for number in range(80)]
    said = said_rows(made)
    assert len(said.tail_paragraphs) % 2 == 0
    assert len(said.paragraphs) + len(said.tail_paragraphs) == 80
    assert said.tail_paragraphs
