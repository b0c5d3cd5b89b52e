"""Whose turn it is: one exchange at a time per host, and a pause between two."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Protocol

# What publishers take for polite (design, ingest.md section 4); robots.txt may ask for more.
PAUSE_SECONDS = 2.0
# A host that asks for more than this between two pages is not read at all in practice.
MOST_PAUSE_SECONDS = 60.0
# A host that says it is too much is asked half as often from then on.
SLOWER = 2.0


class Clock(Protocol):
    """The time, and how to let it pass; tests bring their own."""

    def seconds(self) -> float:
        """Return a time that never goes back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def seconds(self) -> float:
        """Return a time that never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class _Host:
    pause: float
    free_at: float = 0.0
    lock: Lock = field(default_factory=Lock)


class Turns:
    """Keeps every host's turn."""

    def __init__(self, clock: Clock, *, pause: float = PAUSE_SECONDS) -> None:
        self._clock, self._pause = clock, pause
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Wait for the turn of a host, and hold it."""
        kept = self._host(host)
        with kept.lock:
            wait = kept.free_at - self._clock.seconds()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                kept.free_at = self._clock.seconds() + kept.pause

    def ask(self, host: str, pause: float) -> None:
        """Pause for at least so many seconds between two exchanges with a host."""
        kept = self._host(host)
        kept.pause = min(max(kept.pause, pause), MOST_PAUSE_SECONDS)

    def slow_down(self, host: str) -> None:
        """Ask a host half as often as so far."""
        self.ask(host, self._host(host).pause * SLOWER)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(pause=self._pause))
