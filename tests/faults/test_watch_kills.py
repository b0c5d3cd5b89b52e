"""A watch that is killed anywhere comes, with another pass, to what an undisturbed one has."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record
from tests.faults.hostile import HostileServer, hostile_server, plain
from tests.faults.kills import KILLED, OF_A_WATCH, Moment, kill_until_enough, seconds_of
from tests.faults.watched import watch_once

# More than one unit of work, and one page that is lost.
PAGES = 20
FAILPOINTS = [
    f"{name}:{count}"
    for name, counts in {
        "temporary_written": (1, 2, 4),
        "renamed": (1, 3),
        "folder_synced": (2,),
        "transaction_begun": (1, 2),
        "entry_written": (2,),
        "tables_written": (1, 3),
        "committed": (1, 2, 3),
    }.items()
    for count in counts
]

# A process that has imported everything forks the victims, as that of the nursery does.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.nursery", "tests.faults.watched"])


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile_server() as made:
        paths = [f"/{number}" for number in range(PAGES)]
        made.paths |= {path: plain(f"<p>town {path}</p>".encode()) for path in paths}
        links = "".join(f"<item><link>{made.url(p)}</link></item>" for p in [*paths, "/gone"])
        made.paths["/feed"] = plain(f"<rss><channel>{links}</channel></rss>".encode())
        yield made


@pytest.fixture(scope="module")
def undisturbed(server: HostileServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("undisturbed") / "record"
    Record.create(folder).close()
    assert _pass(folder, server) == 0
    return _digest(folder)


def _pass(
    folder: Path, server: HostileServer, failpoint: str = "", seconds: float = 60.0
) -> int | None:
    victim = _CONTEXT.Process(target=watch_once, args=(folder, server.port, failpoint))
    victim.start()
    victim.join(seconds)
    victim.kill()
    victim.join()
    return victim.exitcode


def _digest(folder: Path) -> str:
    with Record.open(folder) as record:
        assert record.verify() == []
        counts = record.view().counts()
        assert (counts["pages"], counts["pending"], counts["imported"]) == (PAGES + 1, PAGES, 1)
        return record.view().digest()


@pytest.mark.slow
@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_a_kill_loses_nothing_and_counts_nothing_twice(
    server: HostileServer, undisturbed: str, tmp_path: Path, failpoint: str
) -> None:
    folder = tmp_path / "record"
    Record.create(folder).close()
    assert _pass(folder, server, failpoint) == KILLED
    assert _pass(folder, server) == 0
    assert _digest(folder) == undisturbed


@pytest.mark.slow
def test_random_kills_of_a_watch_change_nothing(
    server: HostileServer, undisturbed: str, tmp_path: Path
) -> None:
    def live(folder: Path, seconds: float = 60.0) -> int | None:
        if not folder.exists():
            Record.create(folder).close()
        return _pass(folder, server, seconds=seconds)

    def lives(number: int, moment: Moment) -> int:
        folder, kills = tmp_path / f"record{number}", 0
        while live(folder, moment()) == KILLED:
            kills += 1
        assert _digest(folder) == undisturbed
        return kills

    # Not half a life: the first pages are kept after three quarters of it.
    undisturbed_life = seconds_of(lambda: live(tmp_path / "measured"))
    kill_until_enough(OF_A_WATCH, undisturbed_life, lives)
