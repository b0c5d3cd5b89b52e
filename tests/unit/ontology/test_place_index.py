"""The index of GeoNames finds what its tables hold, and its divisions cover the world."""

from collections import Counter
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import WORD
from dragoman.ontology.place_index import PlaceIndex, place_index
from dragoman.ontology.tables import DATA

FIRST_LEVEL = 1
# States of one town and islands have no divisions in GeoNames.
LEAST_DIVIDED = 190
MOST_BYTES = 60_000_000


@cache
def places() -> pa.Table:
    return pq.read_table(DATA / "geonames.parquet")


@cache
def names() -> pa.Table:
    return pq.read_table(DATA / "geonames_names.parquet")


def ids_of(name: str) -> list[int | None]:
    first = WORD.search(name)
    assert first is not None
    index = place_index()
    return [c.place.geonames for c in index.named(name, index.range_of(name[: first.end()]))]


@settings(max_examples=200)
@given(st.integers(min_value=0))
def test_every_name_finds_its_place(number: int) -> None:
    row = number % names().num_rows
    name, place = names()["name"][row].as_py(), names()["place"][row].as_py()
    assert places()["geonames"][place].as_py() in ids_of(name)


@given(st.text(alphabet="abcdefg AEIOUéß", min_size=1, max_size=6))
def test_a_name_finds_only_places_of_that_name(name: str) -> None:
    index = place_index()
    found = index.named(name, index.range_of(name))
    listed = pc.equal(names()["name"], name)
    assert len(found) == pc.sum(listed).as_py()


@settings(max_examples=50)
@given(st.integers(min_value=0))
def test_a_place_is_found_by_its_id(number: int) -> None:
    row = number % places().num_rows
    code = places()["geonames"][row].as_py()
    if code is not None:
        found = place_index().by_geonames(code)
        assert found is not None
        assert found.geonames == code


def test_an_unknown_id_finds_nothing() -> None:
    assert place_index().by_geonames(-1) is None
    assert place_index().by_geonames(2_000_000_000) is None


def test_an_unknown_code_finds_nothing() -> None:
    assert place_index().division("XX-YY") is None
    assert place_index().country("XXX") is None


def test_a_state_has_an_id_and_no_point() -> None:
    missing = []
    for entry in countries():
        known = place_index().country(entry.code)
        if known is None or known.geonames is None:
            missing.append(entry.code)
        else:
            assert (known.lat, known.lon) == (None, None)
    assert missing == []


def test_nearly_every_state_has_first_level_divisions_with_points() -> None:
    level = places().filter(pc.equal(places()["level"], FIRST_LEVEL))
    assert level["lat"].null_count == 0
    divided = Counter(level["country"].to_pylist())
    assert len(divided) >= LEAST_DIVIDED
    assert sum(divided.values()) >= 4_000


@pytest.mark.parametrize(
    ("iso", "lat", "lon"),
    [
        pytest.param("US-CA", 37, -119, id="california"),
        pytest.param("CA-AB", 54, -115, id="alberta"),
        pytest.param("UA-14", 48, 38, id="donetsk"),
        pytest.param("CN-SC", 31, 103, id="sichuan"),
        pytest.param("IR-22", 27, 56, id="hormozgan"),
    ],
)
def test_a_division_lies_where_atlases_have_it(iso: str, lat: float, lon: float) -> None:
    found = place_index().division(iso)
    assert found is not None
    assert found.lat is not None
    assert found.lon is not None
    assert abs(found.lat - lat) < 2
    assert abs(found.lon - lon) < 2


def test_the_index_is_small_in_memory() -> None:
    assert places().nbytes + names().nbytes < MOST_BYTES


def test_a_small_table_is_enough_for_an_index() -> None:
    table = places().slice(0, 300)
    few = names().filter(pc.less(names()["place"], 300))
    assert PlaceIndex(table, few).country("IRN") is not None
