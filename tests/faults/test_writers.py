"""Only one process writes; what is not a record is left alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import NotARecord, RecordBusy, RecordError
from dragoman.record import Record

_OPEN = """
import sys
from dragoman.errors import DragomanError
from dragoman.record import Record
try:
    Record.open(sys.argv[1], writable=True)
except DragomanError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


def test_a_second_writer_learns_who_writes_and_what_to_do(tmp_path: Path) -> None:
    with Record.create(tmp_path / "record"):
        second = subprocess.run(
            [sys.executable, "-c", _OPEN, str(tmp_path / "record")],
            capture_output=True,
            text=True,
            check=False,
        )
    assert second.returncode == 1
    assert second.stderr.startswith("RecordBusy: ")
    holder = (tmp_path / "record" / "writer.lock").read_text().strip()
    assert f"is being written by process {holder}; wait for it to end" in second.stderr


def test_a_writer_lets_the_next_one_in(tmp_path: Path) -> None:
    first = Record.create(tmp_path / "record")
    with pytest.raises(RecordBusy):
        Record.open(tmp_path / "record", writable=True)
    first.close()
    Record.open(tmp_path / "record", writable=True).close()


def test_readers_need_no_lock(tmp_path: Path) -> None:
    with (
        Record.create(tmp_path / "record"),
        Record.open(tmp_path / "record") as one,
        Record.open(tmp_path / "record") as other,
    ):
        assert one.view().digest() == other.view().digest()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Record.create(tmp_path / "record").close()
    with (
        Record.open(tmp_path / "record") as reader,
        pytest.raises(RecordBusy, match="writable=True"),
    ):
        reader.snapshot("now")


@pytest.mark.parametrize("writable", [False, True])
def test_a_folder_that_is_no_record_is_named_with_the_next_step(
    writable: bool, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(NotARecord, match=r"is not a record; `dragoman init .*` makes one"):
        Record.open(tmp_path, writable=writable)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_is_not_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="dragoman init"):
        Record.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_record_is_not_made_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(RecordError, match=r"holds other files \(letter.txt\)"):
        Record.create(tmp_path)


def test_a_record_is_not_made_twice(tmp_path: Path) -> None:
    Record.create(tmp_path / "record").close()
    with pytest.raises(RecordError, match="is a record already"):
        Record.create(tmp_path / "record")


def test_a_file_is_no_place_for_a_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match="is a file"):
        Record.create(tmp_path / "file")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("format = 99", "record format 99 and this release reads 1", id="newer"),
        pytest.param("", "record format None", id="empty"),
        pytest.param("format =", "is not TOML", id="not-toml"),
    ],
)
def test_a_record_of_another_format_says_what_to_do(
    content: str, message: str, tmp_path: Path
) -> None:
    Record.create(tmp_path / "record").close()
    (tmp_path / "record" / "record.toml").write_text(content)
    with pytest.raises(NotARecord, match=message):
        Record.open(tmp_path / "record")


def test_a_folder_that_nobody_may_write_cannot_become_a_record() -> None:
    with pytest.raises(RecordError, match="cannot make the folder /proc"):
        Record.create("/proc/dragoman")
