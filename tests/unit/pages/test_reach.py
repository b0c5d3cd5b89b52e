"""Nothing but public addresses is reached: every way around that design, robust.md 3.1 tried."""

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from ssrfguard import Policy

from dragoman.errors import FetchError
from dragoman.pages.fetcher import HttpFetcher
from dragoman.pages.reach import PinnedTransport
from tests.faults.hostile import (
    CONTACT,
    LIMITS,
    HostileServer,
    SkippingClock,
    hostile_server,
    plain,
    redirect,
)

INWARD = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://127.1/",
    "http://0/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fec0::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.0.0.8/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
)
MISFORMED = (
    "file:///etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/",
    "http:///nothing",
    "http://news.example:22/",
    "https://news.example:8443/",
    "http://user:secret@news.example/",
    "http://news.example@127.0.0.1/",
    "http://news.example/\r\nHost: other",
)

Answers = list[tuple[int, int, int, str, tuple[Any, ...]]]


class Names:
    """A resolver that gives the answers it is told to, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    def __call__(self, host: object, port: object, *_: Any, **__: Any) -> Answers:
        del host
        self.asked += 1
        found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]


def _public(names: Names | None = None) -> HttpFetcher:
    return HttpFetcher(CONTACT, limits=LIMITS, clock=SkippingClock(), resolver=names)


def _reason(fetcher: HttpFetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value.reason


@pytest.mark.parametrize("url", [*INWARD, *MISFORMED])
def test_an_address_that_leads_inward_or_is_misformed_is_refused(url: str) -> None:
    assert _reason(_public(), url) == "refused_address"


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"]])
def test_a_name_with_a_private_address_is_refused(answers: list[str]) -> None:
    assert _reason(_public(Names(answers)), "http://news.example/") == "refused_address"


def test_a_name_that_moves_is_vetted_again_at_each_connection(server: HostileServer) -> None:
    # robots.txt is fetched from the address that may be reached; then the name moves inward.
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    fetcher = HttpFetcher(
        CONTACT, policy=server.policy(), limits=LIMITS, clock=SkippingClock(), resolver=names
    )
    server.paths["/"] = plain()
    assert _reason(fetcher, f"http://news.example:{server.port}/") == "refused_address"
    assert server.asked == {"/robots.txt": 1}
    assert names.asked == 2


def test_a_connection_goes_to_the_address_that_was_vetted_without_a_second_look_up(
    server: HostileServer,
) -> None:
    names = Names(["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"])
    fetcher = HttpFetcher(
        CONTACT, policy=server.policy(), limits=LIMITS, clock=SkippingClock(), resolver=names
    )
    server.paths["/"] = plain()
    assert fetcher.fetch(f"http://news.example:{server.port}/").page is not None
    assert names.asked == 2


@pytest.mark.parametrize("target", [*INWARD[:6], "http://[::1]/", "file:///etc/passwd"])
def test_a_redirect_inward_is_refused(server: HostileServer, target: str) -> None:
    server.paths["/away"] = redirect(target)
    assert _reason(server.fetcher(), server.url("/away")) == "refused_address"


def test_a_relative_redirect_is_followed(server: HostileServer) -> None:
    server.paths |= {"/old": redirect("new"), "/new": plain()}
    page = server.fetcher().fetch(server.url("/old")).page
    assert page is not None
    assert (page.origin, page.url) == (server.url("/old"), server.url("/new"))


def test_redirects_in_a_circle_end(server: HostileServer) -> None:
    server.paths |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert _reason(server.fetcher(), server.url("/a")) == "too_many_redirects"
    assert server.asked["/a"] + server.asked["/b"] == 6


def test_a_proxy_of_the_environment_is_not_used(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        server.paths["/page"] = plain()
        assert server.fetcher().fetch(server.url("/page")).page is not None
        assert proxy.asked.total() == 0


@pytest.mark.parametrize("contact", ["", "nobody", "a b@c.example", "x@y\r\nEvil: 1"])
def test_nobody_fetches_without_saying_who_they_are(contact: str) -> None:
    with pytest.raises(ValueError, match="DRAGOMAN_CONTACT"):
        HttpFetcher(contact)


@pytest.fixture
def unvouched(tmp_path: Path) -> Iterator[int]:
    """The port of a server whose certificate nobody vouches for."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
        "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    command = [*made.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        threading.Thread(target=_shake_hands, args=(listening, context), daemon=True).start()
        yield port


def _shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            connection, _ = listening.accept()
            context.wrap_socket(connection, server_side=True).close()
        except ssl.SSLError:
            # The client hung up, which is what the test is about.
            continue
        except OSError:
            return


def test_a_server_that_nobody_vouches_for_is_not_read(
    unvouched: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Neither may the environment name another authority.
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    policy = Policy(
        allowed_schemes=frozenset({"https"}),
        allowed_networks=(ip_network("127.0.0.1/32"),),
        allowed_ports=frozenset({unvouched}),
    )
    transport = PinnedTransport(policy, ends=time.monotonic() + 10)
    with (
        httpx.Client(transport=transport) as client,
        pytest.raises(httpx.ConnectError, match="CERT"),
    ):
        client.get(f"https://127.0.0.1:{unvouched}/")


def test_a_bad_certificate_is_told_and_not_tried_again(unvouched: int) -> None:
    policy = Policy(
        allowed_schemes=frozenset({"https"}),
        allowed_networks=(ip_network("127.0.0.1/32"),),
        allowed_ports=frozenset({unvouched}),
    )
    clock = SkippingClock()
    fetcher = HttpFetcher(CONTACT, policy=policy, limits=LIMITS, clock=clock)
    # robots.txt comes first, and its trouble stands for that of the host.
    assert _reason(fetcher, f"https://127.0.0.1:{unvouched}/") == "tls"
    assert clock.slept == []
