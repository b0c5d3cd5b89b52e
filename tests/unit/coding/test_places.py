"""Where: a place is of an act only when words of place lead to it."""

import pytest

from dragoman.coding.places import find_places, where_of
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
