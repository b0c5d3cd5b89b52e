"""What a host lets robots read: robots.txt after RFC 9309."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from dragoman.errors import FetchError

# The name that a host's rules may call us by.
ROBOT = "dragoman"
# RFC 9309: what is cached is not used for longer than a day, and 500 KiB must be read.
DAY_SECONDS = 24 * 3600.0
# A host whose rules could not be had is asked for them again after a while, not for each page.
UNREACHABLE_SECONDS = 600.0
MOST_BYTES = 512 * 1024

# Trouble that the page would have too, so that it is told by its own name.
OF_THE_HOST = frozenset({"refused_address", "tls"})

# Fetches an address without asking for its rules; returns status and body.
Ask = Callable[[str], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: Protego | None
    until: float


class Robots:
    """The rules of the hosts that were met, for as long as they may be believed."""

    def __init__(self, ask: Ask, seconds: Callable[[], float]) -> None:
        self._ask, self._seconds = ask, seconds
        self._known: dict[str, _Rules] = {}

    def check(self, url: str) -> float:
        """Return the seconds that a host wants between two pages; 0 where it says nothing.

        Raises:
            FetchError: `robots` where the rules forbid the address, `robots_unreachable`
                where there may be rules and nobody can read them.
        """
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(host)
        if known is None or known.until <= self._seconds():
            known = self._known[host] = self._asked(f"{host}/robots.txt")
        if known.rules is None:
            said = "its robots.txt cannot be had, so nothing is read"
            raise FetchError(url, "robots_unreachable", said)
        if not known.rules.can_fetch(url, ROBOT):
            raise FetchError(url, "robots", "its robots.txt asks robots to leave it")
        return known.rules.crawl_delay(ROBOT) or 0.0

    def _asked(self, url: str) -> _Rules:
        """Return the rules of a host: none is leave to read, an error of the host is not."""
        try:
            status, body = self._ask(url)
        except FetchError as error:
            if error.reason in OF_THE_HOST:
                raise
            return _Rules(None, self._seconds() + UNREACHABLE_SECONDS)
        if status >= 500 or status == 429:
            return _Rules(None, self._seconds() + UNREACHABLE_SECONDS)
        text = body[:MOST_BYTES].decode("utf-8", "replace") if status == 200 else ""
        return _Rules(Protego.parse(text), self._seconds() + DAY_SECONDS)
