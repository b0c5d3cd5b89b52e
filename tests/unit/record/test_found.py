"""What a reader looks for: sentences by their words, articles without their text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record, View
from tests.unit.record.readings import CODER, claim_in, page_of, passage, reading_of, unreadable


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Record.create(tmp_path_factory.mktemp("found") / "record") as record:
        pages = [page_of(1), page_of(2, outlet="Other Wire"), page_of(3)]
        record.add(pages)
        record.write(
            [reading_of(pages[0]), reading_of(pages[1]), unreadable(pages[2])],
            CODER,
        )
        yield record.view()


def test_every_word_must_stand_in_the_sentence(view: View) -> None:
    both, count = view.sentences_with(["visit", "MAY"], most=9)
    assert {found.passage.exact for found in both} == {"A visit follows in May."}
    assert count == len(both) == 2
    assert view.sentences_with(["visit", "October"], most=9) == ([], 0)


def test_the_count_is_of_all_however_few_are_returned(view: View) -> None:
    some, count = view.sentences_with(["visit"], most=1)
    assert (len(some), count) == (1, 2)


@pytest.mark.parametrize("word", ["%", "_", "\\", "' or 1=1 --"])
def test_signs_of_a_pattern_or_of_sql_are_words(view: View, word: str) -> None:
    assert view.sentences_with([word], most=9) == ([], 0)


def test_a_sentence_that_tells_no_act_has_no_claim(view: View) -> None:
    assert {found.claim for found in view.sentences_with(["visit"], most=9)[0]} == {None}


def test_a_sentence_names_a_claim_of_its_own(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(1)])
        reading = reading_of(page_of(1))
        claim = claim_in(reading.article, evidence=passage("A visit follows in May."))
        record.write([reading_of(page_of(1), claim)], CODER)
        (found,), _ = record.view().sentences_with(["visit"], most=9)
    assert found.claim == claim.id


def test_imprints_are_of_every_article_or_of_one_outlet(view: View) -> None:
    assert len(list(view.imprints())) == 3
    (other,) = view.imprints(outlet="OTHER wire")
    assert (other.outlet, other.verdict) == ("Other Wire", "article")
