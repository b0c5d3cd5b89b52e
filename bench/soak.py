"""soak: whether a watch and a server keep the memory and the files that they have.

A made-up publisher on loopback names new pages at every pass: some come, some fail as pages on the
web do (busy, cut short, reset, a bomb). One process watches and reads them, by the coder of the
fault tests and by a clock that runs half an hour a pass, and merges small files of rows as
`dragoman watch run --read` does; `dragoman serve` answers about the same record. Both are sampled
each second. `_growth` compares the last fifth of the time with the second one.
A server holds all claims, and the record grows by `claims_came` between these fifths; so
`serve_kb_a_claim` says what it took for each. What it holds beyond its record is told by a second
server, `young`, which starts after three fifths of the time: `serve_mb_over_young` compares the two
in the last fifth, where both follow the same record.
In the end each page has exactly one outcome, and `verify` finds nothing.
Exits with 1 where the watch grew by more than a tenth, where the old server holds a tenth more than
the young one, or where either came to hold two files more.
"""

import argparse
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

import httpx
import psutil
from ssrfguard import Policy

from dragoman import pipeline
from dragoman.faces.commands.watch import FILES_MERGED
from dragoman.faces.sources_file import Source
from dragoman.faces.start import take_memory_of_the_system
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
# After so many of them the young server starts.
OLD = 3

# Memory in MB, and open files.
Samples = list[tuple[float, int]]
Sampled = TypeVar("Sampled")


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


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the record, and who asks it."""

    process: psutil.Process
    client: httpx.Client

    @property
    def has_ended(self) -> bool:
        """Tell whether it is over, though nobody ended it."""
        return bool(self.process.status() == psutil.STATUS_ZOMBIE)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Give a server of a record."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("dragoman")
    command = [str(program), "--record", str(folder), "serve", "--read-only", "--port", str(port)]
    with (
        subprocess.Popen(command, stderr=subprocess.DEVNULL) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        try:
            yield Server(psutil.Process(server.pid), client)
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


class Soaked:
    """What was seen of the processes and of the record, second by second."""

    def __init__(self) -> None:
        self.held: dict[str, Samples] = {"watch": [], "serve": [], "young": []}
        self.claims: list[int] = []
        self.answers = self.unreached = 0

    def ask(self, client: httpx.Client) -> None:
        """Ask a server once for each of the paths."""
        try:
            self.answers += sum(client.get(path).is_success for path in ASKED)
        except httpx.TransportError:
            # The server takes a few seconds to start.
            self.unreached += 1

    def see(self, name: str, process: psutil.Process) -> None:
        """Take a sample of a process."""
        self.held[name].append(sample(process))

    def see_claims(self, client: httpx.Client) -> None:
        """Take note of how many claims the record has."""
        try:
            found = re.search(r"^dragoman_claims (\d+)", client.get("/metrics").text, re.MULTILINE)
        except httpx.TransportError:
            found = None
        self.claims.append(int(found[1]) if found else 0)

    def grown(self, name: str) -> dict[str, float]:
        """Return what a process holds in the last fifth, and what that is to the second."""
        (second, files_before), (last, files) = map(_medians, _fifths(self.held[name]))
        return {
            f"{name}_mb": round(last, 1),
            f"{name}_mb_growth": round(last / second, 3),
            f"{name}_files": files,
            f"{name}_files_growth": files - files_before,
        }

    def figures(self) -> dict[str, float]:
        """Return all figures."""
        before, last = (statistics.median(part) for part in _fifths(self.claims))
        old, older = (_medians(part)[0] for part in reversed(_fifths(self.held["serve"])))
        young, _ = _medians(self.held["young"][-len(self.held["serve"]) // FIFTHS :])
        return {
            "answers": self.answers,
            "unreached": self.unreached,
            "claims": last,
            "claims_came": last - before,
            **self.grown("watch"),
            **self.grown("serve"),
            "serve_kb_a_claim": round(1000 * (old - older) / max(1, last - before), 1),
            "young_mb": round(young, 1),
            "serve_mb_over_young": round(old / young, 3),
        }


def _fifths(samples: Sequence[Sampled]) -> tuple[Sequence[Sampled], Sequence[Sampled]]:
    """Return the second fifth of samples and the last."""
    fifth = len(samples) // FIFTHS
    return samples[fifth : 2 * fifth], samples[-fifth:]


def _medians(samples: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Return the median memory and the median files of samples."""
    return statistics.median(mb for mb, _ in samples), statistics.median(n for _, n in samples)


def soak(folder: Path, minutes: float) -> dict[str, float]:
    """Let a watch and a server run for so long; return the figures."""
    Record.create(folder).close()
    soaked, servers = Soaked(), dict[str, Server]()
    with ExitStack() as open_now, hostile_server() as publisher:
        watcher = open_now.enter_context(watching(folder, publisher.port))
        began, number = time.monotonic(), 0
        while (passed := (time.monotonic() - began) / (60 * minutes)) < 1:
            for name, since in (("serve", 0.0), ("young", OLD / FIFTHS)):
                if name not in servers and passed >= since:
                    servers[name] = open_now.enter_context(serving(folder))
            publish(publisher, number)
            number += 1
            time.sleep(1)
            soaked.see("watch", psutil.Process(watcher.pid))
            for name, server in servers.items():
                soaked.ask(server.client)
                soaked.see(name, server.process)
            soaked.see_claims(servers["serve"].client)
            ended = [name for name, server in servers.items() if server.has_ended]
            assert watcher.is_alive(), "the watch ended by itself"
            assert not ended, f"ended by itself: {ended}"
    return {"minutes": minutes, **checked(folder), **soaked.figures()}


def checked(folder: Path) -> dict[str, int]:
    """Return how many pages became what, of a record that is found sound."""
    with Record.open(folder) as record:
        view, findings = record.view(), record.verify()
    assert findings == []
    outcomes = Counter(fate.outcome for fate in view.fates())
    counts = view.counts()
    pages = counts.pop("pages")
    # The law of conservation: every page became one of these, and nothing else is there.
    assert outcomes == Counter(counts)
    assert outcomes.total() == pages == len(view.pages())
    return {"pages": pages, **outcomes}


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where something grew."""
    parser = argparse.ArgumentParser(prog="python -m bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    given = parser.parse_args(argv)
    # The watch is started from here, not as a command.
    take_memory_of_the_system()
    with tempfile.TemporaryDirectory() as folder:
        figures = soak(Path(folder) / "record", given.minutes)
    print(json.dumps({"bench": "soak"} | figures))
    memory = [figures["watch_mb_growth"], figures["serve_mb_over_young"]]
    files = [figures[f"{name}_files_growth"] for name in ("watch", "serve")]
    return int(max(memory) > MOST_GROWTH or max(files) > MOST_FILES)
