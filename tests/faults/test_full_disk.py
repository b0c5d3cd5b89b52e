"""A full disk stops the work with a clear error, and more room lets it go on."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.errors import RecordDamaged, RecordFull
from dragoman.record import Record
from tests.faults.nursery import FULL, Nursery, digest_of_sound
from tests.faults.small import SmallCoder, small_pages, small_read

# What SQLite keeps beside its file takes 32 kB; a disk with less has no room for a reader.
TOO_LITTLE = 8_192
KILLED = -9


@contextmanager
def room_for(largest_file: int) -> Iterator[None]:
    """Let this process write no file larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# The ledger grows past every one of these; the smallest does not even hold its tables.
@pytest.mark.parametrize("largest_file", [0, 3_000, 10_000, 30_000, 60_000, 90_000])
def test_work_that_met_a_full_disk_goes_on_when_there_is_room(
    largest_file: int, nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record", largest_file=largest_file) == FULL
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_a_file_that_cannot_be_flushed_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Record.create(tmp_path / "record") as record:
        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(RecordFull, match=r"No space left.*free some space and run"):
            record.add(small_pages(3))
        monkeypatch.undo()
        assert not list((tmp_path / "record" / "pages").iterdir())
        assert record.view().counts()["pages"] == 0
        assert record.add(small_pages(3)).new == 3


def test_a_ledger_without_room_keeps_nothing_of_the_write(tmp_path: Path) -> None:
    coder = SmallCoder()
    with Record.create(tmp_path / "record") as record:
        record.add(small_pages(30))
        readings = [small_read(page, coder) for page in record.pending(coder.name)]
        size = next(record._ledger.rows("pragma page_count"))[0]
        list(record._ledger.rows(f"pragma max_page_count = {size}"))
        with pytest.raises(RecordFull, match=r"full.*free some space and run"):
            record.write(readings, coder.name)
        assert record.view().counts()["pending"] == 30
        list(record._ledger.rows("pragma max_page_count = 1000000"))
        record.write(readings, coder.name)
        assert record.view().counts()["pending"] == 0
        assert record.verify() == []


def test_a_record_can_be_read_on_a_full_disk(nursery: Nursery, tmp_path: Path) -> None:
    assert nursery.live(tmp_path / "record") == 0
    with room_for(TOO_LITTLE), Record.open(tmp_path / "record") as record:
        digest = record.view().digest()
        assert record.verify() == []
    assert digest == digest_of_sound(tmp_path / "record")


def test_a_reader_on_a_full_disk_lets_a_writer_in(nursery: Nursery, tmp_path: Path) -> None:
    assert nursery.live(tmp_path / "record") == 0
    with room_for(TOO_LITTLE):
        reader = Record.open(tmp_path / "record")
    before = reader.view().as_of
    with Record.open(tmp_path / "record", writable=True) as writer:
        writer.snapshot("later")
    assert reader.view().as_of == before
    reader.close()


def test_a_log_that_a_killed_writer_left_is_not_passed_over_on_a_full_disk(
    nursery: Nursery, tmp_path: Path
) -> None:
    # What is committed stands in the log alone: without it an old state would be read as new.
    assert nursery.live(tmp_path / "record", failpoint="committed:5") == KILLED
    (tmp_path / "record" / "ledger.sqlite-shm").unlink()
    assert (tmp_path / "record" / "ledger.sqlite-wal").stat().st_size > 0
    with room_for(TOO_LITTLE), pytest.raises(RecordFull, match=r"free some space and run"):
        Record.open(tmp_path / "record")


def test_a_ledger_that_is_no_database_is_damaged_on_a_full_disk_too(
    nursery: Nursery, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record") == 0
    (tmp_path / "record" / "ledger.sqlite").write_bytes(b"no database, but long enough for one")
    with (
        room_for(TOO_LITTLE),
        Record.open(tmp_path / "record") as record,
        pytest.raises(RecordDamaged, match="restore it from a backup"),
    ):
        record.view()
