"""What waits to be read: the pages of a record that a coder has no outcome of, as they are said."""

import json
from collections.abc import Collection

from dragoman.errors import RecordError
from dragoman.record.archive import Shelf, unshelve
from dragoman.record.depot import PAGES, Depot, archive_name
from dragoman.record.gone import gone_among, refuse_gone
from dragoman.record.ledger import NO_ARCHIVE, Ledger
from dragoman.record.said import Said, joined, oldest_first, unit_id

# What a coder has surely done: nothing was said about the page since its reading, nor was it let
# out of quarantine. Of the other pages, few, the name of the unit of work tells.
_DONE = (
    "select 1 from units where units.page = pages.sha256 and (outcome = 'imported' or (coder = ? "
    "and seq > (select max(seq) from sightings where sightings.page = pages.sha256) "
    "and not exists (select 1 from releases where releases.page = pages.sha256 "
    "and releases.coder = units.coder and releases.seq > units.seq)))"
)
# Bodies of entries are long: those behind an entry are few, and read one at a time.
_SINCE = "select body from entries where seq > ? and kind in ('add', 'release') order by seq"


def todo(ledger: Ledger, coder: str, after: int = 0) -> list[str]:
    """Return the pages that a coder has not read yet, in the order of their digests.

    A page whose bytes were let go keeps the reading that it has.

    Args:
        ledger: where the pages are.
        coder: the one that shall read.
        after: an entry up to which it has read them all; only what came later is looked at.
    """
    if after:
        found = _named_since(ledger, after)
    else:
        query = f"select sha256 from pages where archive <> ? and not exists ({_DONE})"
        found = {page for (page,) in ledger.rows(query, NO_ARCHIVE, coder)}
    return [page for page in sorted(found) if not _is_done(ledger, page, coder)]


def _named_since(ledger: Ledger, after: int) -> set[str]:
    """Return the pages that came, of which more was said, or that were released since an entry."""
    pages: set[str] = set()
    for (body,) in ledger.rows(_SINCE, after):
        said = json.loads(body)
        pages.update(page for _, page, _ in said.get("sightings", ()))
        pages.update(said.get("released", ()))
    return pages


def _is_done(ledger: Ledger, page: str, coder: str) -> bool:
    if not has(ledger, "units", "page", page):
        return False
    if gone_among(ledger, [page]):
        return True
    if has(ledger, "units", "unit", unit_of(ledger, page, coder)):
        return True
    query = "select 1 from units where page = ? and outcome = 'imported'"
    return next(ledger.rows(query, page), None) is not None


def unit_of(ledger: Ledger, page: str, coder: str) -> str:
    """Return the name of the unit of work that a page is now.

    Raises:
        RecordError: the record does not have the page.
    """
    if not has(ledger, "pages", "sha256", page):
        raise RecordError(f"page {page} is not in {ledger.place}; `add` it before writing")
    query = "select count(*) from releases where page = ? and coder = ?"
    ((attempt,),) = ledger.rows(query, page, coder)
    return unit_id(page, said_about(ledger, page), coder, attempt=attempt)


def said_about(ledger: Ledger, page: str) -> Said:
    """Return the one saying that all about a page make."""
    query = "select seq, id, body from sightings where page = ?"
    sightings = [(seq, key, json.loads(body)) for seq, key, body in ledger.rows(query, page)]
    return joined(oldest_first(sightings))


def raw_of(ledger: Ledger, depot: Depot, page: str) -> bytes:
    """Return the bytes of a page that the record has.

    Raises:
        RecordError: they were let go.
    """
    refuse_gone(ledger, page)
    query = "select archive, start, length from pages where sha256 = ?"
    archive, start, length = next(ledger.rows(query, page))
    depot.bring([archive_name(archive)])
    shelf = Shelf(page=page, start=start, length=length)
    return unshelve(depot.folder / PAGES, archive, shelf)


def known_of(ledger: Ledger, table: str, column: str, values: Collection[str]) -> frozenset[str]:
    """Return which of some values a table has: one question, in the order of its index."""
    if not values:
        return frozenset()
    marks = ", ".join("?" * len(values))
    query = f"select {column} from {table} where {column} in ({marks})"
    return frozenset(value for (value,) in ledger.rows(query, *sorted(values)))


def has(ledger: Ledger, table: str, column: str, value: str) -> bool:
    """Tell whether a table has a row with this value."""
    query = f"select 1 from {table} where {column} = ?"
    return next(ledger.rows(query, value), None) is not None
