"""Addresses to pages: politely, within bounds, and never into a private network."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from random import uniform
from time import monotonic
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from ssrfguard import Policy, Resolver, SSRFGuardError

from dragoman.errors import FetchError, InputError
from dragoman.model import Exchange, Page
from dragoman.pages.bodies import WRONG_TYPES, collect
from dragoman.pages.faults import PASSING, naming_faults
from dragoman.pages.fetching import Fetched, Validators
from dragoman.pages.reach import PUBLIC, PinnedTransport
from dragoman.pages.robots import Robots
from dragoman.pages.turns import Clock, SystemClock, Turns

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 5
OK, NOT_MODIFIED = 200, 304
# Only these say "later"; every other error would be the same again.
LATER = frozenset({429, 503})
MAX_TRIES = 3
# A host that asks for a longer wait is left for the next pass.
MOST_WAIT_SECONDS = 60.0
FIRST_WAIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds that an exchange may take: to connect, for one read, and in all."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 30.0


@dataclass(frozen=True, slots=True)
class _Answer:
    """One exchange, whatever its status."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    exchange: Exchange


class HttpFetcher:
    """Fetches over HTTP, one page after the other."""

    def __init__(
        self,
        contact: str,
        *,
        policy: Policy = PUBLIC,
        resolver: Resolver | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Make a fetcher that says who it is.

        Args:
            contact: a mail or web address of who answers for it, sent with every request.
            policy: what may be reached; tests allow a loopback address.
            resolver: stands in for `socket.getaddrinfo`; what it says is vetted all the same.
            limits: how long an exchange may take.
            clock: the time; tests bring their own.

        Raises:
            InputError: the contact is none.
        """
        self._agent = user_agent(contact)
        self._policy, self._resolver = policy, resolver
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._turns = Turns(self._clock)
        self._robots = Robots(self._rules_of, self._clock.seconds)

    def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """Return what an address holds, after at most five redirects.

        Raises:
            FetchError: it gave no page, for the reason it names.
        """
        answer = self._follow(urldefrag(url).url, known, ask_rules=True)
        validators = Validators(
            url=answer.url,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )
        if answer.status == NOT_MODIFIED:
            return Fetched(page=None, validators=known or validators)
        if answer.status != OK:
            raise FetchError(url, f"http_{answer.status}", f"the server says {answer.status}")
        return Fetched(page=self._page(url, answer), validators=validators)

    def _page(self, url: str, answer: _Answer) -> Page:
        return Page(
            raw=answer.body,
            origin=url,
            url=answer.url,
            media_type=_media_type(answer.headers),
            fetched_at=self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            exchange=answer.exchange,
        )

    def _rules_of(self, url: str) -> tuple[int, bytes]:
        answer = self._follow(url, None, ask_rules=False)
        return answer.status, answer.body

    def _follow(self, url: str, known: Validators | None, *, ask_rules: bool) -> _Answer:
        """Return the answer at the end of the redirects; each target is vetted anew."""
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            if ask_rules:
                self._turns.ask(urlsplit(at).netloc, self._robots.check(self._vetted(at)))
            answer = self._patiently(at, _conditions(at, known))
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or target is None:
                return answer
            onward = urldefrag(urljoin(at, target)).url
            if urlsplit(at).scheme == "https" and urlsplit(onward).scheme != "https":
                raise FetchError(url, "downgrade", f"it redirects from https to {onward}")
            at = onward
        raise FetchError(url, "too_many_redirects", f"more than {MAX_REDIRECTS} redirects")

    def _vetted(self, url: str) -> str:
        """Return an address whose form is allowed, before its robots.txt is asked for."""
        try:
            self._policy.check_url(url)
        except SSRFGuardError as error:
            raise FetchError(url, "refused_address", str(error)) from error
        return url

    def _patiently(self, url: str, conditions: Mapping[str, str]) -> _Answer:
        """Return an answer, trying again where that may help."""
        host = urlsplit(url).netloc
        for attempt in range(1, MAX_TRIES + 1):
            with self._turns.of(host):
                outcome = self._attempt(url, conditions)
            if isinstance(outcome, _Answer):
                if outcome.status not in LATER:
                    return outcome
                self._turns.slow_down(host)
                wait = asked_wait(outcome.headers, self._clock)
            else:
                wait = uniform(0.5, 1.0) * FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
            if attempt == MAX_TRIES or wait is None or wait > MOST_WAIT_SECONDS:
                break
            self._clock.sleep(wait)
        if isinstance(outcome, _Answer):
            return outcome
        raise outcome

    def _attempt(self, url: str, conditions: Mapping[str, str]) -> _Answer | FetchError:
        """Return an answer, or the trouble of the connection that another try may not have.

        Raises:
            FetchError: what would be the same at the next try.
        """
        try:
            with naming_faults(url):
                return self._exchange(url, conditions)
        except FetchError as error:
            if error.reason not in PASSING:
                raise
            return error

    def _exchange(self, url: str, conditions: Mapping[str, str]) -> _Answer:
        ends = monotonic() + self._limits.total
        transport = PinnedTransport(self._policy, ends=ends, resolver=self._resolver)
        timeout = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        with (
            httpx.Client(transport=transport, trust_env=False, timeout=timeout) as client,
            client.stream("GET", url, headers=self._headers(conditions)) as response,
        ):
            _check_type(url, response)
            body = collect(response.iter_raw(), response.headers.get("content-encoding"), url=url)
            return _Answer(url, response.status_code, response.headers, body, _exchange(response))

    def _headers(self, conditions: Mapping[str, str]) -> dict[str, str]:
        return {
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, identity",
            "Connection": "close",
            **conditions,
        }


def asked_wait(headers: httpx.Headers, clock: Clock) -> float | None:
    """Return the seconds of Retry-After, which is a number or a date; None without one."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until - clock.now()).total_seconds())
    except (TypeError, ValueError):
        return None


def user_agent(contact: str) -> str:
    """Return how we introduce ourselves.

    Raises:
        InputError: nobody could be reached at the contact.
    """
    reachable = "@" in contact or contact.startswith(("https://", "http://"))
    if not (reachable and contact.isascii() and contact.isprintable() and " " not in contact):
        raise InputError(
            f"the contact {contact!r} is neither a mail nor a web address; set DRAGOMAN_CONTACT "
            'to one, or write contact = "you@example.org" into sources.toml of the record'
        )
    return f"dragoman/{version('dragoman')} (+{contact})"


def _conditions(url: str, known: Validators | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it changed."""
    if known is None or known.url != url:
        return {}
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value is not None}


def _check_type(url: str, response: httpx.Response) -> None:
    kind = _media_type(response.headers)
    if response.status_code == OK and kind is not None and kind.startswith(WRONG_TYPES):
        raise FetchError(url, "wrong_type", f"it is {kind}, which is no page")


def _media_type(headers: httpx.Headers) -> str | None:
    return headers.get("content-type", "").split(";")[0].strip().lower() or None


def _exchange(response: httpx.Response) -> Exchange:
    request = response.request
    path = request.url.raw_path.decode("ascii")
    return Exchange(
        request=f"{request.method} {path} HTTP/1.1",
        request_headers=_verbatim(request.headers),
        status=f"{response.status_code} {response.reason_phrase}".strip(),
        headers=_verbatim(response.headers),
    )


def _verbatim(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
