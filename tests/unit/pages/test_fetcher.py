"""Fetching is polite, bounded, and says why an address gave no page."""

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import FetchError
from dragoman.pages.bodies import collect
from dragoman.pages.fetching import OfflineFetcher
from tests.faults.hostile import (
    ARTICLE,
    CONTACT,
    LIMITS,
    Behaviour,
    HostileServer,
    SkippingClock,
    bomb,
    endless,
    in_turn,
    packed,
    plain,
    reset,
    trickle,
    trickle_headers,
    truncated,
    unless_known,
)

ASKED_TO_WAIT = plain(b"", status="503 Service Unavailable", Retry_After="7")
TOO_MUCH = plain(b"", status="429 Too Many Requests", Retry_After="7")


def _reason(server: HostileServer, behaviour: Behaviour) -> str:
    server.paths["/page"] = behaviour
    with pytest.raises(FetchError) as caught:
        server.fetcher().fetch(server.url("/page"))
    return caught.value.reason


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(reset, "connection", id="reset"),
        pytest.param(truncated, "broken_answer", id="truncated"),
        pytest.param(trickle, "timeout", id="trickle"),
        pytest.param(trickle_headers, "timeout", id="trickle-of-headers"),
        pytest.param(endless, "too_large", id="endless"),
        pytest.param(bomb(), "bomb", id="bomb"),
        pytest.param(plain(b"x", Content_Encoding="br"), "unknown_encoding", id="brotli"),
        pytest.param(plain(ARTICLE, Content_Encoding="gzip"), "damaged", id="not-gzip"),
        pytest.param(plain(b"\x89PNG", Content_Type="image/png"), "wrong_type", id="image"),
        pytest.param(plain(b"", status="404 Not Found"), "http_404", id="gone"),
        pytest.param(plain(b"", status="500 Oh"), "http_500", id="server-error"),
        pytest.param(plain(b"", status="503 Later"), "http_503", id="later"),
        pytest.param(TOO_MUCH, "http_429", id="too-much"),
    ],
)
def test_an_address_without_a_page_says_why(
    server: HostileServer, behaviour: Behaviour, reason: str
) -> None:
    assert _reason(server, behaviour) == reason


def test_a_trickle_ends_with_the_time_of_an_exchange(server: HostileServer) -> None:
    started = time.monotonic()
    assert _reason(server, trickle) == "timeout"
    # Three tries, each as long as an exchange may last; a loaded machine adds to that.
    assert time.monotonic() - started < 3 * LIMITS.total + 5


def test_half_a_packed_body_is_no_page(server: HostileServer) -> None:
    half = gzip.compress(ARTICLE * 100)[:-20]
    assert _reason(server, plain(half, Content_Encoding="gzip")) == "truncated"


def test_a_page_carries_its_exchange_and_its_time(server: HostileServer) -> None:
    server.paths["/page"] = packed(ARTICLE)
    page = server.fetcher().fetch(server.url("/page")).page
    assert page is not None
    assert page.exchange is not None
    assert page.raw == ARTICLE
    assert page.fetched_at is not None
    assert page.fetched_at.startswith("2026-11-25T12:00:")
    assert page.exchange.request == "GET /page HTTP/1.1"
    assert ("Content-Encoding", "gzip") in page.exchange.headers
    assert any(CONTACT in value for _, value in page.exchange.request_headers)


@pytest.mark.parametrize("trouble", [reset, ASKED_TO_WAIT, TOO_MUCH], ids=["reset", "503", "429"])
def test_what_another_try_may_help_is_tried_again(
    server: HostileServer, trouble: Behaviour
) -> None:
    server.paths["/page"] = in_turn(trouble, plain())
    assert server.fetcher().fetch(server.url("/page")).page is not None
    assert server.asked["/page"] == 2


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "503 Later", "401 Who"])
def test_what_no_other_try_helps_is_asked_once(server: HostileServer, status: str) -> None:
    _reason(server, plain(b"", status=status))
    assert server.asked["/page"] == 1


def test_a_host_is_given_the_time_that_it_asks_for(server: HostileServer) -> None:
    clock = SkippingClock()
    server.paths["/page"] = in_turn(ASKED_TO_WAIT, plain())
    server.fetcher(clock).fetch(server.url("/page"))
    assert 7.0 in clock.slept


@pytest.mark.parametrize("later", ["3600", "Wed, 25 Nov 2026 15:00:00 GMT"])
def test_a_host_that_asks_for_a_long_wait_is_left_alone(server: HostileServer, later: str) -> None:
    assert _reason(server, plain(b"", status="503 Later", Retry_After=later)) == "http_503"
    assert server.asked["/page"] == 1


def test_two_pages_of_a_host_have_a_pause_between_them(server: HostileServer) -> None:
    clock = SkippingClock()
    fetcher = server.fetcher(clock)
    server.paths |= {"/1": plain(), "/2": plain()}
    fetcher.fetch(server.url("/1"))
    clock.slept.clear()
    fetcher.fetch(server.url("/2"))
    assert clock.slept == [2.0]


def test_a_host_may_ask_for_a_longer_pause(server: HostileServer) -> None:
    clock = SkippingClock()
    server.paths |= {"/robots.txt": plain(b"User-agent: *\nCrawl-delay: 9"), "/1": plain()}
    fetcher = server.fetcher(clock)
    fetcher.fetch(server.url("/1"))
    clock.slept.clear()
    fetcher.fetch(server.url("/1"))
    assert clock.slept == [9.0]


def test_what_a_server_says_of_change_is_sent_back_verbatim(server: HostileServer) -> None:
    server.paths["/page"] = unless_known('W/"x--1"')
    fetcher = server.fetcher()
    first = fetcher.fetch(server.url("/page"))
    again = fetcher.fetch(server.url("/page"), known=first.validators)
    assert first.page is not None
    assert first.validators.etag == 'W/"x--1"'
    assert again.page is None
    assert again.validators == first.validators


def test_validators_go_to_the_address_that_gave_them_alone(server: HostileServer) -> None:
    server.paths |= {"/a": unless_known('"1"'), "/b": unless_known('"1"')}
    fetcher = server.fetcher()
    known = fetcher.fetch(server.url("/a")).validators
    assert fetcher.fetch(server.url("/b"), known=known).page is not None


ROBOTS = b"User-agent: *\nDisallow: /a*b$\nAllow: /\n"


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        pytest.param(plain(ROBOTS), "robots", id="wildcard"),
        pytest.param(plain(b"User-agent: dragoman\nDisallow: /"), "robots", id="by-name"),
        pytest.param(plain(b"", status="503 Oh"), "robots_unreachable", id="server-error"),
        pytest.param(reset, "robots_unreachable", id="reset"),
    ],
)
def test_robots_txt_is_obeyed(server: HostileServer, rules: Behaviour, reason: str) -> None:
    server.paths |= {"/robots.txt": rules, "/a1b": plain()}
    with pytest.raises(FetchError) as caught:
        server.fetcher().fetch(server.url("/a1b"))
    assert caught.value.reason == reason
    assert server.asked["/a1b"] == 0


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
def test_a_host_without_rules_may_be_read(server: HostileServer, status: str) -> None:
    server.paths |= {"/robots.txt": plain(b"", status=status), "/page": plain()}
    assert server.fetcher().fetch(server.url("/page")).page is not None


def test_the_rules_are_asked_for_once_a_day(server: HostileServer) -> None:
    clock = SkippingClock()
    server.paths["/page"] = plain()
    fetcher = server.fetcher(clock)
    fetcher.fetch(server.url("/page"))
    fetcher.fetch(server.url("/page"))
    assert server.asked["/robots.txt"] == 1
    clock.sleep(24 * 3600)
    fetcher.fetch(server.url("/page"))
    assert server.asked["/robots.txt"] == 2


def test_offline_nothing_is_asked(server: HostileServer) -> None:
    with pytest.raises(FetchError, match="offline"):
        OfflineFetcher().fetch(server.url("/page"))
    assert server.asked.total() == 0


@given(body=st.binary(max_size=2000), cuts=st.integers(min_value=1, max_value=50))
def test_a_packed_body_comes_back_however_it_is_cut(body: bytes, cuts: int) -> None:
    wire = gzip.compress(body)
    chunks = [wire[at : at + cuts] for at in range(0, len(wire), cuts)]
    assert collect(chunks, "gzip", url="u") == body
