"""Titles in a text: whose they are, by the country beside them, the name behind and the day."""

from datetime import date

import pytest

from dragoman.ontology import actors

Seen = list[tuple[str, str, str | None]]


def seen(text: str, on: date | None) -> Seen:
    return [
        (text[hit.start : hit.end], hit.actor.name, hit.actor.id) for hit in actors.find(text, on)
    ]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        pytest.param(
            "the Iranian foreign minister left",
            date(2020, 7, 1),
            ("Iranian foreign minister", "Mohammad Javad Zarif", "IRN.GOV"),
            id="a-demonym-before",
        ),
        pytest.param(
            "Iran's new foreign minister left",
            date(2024, 9, 1),
            ("Iran's new foreign minister", "Abbas Araghchi", "IRN.GOV"),
            id="an-owner-before",
        ),
        pytest.param(
            "the president of France left",
            date(1999, 1, 1),
            ("president of France", "Jacques Chirac", "FRA.GOV"),
            id="a-country-behind",
        ),
        pytest.param(
            "In 2003 the French president said no.",
            date(2020, 1, 1),
            ("French president", "Jacques Chirac", "FRA.GOV"),
            id="another-year-in-the-sentence",
        ),
        pytest.param(
            "said President Lee.",
            date(2010, 1, 1),
            ("President Lee", "Lee Myung-bak", "KOR.GOV"),
            id="a-surname-behind",
        ),
        pytest.param(
            "the Israeli defence minister left",
            date(2000, 5, 1),
            ("Israeli defence minister", "Ehud Barak", "ISR.MIL"),
            id="the-office-that-the-words-name",
        ),
        pytest.param(
            "the former Iranian foreign minister left",
            date(2022, 1, 1),
            ("Iranian foreign minister", "former foreign minister of Iran", "IRN.ELI"),
            id="a-former-holder-is-of-the-elite",
        ),
        pytest.param(
            "the NATO chief left",
            date(2019, 1, 1),
            ("NATO chief", "Jens Stoltenberg", "IGO"),
            id="an-office-of-one-body",
        ),
        pytest.param(
            "the secretary of state left",
            None,
            ("secretary of state", "secretary of state of United States", "USA.GOV"),
            id="an-office-of-one-country-without-a-day",
        ),
    ],
)
def test_a_title_is_read_with_the_words_around_it(
    text: str, on: date | None, expected: tuple[str, str, str]
) -> None:
    assert seen(text, on) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the deputy foreign minister of Iran", id="a-deputy"),
        pytest.param("the next Iranian foreign minister", id="one-to-come"),
        pytest.param("his years as foreign minister of Iran", id="a-role-of-another-time"),
        pytest.param("the Iranian foreign minister's office", id="his-office"),
        pytest.param("Iranian foreign minister-designate", id="one-not-yet"),
        pytest.param("Iranian Foreign Minister Ruritanius", id="a-name-that-we-do-not-know"),
    ],
)
def test_a_title_of_somebody_else_leaves_only_the_country(text: str) -> None:
    assert [actor for _, _, actor in seen(text, date(2020, 1, 1))] == ["IRN"]


def test_without_a_day_nobody_is_said_to_hold_an_office() -> None:
    assert seen("the Iranian foreign minister", None) == [("Iranian", "Iran", "IRN")]


def test_two_kings_of_one_name_are_told_apart_by_the_country_named() -> None:
    on = date(2008, 1, 1)
    assert seen("King Abdullah spoke.", on) == []
    (king, _) = actors.find("King Abdullah left Jordan.", on)
    assert king.actor.id == "JOR.GOV"
    assert [other.id for other in king.candidates] == ["SAU.GOV"]


def test_the_reason_says_how_and_who_else() -> None:
    (hit,) = actors.find("President Lee", date(2025, 9, 1))
    assert hit.told == "title and name: president of South Korea; else Lee Myung-bak (KOR.ELI)"


def test_a_name_of_many_needs_its_country_in_the_text() -> None:
    on = date(2001, 1, 1)
    assert seen("Charles Taylor spoke.", on) == []
    assert ("Charles Taylor", "Charles Taylor", "LBR.GOV") in seen("Liberia's Charles Taylor", on)


def test_a_surname_is_a_word_until_its_bearer_is_near_office() -> None:
    assert seen("Uhuru means freedom.", date(1998, 1, 1)) == []
