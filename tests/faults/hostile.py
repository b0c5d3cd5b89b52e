"""A server on loopback that does what servers do on bad days, and a clock that never waits."""

import gzip
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from ssrfguard import Policy

from dragoman.pages.fetcher import HttpFetcher, Limits

CONTACT = "tests@dragoman.example"
# Long enough for a loaded machine, short enough for a test.
LIMITS = Limits(connect=2.0, read=1.0, total=2.0)
ARTICLE = b"<html><body><p>Iran met Russia in town 1.</p></body></html>"

# Answers one request on a connection; closing is done for it.
Behaviour = Callable[[socket.socket, str], None]


class SkippingClock:
    """A clock whose sleeps are over at once and are counted."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._passed = 0.0

    def seconds(self) -> float:
        return self._passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._passed += seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 25, 12, tzinfo=UTC) + timedelta(seconds=self._passed)


class HostileServer:
    """Answers by path; counts what was asked and keeps the requests."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.requests: list[str] = []
        self.paths: dict[str, Behaviour] = {"/robots.txt": plain(status="404 Not Found")}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def fetcher(self, clock: SkippingClock | None = None) -> HttpFetcher:
        """A fetcher that may reach this server and nothing else of the machine."""
        return HttpFetcher(
            CONTACT, policy=self.policy(), limits=LIMITS, clock=clock or SkippingClock()
        )

    def policy(self) -> Policy:
        return Policy(
            allowed_schemes=frozenset({"http", "https"}),
            allowed_networks=(ip_network("127.0.0.1/32"),),
            allowed_ports=frozenset({self.port}),
        )

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                request = _request(connection)
                path = request.split(" ")[1]
                self.asked[path] += 1
                self.requests.append(request)
                self.paths.get(path, plain(status="404 Not Found"))(connection, request)
            except (OSError, IndexError):
                # A client that has enough hangs up, which is what these tests are about.
                return


@contextmanager
def hostile_server() -> Iterator[HostileServer]:
    server = HostileServer()
    try:
        yield server
    finally:
        server.close()


def _request(connection: socket.socket) -> str:
    said = b""
    while b"\r\n\r\n" not in said:
        more = connection.recv(4096)
        if not more:
            break
        said += more
    return said.decode("latin-1")


def plain(body: bytes = ARTICLE, *, status: str = "200 OK", **headers: str) -> Behaviour:
    """Answer as a good server does; `headers` are written with _ for -."""

    def behave(connection: socket.socket, request: str) -> None:
        del request
        said = {"Content-Type": "text/html", "Content-Length": str(len(body))}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        connection.sendall(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave differently each time; the last one stays."""
    left = list(behaviours)

    def behave(connection: socket.socket, request: str) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, request)

    return behave


def unless_known(etag: str, body: bytes = ARTICLE) -> Behaviour:
    """Answer 304 to who sends the tag back as it was."""

    def behave(connection: socket.socket, request: str) -> None:
        known = f"If-None-Match: {etag}\r\n".lower() in request.lower()
        answer = (
            plain(b"", status="304 Not Modified", ETag=etag) if known else plain(body, ETag=etag)
        )
        answer(connection, request)

    return behave


def redirect(target: str) -> Behaviour:
    return plain(b"", status="302 Found", Location=target)


def reset(connection: socket.socket, request: str) -> None:
    """Drop the connection in the middle of the answer."""
    del request
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Len")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def truncated(connection: socket.socket, request: str) -> None:
    """Promise more than comes."""
    plain(ARTICLE, Content_Length=str(len(ARTICLE) + 1000))(connection, request)


def trickle(connection: socket.socket, request: str) -> None:
    """Send a byte at a time, each well within the time of a read, for ever."""
    del request
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def trickle_headers(connection: socket.socket, request: str) -> None:
    """Send headers a byte at a time, for ever."""
    del request
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def endless(connection: socket.socket, request: str) -> None:
    """Send more than anybody keeps, without saying how much."""
    del request
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def packed(body: bytes) -> Behaviour:
    """Answer with a packed body."""
    return plain(gzip.compress(body), Content_Encoding="gzip")


def bomb() -> Behaviour:
    """Answer with 18 MB of nothing in 18 kB."""
    return packed(b"\0" * (18 * 1024 * 1024))
