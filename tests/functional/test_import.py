from pathlib import Path

import click
import pytest

from dragoman.faces.commands.imports import import_events
from dragoman.record import DATASETS
from tests.functional.conftest import Dragoman
from tests.unit.imports.rows import ICEWS_HEADER, gdelt_row, icews_row, text_of


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.tab"
    rows = [icews_row(event_id=str(number)) for number in range(3)]
    path.write_text(text_of(ICEWS_HEADER, *rows, icews_row(cameo_code="010")), encoding="utf-8")
    return path


def test_import_tells_what_came_of_the_rows(
    dragoman: Dragoman, empty_record: Path, events: Path
) -> None:
    done = dragoman("import", "icews", events, record=empty_record)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "rows: 4, of which 3 are claims",
        "kept aside: 1 not_an_act",
    ]


def test_a_malformed_row_makes_it_done_in_part(
    dragoman: Dragoman, empty_record: Path, tmp_path: Path
) -> None:
    path = tmp_path / "day.CSV"
    path.write_text(text_of(gdelt_row(), gdelt_row(c1="never")), encoding="utf-8")
    done = dragoman("import", "gdelt", path, record=empty_record)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (4, "kept aside: 1 bad_date")


def test_a_claim_without_a_sentence_says_where_it_is_from(
    dragoman: Dragoman, empty_record: Path, events: Path
) -> None:
    dragoman("import", "icews", events, record=empty_record)
    said = dragoman("dyad", "RUS", "IRN", "-f", "table", record=empty_record, COLUMNS="100").stdout
    assert "no sentence: imported from ICEWS, row 2 of events.tab" in said
    assert "voice: not coded by ICEWS" in said


def test_a_listing_says_it_too(dragoman: Dragoman, empty_record: Path, events: Path) -> None:
    dragoman("import", "icews", events, record=empty_record)
    said = dragoman("claims", "-f", "table", record=empty_record, COLUMNS="100").stdout
    assert "imported from ICEWS" in " ".join(said.split())


def test_a_csv_of_sentences_has_the_row_where_there_is_none(
    dragoman: Dragoman, empty_record: Path, events: Path
) -> None:
    dragoman("import", "icews", events, record=empty_record)
    said = dragoman("dyad", "RUS", "IRN", "--sentences", "-f", "csv", record=empty_record).stdout
    assert "imported from ICEWS, row 2 of events.tab" in said


def test_an_imported_record_proves_sound(
    dragoman: Dragoman, empty_record: Path, events: Path
) -> None:
    dragoman("import", "icews", events, record=empty_record)
    done = dragoman("verify", record=empty_record)
    assert done.returncode == 0
    assert "1 imported" in done.stdout


def test_a_file_of_another_kind_is_refused(
    dragoman: Dragoman, empty_record: Path, events: Path
) -> None:
    done = dragoman("import", "polecat", events, record=empty_record)
    assert done.returncode == 1
    assert "this is no file of POLECAT: it has no column" in done.stderr


def test_every_dataset_that_can_be_read_can_be_asked_for() -> None:
    dataset = next(one for one in import_events.params if one.name == "dataset")
    assert isinstance(dataset.type, click.Choice)
    assert tuple(dataset.type.choices) == DATASETS
