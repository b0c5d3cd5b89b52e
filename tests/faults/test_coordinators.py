"""Two who want to write, one that stands still, workers that are killed: one record, the same."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from dragoman.record import Record
from tests.faults.nursery import Nursery, digest_of_sound

REFUSED = 1


def work(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.work", str(folder), *options]


@contextmanager
def working(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Give a work that has read its first page, and end it."""
    with subprocess.Popen(
        work(folder, "--slow", *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline().startswith("1 of")
        try:
            yield victim
        finally:
            victim.kill()
            victim.wait()


def try_to_work(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(work(folder), capture_output=True, text=True, check=False)


def test_of_two_that_start_together_one_works_and_the_other_is_told(
    nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    Record.create(folder).close()
    both = [
        subprocess.Popen(
            work(folder, "--slow"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=120)[1] for one in both]
    assert sorted(one.returncode for one in both) == [0, REFUSED]
    assert "".join(said).startswith("RecordBusy: ")
    assert digest_of_sound(folder) == undisturbed
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed


def test_a_writer_that_stands_still_keeps_its_place_and_ends_its_work(
    undisturbed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    with working(folder) as still:
        still.send_signal(signal.SIGSTOP)
        other = try_to_work(folder)
        assert other.returncode == REFUSED
        assert f"is being written by process {still.pid}" in other.stderr
        still.send_signal(signal.SIGCONT)
        still.communicate(timeout=120)
        assert still.returncode == 0
    assert digest_of_sound(folder) == undisturbed


def test_a_writer_that_is_killed_while_it_stands_still_gives_its_place_up(
    undisturbed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    with working(folder) as still:
        still.send_signal(signal.SIGSTOP)
        still.kill()
        still.wait()
        assert try_to_work(folder).returncode == 0
    assert digest_of_sound(folder) == undisturbed


@pytest.mark.slow
def test_workers_that_are_killed_cost_time_and_nothing_else(
    undisturbed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    with working(folder, "--jobs=2") as victim:
        for _ in range(3):
            _kill_a_worker(victim.pid)
            time.sleep(0.5)
        victim.communicate(timeout=120)
        assert victim.returncode == 0
    assert digest_of_sound(folder) == undisturbed


def _kill_a_worker(coordinator: int) -> None:
    workers = [
        child
        for child in psutil.Process(coordinator).children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]
    if workers:
        os.kill(workers[0].pid, signal.SIGKILL)
