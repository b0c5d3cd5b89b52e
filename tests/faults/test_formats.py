"""A record that an older release wrote: read as it was, grown, upgraded whole or not at all."""

import multiprocessing
import os
import shutil
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.errors import NotARecord
from dragoman.model import Decision, Judgement
from dragoman.record import FAILPOINTS, Record
from dragoman.record.folder import FORMAT, READS
from tests.faults.kills import OF_RETENTION
from tests.faults.small import SmallCoder, small_pages, small_read

FORMAT_1 = Path(__file__).parents[1] / "records" / "format-1"
# What the release that wrote it said of it.
DIGEST = "d34d0262b6d495842e1c1767c2a0631b55ff72724b563676a12a5c9071ab4e3d"
CLAIMS = 18
KILLED = -9
# Those that a judgement passes; it writes no segment, so nothing of a sweep or a new record.
# A record in a folder comes by all others; those of a store are in test_object_store.py.
NOT_PASSED = {"ledger_created", "orphan_swept", "object_kept", "store_claimed"} | OF_RETENTION
PASSED = [name for name in FAILPOINTS if name not in NOT_PASSED]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FORMAT_1, tmp_path / "older"))


def written_format(folder: Path) -> str:
    return (folder / "record.toml").read_text("ascii").strip()


def reject_the_first_claim(folder: Path) -> None:
    with Record.open(folder, writable=True) as record:
        if not record.view().judgements():
            first = min(claim.id for claim in record.view().claims())
            record.judge(
                Judgement(decision=Decision.REJECT, claims=(first,), user="ann", reason="a test")
            )


def judge_and_die(folder: Path, failpoint: str) -> None:
    os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    reject_the_first_claim(folder)


def test_a_record_of_format_1_says_what_it_said_then(older: Path) -> None:
    with Record.open(older) as record:
        assert record.verify() == []
        assert record.view().digest() == record.view("made").digest() == DIGEST
        assert len(list(record.view().claims())) == CLAIMS
    assert written_format(older) == "format = 1"


def test_reading_a_record_of_format_1_changes_none_of_its_files(older: Path) -> None:
    before = {path: path.read_bytes() for path in older.rglob("*") if path.is_file()}
    with Record.open(older) as record:
        assert record.view().counts()["pages"] == 8
    assert {path: path.read_bytes() for path in before} == before


def test_a_record_of_format_1_grows_and_keeps_its_format(older: Path) -> None:
    with Record.open(older, writable=True) as record:
        record.add(small_pages(12))
        pipeline.run(record, SmallCoder(), read=small_read, jobs=0)
        assert record.verify() == []
        assert record.view().counts()["pages"] == 12
        assert record.view("made").digest() == DIGEST
    assert written_format(older) == "format = 1"


def test_the_first_judgement_makes_a_record_of_format_1_one_of_the_newest(older: Path) -> None:
    reject_the_first_claim(older)
    assert written_format(older) == f"format = {FORMAT}"
    with Record.open(older) as record:
        assert record.verify() == []
        assert len(list(record.view().claims())) == CLAIMS - 1
        assert record.view("made").digest() == DIGEST


@pytest.mark.parametrize("failpoint", PASSED)
def test_a_kill_while_a_record_is_upgraded_leaves_it_whole(failpoint: str, older: Path) -> None:
    victim = multiprocessing.get_context("spawn").Process(
        target=judge_and_die, args=(older, failpoint)
    )
    victim.start()
    victim.join()
    assert victim.exitcode == KILLED
    with Record.open(older) as record:
        assert record.verify() == []
        judged = len(record.view().judgements())
        assert len(list(record.view().claims())) == CLAIMS - judged
        # A release that knows no judgements never opens a record that has one.
        assert not judged or written_format(older) == f"format = {FORMAT}"
    reject_the_first_claim(older)
    with Record.open(older) as record:
        assert record.verify() == []
        assert len(list(record.view().claims())) == CLAIMS - 1
    assert written_format(older) == f"format = {FORMAT}"


@pytest.mark.parametrize("writable", [False, True])
def test_a_record_of_a_format_to_come_is_refused_and_left_as_it_is(
    writable: bool, older: Path
) -> None:
    (older / "record.toml").write_text(f"format = {max(READS) + 1}\n", "ascii")
    before = sorted(older.rglob("*"))
    with pytest.raises(NotARecord) as refusal:
        Record.open(older, writable=writable)
    said = str(refusal.value)
    assert f"record format {max(READS) + 1}" in said
    assert f"this release reads 1 to {max(READS)}" in said
    assert "install a newer release" in said
    assert sorted(older.rglob("*")) == before
