"""`dragoman --record s3://bucket/prefix`, as it is typed."""

import shutil
from pathlib import Path

from dragoman.record import home_of
from tests.functional.conftest import DEMO, Dragoman, only_line

FAILURE, DAMAGED = 1, 6


def test_a_record_on_a_store_is_used_as_any_other(
    dragoman: Dragoman, tmp_path: Path, postgresql: str, store_address: str
) -> None:
    made = dragoman("init", store_address, "--ledger", postgresql)
    assert (made.returncode, made.stdout) == (0, "")
    assert f"next: dragoman --record {store_address} add PAGES" in made.stderr
    assert dragoman("--record", store_address, "add", DEMO).returncode == 0
    dragoman("init", "beside")
    dragoman("add", DEMO, record=tmp_path / "beside")
    told = [dragoman("--record", place, "verify") for place in (store_address, "beside")]
    assert told[0].stdout == told[1].stdout != ""
    for words in (["status"], ["doctor"], ["snapshot", "create", "autumn"], ["sources", "list"]):
        done = dragoman("--record", store_address, *words)
        assert (done.returncode, done.stdout != "") == (0, words[0] != "sources"), done.stderr
    assert dragoman("--record", store_address, "backup", "copy").returncode == 0
    assert dragoman("restore", "copy", "again").returncode == 0
    assert not (tmp_path / "s3:").exists()


def test_a_store_without_a_ledger_that_machines_share_is_refused_in_one_line(
    dragoman: Dragoman, store_address: str
) -> None:
    done = dragoman("init", store_address)
    assert (done.returncode, done.stdout) == (FAILURE, "")
    assert f"dragoman init {store_address} --ledger postgresql://" in only_line(done.stderr)


def test_an_object_that_is_gone_is_named_by_verify(
    dragoman: Dragoman, postgresql: str, store_address: str, objects: dict[str, str]
) -> None:
    dragoman("init", store_address, "--ledger", postgresql)
    dragoman("--record", store_address, "add", "-", given="Russia met Iran on Monday.")
    dragoman("--record", store_address, "run")
    held = Path(objects["OBJECTS_OF_THE_TESTS"]) / store_address.removeprefix("s3://")
    (gone,) = (held / "segments" / "article").rglob("*.parquet")
    gone.unlink()
    for _ in range(2):
        done = dragoman("--record", store_address, "verify")
        assert (done.returncode, done.stdout) == (DAMAGED, "")
        assert f"{store_address}/segments/article" in done.stderr
        assert gone.name in done.stderr
        shutil.rmtree(home_of(store_address) / "segments")


def test_a_backup_goes_into_a_folder_and_comes_out_into_one(
    dragoman: Dragoman, tmp_path: Path, store_address: str
) -> None:
    dragoman("init", "gulf")
    dragoman("backup", "copy", record=tmp_path / "gulf")
    for words in (["backup", store_address], ["restore", "copy", store_address]):
        done = dragoman(*words, record=tmp_path / "gulf")
        assert (done.returncode, done.stdout) == (FAILURE, "")
        assert only_line(done.stderr).endswith("choose a folder")
    assert not (tmp_path / "s3:").exists()


def test_a_store_that_nobody_runs_is_told_in_one_line(
    dragoman: Dragoman, store_address: str
) -> None:
    done = dragoman("--record", store_address, "status", AWS_ENDPOINT_URL="http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (FAILURE, "")
    assert "run the same command again" in only_line(done.stderr)
