"""readers: how long readers wait for pages while files come into the same record.

`dragoman serve` answers `--readers` threads. Each asks for a page, looks at it for 1 to 5 seconds
(`THINK`), and asks for the next; which, is drawn: first a kind of page, all alike, then one of it,
of `NAMED` actors, pairs, events and outlets the most told most often. Only kinds that the record
has are asked. A process beside them imports `--batch` rows every `--every` seconds. RECORD is
copied first; without one `--rows` rows are made. Before the readers come, one visitor asks for a
page of each kind, as after the start of a server (`first_visit_s`); states that are folded while
readers read are warmed by nobody but the server. Prints how many answers there were, how many
failed, how long they took, what the server held at most (`peak_mb`, all its processes, shared pages
once), how many states of the record readers saw, and the load of the machine before and while they
read: with more than two on two cores, times say little.
Exits with 1 where an answer failed or `p99_ms` is above `MOST_MS`.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil

from bench.imports import HEADER, rows
from bench.pages import MISSING, made
from dragoman.faces.moment import Moment
from dragoman.record import Record, import_files
from tests.functional.browser.examples import EXAMPLES

READERS, MINUTES, ROWS = 50, 5.0, 60_000
# What a person looks at a page before the next, in seconds.
THINK = (1.0, 5.0)
# The budget of the slowest page in a hundred, in milliseconds.
MOST_MS = 1_000
# Rows of one file that comes in, and the seconds between two.
BATCH, EVERY = 500, 30.0
# A page that takes longer counts as failed, in seconds.
PATIENCE = 60.0
# What folding a record may take before its first page, in seconds.
SECONDS_TO_START = 3600.0
# Actors, pairs, events and outlets that readers ask for.
NAMED = 40

# The addresses of each kind of page.
Kinds = Mapping[str, Sequence[str]]


def kinds_of(moment: Moment) -> Kinds:
    """Return what readers may ask for, the most told of each kind first."""
    told = moment.pairs.events_of
    pairs = sorted(told, key=lambda pair: (-len(told[pair]), pair))[:NAMED]
    actors = Counter(code for pair in moment.pairs.events_of for code in pair)
    events = sorted(moment.stories.events, key=lambda event: (-len(event.claims), event.id))
    # An outlet has a page where the record has articles of it; of a dataset it has rows alone.
    outlets = Counter(imprint.outlet for imprint in moment.view.imprints() if imprint.outlet)
    named = {
        "/dyads/{first}-{second}": [f"/dyads/{first}-{second}" for first, second in pairs],
        "/voices/{first}-{second}": [f"/voices/{first}-{second}" for first, second in pairs],
        "/actors/{code}": [f"/actors/{code}" for code, _ in actors.most_common(NAMED)],
        "/events/{event}": [f"/events/{event.id}" for event in events[:NAMED]],
        "/sources/{outlet:path}": [f"/sources/{quote(o)}" for o, _ in outlets.most_common(NAMED)],
        "/behind/{kind}": [
            f"/behind/dyad?first={first}&second={second}&at=/total" for first, second in pairs
        ],
        "/claims": ["/claims", *(f"/claims?dyad={first},{second}" for first, second in pairs)],
    }
    fixed = {
        page: examples
        for page, examples in EXAMPLES.items()
        if page not in named and not any(name in page for name in MISSING)
    }
    return {page: found for page, found in (fixed | named).items() if found}


class Readers:
    """What the readers saw."""

    def __init__(self, client: httpx.Client, kinds: Kinds, until: float) -> None:
        self._client, self._kinds, self._until = client, kinds, until
        self.seconds: list[float] = []
        self.slowest: defaultdict[str, float] = defaultdict(float)
        self.failed: list[str] = []

    def read(self, seed: int) -> None:
        """Ask page after page until the time is up."""
        draw = random.Random(seed)
        time.sleep(draw.uniform(0, THINK[1]))
        while time.monotonic() < self._until:
            kind = draw.choice(list(self._kinds))
            pages = self._kinds[kind]
            # Of forty the first is asked forty times as often as the last.
            (page,) = draw.choices(pages, [1 / (place + 1) for place in range(len(pages))])
            took = self._ask(page)
            self.seconds.append(took)
            self.slowest[kind] = max(self.slowest[kind], took)
            time.sleep(draw.uniform(*THINK))

    def _ask(self, page: str) -> float:
        started = time.perf_counter()
        try:
            answer = self._client.get(page)
        except httpx.HTTPError as error:
            self.failed.append(f"{page}: {type(error).__name__}")
        else:
            if answer.status_code >= 400:
                self.failed.append(f"{page}: {answer.status_code}")
        return time.perf_counter() - started


class Watched:
    """What a server held and showed while it was asked, looked at every second."""

    def __init__(self, server: psutil.Process, client: httpx.Client, until: float) -> None:
        self._server, self._client, self._until = server, client, until
        self.megabytes: list[float] = []
        self.loads: list[float] = []
        self.states: set[int] = set()

    def look(self) -> None:
        """Look until the time is up."""
        while time.monotonic() < self._until:
            self.loads.append(os.getloadavg()[0])
            self.megabytes.append(held_by(self._server))
            try:
                self.states.add(self._client.get("/readyz").json()["as_of"])
            except (httpx.HTTPError, KeyError):
                # Readers count what fails.
                continue
            finally:
                time.sleep(1)


def held_by(server: psutil.Process) -> float:
    """Return the megabytes of a process and of its children; what they share counts once."""
    held = 0.0
    for process in (server, *server.children(recursive=True)):
        try:
            held += process.memory_full_info().pss / 1e6
        except psutil.NoSuchProcess:
            # It ended just now.
            continue
    return held


def ingest(folder: Path, batch: int, every: float) -> None:
    """Import a file of new rows again and again, until ended."""
    for number in range(1_000_000):
        time.sleep(every)
        path = folder.parent / f"more-{number}.tab"
        path.write_text(HEADER + "".join(rows(batch, seed=100 + number)), encoding="utf-8")
        with Record.open(folder, writable=True) as record:
            import_files(record, "icews", [path], jobs=1)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[psutil.Process, str]]:
    """Serve a record as people do; yields the process and the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("dragoman")
    command = [str(program), "--quiet", "--record", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command) as server:
        try:
            yield psutil.Process(server.pid), f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def await_first_page(root: str) -> float:
    """Return what it took until a server answered, in seconds."""
    started = time.monotonic()
    while True:
        try:
            httpx.get(root, timeout=SECONDS_TO_START).raise_for_status()
        except httpx.ConnectError:
            # It is not listening yet.
            time.sleep(0.1)
        else:
            return time.monotonic() - started


def visit(root: str, kinds: Kinds) -> float:
    """Ask for a page of each kind; return what that took, in seconds."""
    started = time.monotonic()
    for pages in kinds.values():
        httpx.get(root + pages[0], timeout=SECONDS_TO_START).raise_for_status()
    return time.monotonic() - started


def measure(folder: Path, readers: int, minutes: float) -> dict[str, object]:
    """Return the figures of so many readers of a record."""
    with Record.open(folder) as record:
        kinds = kinds_of(Moment(record.view()))
    feeding = multiprocessing.get_context("spawn").Process(
        target=ingest, args=(folder, BATCH, EVERY)
    )
    # No connection is kept: the server closes one that idles while a reader reads.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    quiet = os.getloadavg()[0]
    with serving(folder) as (server, root):
        first = await_first_page(root)
        visited = visit(root, kinds)
        with httpx.Client(base_url=root, timeout=PATIENCE, limits=limits) as client:
            until = time.monotonic() + 60 * minutes
            feeding.start()
            seen, watched = Readers(client, kinds, until), Watched(server, client, until)
            threads = [threading.Thread(target=seen.read, args=(n,)) for n in range(readers)]
            threads.append(threading.Thread(target=watched.look))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        feeding.kill()
        feeding.join()
    return figures_of(seen, watched) | {
        "kinds": len(kinds),
        "first_page_s": round(first, 1),
        "first_visit_s": round(visited, 1),
        "load_before": round(quiet, 1),
    }


def figures_of(seen: Readers, watched: Watched) -> dict[str, object]:
    """Return what readers saw as figures."""
    cuts = statistics.quantiles(seen.seconds, n=100)
    slowest = sorted(seen.slowest.items(), key=lambda kind: -kind[1])[:5]
    return {
        "answers": len(seen.seconds),
        "failed": len(seen.failed),
        "first_failures": seen.failed[:5],
        "p50_ms": round(1000 * cuts[49]),
        "p90_ms": round(1000 * cuts[89]),
        "p99_ms": round(1000 * cuts[98]),
        "slowest_ms": {kind: round(1000 * took) for kind, took in slowest},
        "states": len(watched.states),
        "peak_mb": round(max(watched.megabytes)),
        "load": round(statistics.mean(watched.loads), 1),
    }


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where an answer failed or too many were slow."""
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
    slow = figures["p99_ms"]
    assert isinstance(slow, int)
    return int(bool(figures["failed"]) or slow > MOST_MS)
