"""A full disk stops the work with a clear error, and more room lets it go on."""

import errno
import os
from pathlib import Path

import pytest

from dragoman.errors import RecordFull
from dragoman.record import Record
from tests.faults.nursery import FULL, Nursery, digest_of_sound
from tests.faults.small import SmallCoder, small_pages, small_read


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
