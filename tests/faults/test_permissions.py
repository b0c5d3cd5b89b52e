"""What this user may not read or write is no damage, and is told with what helps."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dragoman.errors import RecordBusy, RecordDamaged, RecordError
from dragoman.record import Record, ledger_sqlite
from dragoman.record.lock import LOCK_FILE
from tests.faults.nursery import Nursery
from tests.unit.record.readings import page_of

ROOT, NOBODY = 0, 65534
NOT_AT_ALL = 0o000


@contextmanager
def as_nobody() -> Iterator[None]:
    """Do something with no more rights than any user has; root may read everything."""
    if os.geteuid() != ROOT:
        yield
        return
    os.setresuid(NOBODY, NOBODY, ROOT)
    try:
        yield
    finally:
        os.setresuid(ROOT, ROOT, ROOT)


@pytest.fixture
def folder(nursery: Nursery) -> Iterator[Path]:
    """A record that everybody may read; the folders of pytest are for their owner alone."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        record = Path(place) / "record"
        assert nursery.live(record) == 0
        for path in (record, *record.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield record


def told(folder: Path) -> str:
    """Return what is told where the claims of a record are read."""
    with as_nobody(), pytest.raises(RecordError) as caught, Record.open(folder) as record:
        list(record.view().claims())
    assert not isinstance(caught.value, RecordDamaged)
    return str(caught.value)


def test_a_record_that_everybody_may_read_is_read_by_nobody(folder: Path) -> None:
    with as_nobody(), Record.open(folder) as record:
        assert list(record.view().claims())


def test_a_segment_that_may_not_be_read_is_no_damage(folder: Path) -> None:
    for segment in (folder / "segments" / "claim").rglob("*.parquet"):
        segment.chmod(NOT_AT_ALL)
    assert "run it as the user who owns it" in told(folder)


def test_a_ledger_that_may_not_be_read_is_no_damage(folder: Path) -> None:
    (folder / ledger_sqlite.LEDGER_FILE).chmod(NOT_AT_ALL)
    assert "see that it is there and that this user may read" in told(folder)


def test_a_record_whose_folder_is_closed_is_told_with_its_owner(folder: Path) -> None:
    folder.chmod(NOT_AT_ALL)
    assert "run it as the user who owns it" in told(folder)


def test_a_writer_without_the_right_to_write_is_told_to_be_its_owner(folder: Path) -> None:
    (folder / LOCK_FILE).chmod(0o444)
    with (
        as_nobody(),
        pytest.raises(RecordError, match="run it as the user who owns it"),
        Record.open(folder, writable=True),
    ):
        pass


def test_a_ledger_that_another_program_holds_is_busy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_sqlite, "PATIENCE_SECONDS", 0.1)
    ledger = folder / ledger_sqlite.LEDGER_FILE
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("begin immediate")
        with (
            pytest.raises(RecordBusy, match="held by another program"),
            Record.open(folder, writable=True) as record,
        ):
            record.add([page_of(1)])
