"""What may be reached: public addresses over http and https, each resolved once and pinned.

An address is looked up once, every answer is vetted, and the connection goes to an answer that
was vetted, so a name that moves between the look-up and the connection moves nothing (ssrfguard;
tests/unit/pages/test_reach.py tries every way around that the design lists).
"""

import ssl
import time
from collections.abc import Iterable

import httpcore
import httpx
from ssrfguard import Policy, Resolver
from ssrfguard.httpx import SafeBackend, SafeTransport

# Ports 80 and 443, no credentials, no private network, and no name that points to both kinds.
PUBLIC = Policy(allowed_schemes=frozenset({"http", "https"}), allowed_ports=frozenset({80, 443}))


class PinnedTransport(SafeTransport):
    """Connects to vetted addresses alone, and lets no exchange last beyond its end.

    `ends` is a time of `time.monotonic`. A server that trickles is within every timeout of a
    single read; the end holds for the look-up's answer, the handshake, headers and body together.
    """

    def __init__(self, policy: Policy, *, ends: float, resolver: Resolver | None = None) -> None:
        super().__init__(policy=policy, resolver=resolver, trust_env=False)
        # As ssrfguard puts its backend in, with ours in its place; the certificates of certifi
        # are checked, and nothing can ask for less.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=_EndingBackend(policy=policy, resolver=resolver, ends=ends),
        )


class _EndingBackend(SafeBackend):
    """Connects as its parent does, and gives every wait what is left of the time."""

    def __init__(self, *, policy: Policy, resolver: Resolver | None, ends: float) -> None:
        super().__init__(policy=policy, resolver=resolver)
        self._ends = ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, vet and connect."""
        left = _left(self._ends, timeout, httpcore.ConnectTimeout)
        # The timeout is per address that is tried, and the server chooses how many there are.
        share = left / self.policy.max_connection_attempts
        stream = super().connect_tcp(host, port, share, local_address, socket_options)
        return _EndingStream(stream, self._ends)


class _EndingStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the exchange."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes, before the end."""
        return self._stream.read(max_bytes, _left(self._ends, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes, before the end."""
        self._stream.write(buffer, _left(self._ends, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Shake hands, before the end."""
        left = _left(self._ends, timeout, httpcore.ConnectTimeout)
        return _EndingStream(self._stream.start_tls(ssl_context, server_hostname, left), self._ends)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def _left(ends: float, timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
    """Return how long a wait may take.

    Raises:
        TimeoutException: of the kind given, when the time is over.
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise late("the exchange took longer than it may")
    return left if timeout is None else min(left, timeout)
