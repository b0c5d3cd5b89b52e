"""Reads pages in processes of this machine."""

import os
import signal
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from dragoman.errors import CoderError
from dragoman.executors.dispatch import Dispatch
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

# A fork would copy the open ledger, the lock and the threads of Arrow.
_SPAWN = get_context("spawn")


@dataclass(frozen=True, slots=True)
class LocalExecutor:
    """`jobs` processes of this machine, each with a coder of its own."""

    jobs: int = 1
    seconds_per_page: float = SECONDS_PER_PAGE

    def run(
        self, recipe: Recipe, pages: Iterable[Page]
    ) -> Generator[tuple[Page, Outcome], None, None]:
        """Yield each page with its outcome, in order; `executors.Executor` says the rest."""
        dispatch = Dispatch(
            _Processes(recipe), jobs=self.jobs, seconds_per_page=self.seconds_per_page
        )
        yield from dispatch.run(pages)


class _Process:
    """A process and the pipe to it, which nobody else holds: its end is the end of the pipe."""

    def __init__(self, recipe: Recipe) -> None:
        self.pipe, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(there, recipe), daemon=True)
        self._process.start()
        there.close()

    def give(self, page: Page) -> None:
        # What a dead process said before is still in the pipe, and then the pipe ends.
        with suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send(page)

    def take(self) -> Said:
        try:
            said: Said = self.pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join()
            raise WorkerLost(f"exit code {self._process.exitcode}") from error
        return said

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Processes:
    """Starts processes and waits for their pipes."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def start(self) -> _Process:
        return _Process(self._recipe)

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        processes = [worker for worker in workers if isinstance(worker, _Process)]
        heard = set(connection.wait([process.pipe for process in processes], seconds))
        return [process for process in processes if process.pipe in heard]


def _serve(pipe: Connection, recipe: Recipe) -> None:
    """Read pages as long as somebody gives some: the whole life of a worker."""
    # Ctrl-C goes to every process of the terminal, and the run decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    given: SimpleQueue[Page] = SimpleQueue()
    Thread(target=_receive, args=(pipe, given), daemon=True).start()
    reader = PageReader(recipe)
    said: Said = reader.load()
    pipe.send(said)
    while not isinstance(said, CoderError):
        said = reader.read(given.get())
        pipe.send(said)


def _receive(pipe: Connection, given: "SimpleQueue[Page]") -> None:
    """Take pages off the pipe at once, so that neither side waits for the other to read.

    The run closes the pipe by ending, however it ends, and its workers end with it.
    """
    while True:
        try:
            given.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)
