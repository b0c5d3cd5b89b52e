"""What may come next, on the command line: in every form the same, never without its limits."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.functional.conftest import Dragoman

DAY = "2020-10-06"


@pytest.mark.parametrize("asked", [("RUS", "IRN"), ("Russia",)], ids=len)
def test_the_page_says_what_the_ranking_cannot_know(
    asked: tuple[str, ...], read_record: Path, dragoman: Dragoman
) -> None:
    done = dragoman("-q", "next", *asked, "--today", DAY, "-f", "table", record=read_record)
    assert (done.returncode, done.stderr) == (0, "")
    assert "base" in done.stdout
    assert "no forecast" in done.stdout
    assert "Told for the first time" in done.stdout


def test_the_rows_hold_the_shares_of_the_json(read_record: Path, dragoman: Dragoman) -> None:
    asked = ("-q", "next", "RUS", "IRN", "--today", DAY)
    found = json.loads(dragoman(*asked, record=read_record).stdout)
    done = dragoman(*asked, "-f", "csv", record=read_record)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [float(row["share"]) for row in rows] == [p["share"] for p in found["prospects"]]
    assert len(rows) > 0


def test_two_of_whom_nothing_is_told_are_said_to_be_outside(
    read_record: Path, dragoman: Dragoman
) -> None:
    asked = ("next", "PER", "LAO", "--today", DAY, "-f", "table", "--fail-empty")
    done = dragoman("-q", *asked, record=read_record)
    assert done.returncode == 3
    assert "does not mean none is due" in done.stdout
