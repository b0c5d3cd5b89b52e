"""The application of one generation: pages, `/v1`, their log, and how it comes and goes."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from dragoman.errors import DragomanError, NotARecord
from dragoman.faces.access import Access, Forms, Tokens
from dragoman.faces.log import Logged
from dragoman.faces.serving.recipe import Recipe
from dragoman.faces.web.app import create_app
from dragoman.faces.web.desk import MENU, Desk
from dragoman.faces.web.kept import KeptPages
from dragoman.faces.web.limits import Budget, Used
from dragoman.record import Record, home_of

# What `make demo` writes.
DEMO = "demo-record"
# Where a generation asks itself; no budget counts it.
ITSELF = "http://localhost"
# The seconds that a generation may take, before it opens, for pages beyond the menu that readers
# asked for last: what nobody asks any more delays what is new.
SECONDS_OF_PAGES = 20.0


def record_of(folder: str) -> tuple[Path, bool]:
    """Return the record asked for; where the current folder is none, that of `make demo` and True.

    Raises:
        RecordError: there is neither.
    """
    home = home_of(folder)
    try:
        Record.open(home).close()
    except NotARecord:
        if folder != "." or not Path(DEMO).is_dir():
            raise
        return Path(DEMO), True
    return home, False


class ServingApp:
    """An ASGI application that can be warmed before it answers, and be left."""

    def __init__(self, recipe: Recipe, behind: Callable[[], None]) -> None:
        self.folder, self.is_demo = record_of(recipe.folder)
        # A kept connection is closed after its next answer: the next call finds who follows.
        self.is_leaving = False
        self._counts = Used() if recipe.is_limited else None
        self._app = create_app(
            self.folder,
            hosts=recipe.hosts,
            answers_sql=recipe.answers_sql,
            access=Access(
                forms=Forms(recipe.key),
                tokens=None if recipe.tokens is None else Tokens(recipe.tokens),
                is_read_only=recipe.is_read_only,
            ),
            budget=Budget() if recipe.is_limited else None,
            used=self._counts,
        )
        self._logged = Logged(self._app)
        desk, kept = self._app.state.desk, self._app.state.kept
        assert isinstance(desk, Desk)
        assert isinstance(kept, KeptPages)
        self._moments, self._kept = desk.moments, kept
        self._moments.follow_elsewhere(behind, recipe.patience)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call."""

        async def closing(message: Message) -> None:
            if self.is_leaving and message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        await self._logged(scope, receive, closing)

    def open_engine(self) -> None:
        """Open the record so that it can be asked."""
        with suppress(DragomanError):
            self._moments.now().view.count()

    def warm(self, asked: Sequence[str]) -> None:
        """Fold the record and render the menu and some pages; where that fails, they say why."""
        with suppress(DragomanError):
            moment = self._moments.now()
            moment.prepare(datetime.now(UTC).date())
            # What the page of any event asks.
            _ = moment.disputed
        asyncio.run(self._render(asked))

    async def _render(self, asked: Sequence[str]) -> None:
        transport = httpx.ASGITransport(self._unlimited, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ITSELF) as client:
            for entry in MENU:
                await client.get(entry.path)
            until = time.monotonic() + SECONDS_OF_PAGES
            for address in asked:
                if time.monotonic() > until:
                    break
                await client.get(address)

    async def _unlimited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer without the budget, the rules and the log of calls from outside."""
        await self._app.router({**scope, "app": self._app}, receive, send)

    def asked_last(self) -> tuple[str, ...]:
        """Return what readers asked for, the last first."""
        return self._kept.asked_last()

    def look(self) -> None:
        """Look whether the record was read on; where that fails, the next reader is told."""
        with suppress(DragomanError):
            self._moments.now()

    def used(self) -> str | None:
        """Return what each address used of its budget."""
        return None if self._counts is None else self._counts.told()

    def go_on_from(self, used: str | None) -> None:
        """Count on from what the generation before counted."""
        if used is not None and self._counts is not None:
            self._counts.go_on_from(used)
