"""Wherever pages are read, and whatever dies there, the record is the same."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from dragoman.executors.cluster import SHORT
from tests.faults.nursery import digest_of_sound

# A page waits behind at most seven others, so that none can be under a third kill that is not its
# own doing.
PAGES_BETWEEN_KILLS = 10


def live(folder: Path, *options: str) -> int:
    """Do the work in processes that are killed; return how many were."""
    command = [sys.executable, "-m", "tests.faults.work", str(folder), "--slow", *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return _kills(done.stdout)


def _kills(said: str) -> int:
    return said.splitlines().count("killed")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_that_are_killed_make_the_same_record(
    jobs: int, undisturbed: str, tmp_path: Path
) -> None:
    killing = f"--kill-every={PAGES_BETWEEN_KILLS}"
    assert live(tmp_path / "record", f"--jobs={jobs}", killing) >= 3
    assert digest_of_sound(tmp_path / "record") == undisturbed


@dataclass(frozen=True, slots=True, kw_only=True)
class RayRun:
    """What one run on two actors of ray did to its machine, its actors killed again and again."""

    folder: Path
    said: str
    kills: int
    addresses: frozenset[str]
    usage: frozenset[str | None]
    sessions: frozenset[Path]
    home: Path


@pytest.fixture(scope="module")
def ray_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RayRun]:
    folder = tmp_path_factory.mktemp("ray") / "record"
    command = [sys.executable, "-m", "tests.faults.work", str(folder), "--slow"]
    options = ["--jobs=2", "--executor=ray", f"--kill-every={PAGES_BETWEEN_KILLS}"]
    with TemporaryDirectory() as home:
        given = {"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home}
        with subprocess.Popen(
            [*command, *options], env=given, stdout=subprocess.PIPE, text=True
        ) as victim:
            assert victim.stdout is not None
            assert victim.stdout.readline().startswith("1 of")
            # The one who kills stands still meanwhile.
            victim.send_signal(signal.SIGSTOP)
            family = psutil.Process(victim.pid).children(recursive=True)
            addresses = frozenset(_addresses([psutil.Process(victim.pid), *family]))
            named = [process for process in family if not process.name().startswith("ray::")]
            # A process that takes another name loses what its environment was.
            usage = frozenset(p.environ().get("RAY_USAGE_STATS_ENABLED") for p in named)
            commands = " ".join(word for process in named for word in process.cmdline())
            victim.send_signal(signal.SIGCONT)
            said = victim.stdout.read()
        assert victim.returncode == 0
        yield RayRun(
            folder=folder,
            said=said,
            kills=_kills(said),
            addresses=addresses,
            usage=usage,
            sessions=frozenset(map(Path, re.findall(rf"{SHORT}/ray-\w+", commands))),
            home=Path(home),
        )


def _addresses(family: Iterable[psutil.Process]) -> Iterator[str]:
    """Yield where processes listen and where they are connected to."""
    for process in family:
        for link in process.net_connections("inet"):
            yield from (end.ip for end in (link.laddr, link.raddr) if end)


@pytest.mark.slow
def test_actors_that_are_killed_make_the_same_record(ray_run: RayRun, undisturbed: str) -> None:
    assert ray_run.kills >= 3
    assert digest_of_sound(ray_run.folder) == undisturbed


@pytest.mark.slow
def test_ray_writes_nothing_between_the_results(ray_run: RayRun) -> None:
    ours = re.compile(r"\d+ of \d+|killed")
    assert [line for line in ray_run.said.splitlines() if not ours.fullmatch(line)] == []


@pytest.mark.slow
def test_a_ray_started_here_speaks_with_this_machine_alone(ray_run: RayRun) -> None:
    assert ray_run.addresses
    plain = {address.removeprefix("::ffff:") for address in ray_run.addresses}
    assert [address for address in plain if not ip_address(address).is_loopback] == []


@pytest.mark.slow
def test_a_ray_started_here_reports_no_use(ray_run: RayRun) -> None:
    assert ray_run.usage == {"0"}


@pytest.mark.slow
def test_a_ray_started_here_leaves_nothing_behind(ray_run: RayRun) -> None:
    assert ray_run.sessions
    assert [session for session in ray_run.sessions if session.exists()] == []
    assert list(ray_run.home.iterdir()) == []
