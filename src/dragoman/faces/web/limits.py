"""How much one address may ask: bytes of a request, requests, and time of the server."""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute, storage, strategies
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.faces.api.problems import problem

# The largest thing that anybody sends is a query or a form of the review desk.
MOST_BYTES = 1024 * 1024
# What one address may ask in a minute where others than this machine reach the server: more
# than a person reads, enough for a program that pages through a list.
REQUESTS_PER_MINUTE = 300
# Milliseconds of answering that one address may use in a minute: half of one processor.
MILLISECONDS_PER_MINUTE = 30_000


class SmallBodies:
    """ASGI middleware that refuses a request whose body is too large, however it comes."""

    def __init__(self, app: ASGIApp, most: int = MOST_BYTES) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and stop reading it where it grows too large."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = problem(413, f"the request is larger than {self._most:,} bytes; send less")
        if _announced(Request(scope)) > self._most:
            await refusal(scope, receive, send)
            return
        await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        """Return what hands the body over, and fails once it is larger than it may be."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise HTTPException(413, f"the request is larger than {self._most:,} bytes")
            return message

        return counted


def _announced(request: Request) -> int:
    """Return how many bytes a request says that it has; what is no number says none."""
    text = request.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Budget:
    """What one address may use in a minute."""

    requests: int = REQUESTS_PER_MINUTE
    milliseconds: int = MILLISECONDS_PER_MINUTE


class Used:
    """What each address used; it can be handed over to another process."""

    def __init__(self) -> None:
        self.storage = storage.MemoryStorage()

    def told(self) -> str:
        """Return what `go_on_from` takes."""
        return json.dumps([dict(self.storage.storage), dict(self.storage.expirations)])

    def go_on_from(self, told: str) -> None:
        """Count on from what another process counted."""
        counts, until = json.loads(told)
        self.storage.storage.update(counts)
        self.storage.expirations.update(until)


class Budgets:
    """ASGI middleware that asks an address to wait once it has used up its minute.

    The time that an answer takes is known when it is given, so the request after it is the one
    that waits. Windows slide: half of what was used a minute ago counts half a minute later.
    """

    def __init__(
        self,
        app: ASGIApp,
        budget: Budget,
        clock: Callable[[], float] = time.perf_counter,
        used: Used | None = None,
    ) -> None:
        self._app = app
        self._clock = clock
        self._requests = RateLimitItemPerMinute(budget.requests)
        self._milliseconds = RateLimitItemPerMinute(budget.milliseconds)
        self._used = strategies.SlidingWindowCounterRateLimiter((used or Used()).storage)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and count what it took, or ask to wait."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        address = str(scope["client"][0]) if scope.get("client") else "unknown"
        if not self._used.hit(self._requests, address, "requests"):
            await self._wait(self._requests, (address, "requests"))(scope, receive, send)
        elif not self._used.test(self._milliseconds, address, "milliseconds"):
            await self._wait(self._milliseconds, (address, "milliseconds"))(scope, receive, send)
        else:
            await self._app(scope, receive, self._charged(address, send))

    def _charged(self, address: str, send: Send) -> Send:
        """Return what sends an answer on, and counts the time until its first byte.

        A reader who takes long to read uses up nobody's time but his own.
        """
        began = self._clock()

        async def charged(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._charge(address, 1000 * (self._clock() - began))
            await send(message)

        return charged

    def _charge(self, address: str, milliseconds: float) -> None:
        """Count the time of an answer; what is above the minute counts as the whole minute."""
        left = self._used.get_window_stats(self._milliseconds, address, "milliseconds").remaining
        cost = min(math.ceil(milliseconds), left)
        if cost > 0:
            self._used.hit(self._milliseconds, address, "milliseconds", cost=cost)

    def _wait(self, item: RateLimitItem, names: tuple[str, str]) -> ASGIApp:
        until = self._used.get_window_stats(item, *names).reset_time
        seconds = max(1, math.ceil(until - time.time()))
        words = f"this address used up its {names[1]} of this minute; wait {seconds} s"
        return problem(429, words, {"Retry-After": str(seconds)})
