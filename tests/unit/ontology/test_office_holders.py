"""Who held an office on a day, and whom a title with a name means."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology.known_names import known_names
from dragoman.ontology.office_holders import Title, bearers, holders, namesake, titles

TITLES = dict(titles())
PRESIDENT = TITLES["president"]
DAYS = st.dates(date(1995, 1, 1), date(2026, 1, 1))
COUNTRIES = ("IRN", "FRA", "USA", "KOR", "COD", "ARG", "NPL", "BHR")


def test_an_office_of_every_state_is_known_for_120_countries() -> None:
    posts = {
        (spell.office, spell.actor.country) for known in known_names() for spell in known.spells
    }
    counts = Counter(office for office, _ in posts)
    leaders = {c for office, c in posts if office in {"head_of_state", "head_of_government"}}
    assert len(leaders) >= 120
    assert counts["foreign_minister"] >= 120
    assert counts["defence_minister"] >= 120


def test_eighty_countries_have_leaders_who_came_since_2015() -> None:
    recent = {
        spell.actor.country
        for known in known_names()
        for spell in known.spells
        if spell.rank == 0 and spell.since is not None and spell.since >= date(2015, 1, 1)
    }
    assert len(recent) >= 80


def test_every_title_is_of_an_office_that_somebody_held() -> None:
    spells = [spell for known in known_names() for spell in known.spells]
    assert [words for words, title in titles() if not any(map(title.is_of, spells))] == []


def test_an_office_of_a_body_is_held_by_somebody_in_the_tables() -> None:
    posts = {spell.post for known in known_names() for spell in known.spells}
    held_as = {known.held_as for known in known_names() if known.held_as is not None}
    assert held_as
    assert held_as <= posts


@pytest.mark.parametrize(
    ("words", "day", "name"),
    [
        ("Lee", date(2010, 6, 1), "Lee Myung-bak"),
        ("Lee", date(2025, 9, 1), "Lee Jae-myung"),
        ("Castro", date(2015, 1, 1), "Raul Castro"),
        ("Castro", date(2023, 1, 1), "Xiomara Castro"),
        ("Medvedev", date(2023, 1, 1), "Dmitry Medvedev"),
    ],
)
def test_a_title_and_a_surname_are_whoever_bore_both_then(words: str, day: date, name: str) -> None:
    assert bearers(words, PRESIDENT, None, day)[0].known.name == name


def test_a_title_long_out_of_use_is_somebody_else() -> None:
    assert bearers("Carter", PRESIDENT, None, date(2020, 1, 1)) == ()


def test_a_title_is_not_given_years_before_the_office() -> None:
    assert bearers("Macron", PRESIDENT, None, date(2010, 1, 1)) == ()


def test_a_king_is_no_president() -> None:
    assert holders(PRESIDENT, "JOR", date(2010, 1, 1), date(2010, 1, 1)) == ()


def test_a_surname_alone_is_who_led_the_country_then() -> None:
    (younger,) = [known for known in known_names() if known.name == "Joseph Kabila"]
    assert namesake(younger, "Kabila", date(1999, 1, 1)).name == "Laurent-Désiré Kabila"
    assert namesake(younger, "Kabila", date(2010, 1, 1)) is younger


@given(st.sampled_from(COUNTRIES), st.sampled_from(sorted(TITLES)), DAYS)
def test_no_office_has_two_holders_on_a_day(code: str, words: str, day: date) -> None:
    assert len(holders(TITLES[words], code, day, day)) <= 1


@given(st.text(max_size=40), st.sampled_from(sorted(TITLES)), st.none() | DAYS)
def test_any_name_is_looked_up_without_an_error(words: str, title: str, day: date | None) -> None:
    found = bearers(words, TITLES[title], None, day)
    assert all(isinstance(TITLES[title], Title) and TITLES[title].is_of(b.spell) for b in found)
