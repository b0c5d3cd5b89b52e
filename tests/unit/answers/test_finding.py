"""Search finds who and where is named, by an index of the names of a record."""

from datetime import date

from dragoman.answers import fold
from dragoman.answers.finding import Named, named_in
from dragoman.answers.name_index import names_of
from dragoman.model import Actor, Passage, Place, Span, Voice
from tests.unit.answers.told import Told

TODAY = date(2020, 10, 10)


def named(told: Told, words: str, most: int = 8) -> Named:
    stories = fold(told)
    return named_in(stories, names_of(stories), words, TODAY, most)


def test_a_code_finds_all_that_is_told_of_it(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", TODAY)
    told.tell("IRN", "AID", "RUS", TODAY)
    told.tell("CHN", "AID", "IRN", TODAY)
    found = {actor.code: len(actor.told.claims) for actor in named(told, "RUS").actors}
    assert found["RUS"] == 2


def test_words_that_nobody_has_in_the_name_find_nothing_told(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", TODAY)
    answer = named(told, "xyzzy")
    assert (answer.actors, answer.places) == ((), ())


def test_of_many_the_ones_told_of_most_are_kept(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", TODAY)
    told.tell("RUS", "AID", "CHN", TODAY)
    assert [actor.code for actor in named(told, "R", most=1).actors] == ["RUS"]


def test_a_country_is_named_by_those_who_act_face_and_speak(told: Told) -> None:
    moscow = Voice(
        passage=Passage(span=Span(0, 4), exact="they"), actor=Actor(name="Moscow", country="RUS")
    )
    told.tell("RUS", "AID", "IRN", TODAY)
    told.tell("IRN", "AID", "CHN", TODAY, voices=(moscow,))
    told.tell("IRN", "AID", "CHN", TODAY)
    counts = {code: len(claims) for code, claims in names_of(fold(told)).by_country.items()}
    assert counts == {"RUS": 2, "IRN": 3, "CHN": 2}


def test_a_place_is_found_by_a_part_of_its_name_the_one_told_of_most_first(told: Told) -> None:
    words = Passage(span=Span(0, 4), exact="then")
    near, far = (Place(passage=words, name=name, kind="city") for name in ("Old Town", "Townsend"))
    told.tell("RUS", "AID", "IRN", TODAY, where=(far,))
    told.tell("RUS", "AID", "IRN", TODAY, where=(near,))
    told.tell("RUS", "AID", "CHN", TODAY, where=(near,))
    assert [place.name for place in named(told, "town").places] == ["Old Town", "Townsend"]
    assert [place.name for place in named(told, "town", most=1).places] == ["Old Town"]
