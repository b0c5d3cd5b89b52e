"""What waits to be read: the pages of a record that a coder has no outcome of, as they are said."""

import json
from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record.archive import Shelf, unshelve
from dragoman.record.ledger import Ledger
from dragoman.record.said import Said, joined, oldest_first, unit_id


def todo(ledger: Ledger, coder: str) -> list[tuple[str, Said]]:
    """Return the pages that a coder has not read yet, with what was said about each."""
    done = {unit for (unit,) in ledger.rows("select unit from units")}
    query = "select page from units where outcome = 'imported'"
    imported = {page for (page,) in ledger.rows(query)}
    query = "select page, count(*) from releases where coder = ? group by page"
    attempts = dict(ledger.rows(query, coder))
    return [
        (page, said)
        for page, said in _sayings(ledger)
        if page not in imported
        and unit_id(page, said, coder, attempt=attempts.get(page, 0)) not in done
    ]


def unit_of(ledger: Ledger, page: str, coder: str) -> str:
    """Return the name of the unit of work that a page is now.

    Raises:
        RecordError: the record does not have the page.
    """
    if not has(ledger, "pages", "sha256", page):
        raise RecordError(f"page {page} is not in {ledger.place}; `add` it before writing")
    query = "select seq, id, body from sightings where page = ?"
    sightings = [(seq, key, json.loads(body)) for seq, key, body in ledger.rows(query, page)]
    said = joined(oldest_first(sightings))
    query = "select count(*) from releases where page = ? and coder = ?"
    ((attempt,),) = ledger.rows(query, page, coder)
    return unit_id(page, said, coder, attempt=attempt)


def raw_of(ledger: Ledger, pages: Path, page: str) -> bytes:
    """Return the bytes of a page that the record has."""
    query = "select archive, start, length from pages where sha256 = ?"
    archive, start, length = next(ledger.rows(query, page))
    return unshelve(pages, archive, Shelf(page=page, start=start, length=length))


def has(ledger: Ledger, table: str, column: str, value: str) -> bool:
    """Tell whether a table has a row with this value."""
    query = f"select 1 from {table} where {column} = ?"
    return next(ledger.rows(query, value), None) is not None


def _sayings(ledger: Ledger) -> Iterator[tuple[str, Said]]:
    """Yield each page with the one saying that all of it make, in the order of their digests."""
    sightings: dict[str, list[tuple[int, str, Said]]] = {}
    query = "select page, seq, id, body from sightings order by page"
    for page, seq, key, body in ledger.rows(query):
        sightings.setdefault(page, []).append((seq, key, json.loads(body)))
    for page, of_page in sightings.items():
        yield page, joined(oldest_first(of_page))
