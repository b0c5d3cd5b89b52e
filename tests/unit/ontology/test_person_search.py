"""Looking an actor up: the name first, then names that hold the words, then near spellings."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology.person_search import suggest


def test_a_part_of_a_name_finds_its_bearers() -> None:
    assert {"Joseph Kabila", "Laurent-Désiré Kabila"} <= {f.name for f in suggest("kabila")}


def test_a_misspelt_name_finds_the_near_one() -> None:
    first = suggest("Medvedyev")[0]
    assert (first.name, first.how) == ("Dmitry Medvedev", "near")


def test_a_day_says_what_somebody_was_then() -> None:
    (found,) = suggest("Mike Pompeo", date(2018, 1, 1), limit=1)
    assert found.actor.id == "USA.SPY"


def test_no_more_are_returned_than_asked_for() -> None:
    assert len(suggest("Ministry", limit=3)) == 3


@given(st.text(max_size=30))
def test_any_words_are_looked_up_without_an_error(words: str) -> None:
    assert all(found.name for found in suggest(words))
