"""Pages in turn, and as they were rendered: many readers of a page of one state cost one rendering.

What is kept is answered by the loop itself. Everything else waits for one of few renderers: what
many threads render at once takes each of them as long as all together, and the loop with them.
"""

import asyncio
import threading
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.moment import Moment
from dragoman.faces.web.desk import desk_of

# Pages rendered at once: one that waits for the engine or for what another finds lets others go
# on, and more do not make a processor faster. `python -m bench readers`.
RENDERERS = 3
# Bytes of pages kept of one state: some hundreds of pages. `python -m bench readers`.
MOST_BYTES = 32 * 1024 * 1024
# Addresses remembered for whoever answers next.
ADDRESSES_HELD = 200
# What keeping a page takes beside its words, in bytes, about.
OVERHEAD = 1_000

Page = Callable[[Request], Response]
InTurn = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A page as it was rendered."""

    body: bytes
    headers: dict[str, str]
    status: int

    def response(self) -> Response:
        # Whatever answers on the way adds headers of its own.
        return Response(self.body, self.status, dict(self.headers))


class _OfMoment:
    """The pages of one state, those asked last; safe to be asked by many threads."""

    def __init__(self, renderers: Executor) -> None:
        self._renderers = renderers
        self._turn = threading.Lock()
        # In the order in which they were asked last.
        self._kept: OrderedDict[str, Future[_Rendered]] = OrderedDict()
        # What each counts among the others, in bytes, once it is rendered.
        self._sizes: dict[str, int] = {}

    def ask(self, address: str, render: Callable[[], Response]) -> Future[_Rendered]:
        """Return a page; who asks while it is rendered waits for the same."""
        with self._turn:
            if address not in self._kept:
                self._kept[address] = self._renderers.submit(self._render, address, render)
            self._kept.move_to_end(address)
            return self._kept[address]

    def _render(self, address: str, render: Callable[[], Response]) -> _Rendered:
        is_good = False
        try:
            response = render()
            is_good = response.status_code == 200
        finally:
            if not is_good:
                # A failure is not kept: who asks next may find it mended.
                with self._turn:
                    self._kept.pop(address, None)
        rendered = _Rendered(bytes(response.body), dict(response.headers), response.status_code)
        if is_good:
            self._weigh(address, len(rendered.body) + len(address) + OVERHEAD)
        return rendered

    def _weigh(self, address: str, size: int) -> None:
        """Count a new page and let go of the oldest that are too many."""
        with self._turn:
            if address not in self._kept:
                return
            self._sizes[address] = size
            while sum(self._sizes.values()) > MOST_BYTES and len(self._kept) > 1:
                gone, _ = self._kept.popitem(last=False)
                self._sizes.pop(gone, None)


class KeptPages:
    """The pages of every state that is asked; they go with it."""

    def __init__(self) -> None:
        self._renderers = ThreadPoolExecutor(RENDERERS, "renderer")
        self._of: weakref.WeakKeyDictionary[Moment, _OfMoment] = weakref.WeakKeyDictionary()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._turn = threading.Lock()

    async def answer(self, moment: Moment, request: Request, page: Page) -> Response:
        """Return a page of a state, rendered in turn unless it is kept."""
        address = f"{request.url.path}?{request.url.query}"
        with self._turn:
            pages = self._of.setdefault(moment, _OfMoment(self._renderers))
            self._asked[address] = None
            self._asked.move_to_end(address)
            if len(self._asked) > ADDRESSES_HELD:
                self._asked.popitem(last=False)
        # Most pages look from today.
        day = datetime.now(UTC).date().isoformat()
        asked = pages.ask(f"{day} {address}", lambda: page(request))
        return (await _awaited(asked)).response()

    async def render(self, request: Request, page: Page) -> Response:
        """Return a page rendered in turn, which is not kept."""
        return await asyncio.wrap_future(self._renderers.submit(page, request))

    def asked_last(self) -> tuple[str, ...]:
        """Return the addresses that were asked last, the last one first."""
        with self._turn:
            return tuple(reversed(self._asked))


async def _awaited(page: Future[_Rendered]) -> _Rendered:
    """Wait for what others may wait for too: a reader who leaves takes it from nobody."""
    return page.result() if page.done() else await asyncio.shield(asyncio.wrap_future(page))


def kept(page: Page) -> InTurn:
    """Return what answers as a page does that hangs on address, state of the record and day alone.

    None with a form: that is of one visitor.
    """

    @wraps(page)
    async def answer(request: Request) -> Response:
        return await _pages_of(request).answer(await _moment_of(request), request, page)

    return answer


def in_turn(page: Page) -> InTurn:
    """Return what answers as a page does, for each who asks."""

    @wraps(page)
    async def answer(request: Request) -> Response:
        return await _pages_of(request).render(request, page)

    return answer


async def _moment_of(request: Request) -> Moment:
    moments = desk_of(request).moments
    snapshot = request.query_params.get("as_of", "").strip()
    if snapshot:
        return await run_in_threadpool(moments.at, snapshot)
    fresh = moments.fresh()
    return await run_in_threadpool(moments.now) if fresh is None else fresh


def _pages_of(request: Request) -> KeptPages:
    pages = request.app.state.kept
    assert isinstance(pages, KeptPages)
    return pages
