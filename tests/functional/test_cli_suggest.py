"""`dragoman suggest`: who words may be."""

import json

from tests.functional.conftest import Dragoman


def test_an_office_is_told_with_who_held_it_on_the_day(dragoman: Dragoman) -> None:
    said = dragoman("suggest", "actor", "Iranian", "foreign", "minister", "--on", "2020-07-21")
    first = json.loads(said.stdout.splitlines()[0])
    assert (first["name"], first["id"]) == ("Mohammad Javad Zarif", "IRN.GOV")
    assert first["how"] == "foreign minister of Iran on 2020-07-21"


def test_a_part_of_a_name_is_told_with_its_offices(dragoman: Dragoman) -> None:
    rows = [json.loads(line) for line in dragoman("suggest", "actor", "Kabila").stdout.splitlines()]
    assert any(row["name"] == "Joseph Kabila" and row["until"] == "2019-01-24" for row in rows)


def test_nobody_found_is_exit_code_3_when_asked(dragoman: Dragoman) -> None:
    assert dragoman("suggest", "actor", "qqzzxx", "--fail-empty").returncode == 3


def test_a_name_without_a_letter_is_refused(dragoman: Dragoman) -> None:
    done = dragoman("suggest", "actor", " ")
    assert (done.returncode, done.stderr) == (
        2,
        "error: '' is no name; give one, or a part of one\n",
    )
