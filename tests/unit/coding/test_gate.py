"""The gate: a sentence is passed by when the weights of its word pieces sum up to too little."""

from pathlib import Path

import numpy as np

from dragoman.coding.gate import Gate

GATE = Gate(np.array([0, 5, -3, 0], dtype=np.int8), threshold=2)


def test_a_sentence_with_words_of_acts_passes() -> None:
    assert GATE.opens([0, 1, 2])


def test_a_sentence_without_them_is_passed_by() -> None:
    assert not GATE.opens([0, 3])


def test_a_word_counts_once() -> None:
    assert GATE.opens([1, 2, 2]) == GATE.opens([1, 2])


def test_weights_are_read_from_a_file(tmp_path: Path) -> None:
    np.save(tmp_path / "gate.npy", GATE.weights)
    assert Gate.read(tmp_path / "gate.npy", 2).opens([1])
