"""What fetching is to the rest of Dragoman; how it is done may change behind it."""

from dataclasses import dataclass
from typing import Protocol

from dragoman.errors import FetchError
from dragoman.model import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said to ask with whether its page changed: kept and sent back verbatim.

    They belong to `url`, the address that answered; a redirect's target gets none of another's.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: the page, None where nothing changed since the validators."""

    page: Page | None
    validators: Validators


class Fetcher(Protocol):
    """What turns an address into a page."""

    def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """Return what an address holds.

        Raises:
            FetchError: it gave no page.
        """
        ...


class OfflineFetcher:
    """Refuses every address: what `--offline` promises."""

    def fetch(self, url: str, *, known: Validators | None = None) -> Fetched:
        """Refuse."""
        del known
        raise FetchError(url, "offline", "nothing is fetched with --offline")
