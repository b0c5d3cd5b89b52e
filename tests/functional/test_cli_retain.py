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


def test_the_interface_says_since_when_the_bytes_of_an_article_are_gone(
    dragoman: Dragoman, own_record: Path
) -> None:
    with Record.open(own_record) as record:
        article = next(record.view().claims()).article
    with served(own_record) as address:
        path = f"{address}/v1/articles/{article}"
        before = httpx.get(path, timeout=60)
    dragoman("retain", "--older-than", 0, "--yes", record=own_record)
    with served(own_record) as address:
        known = {"If-None-Match": before.headers["etag"]}
        after = httpx.get(f"{address}/v1/articles/{article}", headers=known, timeout=60)
    (row,) = map(json.loads, dragoman("retain", "--log", record=own_record).stdout.splitlines())
    assert before.json()["let_go"] is None
    assert after.json()["let_go"] == {"at": row["at"], "rule": "older than 0 days"}


def keep(record: Path, *tables: str) -> None:
    """Write rules into the record."""
    said = "\n".join(f"[[keep]]\n{table}" for table in tables)
    (record / "sources.toml").write_text(said, encoding="utf-8")


def test_without_an_age_the_rules_of_the_record_count(dragoman: Dragoman, own_record: Path) -> None:
    keep(own_record, "days = 90", 'outlet = "Example Wire"\ndays = 0')
    said = dragoman("retain", record=own_record)
    first, second = said.stdout.splitlines()
    assert first == "would let go of 0 pages, 0.0 MB in 0 archives: older than 90 days"
    assert second.startswith("would let go of ")
    assert second.endswith(": older than 0 days, of Example Wire")
    assert dragoman("retain", "--log", record=own_record).stdout == ""
    done = dragoman("retain", "--yes", record=own_record)
    assert done.stdout == said.stdout.replace("would let go", "let go")


def test_an_outlet_alone_is_no_rule(dragoman: Dragoman, own_record: Path) -> None:
    keep(own_record, "days = 0")
    done = dragoman("retain", "--outlet", "Example Wire", "--yes", record=own_record)
    assert (done.returncode, "--older-than DAYS" in done.stderr) == (2, True)
    assert dragoman("retain", "--log", record=own_record).stdout == ""


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (["outlet = 'Example Wire'"], "a [[keep]] needs days = 365"),
        (["days = true"], "a [[keep]] needs days = 365"),
        (["days = -1"], "a [[keep]] needs days = 365"),
        (["days = 30", "days = 90\noutlet = 'Example Wire'"], "of 90 days beside one of 30"),
    ],
)
def test_a_rule_that_says_no_such_thing_lets_nothing_go(
    tables: list[str], said: str, dragoman: Dragoman, own_record: Path
) -> None:
    keep(own_record, *tables)
    done = dragoman("retain", "--yes", record=own_record)
    assert (done.returncode, done.stdout, said in done.stderr) == (1, "", True)
    assert "sources.toml" in done.stderr


def test_a_pass_of_the_watch_applies_the_rules(dragoman: Dragoman, own_record: Path) -> None:
    keep(own_record, "days = 0")
    done = dragoman(
        "watch", "run", "--once", record=own_record, DRAGOMAN_CONTACT="test@example.org"
    )
    assert (done.returncode, f"let go of {PAGES} pages" in done.stderr) == (0, True)
    (row,) = map(json.loads, dragoman("retain", "--log", record=own_record).stdout.splitlines())
    assert len(row["pages"]) == PAGES
