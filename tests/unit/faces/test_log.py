"""The log: lines of JSON with known fields, whatever somebody hands it."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.faces.log import MOST_CHARACTERS, JsonLines, bare, close_log, open_log

LOG = logging.getLogger("dragoman.tests")
KNOWN = {
    *("time", "level", "stage", "page", "address", "method", "path", "route", "id"),
    *("outcome", "reason", "status", "seconds", "counts"),
}


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "log.jsonl"
    handler = open_log(str(place))
    yield place
    close_log(handler)


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_says_when_how_bad_and_what(file: Path) -> None:
    LOG.info("read", extra={"page": "ab12", "counts": {"claims": 3}, "seconds": 0.12345})
    (line,) = lines(file)
    assert datetime.fromisoformat(str(line.pop("time"))).tzinfo is not None
    assert line == {
        "level": "info",
        "stage": "read",
        "page": "ab12",
        "counts": {"claims": 3},
        "seconds": 0.123,
    }


def test_what_is_no_known_field_is_left_out(file: Path) -> None:
    try:
        int("Iran met Russia")
    except ValueError:
        LOG.exception("read %s", "Iran met Russia", extra={"text": "Iran met Russia"})
    assert "Iran" not in file.read_text()


@given(st.text(), st.one_of(st.text(), st.integers(), st.dictionaries(st.text(), st.text())))
def test_a_line_stays_one_and_has_known_fields_alone(text: str, other: object) -> None:
    record = LOG.makeRecord(LOG.name, logging.INFO, "", 0, text, (), None)
    vars(record).update(page=text, path=text * 100, reason=other, counts=other, other=other)
    line = JsonLines().format(record)
    assert len(line.splitlines()) == 1
    said = json.loads(line)
    assert said.keys() <= KNOWN
    assert all(len(said[name]) <= MOST_CHARACTERS for name in ("page", "path"))


def test_other_loggers_write_nothing(file: Path) -> None:
    logging.getLogger("httpx").error("POST https://hooks.example/?token=hush")
    assert lines(file) == []


def test_a_file_that_was_moved_away_is_begun_anew(file: Path) -> None:
    LOG.info("one")
    file.rename(file.with_suffix(".1"))
    LOG.info("two")
    assert [line["stage"] for line in lines(file)] == ["two"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write the log"):
        open_log(str(tmp_path / "none" / "log"))


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://news.example/feed?token=hush", "https://news.example/feed"),
        ("https://user:hush@news.example/feed#hush", "https://news.example/feed"),
        ("https://[hush", "malformed"),
    ],
)
def test_an_address_is_told_without_secrets(address: str, left: str) -> None:
    assert bare(address) == left


def test_lines_that_find_no_room_are_told_once_and_hurt_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "log.jsonl"
    place.symlink_to("/dev/full")
    handler = open_log(str(place))
    LOG.info("read")
    LOG.info("read")
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "No space left on device; lines are lost; free some space" in told
    place.unlink()
    LOG.info("read")
    close_log(handler)
    assert "takes lines again, 2 were lost" in capsys.readouterr().err
    assert [line["stage"] for line in lines(place)] == ["read"]
