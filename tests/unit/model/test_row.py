"""A claim stands on a sentence or on the row of a dataset."""

from dataclasses import replace
from datetime import date

import pytest

from dragoman.model import Basis, ImportedRow, Passage, Precision, Span, When
from dragoman.record.imports.drafts import prototype

ROW = ImportedRow(dataset="ICEWS", file="events.tab", number=7)
SENTENCE = Passage(span=Span(4, 9), exact="words")
DAY = When(
    start=date(2018, 6, 1),
    end=date(2018, 6, 1),
    precision=Precision.DAY,
    basis=Basis.IMPORTED,
    passage=SENTENCE,
)


def test_a_claim_with_neither_sentence_nor_row_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a sentence or else the row"):
        prototype(row=None)


def test_a_claim_with_both_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a sentence or else the row"):
        prototype(evidence=SENTENCE)


def test_an_imported_claim_stands_at_its_row() -> None:
    assert prototype(row=ROW).position == 7


def test_a_claim_of_a_page_stands_at_its_sentence() -> None:
    assert prototype(row=None, evidence=SENTENCE).position == 4


def test_an_imported_claim_without_publication_is_told_on_the_day_of_the_act() -> None:
    assert prototype(row=ROW, when=DAY).told_on == date(2018, 6, 1)


def test_a_claim_is_told_on_its_day_of_publication() -> None:
    claim = replace(prototype(row=ROW, when=DAY), published="2018-06-03")
    assert claim.told_on == date(2018, 6, 3)


def test_an_act_on_an_undated_page_is_told_on_no_day() -> None:
    assert prototype(row=None, evidence=SENTENCE, when=DAY).told_on is None
