"""soak: whether a watch and a server keep the memory and the files that they have.

A made-up publisher on loopback names new pages at every pass: some come, some fail as pages on the
web do (busy, cut short, reset, a bomb). One process watches and reads them, by the coder of the
fault tests and by a clock that runs half an hour a pass, and merges small files of rows as
`dragoman watch run --read` does; `dragoman serve` answers about the same record. Both are sampled
each second. `_growth` compares the last fifth of the time with the second one; the record grows
meanwhile by `pages`, all claims of which the server holds. In the end each of them has exactly one
outcome, and `verify` finds nothing.
Exits with 1 where memory grew by more than a tenth, or files by more than two.
"""

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import psutil
from ssrfguard import Policy

from dragoman import pipeline
from dragoman.faces.commands.watch import FILES_MERGED
from dragoman.faces.sources_file import Source
from dragoman.faces.watching import Watch
from dragoman.pages.fetcher import HttpFetcher
from dragoman.record import Record
from tests.faults.hostile import (
    CONTACT,
    LIMITS,
    HostileServer,
    SkippingClock,
    bomb,
    hostile_server,
    plain,
    reset,
    truncated,
)
from tests.faults.small import SmallCoder, small_pages, small_read

MINUTES = 5.0
PASS = timedelta(minutes=31)  # a little more than a feed is left alone for
SECONDS_BETWEEN_PASSES = 0.5
ASKED = ("/", "/healthz", "/readyz", "/metrics", "/dyads", "/v1/claims?limit=20", "/v1/agenda")
FAULTS = (reset, truncated, bomb(), plain(b"", status="429 Too Many Requests"))
MOST_GROWTH = 1.1
MOST_FILES = 2
# The last fifth is compared with the second: the first is for warming up.
FIFTHS = 5

Samples = list[tuple[float, int]]


def publish(server: HostileServer, number: int) -> None:
    """Let a feed name a new page, an old one, and one that fails."""
    raw = next(
        page.raw for page in small_pages(number + 1) if page.origin == f"corpus/{number}.txt"
    )
    fault = FAULTS[number % len(FAULTS)]
    server.paths |= {f"/{number}": plain(raw or b"nothing"), f"/bad{number}": fault}
    named = (f"/{number}", f"/{max(0, number - 1)}", f"/bad{number}")
    items = "".join(f"<item><link>{server.url(path)}</link></item>" for path in named)
    server.paths["/feed"] = plain(f"<rss><channel>{items}</channel></rss>".encode())


def watch(folder: Path, port: int) -> None:
    """Watch the feed of a port and read what comes, for ever."""
    policy = Policy(allowed_networks=(ip_network("127.0.0.1/32"),), allowed_ports=frozenset({port}))
    fetcher = HttpFetcher(CONTACT, policy=policy, limits=LIMITS, clock=SkippingClock())
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    while True:
        with Record.open(folder, writable=True) as record:
            made = Watch(record, fetcher, now=lambda: now)  # noqa: B023 -- called in this pass
            made.run_once((Source(url=f"http://127.0.0.1:{port}/feed"),))
            pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
            record.compact(least=FILES_MERGED)
        now += PASS
        time.sleep(SECONDS_BETWEEN_PASSES)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[psutil.Process, str]]:
    """Give the process of a server of a record, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("dragoman")
    command = [str(program), "--record", str(folder), "serve", "--read-only", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            yield psutil.Process(server.pid), f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def watching(folder: Path, port: int) -> Iterator[BaseProcess]:
    """Give the process of a watch."""
    process = get_context("spawn").Process(target=watch, args=(folder, port))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def sample(process: psutil.Process) -> tuple[float, int]:
    """Return the memory in MB and the open files of a process, or of its child that holds most.

    A server answers from a child: the process that was started only watches over it.
    """
    held = (process, *process.children(recursive=True))
    largest = max(held, key=lambda one: one.memory_info().rss)
    return largest.memory_info().rss / 1e6, largest.num_fds()


def figures_of(name: str, samples: Samples) -> dict[str, float]:
    """Return the last values of a process, and what they are to those of the second fifth."""
    fifth = len(samples) // FIFTHS
    second, last = samples[fifth : 2 * fifth], samples[-fifth:]
    memory = [statistics.median(mb for mb, _ in part) for part in (second, last)]
    files = [statistics.median(files for _, files in part) for part in (second, last)]
    return {
        f"{name}_mb": round(memory[1], 1),
        f"{name}_mb_growth": round(memory[1] / memory[0], 3),
        f"{name}_files": files[1],
        f"{name}_files_growth": files[1] - files[0],
    }


def soak(folder: Path, minutes: float) -> dict[str, float]:
    """Let a watch and a server run for so long; return the figures."""
    Record.create(folder).close()
    held: dict[str, Samples] = {"watch": [], "serve": []}
    answers = faults = number = 0
    with (
        hostile_server() as publisher,
        watching(folder, publisher.port) as watcher,
        serving(folder) as (server, address),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        processes = {"watch": psutil.Process(watcher.pid), "serve": server}
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end:
            publish(publisher, number)
            number += 1
            time.sleep(1)
            try:
                for path in ASKED:
                    answers += client.get(path).is_success
            except httpx.TransportError:
                # The server takes a few seconds to start.
                faults += 1
            for name, process in processes.items():
                held[name].append(sample(process))
        assert watcher.is_alive()
    with Record.open(folder) as record:
        view, findings = record.view(), record.verify()
    assert findings == []
    outcomes = Counter(fate.outcome for fate in view.fates())
    counts = view.counts()
    pages = counts.pop("pages")
    # The law of conservation: every page became one of these, and nothing else is there.
    assert outcomes == Counter(counts)
    assert outcomes.total() == pages == len(view.pages())
    figures = {
        "minutes": minutes,
        "pages": pages,
        **outcomes,
        "answers": answers,
        "unreached": faults,
    }
    return figures | figures_of("watch", held["watch"]) | figures_of("serve", held["serve"])


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where something grew."""
    parser = argparse.ArgumentParser(prog="python -m bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        figures = soak(Path(folder) / "record", given.minutes)
    print(json.dumps({"bench": "soak"} | figures))
    grew = [
        figures[f"{name}_mb_growth"] > MOST_GROWTH or figures[f"{name}_files_growth"] > MOST_FILES
        for name in ("watch", "serve")
    ]
    return int(any(grew))
