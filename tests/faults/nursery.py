"""Where the victims of the fault tests come from."""

import multiprocessing
import os
import resource
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from dragoman.errors import DragomanError, RecordFull
from dragoman.record import Record
from tests.faults.work import work

PAGES, BATCH = 40, 4
# How a victim ends that gave up with a clear error: for want of room, or for another reason.
FULL, REFUSED = 28, 29


class Nursery:
    """A process that has imported everything and forks victims: 0.02 s each, not 1 s."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.nursery"])

    def live(
        self,
        folder: Path,
        *,
        seconds: float = 60.0,
        failpoint: str = "",
        largest_file: int | None = None,
        most_files: int | None = None,
        jobs: int = 0,
    ) -> int | None:
        """Do the work for so long at most; return the exit code, negative for a signal."""
        limits = {resource.RLIMIT_FSIZE: largest_file, resource.RLIMIT_NOFILE: most_files}
        settings = {name: said for name, said in os.environ.items() if name.startswith("AWS_")}
        if failpoint:
            settings["DRAGOMAN_FAILPOINT"] = failpoint
        victim = self._context.Process(target=_work, args=(folder, settings, limits, jobs))
        victim.start()
        victim.join(seconds)
        victim.kill()
        victim.join()
        return victim.exitcode


def digest_of_sound(folder: Path) -> str:
    """Return the digest of a record that has nothing wrong and nothing left to do."""
    with Record.open(folder) as record:
        assert record.verify() == []
        counts = record.view().counts()
        assert (counts["pages"], counts["pending"], counts["quarantined"]) == (PAGES, 0, 0)
        return record.view().digest()


def _work(
    folder: Path, settings: Mapping[str, str], limits: Mapping[int, int | None], jobs: int
) -> None:
    # A victim is forked from a process that started before there was a store.
    os.environ.update(settings)
    for kind, most in limits.items():
        if most is not None:
            resource.setrlimit(kind, (most, most))
    try:
        work(Namespace(folder=str(folder), pages=PAGES, batch=BATCH, jobs=jobs, slow=False))
    except RecordFull:
        os._exit(FULL)
    except DragomanError:
        os._exit(REFUSED)
