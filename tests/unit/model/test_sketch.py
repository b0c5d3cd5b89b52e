"""Sketches: containment without comparing texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.sketch import KEPT_HASHES, comparable, containment, sketch

WORDS = st.lists(st.sampled_from("the army fleet met left on a day in may port gas".split()))


def numbered(start: int, end: int) -> str:
    return " ".join(f"w{number}" for number in range(start, end))


def test_a_shortened_copy_stands_wholly_in_its_original() -> None:
    assert containment(sketch(numbered(0, 60)), sketch(numbered(0, 200))) == 1.0


def test_an_original_does_not_stand_wholly_in_its_shortened_copy() -> None:
    assert containment(sketch(numbered(0, 200)), sketch(numbered(0, 60))) < 0.5


def test_case_punctuation_and_spacing_change_nothing() -> None:
    assert sketch("“Moscow, Tehran\nagreed”") == sketch("moscow tehran   AGREED")


def test_a_text_without_words_stands_in_nothing() -> None:
    assert containment(sketch(" ... "), sketch(numbered(0, 50))) == 0.0


def test_texts_with_no_run_in_common_do_not_overlap() -> None:
    assert containment(sketch(numbered(0, 90)), sketch(numbered(90, 200))) == 0.0


@pytest.mark.parametrize("kept", [64, 128, KEPT_HASHES])
def test_a_cut_sketch_estimates_the_containment_of_long_texts(kept: int) -> None:
    part = sketch(numbered(0, 4000), kept=kept)
    whole = sketch(numbered(1200, 9000), kept=kept)
    assert containment(part, whole) == pytest.approx(0.7, abs=2.5 / kept**0.5)


@given(WORDS, WORDS)
def test_what_is_continued_still_contains_the_beginning(first: list[str], rest: list[str]) -> None:
    begun = sketch(" ".join(first))
    whole = sketch(" ".join(first + rest))
    expected = 1.0 if len(first) >= 5 or (first and not rest) else containment(begun, whole)
    assert containment(begun, whole) == expected


@given(st.text(), st.text())
def test_containment_is_a_share_of_any_two_texts(one: str, other: str) -> None:
    assert 0.0 <= containment(sketch(one), sketch(other)) <= 1.0


@given(WORDS, WORDS, st.integers(1, 9), st.integers(1, 9))
def test_the_hashes_that_two_sketches_share_are_all_comparable(
    one: list[str], other: list[str], one_kept: int, other_kept: int
) -> None:
    first = sketch(" ".join(one), kept=one_kept)
    second = sketch(" ".join(other), kept=other_kept)
    shared = set(first.hashes) & set(second.hashes)
    assert shared <= set(first.hashes[: comparable(first, second)])


def test_the_order_of_the_words_counts() -> None:
    assert containment(sketch("one two three four five"), sketch("five four three two one")) == 0.0
