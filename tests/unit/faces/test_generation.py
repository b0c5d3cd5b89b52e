"""A first generation folds its record while it waits for readers."""

import errno
import gc
import os
import socket
import threading
from collections.abc import Sequence
from multiprocessing import Pipe

import pytest

from dragoman.faces.serving.generation import Generation
from dragoman.faces.serving.recipe import Failed, Opened, Recipe

RECIPE = Recipe(
    folder=".",
    hosts=(),
    answers_sql=False,
    is_limited=False,
    is_read_only=True,
    tokens=None,
    key=b"key",
)


class Ended(Exception):
    """The process would have ended here."""


class App:
    """Stands for the application of a record."""

    folder, is_demo = ".", False

    def __init__(self, *, is_slow: bool) -> None:
        self.warmed, self.may_end = threading.Event(), threading.Event()
        if not is_slow:
            self.may_end.set()

    def warm(self, asked: Sequence[str]) -> None:
        assert not asked
        self.warmed.set()
        self.may_end.wait(10)


class Server:
    """Stands for uvicorn; it is asked to end once the application is being warmed."""

    def __init__(self, app: App) -> None:
        self._app = app

    def run(self, sockets: Sequence[socket.socket]) -> None:
        assert sockets
        self._app.warmed.wait(10)


def lived(app: App, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Let a first generation live; return what it said."""

    def make(self: Generation) -> None:
        vars(self).update(_app=app, _server=Server(app))

    monkeypatch.setattr(Generation, "_make", make)
    # Nobody tells it anything, and the end of its supervisor would end this test.
    monkeypatch.setattr(Generation, "_listen", lambda _: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    here, there = Pipe()
    with here, socket.socket() as listener:
        Generation(there, listener, RECIPE).live(None)
        return [here.recv()]


def test_a_first_generation_says_that_it_is_open_and_folds_before_somebody_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = App(is_slow=False)
    monkeypatch.setattr(os, "_exit", lambda _: None)
    assert lived(app, monkeypatch) == [Opened(".", False)]
    assert app.warmed.is_set()


def test_a_generation_that_the_system_refuses_says_what_helps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: Generation) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "record.toml")

    monkeypatch.setattr(Generation, "_make", refuse)
    here, there = Pipe()
    with here, socket.socket() as listener:
        Generation(there, listener, RECIPE).live(None)
        said = here.recv()
    assert isinstance(said, Failed)
    assert str(said.error).startswith("record.toml: Permission denied; run it as the user who")


def test_a_generation_that_is_ended_while_it_folds_waits_for_no_folding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = App(is_slow=True)

    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", end)
    with pytest.raises(Ended):
        lived(app, monkeypatch)
    app.may_end.set()
