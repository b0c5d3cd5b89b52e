"""The series of two on the command line: every period once, with the levels."""

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

from tests.functional.conftest import Dragoman


def test_the_months_of_two_stand_one_after_another(read_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("-q", "series", "RUS", "Iran", record=read_record)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(row["cooperation"] for row in rows) > 0
    ends = [(row["start"], row["end"]) for row in rows]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))


def test_who_asks_first_changes_no_series(read_record: Path, dragoman: Dragoman) -> None:
    asked = [("RUS", "IRN"), ("IRN", "RUS")]
    done = [dragoman("-q", "series", *two, "-f", "csv", record=read_record) for two in asked]
    assert done[0].stdout == done[1].stdout
    assert len(list(csv.DictReader(io.StringIO(done[0].stdout)))) > 0


def test_two_that_no_claim_names_have_no_series(read_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("-q", "series", "PER", "LAO", "--fail-empty", record=read_record)
    assert (done.returncode, done.stdout) == (3, "")
