"""The gazetteer: the longest name at each place, whatever the names and the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology.gazetteer import Gazetteer, same_length_lower, without_accents

words = st.sampled_from(["Sea", "Red", "Black", "Gulf", "of", "Oman", "Élysée", "al-Asad", "x"])
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
texts = st.lists(st.one_of(words, st.text(max_size=6)), max_size=20).map(" ".join)


def gazetteer(*known: str) -> Gazetteer[str]:
    return Gazetteer((name, name) for name in known)


def found(known: Gazetteer[str], text: str) -> list[str]:
    return [text[match.start : match.end] for match in known.matches(text)]


@given(st.lists(names), texts)
def test_matches_lie_in_the_text_in_order_without_overlap(known: list[str], text: str) -> None:
    matches = list(gazetteer(*known).matches(text))
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(earlier.end <= later.start for earlier, later in pairwise(matches))


@given(st.lists(names, min_size=1), texts)
def test_a_match_is_one_of_the_names_as_printed(known: list[str], text: str) -> None:
    index = gazetteer(*known)
    assert all(match.surface in index for match in index.matches(text))


@given(st.lists(names, min_size=1), texts)
def test_no_longer_name_starts_where_a_match_starts(known: list[str], text: str) -> None:
    for match in gazetteer(*known).matches(text):
        longer = [name for name in known if len(name) > match.end - match.start]
        ends = [match.start + len(name) for name in longer if text.startswith(name, match.start)]
        assert all(text[end : end + 1].isalnum() for end in ends)


@given(names)
def test_a_name_alone_is_found_whole(name: str) -> None:
    assert found(gazetteer(name), name) == [name]


@given(st.text())
def test_a_text_without_names_has_no_match(text: str) -> None:
    assert list(gazetteer().matches(text)) == []


@given(st.text())
def test_lower_case_keeps_the_length(text: str) -> None:
    assert len(same_length_lower(text)) == len(text)


@given(st.text())
def test_accents_go_once_and_for_all(text: str) -> None:
    once = without_accents(text)
    assert without_accents(once) == once


def test_the_longest_name_wins() -> None:
    assert found(gazetteer("Oman", "Gulf of Oman"), "Oman and the Gulf of Oman") == [
        "Oman",
        "Gulf of Oman",
    ]


def test_a_block_takes_its_words_and_gives_no_match() -> None:
    index = Gazetteer([("Bank of America", None), ("America", "USA")])
    assert [match.start for match in index.matches("Bank of America left America")] == [21]


def test_of_two_entries_for_a_name_the_first_stands() -> None:
    index = Gazetteer([("Georgia", "GEO"), ("Georgia", "USA")])
    assert [match.value for match in index.matches("Georgia")] == ["GEO"]


@pytest.mark.parametrize("text", ["Omani troops", "Romania", "oman"])
def test_a_name_inside_a_word_or_in_small_letters_is_not_found(text: str) -> None:
    assert found(gazetteer("Oman"), text) == []


@pytest.mark.parametrize("text", ["Elysee", "the Élysée.", "Élysée’s"])
def test_a_name_is_found_with_and_without_its_accents(text: str) -> None:
    assert len(found(gazetteer("Élysée"), text)) == 1


def test_printers_marks_stand_for_plain_ones() -> None:
    assert found(gazetteer("Côte d'Ivoire", "al-Asad"), "Côte d’Ivoire, al‑Asad") == [
        "Côte d’Ivoire",
        "al‑Asad",
    ]


def test_any_case_finds_common_nouns_anywhere() -> None:
    index = Gazetteer([("Rebel leader", "REB")], any_case=True)
    assert [match.value for match in index.matches("REBEL LEADER and rebel leader")] == [
        "REB",
        "REB",
    ]


def test_a_name_that_starts_with_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="does not start with a word"):
        gazetteer("'Ayn")
