"""Pages as they were rendered: many readers of one page of one state cost one rendering."""

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.moment import Moment
from dragoman.faces.web.desk import desk_of

# Bytes of pages kept of one state: some hundreds of pages. `python -m bench readers`.
MOST_BYTES = 32 * 1024 * 1024
# Addresses remembered for whoever answers next.
ADDRESSES_HELD = 200
# What keeping a page takes beside its words, in bytes, about.
OVERHEAD = 1_000

Page = Callable[[Request], Response]


class _Kept:
    """A page, once somebody has rendered it; who asks meanwhile waits for it."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.body = b""
        self.headers: dict[str, str] | None = None
        # What it counts among the others, in bytes; 0 until it is rendered.
        self.size = 0

    def response(self) -> Response:
        # Whatever answers on the way adds headers of its own.
        return Response(self.body, headers=dict(self.headers or {}))


class _OfMoment:
    """The pages of one state, those asked last; safe to be asked by many threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0

    def answer(self, address: str, render: Callable[[], Response]) -> Response:
        with self._turn:
            kept = self._kept.setdefault(address, _Kept())
            self._kept.move_to_end(address)
        with kept.turn:
            if kept.headers is not None:
                return kept.response()
            try:
                response = render()
                if response.status_code == 200:
                    kept.body, kept.headers = bytes(response.body), dict(response.headers)
            finally:
                self._weigh(address, kept)
            return response

    def _weigh(self, address: str, kept: _Kept) -> None:
        """Count a new page and let go of the oldest that are too many; a failure is not kept."""
        with self._turn:
            if self._kept.get(address) is not kept:
                return
            if kept.headers is None:
                del self._kept[address]
                return
            kept.size = len(kept.body) + len(address) + OVERHEAD
            self._bytes += kept.size
            while self._bytes > MOST_BYTES and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= gone.size


class KeptPages:
    """The pages of every state that is asked; they go with it."""

    def __init__(self) -> None:
        self._of: weakref.WeakKeyDictionary[Moment, _OfMoment] = weakref.WeakKeyDictionary()
        self._asked: OrderedDict[str, None] = OrderedDict()
        self._turn = threading.Lock()

    def answer(self, moment: Moment, request: Request, render: Page) -> Response:
        """Return a page of a state, rendered unless it is kept."""
        address = f"{request.url.path}?{request.url.query}"
        with self._turn:
            pages = self._of.setdefault(moment, _OfMoment())
            self._asked[address] = None
            self._asked.move_to_end(address)
            if len(self._asked) > ADDRESSES_HELD:
                self._asked.popitem(last=False)
        # Most pages look from today.
        day = datetime.now(UTC).date().isoformat()
        return pages.answer(f"{day} {address}", lambda: render(request))

    def asked_last(self) -> tuple[str, ...]:
        """Return the addresses that were asked last, the last one first."""
        with self._turn:
            return tuple(reversed(self._asked))


def kept(page: Page) -> Page:
    """Return what answers as a page does that hangs on address, state of the record and day alone.

    None with a form: that is of one visitor.
    """

    @wraps(page)
    def answer(request: Request) -> Response:
        moments, pages = desk_of(request).moments, request.app.state.kept
        assert isinstance(pages, KeptPages)
        snapshot = request.query_params.get("as_of", "").strip()
        moment = moments.at(snapshot) if snapshot else moments.now()
        return pages.answer(moment, request, page)

    return answer
