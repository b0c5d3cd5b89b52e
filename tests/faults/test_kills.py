"""Kill the work anywhere and do it again: the record is the same as if nobody had."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import psutil
import pytest

from dragoman.record import FAILPOINTS, Record
from tests.faults.kills import (
    IN_ONE_PROCESS,
    KILLED,
    OF_RETENTION,
    WITH_WORKERS,
    Moment,
    kill_until_enough,
    seconds_of,
)
from tests.faults.nursery import Nursery, digest_of_sound

# These a life of a record in a folder does not reach, or each in a test of its own.
ELSEWHERE = {"ledger_created", "orphan_swept", "object_kept", "store_claimed"} | OF_RETENTION


@pytest.mark.slow
# Half of an undisturbed life hits its middle mostly. Of a life with workers the first half brings
# nothing but them, so that no number of halves would come to an end.
@pytest.mark.parametrize(
    ("part", "jobs", "longest_life"),
    [
        pytest.param(IN_ONE_PROCESS, 0, 0.5, id="in-one-process"),
        pytest.param(WITH_WORKERS, 2, 1.5, id="with-workers"),
    ],
)
def test_random_kills_change_nothing(
    part: Fraction,
    jobs: int,
    longest_life: float,
    nursery: Nursery,
    undisturbed: str,
    tmp_path: Path,
) -> None:
    undisturbed_life = seconds_of(lambda: nursery.live(tmp_path / "measured", jobs=jobs))

    def lives(number: int, moment: Moment) -> int:
        folder, kills = tmp_path / f"record{number}", 0
        while nursery.live(folder, seconds=moment(), jobs=jobs) == KILLED:
            kills += 1
        assert digest_of_sound(folder) == undisturbed
        return kills

    kill_until_enough(part, longest_life * undisturbed_life, lives)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", [name for name in FAILPOINTS if name not in ELSEWHERE])
def test_a_kill_at_a_failpoint_changes_nothing(
    name: str, count: int, nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record", failpoint=f"{name}:{count}") == KILLED
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_a_kill_while_a_record_is_made_changes_nothing(
    nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record", failpoint="ledger_created") == KILLED
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_a_kill_while_sweeping_changes_nothing(
    nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record", failpoint="renamed:12") == KILLED
    assert nursery.live(tmp_path / "record", failpoint="orphan_swept") == KILLED
    assert nursery.live(tmp_path / "record") == 0
    assert digest_of_sound(tmp_path / "record") == undisturbed


def test_a_writer_sweeps_what_a_killed_writer_left(nursery: Nursery, tmp_path: Path) -> None:
    assert nursery.live(tmp_path / "record", failpoint="temporary_synced:3") == KILLED
    assert list(tmp_path.rglob("*.tmp"))
    Record.open(tmp_path / "record", writable=True).close()
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("name", ["renamed", "entry_written", "committed"])
def test_what_a_killed_writer_left_can_be_read_as_it_is(
    name: str, nursery: Nursery, tmp_path: Path
) -> None:
    assert nursery.live(tmp_path / "record", failpoint=f"{name}:15") == KILLED
    with Record.open(tmp_path / "record") as record:
        assert record.verify() == []
        assert record.view().counts()["pages"] > 0


def test_workers_do_not_outlive_a_killed_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.work", str(tmp_path / "record")]
    with subprocess.Popen([*command, "--jobs=1", "--slow"], stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline().startswith(b"1 of")
        workers = psutil.Process(victim.pid).children(recursive=True)
        victim.kill()
    assert workers
    _gone, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive
    Record.open(tmp_path / "record", writable=True).close()
