"""The process that the fault tests kill: make a record when there is none, add, run, compact.

python -m tests.faults.work FOLDER [--pages N] [--batch N] [--jobs N] [--executor NAME] [--slow]
    [--kill-every N]
"""

import argparse
import random
import sys
from pathlib import Path

import psutil

from dragoman import pipeline
from dragoman.errors import DragomanError
from dragoman.executors import EXECUTORS
from dragoman.record import Record, store
from dragoman.record.folder import FORMAT_FILE
from tests.faults.small import OUTLETS, SmallCoder, slow_read, small_pages, small_read


def work(arguments: argparse.Namespace, executor: str = "local", kill_every: int = 0) -> bool:
    """Do all the work that is left; tell whether it was interrupted."""
    folder = Path(arguments.folder)
    # Small batches, so that a kill finds many places between two of them.
    store.PAGES_PER_ENTRY = pipeline.READINGS_PER_WRITE = arguments.batch
    made = (folder / FORMAT_FILE).exists()
    with Record.open(folder, writable=True) if made else Record.create(folder) as record:
        record.add(small_pages(arguments.pages), outlets=OUTLETS)
        report = pipeline.run(
            record,
            SmallCoder(),
            jobs=arguments.jobs,
            executor=EXECUTORS[executor],
            progress=Killer(kill_every),
            read=slow_read if arguments.slow else small_read,
        )
        record.compact()
    return report.interrupted


class Killer:
    """Tells the progress, and kills one of the workers at every so many pages."""

    def __init__(self, every: int) -> None:
        self._every, self._dice = every, random.Random(20201006)

    def __call__(self, done: int, total: int) -> None:
        if self._every and done % self._every == 0:
            workers = _workers()
            if workers:
                self._dice.choice(workers).kill()
                sys.stdout.write("killed\n")
        sys.stdout.write(f"{done} of {total}\n")
        sys.stdout.flush()


def _workers() -> list[psutil.Process]:
    """Return the processes that read pages now, by how multiprocessing and ray call them."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if _is_worker(child)]


def _is_worker(child: psutil.Process) -> bool:
    try:
        command = " ".join(child.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return False
    return "spawn_main" in command or command.startswith("ray::PageReader")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--executor", default="local")
    parser.add_argument("--kill-every", type=int, default=0)
    parser.add_argument("--slow", action="store_true")
    given = parser.parse_args()
    try:
        interrupted = work(given, given.executor, given.kill_every)
    except DragomanError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.exit(130 if interrupted else 0)


if __name__ == "__main__":
    main()
