"""Ctrl-C in the middle keeps what is read, says so, and the next run goes on from there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.record import Record
from tests.faults.nursery import Nursery, digest_of_sound

INTERRUPTED = 130


@pytest.mark.parametrize("jobs", [0, 1])
def test_an_interrupted_run_keeps_what_it_read(
    jobs: int, nursery: Nursery, undisturbed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    command = [sys.executable, "-m", "tests.faults.work", str(folder), "--slow", f"--jobs={jobs}"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as work:
        assert work.stdout is not None
        assert work.stderr is not None
        while not work.stdout.readline().startswith("10 of"):
            assert work.poll() is None
        # As a terminal does: to the whole group, the workers included.
        os.killpg(work.pid, signal.SIGINT)
        _, said = work.communicate(timeout=60)
    assert (work.returncode, said) == (INTERRUPTED, "")
    with Record.open(folder) as record:
        counts = record.view().counts()
        assert counts["article"] + counts["rejected"] >= 10
        assert counts["pending"] > 0
        assert record.verify() == []
    assert nursery.live(folder) == 0
    assert digest_of_sound(folder) == undisturbed
