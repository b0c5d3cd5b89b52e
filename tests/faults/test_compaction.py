"""A compaction that is killed anywhere leaves what there was, and can be made again."""

import multiprocessing
import shutil
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.record import FAILPOINTS, Record
from dragoman.record.state import live_segments
from tests.faults.compacting import compact_once
from tests.faults.kills import KILLED, OF_RETENTION
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read

PARTS, KINDS = 4, 4
# Of a compaction: each file it writes, and its entry.
POINTS = [
    f"{name}:{count}"
    for name in FAILPOINTS
    if name not in {"ledger_created", "orphan_swept", "object_kept", "store_claimed"} | OF_RETENTION
    for count in ((1, KINDS) if name in FAILPOINTS[:4] else (1,))
]

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.nursery", "tests.faults.compacting"])


@pytest.fixture(scope="module")
def fed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that was fed in parts, with a file of each kind of rows for each."""
    folder = tmp_path_factory.mktemp("fed") / "record"
    pages = list(small_pages(10 * PARTS))
    with Record.create(folder) as record:
        for part in range(PARTS):
            record.add(pages[part::PARTS], outlets=OUTLETS)
            pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    return folder


def files_of(folder: Path) -> int:
    return len(list((folder / "segments").rglob("*.parquet")))


@pytest.mark.slow
@pytest.mark.parametrize("failpoint", POINTS)
def test_a_kill_changes_nothing(failpoint: str, fed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fed, tmp_path / "record"))
    with Record.open(folder) as record:
        before = record.view()
        digest = before.digest()
        victim = _CONTEXT.Process(target=compact_once, args=(folder, failpoint))
        victim.start()
        victim.join(60)
        assert victim.exitcode == KILLED
        assert (record.view().digest(), record.verify()) == (digest, [])
        with Record.open(folder, writable=True) as again:
            again.compact()
            assert (again.view().digest(), again.verify()) == (digest, [])
            assert again.compact() == 0
        assert before.digest() == digest


def test_many_files_become_one_of_each_kind(fed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fed, tmp_path / "record"))
    assert files_of(folder) == PARTS * KINDS
    with Record.open(folder, writable=True) as record:
        assert record.compact() == PARTS * KINDS
        assert len(live_segments(record._ledger)) == KINDS
