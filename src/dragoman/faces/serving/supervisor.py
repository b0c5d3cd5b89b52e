"""The process that `dragoman serve` starts as: it holds the socket, and generations answer at it.

A generation is a process that answers from one state of a record. Where folding a state takes
longer than `moments.PATIENCE_SECONDS`, the next state is folded by the next generation, which
opens when its first pages are rendered; the one before answers until then. A smaller record is
followed by its first generation itself, which then is the only one.
"""

import multiprocessing
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import connection
from multiprocessing.connection import Connection
from types import FrameType

from dragoman.errors import ExecutorError
from dragoman.faces.serving.recipe import (
    Behind,
    Failed,
    Leave,
    Left,
    Open,
    Opened,
    Ready,
    Recipe,
    Said,
    Stop,
    Told,
)

# Fresh interpreters: a copy of a process with threads could stop at a lock that nobody holds, and
# packages of stores and of columns start threads as they are imported.
_SPAWN = multiprocessing.get_context("spawn")
# A generation that has opened answers for as long as it took to make, and at least so many
# seconds: half of one processor is left to others. `python -m bench readers`.
LEAST_REST = 10.0
# How long the next generation waits for what the one before counted, in seconds.
SECONDS_TO_HAND_OVER = 3.0
# What an answer that was begun may still take, in seconds; a browser gives up at about as much.
SECONDS_TO_LEAVE = 90.0
# The same where the whole server is to end.
SECONDS_TO_STOP = 5.0
# A generation that ends by itself so early would end so again.
SHORTEST_LIFE = 10.0
# How often the supervisor looks at its clock, in seconds.
TICK = 0.5


class _Generation:
    """A process, and the pipe to it that ends when either ends."""

    def __init__(
        self, recipe: Recipe, listener: socket.socket, asked: tuple[str, ...] | None
    ) -> None:
        self._begun = time.monotonic()
        self.left_at = 0.0
        self.pipe: Connection
        self.pipe, there = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_live, args=(there, listener, recipe, asked))
        with _without_interrupts():
            self._process.start()
        there.close()

    @property
    def age(self) -> float:
        """How many seconds ago it was begun."""
        return time.monotonic() - self._begun

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode

    def tell(self, told: Told) -> None:
        try:
            self.pipe.send(told)
        except OSError:
            # It is gone, as the end of its pipe will say.
            return

    def hear(self) -> Said | None:
        """Return what it says next, None when it is gone."""
        try:
            said: Said = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return said

    def hear_left(self) -> Left:
        """Return what it counted, nothing of one that does not answer."""
        until = time.monotonic() + SECONDS_TO_HAND_OVER
        while self.pipe.poll(max(0.0, until - time.monotonic())):
            said = self.hear()
            if said is None or isinstance(said, Left):
                return said or Left(None)
        return Left(None)

    def end(self, seconds: float = 0.0) -> None:
        """Let it end by itself for some time, then end it."""
        self._process.join(seconds)
        self._process.kill()
        self._process.join()
        self.pipe.close()


class Supervisor:
    """Keeps one generation answering, and makes the next where the record was read on."""

    def __init__(
        self, recipe: Recipe, listener: socket.socket, opened: Callable[[Opened], None]
    ) -> None:
        self._recipe, self._listener, self._opened = recipe, listener, opened
        self._serving = _Generation(recipe, listener, None)
        self._next: _Generation | None = None
        self._leaving: list[_Generation] = []
        self._behind: Behind | None = None
        self._rests_until = 0.0

    def run(self) -> None:
        """Answer until somebody ends it.

        Raises:
            DragomanError: the first generation cannot be made, or generations do not live.
        """
        try:
            while True:
                self._hear()
                self._make_next()
                self._see_off()
        finally:
            self._stop()

    def _hear(self) -> None:
        known = [self._serving, *([self._next] if self._next else []), *self._leaving]
        heard = set(connection.wait([each.pipe for each in known], TICK))
        for generation in known:
            if generation.pipe in heard:
                self._take(generation, generation.hear())

    def _take(self, generation: _Generation, said: Said | None) -> None:
        if generation is self._serving:
            self._take_from_serving(generation, said)
        elif generation is self._next:
            if isinstance(said, Ready):
                self._change()
            elif said is None or isinstance(said, Failed):
                # It is made again after a rest; meanwhile the state before is answered from.
                self._rests_until = time.monotonic() + max(LEAST_REST, generation.age)
                self._next = None
                generation.end()
        elif said is None:
            self._leaving.remove(generation)
            generation.end()

    def _take_from_serving(self, generation: _Generation, said: Said | None) -> None:
        if isinstance(said, Opened):
            self._opened(said)
        elif isinstance(said, Failed):
            raise said.error
        elif isinstance(said, Behind):
            self._behind = said
        elif said is None:
            generation.end()
            if generation.age < SHORTEST_LIFE:
                raise ExecutorError(
                    f"the process that answers ended by itself (exit code {generation.exit_code}); "
                    "ask the log of the machine why"
                )
            self._opened = _nothing
            self._serving = _Generation(self._recipe, self._listener, None)

    def _make_next(self) -> None:
        if self._behind and self._next is None and time.monotonic() >= self._rests_until:
            self._next = _Generation(self._recipe, self._listener, self._behind.asked)
            self._behind = None

    def _change(self) -> None:
        """Let the next generation take the calls, with what the one before counted."""
        before, following = self._serving, self._next
        assert following is not None
        self._rests_until = time.monotonic() + max(LEAST_REST, following.age)
        before.tell(Leave())
        following.tell(Open(before.hear_left().used))
        before.left_at = time.monotonic()
        self._leaving.append(before)
        # What the one before missed, the next one has; what it misses too, it will say.
        self._serving, self._next, self._behind = following, None, None

    def _see_off(self) -> None:
        """End what should have ended."""
        for generation in tuple(self._leaving):
            if time.monotonic() - generation.left_at > SECONDS_TO_LEAVE:
                self._leaving.remove(generation)
                generation.end()

    def _stop(self) -> None:
        """End all generations; one that answers may end what it has begun."""
        answering = [self._serving, *self._leaving]
        for generation in answering:
            generation.tell(Stop())
        if self._next is not None:
            self._next.end()
        until = time.monotonic() + SECONDS_TO_STOP
        for generation in answering:
            generation.end(max(0.0, until - time.monotonic()))


def _live(
    pipe: Connection, listener: socket.socket, recipe: Recipe, asked: tuple[str, ...] | None
) -> None:
    """Be a generation: what it imports, the supervisor need not hold."""
    from dragoman.faces.serving.generation import Generation

    Generation(pipe, listener, recipe).live(asked)


def _nothing(_: Opened) -> None:
    """Tell nobody: that a server is open is said once."""


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let what is started here leave Ctrl-C, which goes to all of a terminal, to its supervisor."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Terminated(BaseException):
    """Somebody asked this process to end."""


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """Clear up before SIGTERM ends this process, as it would have without."""

    def end(_: int, __: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except Terminated:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
