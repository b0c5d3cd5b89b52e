"""A backup is one committed state of a record, and what is restored is that record or nothing."""

import errno
import fcntl
import itertools
import multiprocessing
import os
import re
import resource
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.errors import NotARecord, RecordBusy, RecordDamaged, RecordError, RecordFull
from dragoman.model import Decision, Judgement
from dragoman.record import Record
from dragoman.record.backup import Manifest, back_up, read_manifest, restore
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

PAGES, MORE = 12, 20
KILLED, FULL = -9, 28

# A fork of this process would inherit locks of threads that it does not have.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.faults.nursery"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record that has been read, compacted, read on, judged and watched."""
    place = tmp_path / "record"
    with Record.create(place) as record:
        _grow(record, PAGES)
        record.snapshot("first")
        record.compact()
        claim = next(record.view().claims()).id
        record.judge(
            Judgement(decision=Decision.REJECT, user="ann", claims=(claim,), reason="no act")
        )
    (place / "sources.toml").write_text("# none yet\n")
    return place


def _grow(record: Record, pages: int) -> None:
    record.add(small_pages(pages), outlets=OUTLETS)
    pipeline.run(record, SmallCoder(), jobs=0, read=small_read)


def _grow_closed(folder: Path, pages: int) -> None:
    with Record.open(folder, writable=True) as record:
        _grow(record, pages)


def _said(folder: Path) -> tuple[object, ...]:
    """Return what a sound record says."""
    with Record.open(folder) as record:
        assert record.verify() == []
        view = record.view()
        claims, shots = tuple(view.claims()), record.snapshots()
        return view.digest(), view.as_of, view.counts(), claims, view.judgements(), shots


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "writer.lock")


def _rebuilt(backup: Path, tmp_path: Path) -> tuple[object, ...]:
    restore(backup, tmp_path / "rebuilt")
    return _said(tmp_path / "rebuilt")


# What a restored record is


def test_a_restored_record_says_what_the_original_says(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    assert _said(tmp_path / "again") == _said(folder)
    assert (tmp_path / "again/sources.toml").read_text() == "# none yet\n"


def test_a_restored_record_grows_as_the_original_does(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    for place in (folder, tmp_path / "again"):
        _grow_closed(place, MORE)
    assert _said(tmp_path / "again") == _said(folder)


def test_a_record_without_pages_can_be_restored(tmp_path: Path) -> None:
    Record.create(tmp_path / "record").close()
    assert back_up(tmp_path / "record", tmp_path / "backup").as_of == 0
    back_up(tmp_path / "record", tmp_path / "backup")
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(tmp_path / "record")


def test_the_manifest_says_what_the_backup_holds(folder: Path, tmp_path: Path) -> None:
    made = back_up(folder, tmp_path / "backup")
    assert read_manifest(tmp_path / "backup") == made
    assert (made.digest, made.as_of) == _said(folder)[:2]
    named = {entry.place(tmp_path / "backup") for entry in made.files}
    assert sorted(named) == [p for p in _files(tmp_path / "backup") if p.name != "manifest.json"]


def test_a_backup_can_be_moved(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    (tmp_path / "backup").rename(tmp_path / "elsewhere")
    assert _rebuilt(tmp_path / "elsewhere", tmp_path) == _said(folder)


# A second backup


def test_a_second_backup_holds_what_came_since_and_copies_nothing_again(
    folder: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    back_up(folder, backup)
    before = {path: path.stat().st_ino for path in _files(backup / "pages")}
    _grow_closed(folder, MORE)
    back_up(folder, backup)
    assert len(_files(backup / "pages")) > len(before) > 0
    assert {path: path.stat().st_ino for path in before} == before
    assert _rebuilt(backup, tmp_path) == _said(folder)


def test_a_second_backup_drops_what_a_compaction_made_superfluous(
    folder: Path, tmp_path: Path
) -> None:
    _grow_closed(folder, MORE)
    back_up(folder, tmp_path / "backup")
    before = len(_files(tmp_path / "backup/segments"))
    with Record.open(folder, writable=True) as record:
        record.compact()
    back_up(folder, tmp_path / "backup")
    assert len(_files(tmp_path / "backup/segments")) < before
    assert len(_files(tmp_path / "backup/states")) == 3
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(folder)


def test_a_second_backup_mends_a_file_that_was_damaged(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    victim = _files(tmp_path / "backup/pages")[0]
    victim.write_bytes(b"cut")
    back_up(folder, tmp_path / "backup")
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(folder)


def test_the_backup_of_another_record_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    held = back_up(folder, tmp_path / "backup")
    with Record.create(tmp_path / "other") as other:
        _grow(other, MORE)
        other.compact()
        other.snapshot("more entries than the other record has")
    with pytest.raises(RecordError, match="is the backup of another record"):
        back_up(tmp_path / "other", tmp_path / "backup")
    assert read_manifest(tmp_path / "backup") == held


# Beside a writer


def test_a_backup_beside_a_writer_holds_a_committed_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "READINGS_PER_WRITE", 2)
    ended = threading.Event()
    Record.create(tmp_path / "record").close()

    def work() -> None:
        try:
            for pages in range(4, 40, 4):
                _grow_closed(tmp_path / "record", pages)
        finally:
            ended.set()

    writer = threading.Thread(target=work)
    writer.start()
    seen: list[Manifest] = []
    while not ended.is_set():
        made = back_up(tmp_path / "record", tmp_path / f"backup{len(seen)}")
        seen.append(made)
    writer.join()
    assert len({made.as_of for made in seen}) > 1
    with Record.open(tmp_path / "record") as record:
        assert [record.view_after(m.as_of).digest() for m in seen] == [m.digest for m in seen]
    for number, made in enumerate(seen):
        restore(tmp_path / f"backup{number}", tmp_path / f"again{number}")
        assert _said(tmp_path / f"again{number}")[:2] == (made.digest, made.as_of)


def test_a_state_that_only_the_log_of_the_ledger_holds_is_in_the_backup(
    folder: Path, tmp_path: Path
) -> None:
    with Record.open(folder, writable=True) as writer:
        writer.snapshot("in the log")
        assert (folder / "ledger.sqlite-wal").stat().st_size > 0
        back_up(folder, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    with Record.open(tmp_path / "again") as record:
        assert [shot.name for shot in record.snapshots()] == ["first", "in the log"]


def test_one_backup_at_a_time_is_written_to_a_folder(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    holder = (tmp_path / "backup/writer.lock").open("a")
    fcntl.flock(holder, fcntl.LOCK_EX)
    with holder, pytest.raises(RecordBusy, match="is being written by process"):
        back_up(folder, tmp_path / "backup")


# Damage


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink], ids=["flip", "cut", "loss"])
def test_harm_to_any_file_of_a_backup_is_refused_before_anything_is_put_in_place(
    harm: Callable[[Path], None], folder: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    back_up(folder, backup)
    named = [path for path in _files(backup) if path.name != "manifest.json"]
    assert len(named) > 5
    for path in named:
        content = path.read_bytes()
        harm(path)
        told = (
            re.escape(f"{path} is damaged: expected {len(content)} bytes with sha256 ")
            + r"\w{64}, found (no file|\d+ bytes with sha256 \w{64}); use another backup"
        )
        with pytest.raises(RecordDamaged, match=told):
            restore(backup, tmp_path / "again")
        assert not (tmp_path / "again").exists()
        path.write_bytes(content)
    restore(backup, tmp_path / "again")


def test_any_byte_of_the_manifest_that_changes_is_noticed(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    path = tmp_path / "backup/manifest.json"
    content = path.read_bytes()
    for place in range(0, len(content), 7):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(RecordDamaged, match=r"manifest\.json is damaged: expected .* found"):
            read_manifest(tmp_path / "backup")
    path.write_bytes(content[:-1])
    with pytest.raises(RecordDamaged, match=r"manifest\.json is damaged: expected .* found"):
        read_manifest(tmp_path / "backup")


def test_a_record_that_is_damaged_does_not_replace_its_backup(folder: Path, tmp_path: Path) -> None:
    before = _said(folder)
    back_up(folder, tmp_path / "backup")
    _grow_closed(folder, MORE)
    victim = next(
        p for p in _files(folder / "pages") if not (tmp_path / "backup/pages" / p.name).exists()
    )
    _flip(victim)
    with pytest.raises(RecordDamaged, match=f"{victim.name} is damaged: expected .* found"):
        back_up(folder, tmp_path / "backup")
    victim.unlink()
    with pytest.raises(RecordDamaged, match=f"{victim.name} is missing: expected .* found no file"):
        back_up(folder, tmp_path / "backup")
    assert _rebuilt(tmp_path / "backup", tmp_path) == before


def test_a_backup_is_proved_with_the_audit_of_the_record(folder: Path, tmp_path: Path) -> None:
    with Record.open(folder, writable=True) as record:
        record._ledger._write("update entries set body = '{}' where seq = 2", [()])
    with pytest.raises(RecordDamaged, match=r"is not sound .*entry 2.*`dragoman verify`"):
        back_up(folder, tmp_path / "backup")
    with pytest.raises(NotARecord, match="is not a backup"):
        restore(tmp_path / "backup", tmp_path / "again")


# Places that will not do


def test_a_folder_without_a_manifest_is_no_backup(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match=r"has no manifest\.json; `dragoman backup` makes one"):
        restore(folder, tmp_path / "again")


@pytest.mark.parametrize("name", ["letter.txt", "pages", "record.toml"])
def test_nothing_is_restored_among_other_files(name: str, folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / name).write_text("dear")
    with pytest.raises(RecordError, match=f"is not empty: it holds {name}"):
        restore(tmp_path / "backup", tmp_path / "again")
    assert [path.name for path in (tmp_path / "again").iterdir()] == [name]


def test_a_record_is_not_restored_over(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "backup")
    before = _said(folder)
    with pytest.raises(RecordError, match=r"is not empty: it holds record\.toml"):
        restore(tmp_path / "backup", folder)
    assert _said(folder) == before


@pytest.mark.parametrize("name", ["letter.txt", "pages"])
def test_no_backup_is_made_among_other_files(name: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / name).write_text("dear")
    with pytest.raises(RecordError, match=f"is not empty: it holds {name}"):
        back_up(folder, tmp_path / "backup")


def test_a_folder_that_is_no_record_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="`dragoman init"):
        back_up(tmp_path / "nowhere", tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


# Kills


def _victim(work: Callable[[Path, Path], object], one: Path, other: Path, failpoint: str) -> None:
    os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    work(one, other)


def _lives(
    work: Callable[[Path, Path], object], one: Path, other: Path, name: str
) -> Iterator[str]:
    """Do the work, killed a step later each time, until it comes to its end; yield each kill."""
    for count in itertools.count(1):
        failpoint = f"{name}:{count}"
        process = _processes.Process(target=_victim, args=(work, one, other, failpoint))
        process.start()
        process.join()
        if process.exitcode == 0:
            return
        assert process.exitcode == KILLED
        yield failpoint


@pytest.mark.parametrize("name", ["temporary_written", "renamed"])
def test_a_first_backup_that_is_killed_is_absent_or_whole(
    name: str, folder: Path, tmp_path: Path
) -> None:
    kills = 0
    for failpoint in _lives(back_up, folder, tmp_path / "backup", name):
        kills += 1
        place = tmp_path / failpoint
        if (tmp_path / "backup/manifest.json").exists():
            restore(tmp_path / "backup", place)
            assert _said(place) == _said(folder)
        else:
            with pytest.raises(NotARecord):
                restore(tmp_path / "backup", place)
    assert kills > 3
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(folder)


@pytest.mark.parametrize("name", ["temporary_synced", "renamed", "orphan_swept"])
def test_a_second_backup_that_is_killed_leaves_the_first_one_or_is_whole(
    name: str, folder: Path, tmp_path: Path
) -> None:
    old = _said(folder)
    back_up(folder, tmp_path / "backup")
    _grow_closed(folder, MORE)
    new = _said(folder)
    found = []
    for failpoint in _lives(back_up, folder, tmp_path / "backup", name):
        restore(tmp_path / "backup", tmp_path / failpoint)
        found.append(_said(tmp_path / failpoint))
    assert found
    assert all(said in (old, new) for said in found)
    assert _rebuilt(tmp_path / "backup", tmp_path) == new


@pytest.mark.parametrize("name", ["temporary_written", "renamed"])
def test_a_killed_restore_is_no_record_and_the_next_one_completes_it(
    name: str, folder: Path, tmp_path: Path
) -> None:
    back_up(folder, tmp_path / "backup")
    kills = 0
    for count in itertools.count(1):
        place = tmp_path / f"again{count}"
        process = _processes.Process(
            target=_victim, args=(restore, tmp_path / "backup", place, f"{name}:{count}")
        )
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        kills += 1
        if not (place / "record.toml").exists():
            restore(tmp_path / "backup", place)
        assert _said(place) == _said(folder)
    assert kills > 3


# Full disks


def _starve(
    work: Callable[[Path, Path], object], one: Path, other: Path, largest_file: int
) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        work(one, other)
    except RecordFull:
        os._exit(FULL)


def _on_a_small_disk(
    work: Callable[[Path, Path], object], one: Path, other: Path, largest_file: int
) -> int | None:
    process = _processes.Process(target=_starve, args=(work, one, other, largest_file))
    process.start()
    process.join()
    return process.exitcode


@pytest.mark.parametrize("largest_file", [0, 3_000, 30_000])
def test_a_backup_that_met_a_full_disk_leaves_the_old_one_and_goes_on_when_there_is_room(
    largest_file: int, folder: Path, tmp_path: Path
) -> None:
    old = _said(folder)
    back_up(folder, tmp_path / "backup")
    _grow_closed(folder, MORE)
    assert _on_a_small_disk(back_up, folder, tmp_path / "backup", largest_file) == FULL
    restore(tmp_path / "backup", tmp_path / "old")
    assert _said(tmp_path / "old") == old
    back_up(folder, tmp_path / "backup")
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(folder)


@pytest.mark.parametrize("largest_file", [0, 3_000, 30_000])
def test_a_restore_that_met_a_full_disk_goes_on_when_there_is_room(
    largest_file: int, folder: Path, tmp_path: Path
) -> None:
    back_up(folder, tmp_path / "backup")
    place = tmp_path / "rebuilt"
    assert _on_a_small_disk(restore, tmp_path / "backup", place, largest_file) == FULL
    with pytest.raises(NotARecord):
        Record.open(place)
    assert _rebuilt(tmp_path / "backup", tmp_path) == _said(folder)


def test_a_full_disk_says_what_to_do(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(RecordFull, match=r"No space left.*free some space and run"):
        back_up(folder, tmp_path / "backup")
