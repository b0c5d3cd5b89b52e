"""Exports hold what the view holds, and no spreadsheet runs them."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import AnswerError, RecordFull
from dragoman.model.wire import claim_from_json
from dragoman.record import FORMATS, Record, View, export
from dragoman.record.exports import cell_text
from tests.unit.record.readings import CODER, claim_in, page_of, reading_of


@pytest.fixture
def view(record: Record) -> View:
    record.add([page_of(1)])
    reading = reading_of(page_of(1))
    claims = [
        claim_in(reading.article, id=f"cl{number}", outlet="=1+1", score=-2.5)
        for number in range(3)
    ]
    record.write([replace(reading, claims=tuple(claims))], CODER)
    return record.view()


def test_jsonl_holds_whole_claims(view: View, tmp_path: Path) -> None:
    assert export(view.claims(), "jsonl", tmp_path / "claims.jsonl") == 3
    lines = (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()
    assert [claim_from_json(json.loads(line)) for line in lines] == list(view.claims())


def test_parquet_holds_the_columns_of_the_table(view: View, tmp_path: Path) -> None:
    assert export(view.claims(), "parquet", tmp_path / "claims.parquet") == 3
    table = pq.read_table(tmp_path / "claims.parquet")
    assert table.column("id").to_pylist() == ["cl0", "cl1", "cl2"]
    assert table.column("actors").to_pylist() == [["IRN", "RUS"]] * 3
    assert not {"wire", "unit", "page"} & set(table.column_names)


def test_csv_escapes_formulas_and_leaves_numbers(view: View) -> None:
    out = io.BytesIO()
    assert export(view.claims(), "csv", out) == 3
    first = next(csv.DictReader(io.StringIO(out.getvalue().decode())))
    assert first["outlet"] == "'=1+1"
    assert first["score"] == "-2.5"
    assert first["actors"] == "IRN; RUS"
    assert first["hedged"] == "true"
    assert first["published"] == "2020-10-06"


@given(st.text())
def test_no_text_cell_starts_a_formula(text: str) -> None:
    assert not cell_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell_text(text).removeprefix("'") in {text, text.removeprefix("'")}


def test_some_claims_can_be_chosen(view: View) -> None:
    out = io.BytesIO()
    assert export(view.claims(limit=1), "jsonl", out) == 1
    assert out.getvalue().count(b"\n") == 1


@pytest.mark.parametrize("fmt", sorted(FORMATS))
def test_an_empty_choice_is_a_whole_file(fmt: str, tmp_path: Path) -> None:
    assert export((), fmt, tmp_path / "none") == 0
    assert (tmp_path / "none").is_file()


def test_an_unknown_format_names_the_known(view: View, tmp_path: Path) -> None:
    with pytest.raises(
        AnswerError,
        match="no format 'xml'; there are csv, gdelt, geojson, icews, jsonl, parquet, polecat",
    ):
        export(view.claims(), "xml", tmp_path / "claims.xml")


def test_a_place_that_cannot_be_written_is_named(view: View, tmp_path: Path) -> None:
    with pytest.raises(RecordFull, match="choose another place"):
        export(view.claims(), "csv", tmp_path / "nowhere" / "claims.csv")
