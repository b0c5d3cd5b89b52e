"""A watch that can be killed: what a victim does, by itself and from its first line."""

import os
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

from ssrfguard import Policy

from dragoman.faces.sources_file import Source
from dragoman.faces.watching import Watch
from dragoman.pages.fetcher import HttpFetcher
from dragoman.record import Record
from tests.faults.hostile import CONTACT, LIMITS, SkippingClock


def watch_once(folder: Path, port: int, failpoint: str) -> None:
    """Make one pass over the feed of a server on this port, and die where it is asked."""
    if failpoint:
        os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    policy = Policy(allowed_networks=(ip_network("127.0.0.1/32"),), allowed_ports=frozenset({port}))
    fetcher = HttpFetcher(CONTACT, policy=policy, limits=LIMITS, clock=SkippingClock())
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with Record.open(folder, writable=True) as record:
        watch = Watch(record, fetcher, now=lambda: now)
        watch.run_once((Source(url=f"http://127.0.0.1:{port}/feed"),))
