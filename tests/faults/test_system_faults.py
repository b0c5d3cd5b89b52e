"""The system refuses a call: work ends with a clear error, and is whole when it is asked again."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import RecordDamaged, RecordError
from dragoman.record import Record
from tests.faults.nursery import FULL, REFUSED, Nursery, digest_of_sound
from tests.faults.small import small_pages

STRACE = shutil.which("strace")
# Which call of its kind is refused, and all after it: early, in the middle and late in the work.
CALLS = {
    "fsync": (1, 9, 60, 130),
    "fdatasync": (1, 4, 20, 40),
    "pwrite64": (1, 40, 150, 310),
    "rename": (1, 3, 12, 40),
    "ftruncate": (1,),
}


@pytest.mark.slow
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize(
    ("call", "count"), [(call, count) for call, counts in CALLS.items() for count in counts]
)
def test_work_that_the_system_refused_goes_on_when_it_is_asked_again(
    call: str, count: int, error: str, nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    assert STRACE is not None, "strace is not here; `make strace` brings it"
    folder = tmp_path / "record"
    inject = [STRACE, "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", f"trace={call}"]
    refused = subprocess.run(
        [
            *(*inject, "-e", f"inject={call}:error={error}:when={count}+"),
            *(sys.executable, "-m", "tests.faults.work", str(folder)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    # What is refused may also be work that nobody misses, such as cutting a log short.
    assert refused.returncode in {0, 1}
    if refused.returncode:
        said = refused.stderr.strip()
        assert "\n" not in said
        assert said.startswith(("RecordError: ", "RecordFull: "))
        assert str(folder) in said
        if error == "EIO":
            assert "no room" not in said
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


@pytest.mark.parametrize("most_files", [6, 8, 10, 11, 12, 13, 14, 15])
def test_work_that_may_open_no_more_files_goes_on_when_it_may(
    most_files: int, nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    ended = nursery.live(tmp_path / "record", most_files=most_files)
    assert ended in {0, FULL, REFUSED}
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_a_page_that_the_disk_does_not_give_back_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Record.create(tmp_path / "record") as record:
        record.add(small_pages(3))
        with monkeypatch.context() as broken:
            broken.setattr(Path, "open", refuse)
            with pytest.raises(RecordDamaged, match=r"\.warc\.gz no longer holds page"):
                next(record.pending("small 1"))
        assert len(list(record.pending("small 1"))) == 3


def test_a_file_that_the_disk_does_not_take_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Record.create(tmp_path / "record") as record:
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", refuse)
            with pytest.raises(RecordError, match=r"cannot write .*: Input/output error"):
                record.add(small_pages(3))
        assert not list((tmp_path / "record" / "pages").iterdir())
        assert record.add(small_pages(3)).new == 3
