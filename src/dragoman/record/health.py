"""Whether the record is complete and fresh: what became of each page, what was done, how big."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from dragoman.record.depot import depot_of
from dragoman.record.holdings import RELEASED
from dragoman.record.ledger import Entry, Ledger
from dragoman.record.ledger_place import open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one page.

    `outcome` is article, rejected, quarantined, imported or pending; `reason` the verdict of a
    rejected page, or what stopped the reading of one in quarantine.
    """

    page: str
    outcome: str
    outlet: str | None = None
    day: date | None = None
    origin: str | None = None
    article: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Entries of one kind that follow each other: what one `add`, `run` or review session did.

    `count` is how many pages came, were read or were let go, or how many decisions were made.
    """

    kind: str
    started: str
    ended: str
    entries: int
    count: int


def runs_of(ledger: Ledger) -> Iterator[Run]:
    """Yield what was done to the record, oldest first."""
    for kind, group in groupby(ledger.entries(), key=lambda entry: entry.kind):
        entries = list(group)
        yield Run(
            kind=kind,
            started=entries[0].at,
            ended=entries[-1].at,
            entries=len(entries),
            count=sum(map(_count, entries)),
        )


def _count(entry: Entry) -> int:
    body = json.loads(entry.body)
    of_kind = {
        "add": "pages",
        "compact": "retired",
        "judge": "judgements",
        "release": "released",
        "retain": "let_go",
        "sweep": "given_up",
    }
    return len(body.get(of_kind.get(entry.kind, "units"), ()))


def last_commit_of(folder: Path, as_of: int) -> datetime | None:
    """Return when the last of the entries up to one was made; None where there is none."""
    return _at(folder, "select max(at) from entries where seq = ?", as_of)


def waiting_since_of(folder: Path, as_of: int) -> datetime | None:
    """Return when the oldest page came that nobody has read; None where none waits."""
    query = (
        "select at from entries where seq = (select min(seq) from pages where seq <= ? and not "
        f"exists (select 1 from units where page = sha256 and seq <= ? and not {RELEASED}))"
    )
    return _at(folder, query, as_of, as_of, as_of)


def _at(folder: Path, query: str, *values: int) -> datetime | None:
    with closing(open_ledger(folder, writable=False)) as ledger:
        (at,) = next(ledger.rows(query, *values), (None,))
    return None if at is None else datetime.fromisoformat(at)


def size_of(folder: Path) -> Mapping[str, int]:
    """Return how many bytes each part of a record takes where it is kept."""
    sizes = depot_of(folder).sizes()
    with closing(open_ledger(folder, writable=False)) as ledger:
        return {**sizes, "ledger": ledger.size()}
