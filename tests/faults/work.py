"""The process that the fault tests kill: make a record when there is none, add, run, compact.

python -m tests.faults.work FOLDER [--pages N] [--batch N] [--jobs N] [--slow]
"""

import argparse
import sys
from pathlib import Path

from dragoman import pipeline
from dragoman.errors import DragomanError
from dragoman.record import Record, store
from dragoman.record.folder import FORMAT_FILE
from tests.faults.small import OUTLETS, SmallCoder, slow_read, small_pages, small_read


def work(arguments: argparse.Namespace) -> bool:
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
            progress=_say,
            read=slow_read if arguments.slow else small_read,
        )
        record.compact()
    return report.interrupted


def _say(done: int, total: int) -> None:
    sys.stdout.write(f"{done} of {total}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--slow", action="store_true")
    try:
        interrupted = work(parser.parse_args())
    except DragomanError as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.exit(130 if interrupted else 0)


if __name__ == "__main__":
    main()
