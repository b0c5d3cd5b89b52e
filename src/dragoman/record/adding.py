"""Pages on their way into a record: in batches, and what of a batch is new."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.model import Outlet, Page, content_id
from dragoman.record.archive import shelve
from dragoman.record.gone import gone_among
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.said import said_of
from dragoman.record.state import outlet_json, outlets_of
from dragoman.record.waiting import known_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What is new of a batch: the body of an entry, and how many pages it brings.

    Of `let_go` something new is said, and their bytes were let go.
    """

    body: dict[str, Any]
    pages: int = 0
    let_go: int = 0


def batches(pages: Iterable[Page], *, most: int, most_bytes: int) -> Iterator[list[Page]]:
    """Yield pages in lists that are small in number and in bytes."""
    batch: list[Page] = []
    size = 0
    try:
        for page in pages:
            batch.append(page)
            size += len(page.raw)
            if len(batch) >= most or size >= most_bytes:
                yield batch
                batch, size = [], 0
    except (InputError, KeyboardInterrupt):
        # One page that cannot be read loses none of those before it.
        yield batch
        raise
    yield batch


def fresh_of(ledger: Ledger, folder: Path, batch: list[Page]) -> Fresh | None:
    """Return what is new of some pages, whose bytes then lie in the folder; None where nothing is.

    The bytes of a page that was let go are not kept again: the rule that let it go still holds.
    """
    # Of several with the same bytes the first is kept.
    first = {page.sha256: page for page in reversed(batch)}
    made = [(page.sha256, canonical(said_of(page))) for page in batch]
    sightings = {content_id("si", *sighting): sighting for sighting in made}
    for known in known_of(ledger, "sightings", "id", sightings):
        del sightings[known]
    if not sightings:
        return None
    body: dict[str, Any] = {
        "sightings": [(key, *value) for key, value in sorted(sightings.items())]
    }
    held = known_of(ledger, "pages", "sha256", {page for page, _ in sightings.values()})
    new = {page: first[page] for page, _ in sightings.values() if page not in held}
    if new:
        archive, shelves = shelve(folder, [page for _, page in sorted(new.items())])
        body["archive"] = archive
        body["pages"] = [(shelf.page, shelf.start, shelf.length) for shelf in shelves]
    return Fresh(body=body, pages=len(new), let_go=len(gone_among(ledger, held)))


def fresh_outlets(ledger: Ledger, outlets: Iterable[Outlet]) -> dict[str, Any] | None:
    """Return the body of an entry with what is new about outlets; None where nothing is."""
    known = outlets_of(ledger, ledger.head()[0])
    said = {outlet.name.lower(): outlet for outlet in outlets}
    fresh = [
        (name, outlet_json(outlet))
        for name, outlet in sorted(said.items())
        if known.get(name) != outlet
    ]
    return {"outlets": fresh} if fresh else None
