"""Bad input through the real command: one clear line, the right exit code, and nothing lost."""

import errno
import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest

from dragoman.record import Record
from tests.functional.conftest import COMMAND, DEMO, Done, Dragoman, environment, only_line

GOOD = "Iran and Russia signed an agreement in Moscow on Monday, the ministry said. "
BIG_BYTES = 200 * 1024 * 1024
# Enough pages that an interrupt lands between two of them, few enough to wait for.
PAGES_TO_INTERRUPT = 12
# More than 40 kB, compressed.
PAGES_TO_ADD = 40


def make_bad_pages(folder: Path) -> dict[str, str]:
    """Write pages that are bad in different ways; return what must be said of each."""
    folder.mkdir()
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.html").write_bytes(bytes(range(256)) * 40)
    (folder / "notjson.jsonl").write_text('{"text": \n')
    with (folder / "big.html").open("wb") as big:
        big.truncate(BIG_BYTES)
    return {
        "empty.html": "empty",
        "binary.html": "not_html",
        "notjson.jsonl#1": "not_html",
        "big.html": "too_large",
    }


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, dict[str, str]]:
    """What `code` says of bad pages, a missing one and a good one in the middle."""
    folder = tmp_path_factory.mktemp("bad")
    expected = make_bad_pages(folder / "pages")
    (folder / "good.txt").write_text(GOOD * 3)
    (folder / "cyrillic.html").write_bytes(
        f"<html><head><meta charset='utf-8'></head><body><p>{GOOD * 3}"
        "Лавров принял Зарифа в Москве.</p></body></html>".encode("cp1251")
    )
    sources = ["good.txt", "nosuch.html", "pages", "cyrillic.html"]
    done = subprocess.run(
        [COMMAND, "code", *sources, "--published", "2020-10-06", "--all"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(),
        timeout=120,
        check=False,
    )
    return done, expected


@pytest.mark.slow
def test_every_bad_page_is_told_in_a_line_with_its_verdict(
    coded: tuple[Done, dict[str, str]],
) -> None:
    done, expected = coded
    told = {
        Path(name).name: verdict
        for line in done.stderr.splitlines()
        if not line.startswith("error: ")
        for name, _, verdict in [line.partition(": ")]
    }
    assert {name: told[name].split()[0] for name in expected} == expected


@pytest.mark.slow
def test_bad_pages_among_good_ones_lose_nothing(coded: tuple[Done, dict[str, str]]) -> None:
    done, expected = coded
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = {Path(r["origin"]).name: r["verdict"] for r in rows if r["kind"] == "article"}
    assert done.returncode == 4
    assert verdicts.keys() == {"good.txt", "cyrillic.html", *expected}
    assert verdicts["good.txt"] == verdicts["cyrillic.html"] == "article"


@pytest.mark.slow
def test_a_missing_page_among_good_ones_is_told(coded: tuple[Done, dict[str, str]]) -> None:
    done, _ = coded
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert only_line("\n".join(errors)).startswith("error: nosuch.html is not there")


def test_add_keeps_what_it_can_of_bad_sources(
    empty_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    make_bad_pages(tmp_path / "pages")
    done = dragoman("add", "pages", "nosuch.html", "pages", record=empty_record)
    assert done.returncode == 4
    assert done.stderr.splitlines() == [
        "error: nosuch.html is not there; give a file, a folder or -",
        "pages: 4 added, 4 known already",
    ]


def test_a_missing_file_alone_is_a_usage_error(empty_record: Path, dragoman: Dragoman) -> None:
    done = dragoman("-q", "add", "nosuch.html", record=empty_record)
    assert done.returncode == 2
    assert only_line(done.stderr).startswith("error: nosuch.html is not there")


def test_a_day_of_publication_that_is_none_is_refused(
    empty_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(GOOD)
    done = dragoman("add", "page.txt", "--published", "yesterday", record=empty_record)
    assert done.returncode == 2
    assert "'yesterday' is no day; write YYYY-MM-DD" in only_line(done.stderr)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[outlet]\n", "cannot be read"),
        ('[[outlet]]\nname = "X"\nkind = "blog"\n', "'blog'"),
        ('[[outlet]]\nname = "X"\ncountry = "Rusia"\n', "did you mean 'Russia'?"),
    ],
)
def test_a_bad_table_of_outlets_adds_nothing(
    text: str, said: str, empty_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(GOOD)
    (tmp_path / "outlets.toml").write_text(text)
    done = dragoman("add", "page.txt", "--outlets", "outlets.toml", record=empty_record)
    assert done.returncode in {1, 2}
    assert said in only_line(done.stderr)
    with Record.open(empty_record) as record:
        assert record.view().counts()["pages"] == 0


@pytest.mark.parametrize("command", [["brief"], ["add", "page.txt"]])
@pytest.mark.parametrize("kind", ["absent", "folder", "file", "garbled"])
def test_what_is_not_a_record_is_named_with_the_way_to_make_one(
    kind: str, command: Sequence[str], dragoman: Dragoman, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("x")
    elif kind != "absent":
        place.mkdir()
    if kind == "garbled":
        (place / "record.toml").write_text("format = \n")
    done = dragoman(*command, record=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert str(place) in only_line(done.stderr)


def test_a_folder_that_holds_other_files_is_not_made_a_record(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("keep me")
    done = dragoman("init", "letters")
    assert done.returncode == 1
    assert "mine.txt" in only_line(done.stderr)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["mine.txt"]


def test_a_second_writer_is_told_who_writes(
    own_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(GOOD)
    with Record.open(own_record, writable=True):
        done = dragoman("add", "page.txt", record=own_record)
        reading = dragoman("claims", "--limit", 1, record=own_record)
    assert done.returncode == 1
    assert f"being written by process {os.getpid()}" in only_line(done.stderr)
    assert (reading.returncode, len(reading.stdout.splitlines())) == (0, 1)
    assert dragoman("add", "page.txt", record=own_record).returncode == 0


def test_a_damaged_record_has_its_own_exit_code(own_record: Path, dragoman: Dragoman) -> None:
    segment = next((own_record / "segments").rglob("*.parquet"))
    segment.write_bytes(segment.read_bytes()[:-40])
    done = dragoman("verify", record=own_record)
    assert done.returncode == 6
    assert segment.stem[:12] in done.stderr


def limited(kilobytes: int, *arguments: object) -> Done:
    """Run the command where no file can grow past a size, as on a disk that is full."""
    script = f'ulimit -f {kilobytes}; exec "$@"'
    return subprocess.run(
        ["bash", "-c", script, "bash", COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )


# Kilobytes: none at all, and more than what is asked of the ledger before the pages come.
@pytest.mark.parametrize("kilobytes", [0, 40])
def test_a_full_disk_stops_add_and_more_room_lets_it_go_on(
    kilobytes: int, empty_record: Path, dragoman: Dragoman
) -> None:
    pages = sorted((DEMO / "pages").iterdir())[:PAGES_TO_ADD]
    done = limited(kilobytes, "--record", empty_record, "add", *pages)
    assert done.returncode == 1
    assert "free some space" in only_line(done.stderr)
    assert dragoman("verify", record=empty_record).returncode == 0
    assert dragoman("add", *pages, record=empty_record).returncode == 0
    proven = dragoman("verify", record=empty_record)
    assert proven.stdout.startswith(f"ok  {PAGES_TO_ADD} pages")


def test_a_full_disk_stops_an_export(read_record: Path, tmp_path: Path) -> None:
    done = limited(64, "--record", read_record, "export", tmp_path / "out")
    assert done.returncode == 1
    assert only_line(done.stderr).startswith("error: ")


@pytest.mark.parametrize("command", [["claims"], ["brief"], ["codebook"]])
def test_an_answer_that_finds_no_room_is_a_failure(
    command: Sequence[str], read_record: Path
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [COMMAND, "-q", "--record", read_record, *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert os.strerror(errno.ENOSPC) in only_line(done.stderr)


@pytest.mark.parametrize("command", [["claims"], ["claims", "-f", "csv"], ["codebook"], ["brief"]])
def test_a_reader_that_wants_one_line_is_no_failure(
    command: Sequence[str], read_record: Path
) -> None:
    with subprocess.Popen(
        [COMMAND, "-q", "--record", read_record, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as talking:
        assert talking.stdout is not None
        assert talking.stderr is not None
        talking.stdout.close()
        said = talking.stderr.read()
    assert (talking.returncode, said) == (0, b"")


@pytest.mark.slow
def test_an_interrupted_run_shows_its_progress_keeps_what_it_read_and_goes_on(
    empty_record: Path, dragoman: Dragoman, tmp_path: Path
) -> None:
    chosen = sorted((DEMO / "pages").iterdir())[:PAGES_TO_INTERRUPT]
    for page in chosen:
        shutil.copy(page, tmp_path)
    assert dragoman("add", *(page.name for page in chosen), record=empty_record).returncode == 0
    code, said = interrupted_run(empty_record)
    assert code == 130
    assert "interrupted; what was read is kept" in said
    with Record.open(empty_record) as record:
        counts = record.view().counts()
    assert 0 < counts["pending"] < PAGES_TO_INTERRUPT
    again = dragoman("run", record=empty_record)
    assert (again.returncode, again.stdout) == (0, "")
    assert f"read {counts['pending']} pages" in again.stderr
    assert dragoman("verify", record=empty_record).returncode == 0


def interrupted_run(folder: Path) -> tuple[int, str]:
    """Run on a terminal, press Ctrl-C once a page is read; return the exit code and the screen."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    with subprocess.Popen(
        [COMMAND, "--record", folder, "run"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment(TERM="xterm"),
        start_new_session=True,
    ) as running:
        os.close(theirs)
        seen = ""
        begun = re.compile(rf"\b[1-9]\d*/{PAGES_TO_INTERRUPT}\b")
        while not begun.search(seen):
            more = _some_more(ours).decode(errors="replace")
            assert more, f"the run ended before a page was read: {seen}"
            seen += more
        # As a terminal does: to the whole group, the workers included.
        os.killpg(running.pid, signal.SIGINT)
        seen += everything_left(ours)
        code = running.wait(60)
    os.close(ours)
    return code, seen


def everything_left(terminal: int) -> str:
    """Read a pseudo-terminal until its last writer is gone, which Linux tells as an error."""
    seen = b""
    while more := _some_more(terminal):
        seen += more
    return seen.decode(errors="replace")


def _some_more(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""
