"""Words that stand for somebody named before: who they are led back to, and when to nobody."""

import pytest

from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.coding.standins import not_local
from tests.unit.coding.made import PUBLISHED, sentences_of


def meant(text: str, words: str) -> set[str | None]:
    """Return the countries that words of the last sentence stand for."""
    memory = ArticleMemory(PUBLISHED)
    found = [find_mentions(sentence, memory) for sentence in sentences_of(text)][-1]
    return {
        actor.country
        for mention in found
        if mention.passage.exact == words
        for actor in mention.actors
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway and Peru signed a pact. Their ministers will meet.", "Their ministers"),
        ("Norway and Peru signed a pact. They will meet.", "They"),
        ("Norway and Peru quarrelled. Both governments recalled envoys.", "Both governments"),
        ("Norway and Peru quarrelled. The two presidents met.", "The two presidents"),
        ("Norway and Peru quarrelled. It hurt Chile. The two sides met.", "The two sides"),
        ("Norway and Peru fell out. Chile and Cuba met. Cuba warned both sides.", "both sides"),
    ],
)
def test_plurals_stand_for_two_states_named_side_by_side(text: str, words: str) -> None:
    assert meant(text, words) == {"NOR", "PER"}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Norway met Peru. It praised the talks.", "It", "NOR"),
        ("Peru said that it will help Norway.", "it", "PER"),
        ("The Peruvian government said Norway asked how it will vote.", "it", "PER"),
        ("The Peruvian army left Chile. It lost a tank.", "It", "PER"),
        ("Norway blames Peru for its losses.", "its", "PER"),
        ("Chile waits. Peru said that its navy will help.", "its navy", "PER"),
        ("Chile waits. The European Union met. The Union voted.", "Union", "EUR"),
    ],
)
def test_a_word_for_one_body_is_the_body_the_sentences_are_about(
    text: str, words: str, country: str
) -> None:
    assert meant(text, words) == {country}


def test_possessives_of_neighbours_give_no_country_of_the_owner() -> None:
    assert "PER" not in meant("Peru warned its Arab neighbours.", "neighbours")


def test_four_states_are_not_the_two_named_last() -> None:
    assert meant("Norway and Peru quarrelled. The four states met.", "The four states") == set()


def test_a_union_with_a_name_of_its_own_is_not_the_one_named_before() -> None:
    text = "The European Union met. The Union Bank voted."
    assert "EUR" not in meant(text, "Union")


def test_what_a_word_stands_for_is_marked_as_a_guess() -> None:
    memory = ArticleMemory(PUBLISHED)
    text = "Norway and Peru signed a pact. Their ministers praised it."
    found = [find_mentions(sentence, memory) for sentence in sentences_of(text)][-1]
    assert all(mention.reason.startswith("guess") for mention in found)
    assert found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norwegian lawmaker Kari Dahl left. She was freed by Peruvian general Luis Soto.", "She"),
        ("Norwegian lawmaker Kari Dahl met Peruvian general Luis Soto. She left.", "She"),
        ("The Norwegian president met Chile. He left.", "He"),
        ("Peruvian general Luis Soto rules. The Norwegian president said he left.", "he"),
        ("Norwegian lawmaker Kari Dahl spoke. We thank Peruvian general Luis Soto.", "We"),
    ],
)
def test_a_pronoun_is_the_person_before_it_or_whom_the_last_sentence_is_about(
    text: str, words: str
) -> None:
    assert meant(text, words) == {"NOR"}


@pytest.mark.parametrize("words", ["the Foreign Minister", "foreign ministry officials"])
def test_a_foreign_minister_may_be_of_the_articles_country(words: str) -> None:
    assert not_local().search(words) is None


def test_foreign_troops_are_not_of_the_articles_country() -> None:
    assert not_local().search("foreign troops") is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norwegian police raided a bank. Chile waits. The police left.", "police"),
        ("Norwegian President Kari Dahl spoke. Chile waits. The president left.", "president"),
        ("A Norwegian court met. Chile and Chile wait. One court sat.", "court"),
    ],
)
def test_a_noun_alone_is_of_the_country_it_had_before(text: str, words: str) -> None:
    assert meant(text, words) == {"NOR"}


def test_a_council_alone_is_the_council_named_before() -> None:
    assert meant("The U.N. Security Council met in Norway. The council left.", "council") == {"UNO"}


def test_a_coalition_alone_is_the_coalition_named_before() -> None:
    text = "The U.S.-led coalition struck. Norway waits. The coalition left."
    assert meant(text, "coalition") == {"IGO"}


def test_a_noun_with_a_country_of_its_own_keeps_it() -> None:
    assert meant("Norwegian police left. Peruvian police came.", "Peruvian police") == {"PER"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norwegian officers met Peruvian officers and said they will leave.", "they"),
        ("Norwegian police came with a Peruvian judge. They left.", "They"),
        ("Norwegian officers were in Peru and Chile when the rebels shot them.", "them"),
    ],
)
def test_they_are_the_people_whom_the_sentence_or_the_last_one_names_first(
    text: str, words: str
) -> None:
    assert meant(text, words) == {"NOR"}


def test_two_states_where_something_happened_are_no_pair() -> None:
    assert meant("Bombs went off in Norway and Peru. They will meet.", "They") == set()


def test_the_country_is_a_state_and_not_the_person_named_last() -> None:
    memory = ArticleMemory(PUBLISHED)
    text = "Norwegian President Kari Dahl spoke. The country waits."
    found = [find_mentions(sentence, memory) for sentence in sentences_of(text)][-1]
    assert [actor.name for mention in found for actor in mention.actors] == ["Norway"]
