"""What people said about a page besides its bytes, and what follows when they differ."""

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.model import Page, content_id

# In the order of `Page`. `origin` and `fetched_at` do not change what is read.
FIELDS = ("origin", "url", "media_type", "fetched_at", "published", "outlet")
TELLING = ("url", "media_type", "published", "outlet")

Said = Mapping[str, str | None]


def said_of(page: Page) -> dict[str, str | None]:
    """Return everything about a page that is not its bytes."""
    return {field: getattr(page, field) for field in FIELDS}


def joined(sayings: Iterable[Said]) -> dict[str, str | None]:
    """Return the one saying that several make, whatever their order.

    Something beats nothing; between two different values the smaller one stands.
    So adding pages is commutative and idempotent, and a date or an outlet that is
    said later is taken up (and the page read again).
    """
    many = list(sayings)
    return {
        field: min((said[field] or "" for said in many if said[field] is not None), default=None)
        for field in FIELDS
    }


def page_with(raw: bytes, said: Mapping[str, Any]) -> Page:
    """Return the page of some bytes and what was said about it."""
    return Page(raw=raw, **{field: said[field] for field in FIELDS})


def unit_id(page: str, said: Said, coder: str, *, attempt: int = 0) -> str:
    """Return the name of one unit of work: this page, as it was said to be, by this coder.

    `attempt` counts how often the page was released from quarantine.
    """
    return content_id("un", page, *(said[field] for field in TELLING), coder, attempt)
