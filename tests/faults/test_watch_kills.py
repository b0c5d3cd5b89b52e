"""A watch that is killed anywhere comes, with another pass, to what an undisturbed one has."""

import multiprocessing
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Record
from tests.faults.hostile import HostileServer, hostile_server, plain
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


def _pass(folder: Path, server: HostileServer, failpoint: str = "") -> int | None:
    victim = _CONTEXT.Process(target=watch_once, args=(folder, server.port, failpoint))
    victim.start()
    victim.join(60)
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
    assert _pass(folder, server, failpoint) == -signal.SIGKILL
    assert _pass(folder, server) == 0
    assert _digest(folder) == undisturbed
