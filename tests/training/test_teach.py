"""What teachers are asked about: words that they take for a trigger, and a few at random."""

import random
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="the recipes need torch, which the product never does")

from dragoman.coding.marking import TRIGGER
from training.reader.rows import Row
from training.reader.teach import DECOY_ONE_IN, marked, proposals

ROW = Row([101, 7, 8, 9, 10, 102], [0] * 6, {})


def no_decoy() -> random.Random:
    """Return chance that never asks for a word at random."""
    rng = random.Random(1)
    rng.randrange = lambda *_: 1  # type: ignore[method-assign]
    return rng


def shares(begins: dict[int, float], continues: tuple[int, ...] = ()) -> Any:
    found = np.zeros((6, 3))
    found[:, 0] = 1.0
    for place, share in begins.items():
        found[place] = [1 - share, share, 0.0]
    for place in continues:
        found[place] = [0.1, 0.0, 0.9]
    return found


def test_a_trigger_reaches_over_what_continues_it() -> None:
    assert list(proposals(ROW, shares({2: 0.9}, (3,)), no_decoy())) == [(2, 4)]


def test_a_word_that_is_hardly_a_trigger_is_asked_about_too() -> None:
    assert list(proposals(ROW, shares({1: 0.2, 3: 0.01}), no_decoy())) == [(1, 2)]


def test_the_first_and_the_last_token_are_no_words() -> None:
    assert list(proposals(ROW, shares({0: 0.9, 5: 0.9}), no_decoy())) == []


def test_about_one_sentence_in_three_has_a_word_asked_at_random() -> None:
    rng = random.Random(1)
    asked = sum(len(list(proposals(ROW, shares({}), rng))) for _ in range(300))
    assert abs(asked - 300 / DECOY_ONE_IN) < 40


def test_marks_stand_around_what_is_asked() -> None:
    row = marked(ROW, 2, 4)
    assert row.ids == [101, 7, TRIGGER.opening, 8, 9, TRIGGER.closing, 10, 102]
    assert row.focus == [0, 0, 1, 1, 1, 1, 0, 0]
