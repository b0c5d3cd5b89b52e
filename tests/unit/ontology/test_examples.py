"""Every type has sentences that are of it and sentences that are not."""

import pytest

from dragoman.ontology import plover
from dragoman.ontology.examples import examples_of

CODES = [entry.code for entry in plover.EVENT_TYPES]


@pytest.mark.parametrize("code", CODES)
def test_a_type_is_shown_from_both_sides(code: str) -> None:
    coded = [example.is_coded for example in examples_of(code)]
    assert coded.count(True) >= 2
    assert coded.count(False) >= 2


def test_no_sentence_is_used_twice() -> None:
    sentences = [example.sentence for code in CODES for example in examples_of(code)]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("code", CODES)
def test_what_a_sentence_is_not_is_said(code: str) -> None:
    assert all(example.why.endswith(".") for example in examples_of(code))
