"""The audit finds every damage we can think of, and names the place."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import RecordDamaged
from dragoman.model import Passage, Reading, Span
from dragoman.record import Finding, Record
from tests.unit.record.readings import CODER, claim_in, page_of, reading_of, unreadable


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed record with everything in it."""
    folder = tmp_path_factory.mktemp("sound") / "record"
    with Record.create(folder) as record:
        record.add([page_of(number) for number in range(5)])
        record.write([reading_of(page_of(0)), unreadable(page_of(1))], CODER)
        record.write([reading_of(page_of(2))], CODER)
        record.quarantine(page_of(3), CODER, "took too long")
        record.snapshot("first")
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "record"))


def findings(folder: Path) -> list[Finding]:
    with Record.open(folder) as record:
        return record.verify()


def edit(folder: Path, command: str) -> None:
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as ledger, ledger:
        ledger.execute(command)


def some_file(folder: Path, pattern: str) -> Path:
    return next(iter(sorted(folder.rglob(pattern))))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def test_a_sound_record_has_no_findings(folder: Path) -> None:
    assert findings(folder) == []


@pytest.mark.parametrize("kind", ["article", "sentence", "claim", "agenda", "rejection"])
@pytest.mark.parametrize("damage", [flip, truncate, Path.unlink])
def test_a_damaged_segment_is_found(
    damage: Callable[[Path], None], kind: str, folder: Path
) -> None:
    path = some_file(folder / "segments" / kind, "*.parquet")
    damage(path)
    assert [(finding.check, finding.place) for finding in findings(folder)] == [("file", str(path))]


@pytest.mark.parametrize("damage", [flip, truncate, Path.unlink])
def test_a_damaged_archive_is_found(damage: Callable[[Path], None], folder: Path) -> None:
    path = some_file(folder / "pages", "*.warc.gz")
    damage(path)
    found = findings(folder)
    assert (found[0].check, found[0].place) == ("file", str(path))
    assert {finding.check for finding in found} <= {"file", "page"}


def test_a_page_whose_archive_is_gone_cannot_be_read(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(1)])
        some_file(tmp_path, "*.warc.gz").unlink()
        with pytest.raises(RecordDamaged, match="no longer holds page"):
            list(record.pending(CODER))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("update entries set body = replace(body, 'article', 'rejected')", id="body"),
        pytest.param("update entries set at = '2020-01-01' where seq = 2", id="clock"),
        pytest.param("delete from entries where seq = 2", id="entry-left-out"),
        pytest.param("update entries set seq = seq + 1 where seq = 5", id="renumbered"),
    ],
)
def test_a_changed_entry_breaks_the_chain(command: str, folder: Path) -> None:
    edit(folder, command)
    assert [finding.check for finding in findings(folder)] == ["chain"]


@pytest.mark.parametrize(
    "command",
    [
        "delete from units where outcome = 'quarantined'",
        "update pages set start = start + 1",
        "update sightings set body = replace(body, 'folder', 'elsewhere')",
        "update segments set retired = 1",
        "update snapshots set as_of = 1",
        "insert into outlets values ('x', 1, '{}')",
    ],
)
def test_a_changed_table_does_not_say_what_the_entries_say(command: str, folder: Path) -> None:
    edit(folder, command)
    (finding,) = findings(folder)
    assert (finding.check, finding.detail) == ("chain", "does not say what the entries say")


def test_a_ledger_that_is_not_one_is_damaged(folder: Path) -> None:
    (folder / "ledger.sqlite").write_bytes(b"not a database, but long enough to be taken for one")
    with Record.open(folder) as record, pytest.raises(RecordDamaged, match="restore it from"):
        record.verify()


def written(tmp_path: Path, reading: Reading) -> list[Finding]:
    """Write what no stage should ever give, and return the findings."""
    with Record.create(tmp_path / "record") as record:
        record.add([page_of(1)])
        record.write([reading], CODER)
        return record.verify()


def test_a_span_that_does_not_hold_its_words_is_found(tmp_path: Path) -> None:
    reading = reading_of(page_of(1))
    wrong = claim_in(reading.article, trigger=Passage(span=Span(0, 3), exact="met"))
    (finding,) = written(tmp_path, replace(reading, claims=(wrong,)))
    assert finding.check == "span"
    assert finding.detail == "0..3 is not 'met' in the article"


def test_spans_that_leave_a_gap_are_found(tmp_path: Path) -> None:
    reading = reading_of(page_of(1))
    article = replace(reading.article, spans=reading.article.spans[1:])
    (finding,) = written(tmp_path, replace(reading, article=article))
    assert (finding.check, finding.detail) == ("text", "its spans do not cover the text once")


def test_a_text_with_another_digest_is_found(tmp_path: Path) -> None:
    reading = reading_of(page_of(1))
    article = replace(reading.article, text_sha256="0" * 64)
    (finding,) = written(tmp_path, replace(reading, article=article))
    assert (finding.check, finding.detail) == ("text", "its text has another digest")


def test_a_page_that_is_refused_without_a_reason_is_found(tmp_path: Path) -> None:
    (finding,) = written(tmp_path, replace(unreadable(page_of(1)), rejections=()))
    assert finding.check == "conservation"
    assert finding.detail == "counts as rejected, and its rows do not say so"
