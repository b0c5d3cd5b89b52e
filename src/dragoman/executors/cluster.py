"""Reads pages in actors of ray, on this machine or on those of a cluster (the part [cluster])."""

import logging
import os
import secrets
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.errors import ExecutorError
from dragoman.executors.dispatch import PAGES_AHEAD, Dispatch
from dragoman.executors.work import (
    SECONDS_PER_PAGE,
    Outcome,
    PageReader,
    Recipe,
    Said,
    Worker,
    WorkerLost,
)
from dragoman.model import Page

# Without it, ray tells its maker hourly how it is used.
SILENCE = "RAY_USAGE_STATS_ENABLED"
# Read when ray is imported: a line that matches is not written to stdout, between our results. What
# ray says there of a worker that died is the error of its page, too, which is dealt with.
SILENT_LINES = {"RAY_DEDUP_LOGS_SKIP_REGEX": "^"}
# Read when ray is imported. It listens on every address of the machine unless told that clusters
# are not for this system, and refuses whoever has no token, other users of this machine included.
ALONE = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_AUTH_MODE": "token"}
# Where a running cluster is; without it ray is started here, for the run.
ADDRESS = "RAY_ADDRESS"
# How often ray asks a cluster that does not answer: 20 times unless told, 45 s each.
PATIENCE = "RAY_NUM_REDIS_GET_RETRIES"
# A page has at most 10 MiB, what was read of it hardly more; ray asks for 75 MB at least.
BYTES_PER_PAGE = 2 * 10 * 1024**2
# Where the session of a ray started here lies: the path of a socket has 107 bytes at most, of which
# ray needs 65, and TMPDIR may be long.
SHORT = "/tmp"  # noqa: S108 - the folder made in it has a name that nobody can guess


@dataclass(frozen=True, slots=True)
class RayExecutor:
    """`jobs` actors of ray, each with a coder of its own and one processor.

    They run in the cluster that RAY_ADDRESS names, whose machines have the same Dragoman. Without
    it ray is started on this machine, where it listens to this machine alone, and ended again.
    """

    jobs: int = 1
    seconds_per_page: float = SECONDS_PER_PAGE

    def run(
        self, recipe: Recipe, pages: Iterable[Page]
    ) -> Generator[tuple[Page, Outcome], None, None]:
        """Yield each page with its outcome, in order; `executors.Executor` says the rest."""
        with _session(self.jobs) as ray:
            dispatch = Dispatch(
                _Actors(ray, recipe), jobs=self.jobs, seconds_per_page=self.seconds_per_page
            )
            yield from dispatch.run(pages)


class _Actor:
    """An actor and what it was asked and has not been heard on yet."""

    def __init__(self, ray: Any, recipe: Recipe) -> None:
        self._ray = ray
        # Whoever handed a page out decides whether it is read again, not ray.
        kind = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(PageReader)
        self._actor = kind.remote(recipe)
        self.asked = deque([self._actor.load.remote()])

    def give(self, page: Page) -> None:
        self.asked.append(self._actor.read.remote(page))

    def take(self) -> Said:
        try:
            said: Said = self._ray.get(self.asked.popleft())
        except self._ray.exceptions.RayError as error:
            raise WorkerLost(_in_one_line(error)) from error
        return said

    def stop(self) -> None:
        self._ray.kill(self._actor)


class _Actors:
    """Starts actors and waits for what they were asked first."""

    def __init__(self, ray: Any, recipe: Recipe) -> None:
        self._ray, self._recipe = ray, recipe

    def start(self) -> _Actor:
        return _Actor(self._ray, self._recipe)

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        first = {w.asked[0]: w for w in workers if isinstance(w, _Actor) and w.asked}
        self._ray.wait(list(first), num_returns=1, timeout=seconds)
        ready, _ = self._ray.wait(list(first), num_returns=len(first), timeout=0)
        return [first[asked] for asked in ready]


def _in_one_line(error: Exception) -> str:
    """Return the line of ray that says what happened, without the trace and the advice."""
    lines = str(error).strip().splitlines()
    # Where an actor could not be made, the last line is the error that came up in it.
    return lines[-1 if "creation task" in lines[0] else 0].strip(" .")


@contextmanager
def _session(jobs: int) -> Iterator[Any]:
    """Yield ray, connected to the cluster or started here."""
    address = os.environ.get(ADDRESS)
    os.environ |= {SILENCE: "0", **SILENT_LINES}
    if address is not None:
        os.environ.setdefault(PATIENCE, "2")
    elif "ray" not in sys.modules:
        os.environ |= ALONE | {"RAY_AUTH_TOKEN": secrets.token_hex(16)}
    try:
        import ray
    except ImportError as error:
        raise ExecutorError(
            "the executor ray needs the library ray; pip install 'dragoman[cluster]'"
        ) from error
    with TemporaryDirectory(prefix="ray-", dir=SHORT) as folder:
        here: dict[str, Any] = {
            "address": "local",
            "num_cpus": jobs,
            "object_store_memory": max(4, jobs * PAGES_AHEAD) * BYTES_PER_PAGE,
            "include_dashboard": False,
            "_temp_dir": folder,
        }
        chosen = here if address is None else {"address": address}
        try:
            ray.init(**chosen, log_to_driver=False, logging_level=logging.CRITICAL)
        except (ConnectionError, RuntimeError) as error:
            place = f"at {address}, which {ADDRESS} names" if address else "on this machine"
            raise ExecutorError(f"ray cannot be reached {place}: {error}") from error
        try:
            yield ray
        finally:
            ray.shutdown()
