"""Where: a place is of an act only when words of place lead to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.places import find_places, places_by_sentence, where_of
from dragoman.model import Span
from tests.unit.coding.made import sentences_of


def where(text: str, trigger: str, event_type: str = "ASSAULT") -> list[str]:
    sentence = sentences_of(text)[0]
    start = text.index(trigger)
    place = Span(start, start + len(trigger))
    found = where_of(sentence, place, find_places(sentence), event_type=event_type)
    return [hit.passage.exact for hit in found]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels shelled a market in Aleppo.", "shelled", ["Aleppo"]),
        ("Rebels shelled it near the northern city of Aleppo.", "shelled", ["Aleppo"]),
        ("Attacks across Niger, Mali and Chad went on.", "Attacks", ["Niger", "Mali", "Chad"]),
        (
            "In Malawi, aid groups and soldiers who came by boat rescued many.",
            "rescued",
            ["Malawi"],
        ),
        ("They held drills in the Caspian Sea.", "drills", ["Caspian Sea"]),
    ],
)
def test_words_of_place_put_an_act_there(text: str, trigger: str, expected: list[str]) -> None:
    assert where(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels shelled Russia's consulate.", "shelled"),
        ("They clashed over Taiwan.", "clashed"),
        ("Rebels shelled the town in the Russia-Ukraine war.", "shelled"),
        ("Rebels armed by Libya shelled the town.", "shelled"),
    ],
)
def test_a_country_that_only_describes_is_no_place(text: str, trigger: str) -> None:
    assert where(text, trigger) == []


def test_a_visit_happens_where_it_goes() -> None:
    assert where("A delegation came to Moscow.", "came", "CONSULT") == ["Moscow"]


def test_an_attack_does_not_happen_where_something_goes() -> None:
    assert where("They shelled the road to Moscow.", "shelled") == []


def test_words_happen_nowhere_unless_the_reader_says_so() -> None:
    text = "They condemned it in Moscow."
    sentence = sentences_of(text)[0]
    start = text.index("Moscow")
    assert where(text, "condemned", "ACCUSE") == []
    said = [Span(start, start + 6)]
    told = where_of(sentence, Span(5, 14), find_places(sentence), said, "ACCUSE")
    assert [place.country for place in told] == ["RUS"]


def test_a_place_knows_its_words_country_and_position() -> None:
    text = "Rebels shelled a market in Aleppo."
    (place,) = find_places(sentences_of(text)[0])
    assert text[place.passage.start : place.passage.end] == place.passage.exact == "Aleppo"
    assert place.country == "SYR"
    assert place.lat is not None
    assert 36 < place.lat < 37


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("A bomb struck the bus on its way through Aleppo.", "struck", ["Aleppo"]),
        ("Its navy held drills, encircling Cyprus.", "drills", ["Cyprus"]),
        ("Guards stopped the envoy from entering Peru.", "stopped", ["Peru"]),
    ],
)
def test_who_goes_through_or_into_a_place_is_there(
    text: str, trigger: str, expected: list[str]
) -> None:
    assert where(text, trigger) == expected


def test_where_somebody_lives_or_speaks_is_not_where_the_act_happens() -> None:
    assert where("The raiders are based in Chad.", "raiders") == []
    assert where("They shelled the town, he said in Geneva.", "shelled") == []


def test_a_government_that_acts_is_no_place_even_where_the_reader_says_so() -> None:
    text = "Moscow said it shelled the town."
    sentence = sentences_of(text)[0]
    found = find_places(sentence)
    assert where_of(sentence, Span(15, 22), found, [Span(0, 6)], "ASSAULT") == ()


def test_a_planned_trip_happens_where_it_goes() -> None:
    assert where("The king will travel to Norway.", "will travel", "AGREE") == ["Norway"]


@pytest.mark.parametrize(
    ("text", "noun", "country"),
    [
        pytest.param("Afghanistan is poor. Rebels held the country.", "the country", "AFG"),
        pytest.param("The Afghan army fled. It left the country.", "the country", "AFG"),
        pytest.param("Iran and Iraq met. Fire in the Arab nation.", "the Arab nation", "IRQ"),
        pytest.param("He flew to the Peruvian capital.", "the Peruvian capital", "PER"),
        pytest.param("Bombs fell on Aleppo. They left the city.", "the city", "SYR"),
    ],
)
def test_a_common_noun_stands_for_the_place_named_before(
    text: str, noun: str, country: str
) -> None:
    every = places_by_sentence(text, sentences_of(text))
    found = {place.passage.exact: place for places in every for place in places}
    assert found[noun].country == country


def test_a_common_noun_before_any_name_is_no_place() -> None:
    assert find_places(sentences_of("Rebels held the country.")[0]) == ()


def test_a_state_behind_a_common_noun_has_no_point() -> None:
    text = "Afghanistan is poor. Rebels held the country."
    (place,) = places_by_sentence(text, sentences_of(text))[1]
    assert (place.kind, place.lat, place.lon) == ("country", None, None)


def test_the_whole_article_tells_the_town_of_a_name() -> None:
    text = "Rebels shelled Tripoli. Lebanon and Beirut and the Bekaa Valley were calm."
    (place,) = places_by_sentence(text, sentences_of(text))[0]
    assert place.name == "Tripoli"
    assert len(places_by_sentence(text, sentences_of(text))) == 2


@given(st.text(alphabet="Iran Kabul.the city country’s\n", min_size=1, max_size=80))
def test_a_place_has_its_words_in_the_article(text: str) -> None:
    for places in places_by_sentence(text, sentences_of(text)):
        for place in places:
            span = place.passage.span
            assert text[span.start : span.end] == place.passage.exact
