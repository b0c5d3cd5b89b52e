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
    """Return the one saying that several make, oldest first.

    For each field, what was said last counts, and silence takes nothing back. So a
    date or an outlet can be given later or corrected, and the page is read again.
    """
    whole: dict[str, str | None] = dict.fromkeys(FIELDS)
    for said in sayings:
        whole |= {field: value for field, value in said.items() if value is not None}
    return whole


def oldest_first(sightings: Iterable[tuple[int, str, Said]]) -> list[Said]:
    """Return sayings, each with its entry and its id, in the order that `joined` takes.

    What came in one entry has no order of its own, so the first origin by name stands last, and
    counts, whatever folder the copies lie in.
    """
    by_id = sorted(sightings, key=lambda sighting: sighting[1])
    by_origin = sorted(by_id, key=lambda sighting: sighting[2]["origin"] or "", reverse=True)
    return [said for _, _, said in sorted(by_origin, key=lambda sighting: sighting[0])]


def page_with(raw: bytes, said: Mapping[str, Any]) -> Page:
    """Return the page of some bytes and what was said about it."""
    return Page(raw=raw, **{field: said[field] for field in FIELDS})


def unit_id(page: str, said: Said, coder: str, *, attempt: int = 0) -> str:
    """Return the name of one unit of work: this page, as it was said to be, by this coder.

    `attempt` counts how often the page was released from quarantine.
    """
    return content_id("un", page, *(said[field] for field in TELLING), coder, attempt)
