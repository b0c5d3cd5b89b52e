"""Hands pages out to workers that may die, and gives their outcomes back in order.

A page whose worker dies is given to another one; after TRIES deaths the page is the likelier
cause and gets a failure. A worker that takes too long over a page is ended, and that page gets a
failure at once. What else a lost worker had been given counts for nothing.
"""

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.errors import CoderError, ExecutorError
from dragoman.executors.work import Failure, Outcome, Worker, WorkerLost, Workers
from dragoman.model import Page

# Workers die of what is beside them, too (no memory, a lost machine), but hardly thrice in a row
# over one page.
TRIES = 3
# What libraries leak is given back when a worker is replaced. The memory of one is the same after
# 1,000 pages as after 100, and loading costs as much as 25 pages.
PAGES_PER_WORKER = 5000
# Pages handed out ahead, per worker: enough to keep it busy, few enough to hold in memory.
PAGES_AHEAD = 4


@dataclass(slots=True, eq=False)
class _Unit:
    """A page on its way."""

    page: Page
    deaths: int = 0
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False)
class _Slot:
    """A worker and what it was given; `since` is when it began with the first of that."""

    worker: Worker
    given: deque[_Unit] = field(default_factory=deque)
    total: int = 0
    is_ready: bool = False
    since: float = 0.0

    @property
    def has_room(self) -> bool:
        return len(self.given) < PAGES_AHEAD and self.total < PAGES_PER_WORKER

    def give(self, unit: _Unit) -> None:
        if not self.given:
            self.since = time.monotonic()
        self.given.append(unit)
        self.total += 1
        self.worker.give(unit.page)

    @property
    def is_reading(self) -> bool:
        """Whether its time counts: loading has no limit."""
        return self.is_ready and bool(self.given)

    def seconds_left(self, allowed: float) -> float:
        return self.since + allowed - time.monotonic()

    def is_late(self, allowed: float) -> bool:
        return self.is_reading and self.seconds_left(allowed) <= 0


class Dispatch:
    """One run of pages through at most `jobs` workers."""

    def __init__(self, workers: Workers, *, jobs: int, seconds_per_page: float) -> None:
        self._workers, self._jobs, self._allowed = workers, jobs, seconds_per_page
        self._slots: list[_Slot] = []
        # All units under way in the order of their pages, and those that nobody has now.
        self._units: deque[_Unit] = deque()
        self._waiting: deque[_Unit] = deque()
        self._deaths_in_loading = 0

    def run(self, pages: Iterable[Page]) -> Generator[tuple[Page, Outcome], None, None]:
        """Yield each page with its outcome, in order.

        Raises:
            CoderError: no page can be read.
            ExecutorError: workers die before they are ready.
        """
        coming = iter(pages)
        try:
            while self._fill(coming):
                self._hand_out()
                self._listen()
                yield from self._finished()
        finally:
            for slot in self._slots:
                slot.worker.stop()

    def _fill(self, coming: Iterator[Page]) -> bool:
        """Take pages in as long as there is room; tell whether any is under way."""
        while len(self._units) < self._jobs * PAGES_AHEAD:
            page = next(coming, None)
            if page is None:
                break
            unit = _Unit(page)
            self._units.append(unit)
            self._waiting.append(unit)
        return bool(self._units)

    def _hand_out(self) -> None:
        """Give what waits to the worker with the least to do; start one while all have some."""
        while self._waiting:
            free = (slot for slot in self._slots if slot.has_room)
            slot = min(free, key=lambda slot: len(slot.given), default=None)
            if (slot is None or slot.given) and len(self._slots) < self._jobs:
                slot = _Slot(self._workers.start())
                self._slots.append(slot)
            if slot is None:
                return
            slot.give(self._waiting.popleft())

    def _listen(self) -> None:
        """Wait for a worker to say something or to take too long, and see to all of those."""
        by_worker = {id(slot.worker): slot for slot in self._slots}
        workers = [slot.worker for slot in self._slots]
        for worker in self._workers.wait(workers, self._seconds_left()):
            self._take(by_worker[id(worker)])
        for slot in [slot for slot in self._slots if slot.is_late(self._allowed)]:
            reason = f"the page took longer than {self._allowed:.0f} s"
            slot.given.popleft().outcome = Failure(reason)
            self._end(slot)

    def _seconds_left(self) -> float | None:
        """Return how long until some worker is late; None while none can be."""
        left = (slot.seconds_left(self._allowed) for slot in self._slots if slot.is_reading)
        soonest = min(left, default=None)
        return None if soonest is None else max(soonest, 0.0)

    def _take(self, slot: _Slot) -> None:
        """See to what a worker says."""
        try:
            said = slot.worker.take()
        except WorkerLost as lost:
            self._lose(slot, lost)
            return
        if isinstance(said, CoderError):
            raise said
        slot.since = time.monotonic()
        if said is None:
            slot.is_ready, self._deaths_in_loading = True, 0
            return
        slot.given.popleft().outcome = said
        if not slot.given and slot.total >= PAGES_PER_WORKER:
            self._end(slot)

    def _lose(self, slot: _Slot, lost: WorkerLost) -> None:
        """Count a death where it belongs: to the page in hand, or to the loading."""
        if not slot.is_ready:
            self._deaths_in_loading += 1
            if self._deaths_in_loading >= TRIES:
                raise ExecutorError(
                    f"{TRIES} workers in a row died before they could read ({lost}); see whether "
                    "the machine has memory for so many, and run it again with fewer --jobs"
                )
        elif slot.given:
            unit = slot.given[0]
            unit.deaths += 1
            if unit.deaths >= TRIES:
                unit.outcome = Failure(f"the page killed its worker {TRIES} times ({lost})")
                slot.given.popleft()
        self._end(slot)

    def _end(self, slot: _Slot) -> None:
        """End a worker; what it had left waits again, before all that is newer."""
        self._slots.remove(slot)
        slot.worker.stop()
        self._waiting.extendleft(reversed(slot.given))

    def _finished(self) -> Iterator[tuple[Page, Outcome]]:
        while self._units and (outcome := self._units[0].outcome) is not None:
            yield self._units.popleft().page, outcome
