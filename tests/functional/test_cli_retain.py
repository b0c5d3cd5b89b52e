"""`dragoman retain`, as it is typed, and what other commands say afterwards."""

import json
from pathlib import Path

import httpx
import pytest

from dragoman.record import Record
from tests.functional.conftest import PAGES, Dragoman, served


def test_nothing_goes_until_it_is_meant(dragoman: Dragoman, own_record: Path) -> None:
    said = dragoman("retain", "--older-than", 0, record=own_record)
    assert said.returncode == 0
    assert said.stdout.startswith(f"would let go of {PAGES} pages")
    assert "--yes" in said.stderr
    assert dragoman("retain", "--log", record=own_record).stdout == ""


def test_what_went_is_listed_and_verify_knows_it(dragoman: Dragoman, own_record: Path) -> None:
    claims = dragoman("claims", record=own_record).stdout
    done = dragoman("retain", "--older-than", 0, "--yes", record=own_record)
    assert (done.returncode, done.stdout.startswith(f"let go of {PAGES} pages")) == (0, True)
    (row,) = map(json.loads, dragoman("retain", "--log", record=own_record).stdout.splitlines())
    assert (len(row["pages"]), row["rule"]) == (PAGES, "older than 0 days")
    proved = dragoman("verify", record=own_record)
    assert (proved.returncode, f"{PAGES} let go" in proved.stdout) == (0, True)
    assert dragoman("claims", record=own_record).stdout == claims


def test_who_says_no_age_learns_how(dragoman: Dragoman, own_record: Path) -> None:
    done = dragoman("retain", "--yes", record=own_record)
    assert (done.returncode, "--older-than DAYS" in done.stderr) == (2, True)


@pytest.mark.parametrize("is_gone", [False, True])
def test_the_page_of_an_article_says_that_the_bytes_were_let_go(
    is_gone: bool, dragoman: Dragoman, own_record: Path
) -> None:
    if is_gone:
        dragoman("retain", "--older-than", 0, "--yes", record=own_record)
    with Record.open(own_record) as record:
        article = next(record.view().claims()).article
    with served(own_record) as address:
        answer = httpx.get(f"{address}/articles/{article}", timeout=60)
    assert answer.status_code == 200
    assert ("its bytes were let go on" in answer.text) == is_gone
