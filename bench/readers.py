"""readers: how long readers wait for pages while files come into the same record.

`--readers` threads ask one page after the other over the network of this machine, and look at each
for THINK seconds on average; a process beside them imports `--batch` rows every `--every` seconds.
RECORD is copied first; without one `--rows` rows are made. Prints how many answers there were, how
many failed, and how long they took, `p50_ms` and `p99_ms`. Exits with 1 where one failed.
"""

import argparse
import json
import multiprocessing
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from bench.imports import HEADER, rows
from bench.pages import addresses, made
from dragoman.faces.moment import Moment
from dragoman.faces.web.app import create_app
from dragoman.record import Record, import_files

READERS, MINUTES, ROWS = 50, 5.0, 60_000
# What a person looks at a page before the next, in seconds.
THINK = 20.0
# Rows of one file that comes in, and the seconds between two.
BATCH, EVERY = 500, 30.0
# A page that takes longer counts as failed, in seconds.
PATIENCE = 60.0
# What folding a record may take before its first page, in seconds.
SECONDS_TO_START = 3600.0


class Readers:
    """What the readers saw."""

    def __init__(self, root: str, pages: Sequence[str], until: float) -> None:
        self._root, self._pages, self._until = root, pages, until
        self.seconds: list[float] = []
        self.failed: list[str] = []

    def read(self, seed: int) -> None:
        """Ask page after page until the time is up."""
        draw = random.Random(seed)
        time.sleep(draw.uniform(0, THINK))
        while time.monotonic() < self._until:
            page = draw.choice(self._pages)
            started = time.perf_counter()
            try:
                # On a connection of its own: the server closes one that idles while a reader reads.
                answer = httpx.get(self._root + page, timeout=PATIENCE)
            except httpx.HTTPError as error:
                self.failed.append(f"{page}: {type(error).__name__}")
            else:
                if answer.status_code >= 400:
                    self.failed.append(f"{page}: {answer.status_code}")
            self.seconds.append(time.perf_counter() - started)
            time.sleep(draw.expovariate(1 / THINK))


def ingest(folder: Path, batch: int, every: float) -> None:
    """Import a file of new rows again and again, until ended."""
    for number in range(1_000_000):
        time.sleep(every)
        path = folder.parent / f"more-{number}.tab"
        path.write_text(HEADER + "".join(rows(batch, seed=100 + number)), encoding="utf-8")
        with Record.open(folder, writable=True) as record:
            import_files(record, "icews", [path], jobs=1)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a record; yields the address."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def measure(folder: Path, readers: int, minutes: float) -> dict[str, object]:
    """Return the figures of so many readers of a record."""
    with Record.open(folder) as record:
        pages = [address for _, address in addresses(Moment(record.view()))]
    feeding = multiprocessing.get_context("spawn").Process(
        target=ingest, args=(folder, BATCH, EVERY), daemon=True
    )
    with serving(folder) as root:
        # A server is ready when its first page is.
        httpx.get(root, timeout=SECONDS_TO_START).raise_for_status()
        feeding.start()
        seen = Readers(root, pages, time.monotonic() + 60 * minutes)
        threads = [threading.Thread(target=seen.read, args=(n,)) for n in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        feeding.terminate()
        feeding.join()
    cuts = statistics.quantiles(seen.seconds, n=100)
    return {
        "answers": len(seen.seconds),
        "failed": len(seen.failed),
        "first_failures": seen.failed[:5],
        "p50_ms": round(1000 * cuts[49]),
        "p99_ms": round(1000 * cuts[98]),
    }


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where an answer failed."""
    parser = argparse.ArgumentParser(prog="python -m bench readers", description=__doc__)
    parser.add_argument("record", type=Path, nargs="?")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "record"
        if given.record is None:
            made(Path(scratch), given.rows)
        else:
            shutil.copytree(given.record, folder)
        figures = measure(folder, given.readers, given.minutes)
    print(json.dumps({"bench": "readers", "readers": given.readers} | figures))
    return int(bool(figures["failed"]))
