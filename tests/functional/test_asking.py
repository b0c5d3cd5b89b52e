"""One query object: what it finds, counts, explains and cites is the same set of claims."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import dragoman
from dragoman.errors import AnswerError
from dragoman.faces.store import Store


@pytest.fixture(scope="module")
def store(read_record: Path) -> Iterator[Store]:
    with dragoman.open(read_record) as opened:
        yield opened


def test_a_query_can_be_read_twice(store: Store) -> None:
    query = store.claims(actor="RUS")
    first = [claim.id for claim in query]
    assert first
    assert first == [claim.id for claim in query]


def test_its_length_is_the_number_of_its_claims(store: Store) -> None:
    query = store.claims(since=date(2020, 1, 1), limit=3)
    assert len(query) == len(list(query)) == 3


@pytest.mark.parametrize("by", ["year", "month", "day", "type", "quad", "status", "outlet"])
def test_what_is_counted_by_a_single_value_adds_up(store: Store, by: str) -> None:
    query = store.claims()
    counted = query.count(by)
    assert not isinstance(counted, int)
    assert sum(counted.values()) == query.count()


def test_a_claim_counts_for_each_of_its_actors(store: Store) -> None:
    counted = store.claims().count("actor")
    assert not isinstance(counted, int)
    countries = {c for claim in store.claims() for p in claim.actors if (c := p.actor.country)}
    assert set(counted) - {None} == countries
    for country in countries:
        assert counted[country] == len(store.claims(actor=country))


def test_what_claims_are_not_counted_by_is_told(store: Store) -> None:
    with pytest.raises(AnswerError, match="not counted by 'mood'"):
        store.claims().count("mood")


def test_a_filter_that_does_not_exist_fails_where_it_is_written(store: Store) -> None:
    with pytest.raises(TypeError, match="no filter colour"):
        store.claims(colour="red")  # type: ignore[call-arg]


def test_its_sql_gives_the_same_rows(store: Store) -> None:
    query = store.claims(dyad=("RUS", "IRN"), hedged=False, limit=7)
    table = store.view().sql(query.sql)
    ids = [row[table.columns.index("id")] for row in table.rows]
    assert ids == [claim.id for claim in query]


def test_an_explanation_ends_with_what_is_found(store: Store) -> None:
    query = store.claims(dyad=("RUS", "IRN"), status="actual")
    steps = query.explain()
    assert [step.condition for step in steps] == ["all claims", "--dyad RUS IRN", "--status actual"]
    assert steps[0].left == len(store.claims())
    assert steps[-1].left == len(query)


def test_columns_and_files_hold_every_claim(store: Store, tmp_path: Path) -> None:
    query = store.claims(actor="IRN")
    assert query.to_arrow()["id"].to_pylist() == [claim.id for claim in query]
    assert query.to_parquet(tmp_path / "claims.parquet") == len(query)
    assert pq.read_table(tmp_path / "claims.parquet").num_rows == len(query)


def test_a_country_is_no_pin_on_the_map(store: Store) -> None:
    collection = store.claims().to_geojson()
    assert len(collection["features"]) == len(store.claims())
    for feature in collection["features"]:
        points = [p for p in feature["properties"]["where"] if p["lat"] is not None]
        assert (feature["geometry"] is None) == (not points)
        assert all(place["kind"] != "country" for place in points)


def test_a_citation_names_the_snapshot_the_number_and_the_question(store: Store) -> None:
    query = store.claims(actor="IRN")
    assert store.snapshot in query.cite()
    assert f"{len(query)} claims of `dragoman claims --actor IRN`" in query.cite()
