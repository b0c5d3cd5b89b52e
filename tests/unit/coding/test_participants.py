"""Who the words of a role are, in an article of several sentences; no weights needed."""

from datetime import date

import pytest

from dragoman.coding.coder import _views
from dragoman.coding.participants import participants
from dragoman.coding.reader import Role
from dragoman.model import Participant, Span
from tests.unit.coding.made import PUBLISHED, article_of, sentences_of


def parties_of(text: str, words: str, published: date = PUBLISHED) -> tuple[Participant, ...]:
    """Return who some words of the last sentence are."""
    view = list(_views(article_of(text), sentences_of(text), published))[-1]
    start = view.sentence.text.rindex(words)
    role = Role(role="actor", span=Span(start, start + len(words)), probability=1.0)
    return participants(view, [role])


def countries_of(text: str, words: str) -> list[str | None]:
    return [party.actor.country for party in parties_of(text, words)]


def test_his_counterpart_of_another_country_is_of_that_country_alone() -> None:
    text = "The Norwegian president met his Peruvian counterpart."
    assert countries_of(text, "his Peruvian counterpart") == ["PER"]


def test_his_staff_are_of_the_country_that_he_is_of() -> None:
    text = "Chile and Chile wait. Norwegian lawmaker Kari Dahl praised his aides."
    assert countries_of(text, "his aides") == ["NOR"]


def test_the_allies_of_a_state_are_not_that_state() -> None:
    assert countries_of("Norway warned Peru and its allies.", "its allies") == [None]


@pytest.mark.parametrize("words", ["The Muslims", "Donors"])
def test_people_of_no_one_country_are_not_at_home(words: str) -> None:
    assert countries_of(f"Norway waits. {words} left.", words) == [None]


def test_we_are_who_spoke_last() -> None:
    text = "Norwegian president Kari Dahl met Luis Soto of Peru, she said. We agreed."
    assert countries_of(text, "We") == ["NOR"]


def test_we_of_nobody_who_spoke_have_no_country() -> None:
    assert countries_of("Norway waits. We left.", "We") == [None]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Coalition planes", "IGO"),
        ("The jihadists", "IMG"),
        ("Aid workers", "NGO"),
        ("The ruling coalition", "NOR"),
    ],
)
def test_bodies_across_borders_are_of_no_country(words: str, code: str) -> None:
    assert countries_of(f"Norway waits. {words} left.", words) == [code]


@pytest.mark.parametrize(
    "who",
    [
        "director of the regional bureau of the African Union",
        "who represents the African Union",
        "of the African Union",
    ],
)
def test_a_person_is_of_the_body_that_stands_behind_the_name(who: str) -> None:
    text = f"Norway waits. Luis Soto, {who}, left."
    (party,) = parties_of(text, "Luis Soto")
    assert (party.actor.name, party.actor.country) == ("Luis Soto", "IGO")


def test_a_person_is_not_of_a_body_that_is_only_told_of_behind_the_name() -> None:
    text = "Norway waits. Luis Soto, speaking before the African Union, left."
    assert countries_of(text, "Luis Soto") == ["NOR"]


def test_the_bodies_of_the_two_countries_are_of_those_two() -> None:
    text = "Norway met Peru. The navies of the two countries trained."
    assert sorted(map(str, countries_of(text, "navies"))) == ["NOR", "PER"]
