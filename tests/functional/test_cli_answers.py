"""The commands that answer, in every form: the same answer, with what stands behind it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman.record import Record
from tests.faults.small import small_pages
from tests.functional.conftest import Dragoman

DAY = "2020-10-06"
ANSWERS = (
    ("dyad", "RUS", "IRN"),
    ("voices", "RUS", "IRN"),
    ("agenda", "--today", DAY),
    ("overshadowed", "--today", DAY),
)


def one_answer(dragoman: Dragoman, record: Path, *asked: object) -> dict[str, Any]:
    done = dragoman("-q", *asked, record=record)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def rows_of(dragoman: Dragoman, record: Path, *asked: object) -> list[dict[str, str]]:
    done = dragoman("-q", *asked, "-f", "csv", record=record)
    assert (done.returncode, done.stderr) == (0, "")
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize("asked", ANSWERS, ids=lambda asked: asked[0])
@pytest.mark.parametrize("form", ["table", "parquet"])
def test_every_answer_leaves_as_a_page_and_as_a_file(
    form: str, asked: tuple[str, ...], read_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    done = dragoman("-q", *asked, "-f", form, "-o", tmp_path / "out", record=read_record)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out").exists()


def test_the_rows_of_a_dyad_count_what_its_json_lists(
    read_record: Path, dragoman: Dragoman
) -> None:
    found = one_answer(dragoman, read_record, "dyad", "RUS", "IRN")
    rows = rows_of(dragoman, read_record, "dyad", "RUS", "IRN")
    assert [row["period"] for row in rows] == [p["period"]["label"] for p in found["periods"]]
    for axis in ("cooperation", "conflict"):
        listed = [len(period[axis]["claims"]) for period in found["periods"]]
        assert [int(row[f"{axis}_claims"]) for row in rows] == listed
    assert sum(int(row["conflict_claims"]) for row in rows) > 0


def test_a_period_may_be_a_year(read_record: Path, dragoman: Dragoman) -> None:
    (row,) = rows_of(dragoman, read_record, "dyad", "RUS", "IRN", "--by", "year")
    assert row["period"] == "2020"


@pytest.mark.parametrize("command", ["dyad", "voices"])
def test_the_sentences_behind_an_answer_are_as_many_as_it_says(
    command: str, read_record: Path, dragoman: Dragoman
) -> None:
    found = one_answer(dragoman, read_record, command, "RUS", "IRN")
    done = dragoman(command, "RUS", "IRN", "--sentences", record=read_record)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["id"] for row in rows} == set(found["total"]["claims"])
    assert all(row["sentence"].endswith(".") for row in rows)


def test_a_dyad_reads_the_same_from_both_sides(read_record: Path, dragoman: Dragoman) -> None:
    one = one_answer(dragoman, read_record, "dyad", "RUS", "IRN")
    other = one_answer(dragoman, read_record, "dyad", "Iran", "the Kremlin")
    assert one["total"] == other["total"]


def test_a_country_has_no_dyad_with_itself(read_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("dyad", "RUS", "Russia", record=read_record)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: RUS and RUS are one; name two countries\n"


def test_days_outside_of_a_record_leave_nothing(read_record: Path, dragoman: Dragoman) -> None:
    for command in ("dyad", "voices"):
        asked = (command, "RUS", "IRN", "--since", "2021", "--until", "2021", "--fail-empty")
        done = dragoman(*asked, record=read_record)
        assert done.returncode == 3, command


def test_voices_of_all_days_are_those_of_no_days_given(
    read_record: Path, dragoman: Dragoman
) -> None:
    everything = one_answer(dragoman, read_record, "voices", "RUS", "IRN")
    within = one_answer(dragoman, read_record, "voices", "RUS", "IRN", "--since", "2020")
    assert within == everything


def test_a_person_reads_the_table_the_shift_and_the_sentences(
    read_record: Path, dragoman: Dragoman
) -> None:
    text = dragoman("dyad", "RUS", "IRN", "-f", "table", record=read_record).stdout
    assert text.startswith("Russia (RUS) and Iran (IRN)\n")
    months, _, rest = text.partition("WHERE THEY ARE GOING")
    shift, _, sentences = rest.partition("THE LATEST 5 SENTENCES")
    assert "2020-10" in months
    assert "Reason: " in shift
    assert "Example Wire, 2020-10-06" in sentences


def test_the_brief_is_a_page_in_a_pipe_and_json_when_asked(
    read_record: Path, dragoman: Dragoman
) -> None:
    page = dragoman("brief", "--today", DAY, record=read_record)
    assert page.stdout.startswith("Brief of 6 October 2020\n")
    assert f"dragoman --record {read_record} agenda" in page.stdout
    found = one_answer(dragoman, read_record, "brief", "--today", DAY, "-f", "jsonl")
    assert found["kind"] == "brief"
    assert f"snapshot {found['snapshot']}" in page.stdout


def test_a_question_long_after_the_last_page_is_told_which_day_to_ask_for(
    read_record: Path, dragoman: Dragoman
) -> None:
    done = dragoman("agenda", "--today", "2021-01-01", record=read_record)
    assert "--today 2020-10-06 asks about that day" in done.stderr


def test_what_is_ahead_counts_from_the_day_asked_about(
    read_record: Path, dragoman: Dragoman
) -> None:
    done = dragoman("agenda", "--until", "+7d", "--today", DAY, "--fail-empty", record=read_record)
    assert (done.returncode, done.stdout) == (3, "")


def test_a_person_is_told_of_pages_that_nobody_has_read(
    empty_record: Path, dragoman: Dragoman
) -> None:
    asked = ("claims", "--limit", 1)
    assert "holds no pages; `dragoman add`" in dragoman(*asked, record=empty_record).stderr
    with Record.open(empty_record, writable=True) as record:
        record.add(small_pages(3))
    said = dragoman(*asked, record=empty_record).stderr
    assert said == "3 of 3 pages are not read yet; `dragoman run` reads them\n"


def test_parquet_of_an_answer_has_types(
    read_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    target = tmp_path / "dyad.parquet"
    asked = ("dyad", "RUS", "IRN", "-f", "parquet", "-o", target)
    assert dragoman(*asked, record=read_record).returncode == 0
    schema = pq.read_table(target).schema
    assert str(schema.field("conflict_events").type) == "int64"
    assert str(schema.field("period").type) == "string"
