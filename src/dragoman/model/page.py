"""The page: bytes as they came, before anybody read them."""

import hashlib
from dataclasses import dataclass, field

# A line of a JSONL file of articles is a page too: its bytes are the line.
ARTICLE_JSON = "application/vnd.dragoman.article+json"


# Names and values in the order of the wire.
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """How a page came over HTTP: what was asked, and what came before the body."""

    request: str
    request_headers: Headers
    status: str
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Raw bytes with where they came from; nothing is decoded or guessed yet.

    `origin` is the path, address or "-" (stdin) as a person would write it, with
    "#LINE" for a line of a JSONL file. `published` and `outlet` are what the user
    said about the page, not what the page says of itself. `fetched_at` is ISO
    8601 in UTC, None for local files (a clock must not change a record). `exchange`
    is kept beside the bytes in the archive; a page that is read back from it lacks it.
    """

    raw: bytes = field(repr=False)
    origin: str
    url: str | None = None
    media_type: str | None = None
    fetched_at: str | None = None
    published: str | None = None
    outlet: str | None = None
    exchange: Exchange | None = field(default=None, repr=False)

    @property
    def sha256(self) -> str:
        """The digest of the bytes, as hex: the page's identity."""
        return hashlib.sha256(self.raw).hexdigest()
