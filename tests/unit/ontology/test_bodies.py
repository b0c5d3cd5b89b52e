"""Organisations, bodies of states, groups and outlets: their tables, members and names."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnknownCode
from dragoman.ontology import actors, bodies, outlets, places
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.known_names import known_names
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.tables import listed, read_rows
from training.corpus.check import read_corpus

TABLES = ("organisations.tsv", "agencies.tsv", "groups.tsv", "outlets.tsv")
LIFE = re.compile(r"(\d{4})-(\d{4})?")
# Words that our sentences write small, which the news writes large of one body only.
SMALL_TOO = frozenset({"Carabinieri", "Republicans"})
# Names that a place abroad bears as well; the body is who the news means. Sana'a and Douma are
# printed otherwise than SANA and the Duma.
PLACES_TOO = frozenset({"Europe", "MORENA", "Duma", "SANA", "Los Rastrojos"})


class Name(NamedTuple):
    """A name that is looked for in a text, and the row it comes from."""

    name: str
    country: str
    table: str


def spoken() -> Iterator[Name]:
    for table in TABLES:
        for row in read_rows(table):
            silent = listed(row.get("ambiguous", ""))
            for name in (row["name"], *listed(row["variants"])):
                if name not in silent:
                    yield Name(name, row["country"], table)


# The tables


@pytest.mark.parametrize("table", [*TABLES, "memberships.tsv"])
def test_every_row_says_where_it_can_be_checked(table: str) -> None:
    assert {row["reference"] for row in read_rows(table)} <= set(bodies.REFERENCES)


@pytest.mark.parametrize("table", TABLES)
def test_cells_hold_no_stray_blanks_and_no_name_twice(table: str) -> None:
    wrong = []
    for row in read_rows(table):
        names = [row["name"], *row["variants"].split("|")] if row["variants"] else [row["name"]]
        stray = any(" ".join(cell.split()) != cell for cell in (*row.values(), *names))
        wrong += [row["name"]] if stray or len(set(names)) < len(names) else []
    assert wrong == []


def test_no_outlet_bears_the_name_of_another_body() -> None:
    bodies_names = {name for known in known_names() for name in (known.name, *known.variants)}
    assert [name for name, _ in outlets.spoken_names() if name in bodies_names] == []


def test_a_life_is_years_and_ends_after_it_began() -> None:
    lives = {row["name"]: row["years"] for row in read_rows("groups.tsv") if row["years"]}
    matches = {name: LIFE.fullmatch(years) for name, years in lives.items()}
    assert [name for name, match in matches.items() if match is None] == []
    ended = [match for match in matches.values() if match and match[2]]
    assert [match[0] for match in ended if match[1] > match[2]] == []


def test_the_tables_are_as_wide_as_the_world() -> None:
    rows = {table: list(read_rows(table)) for table in TABLES}
    organisations = [r for r in rows["organisations.tsv"] if r["country"] in {"UNO", "EUR", "IGO"}]
    assert len(organisations) >= 150
    assert len({row["country"] for row in rows["agencies.tsv"]}) >= 120
    assert len({row["name"] for row in rows["groups.tsv"]}) >= 300
    with_domains = [row for row in rows["outlets.tsv"] if row["domains"]]
    assert len(with_domains) >= 300


# Names that deceive


def test_no_name_is_a_word_that_our_sentences_write_small() -> None:
    text = " ".join(sentence.text for sentence in read_corpus())
    small = set(re.findall(r"(?<![\w'’-])[a-z]{2,}(?![\w'’])", text))
    shouted = name_guards().shouted
    names = {name for one in spoken() for name in (one.name, without_accents(one.name))}
    titles = {name for name in names if name[1:].islower() and name not in shouted}
    own = {name for name in titles if name.islower()}  # we list some in small letters ourselves
    assert {n for n in titles - own if n.lower() in small - own} <= SMALL_TOO


def test_no_name_is_that_of_a_place_in_another_country() -> None:
    abroad = set()
    for one in spoken():
        for hit in places.find(one.name):
            whole = (hit.start, hit.end) == (0, len(one.name))
            if whole and hit.country != one.country:
                abroad.add(one.name)
    assert abroad <= PLACES_TOO


# Members


def test_members_are_states_and_organisations_are_in_their_table() -> None:
    rows = [row for of_one in bodies.memberships().values() for row in of_one]
    states = {entry.code for entry in actors.countries()}
    names = {row["name"] for row in read_rows("organisations.tsv")}
    assert {row.country for row in rows} <= states
    assert {row.organisation for row in rows} <= names


def test_no_state_joins_an_organisation_that_it_has_not_left() -> None:
    clashes = []
    for rows in bodies.memberships().values():
        in_order = sorted(rows, key=lambda row: (row.country, row.since))
        clashes += [
            (earlier, later)
            for earlier, later in pairwise(in_order)
            if earlier.country == later.country and (earlier.until or date.max) > later.since
        ]
    assert clashes == []


def test_a_membership_ends_after_it_began() -> None:
    rows = [row for of_one in bodies.memberships().values() for row in of_one]
    assert [row for row in rows if row.until is not None and row.until <= row.since] == []


@pytest.mark.parametrize(
    ("organisation", "count"),
    [
        ("United Nations", 193),
        ("African Union", 55),
        ("Organisation of Islamic Cooperation", 57),
        ("Organization for Security and Co-operation in Europe", 57),
        ("Commonwealth of Nations", 56),
        ("Council of Europe", 46),
        ("Organisation for Economic Co-operation and Development", 38),
        ("NATO", 32),
        ("European Union", 27),
        ("Arab League", 22),
        ("Southern African Development Community", 16),
        ("Association of Southeast Asian Nations", 11),
    ],
)
def test_as_many_states_are_members_as_the_organisation_says(organisation: str, count: int) -> None:
    assert len(bodies.members(organisation)) == count


@pytest.mark.parametrize(
    ("organisation", "country", "day", "expected"),
    [
        pytest.param("European Union", "GBR", date(2020, 1, 31), True, id="the-last-day"),
        pytest.param("European Union", "GBR", date(2020, 2, 1), False, id="the-day-after"),
        pytest.param("NATO", "FIN", date(2023, 4, 3), False, id="the-day-before"),
        pytest.param("NATO", "FIN", date(2023, 4, 4), True, id="the-first-day"),
        pytest.param("Economic Community of West African States", "MLI", None, False, id="left"),
        pytest.param("BRICS", "IRN", date(2023, 6, 1), False, id="not-yet"),
        pytest.param(
            "Organization of the Petroleum Exporting Countries",
            "GAB",
            date(2005, 1, 1),
            False,
            id="between",
        ),
        pytest.param("Group of Eight", "RUS", date(2008, 7, 7), True, id="of-a-group-no-more"),
    ],
)
def test_a_state_is_a_member_in_its_time(
    organisation: str, country: str, day: date | None, *, expected: bool
) -> None:
    assert (country in bodies.members(organisation, day)) is expected


@given(
    st.sampled_from(sorted(bodies.memberships())),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
)
def test_members_of_a_day_are_among_those_there_ever_were(organisation: str, day: date) -> None:
    found = bodies.members(organisation, day)
    assert set(found) <= {row.country for row in bodies.memberships()[organisation]}
    assert list(found) == sorted(set(found))


def test_members_of_an_unknown_organisation_are_an_error_that_names_the_nearest() -> None:
    with pytest.raises(UnknownCode, match="did you mean 'European Union'"):
        bodies.members("Europan Union")


# Bodies with names of their own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Knesset voted.", "ISR.LEG", id="a-parliament"),
        pytest.param("The Mazhilis voted.", "KAZ.LEG", id="a-parliament-in-asia"),
        pytest.param("The Hluttaw voted.", "MMR.LEG", id="a-parliament-by-its-short-name"),
        pytest.param("Kazatomprom cut output.", "KAZ.BUS", id="a-state-company"),
        pytest.param("The Japan Air Self-Defense Force scrambled.", "JPN.MIL", id="a-branch"),
        pytest.param("The GKNB held him.", "KGZ.SPY", id="a-service"),
        pytest.param("The Gleaner of Kingston.", None, id="a-common-word-is-no-outlet"),
        pytest.param("Chadema called a strike.", "TZA.OPP", id="a-party"),
        pytest.param("Kaieteur News reported it.", "GUY.JRN", id="an-outlet"),
        pytest.param("The Turkish Red Crescent sent tents.", "TUR.MED", id="a-relief-society"),
    ],
)
def test_a_body_with_a_name_of_its_own_is_of_its_country(text: str, expected: str | None) -> None:
    found = [
        hit.actor.id for hit in actors.find(text) if hit.kind in {"organisation", "group", "outlet"}
    ]
    assert found == ([expected] if expected else [])


def test_a_party_is_of_the_government_while_it_rules() -> None:
    days = (date(2020, 1, 1), date(2022, 1, 1))
    text = "The United Party for National Development won."
    sectors = [hit.actor.sector for day in days for hit in actors.find(text, day)]
    assert Counter(sectors) == {"OPP": 1, "GOV": 1}
