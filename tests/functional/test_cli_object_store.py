"""`dragoman --record s3://bucket/prefix`, as it is typed."""

from pathlib import Path

from tests.functional.conftest import DEMO, Dragoman, only_line

FAILURE = 1


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


def test_a_store_that_nobody_runs_is_told_in_one_line(
    dragoman: Dragoman, store_address: str
) -> None:
    done = dragoman("--record", store_address, "status", AWS_ENDPOINT_URL="http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (FAILURE, "")
    assert "run the same command again" in only_line(done.stderr)
