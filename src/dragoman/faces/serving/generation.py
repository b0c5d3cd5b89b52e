"""One generation of a server: a process that answers from one state of a record.

From then on it follows what people decide about that state.
"""

import gc
import os
import socket
import threading
import time
from collections.abc import Sequence
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError, RecordError
from dragoman.faces.failures import one_line
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
    Told,
    missing,
)

if TYPE_CHECKING:
    import uvicorn

    from dragoman.faces.serving.serving_app import ServingApp

# How long a generation that takes no more calls waits for those whose words are on their way; a
# connection that idles is closed by uvicorn after five seconds.
SECONDS_TO_DRAIN = 6.0
# A call that was accepted is read in the same moment; the socket is closed after it, in seconds.
SECONDS_OF_ACCEPTING = 0.3
# Answers that take longer than this after it are broken off.
SECONDS_TO_ANSWER = 60
# Without readers the ledger is asked so often, in seconds, lest the first reader after a night see
# yesterday, and files that a merge replaced be gone: they stay for an hour.
SECONDS_OF_IDLING = 600.0
# What is made for later gives way to what somebody waits for.
NICE = 10


class Generation:
    """Answers calls that come to a socket, until its supervisor tells it otherwise or is gone."""

    def __init__(self, pipe: Connection, listener: socket.socket, recipe: Recipe) -> None:
        self._pipe, self._listener, self._recipe = pipe, listener, recipe
        self._speaks = threading.Lock()
        self._opening: SimpleQueue[Open] = SimpleQueue()
        self._is_folding = False
        self._app: ServingApp
        self._server: uvicorn.Server

    def live(self, asked: Sequence[str] | None) -> None:
        """Answer at once where `asked` is None, and fold meanwhile; else render those first."""
        try:
            self._make()
        except DragomanError as error:
            self._say(Failed(error))
            return
        except OSError as error:
            self._say(Failed(RecordError(one_line(error))))
            return
        threading.Thread(target=self._listen, daemon=True).start()
        if asked is None:
            self._say(Opened(str(self._app.folder), self._app.is_demo))
            self._is_folding = True
            threading.Thread(target=self._fold, daemon=True).start()
        else:
            self._warm(asked)
            self._say(Ready())
            self._app.go_on_from(self._opening.get().used)
        self._server.run(sockets=[self._listener])
        if self._is_folding:
            # All who came were answered; what is folded for nobody is not waited for.
            os._exit(0)

    def _make(self) -> None:
        try:
            import uvicorn

            from dragoman.faces.serving.serving_app import ServingApp
        except ImportError as error:
            raise missing(error) from error
        if self._recipe.log:
            from dragoman.faces.log import open_log

            open_log(self._recipe.log)
        self._app = ServingApp(self._recipe, self._say_behind)
        self._server = uvicorn.Server(
            uvicorn.Config(
                self._app,
                # Only this loop lets a socket be left before it is closed.
                loop="asyncio",
                log_level="warning",
                timeout_graceful_shutdown=SECONDS_TO_ANSWER,
            )
        )

    def _fold(self) -> None:
        """Fold a first state before somebody asks; who asks meanwhile waits for the same."""
        self._app.warm(())
        _spare_collector()
        self._is_folding = False

    def _warm(self, asked: Sequence[str]) -> None:
        # Threads of the engine live as long as this process, and are as nice as who starts them.
        self._app.open_engine()
        made = threading.Thread(target=self._nicely, args=(asked,))
        made.start()
        made.join()
        _spare_collector()

    def _nicely(self, asked: Sequence[str]) -> None:
        if hasattr(os, "setpriority") and Path("/proc/self/task").exists():
            # On Linux this is of the thread alone.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        self._app.warm(asked)

    def _say(self, said: Said) -> None:
        with self._speaks:
            try:
                self._pipe.send(said)
            except OSError:
                # The supervisor is gone, which the thread that listens sees too.
                return

    def _say_behind(self) -> None:
        self._say(Behind(self._app.asked_last()))

    def _listen(self) -> None:
        """Do what the supervisor tells, and end as soon as it is gone, however it went."""
        while True:
            try:
                if not self._pipe.poll(SECONDS_OF_IDLING):
                    self._app.look()
                    continue
                told: Told = self._pipe.recv()
            except (EOFError, OSError):
                for child in active_children():
                    child.kill()
                os._exit(0)
            if isinstance(told, Open):
                self._opening.put(told)
            elif isinstance(told, Leave):
                self._leave()
            else:
                self._server.should_exit = True

    def _leave(self) -> None:
        """Take no more calls and answer those that came; a kept connection is closed with it."""
        self._app.is_leaving = True
        loop = self._server.servers[0].get_loop()
        loop.call_soon_threadsafe(loop.remove_reader, self._listener)
        time.sleep(SECONDS_OF_ACCEPTING)
        self._say(Left(self._app.used()))
        threading.Timer(SECONDS_TO_DRAIN, self._end).start()

    def _end(self) -> None:
        self._server.should_exit = True


def _spare_collector() -> None:
    """Let the collector never look again at what lives as long as this process."""
    gc.collect()
    gc.freeze()
