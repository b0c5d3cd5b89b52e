"""Retention: the bytes of old pages go, what was read in them stays.

An archive that holds pages of which some go is written again without them, and one entry of the
ledger says which went, by which rule, and where the others now are. So a kill leaves each archive
as it was or as it shall be. The old files go as those of a compaction do.

A page that nobody has read yet stays, and so does one of a dataset: its rows are the evidence.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from dragoman.record.archive import Shelf, reshelve
from dragoman.record.depot import OF_PAGES, PAGES, SEGMENTS, Depot, archive_name, names_of
from dragoman.record.engine import Engine
from dragoman.record.gone import Rule
from dragoman.record.ledger import NO_ARCHIVE, Ledger
from dragoman.record.said import Said, joined, oldest_first, unit_id
from dragoman.record.state import state_of

# Why a page stays that the rule means: nobody has read it, or not as it is now said to be; it was
# set aside; it is of a dataset.
WAITING, QUARANTINED, IMPORTED = "waiting", "quarantined", "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """What a rule lets go, or would: pages, their bytes as packed, archives that change.

    `staying` says how many pages stay that the rule means, by reason.
    """

    rule: Rule
    pages: int = 0
    bytes: int = 0
    archives: int = 0
    staying: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One archive: which of its pages go, which are left, and how many stay for which reason."""

    archive: str
    going: tuple[Shelf, ...]
    left: tuple[Shelf, ...]
    staying: Mapping[str, int]


def parts_of(ledger: Ledger, depot: Depot, rule: Rule) -> Iterator[Part]:
    """Yield the archives of pages that came before the days of a rule, oldest first."""
    among = _pages_of(ledger, depot, rule.outlets) if rule.outlets else None
    before = datetime.now(UTC) - timedelta(days=rule.days)
    query = "select seq from entries where kind in ('add', 'import') and at <= ? order by seq"
    for (seq,) in list(ledger.rows(query, before.isoformat(timespec="seconds"))):
        ((text,),) = ledger.rows("select body from entries where seq = ?", seq)
        pages = [page for page, _, _ in json.loads(text).get("pages", ())]
        part = _part(ledger, pages, among) if pages else None
        if part is not None:
            yield part


def entry_of(depot: Depot, rule: Rule, part: Part) -> dict[str, Any]:
    """Return the entry that lets go of a part; the archive of what is left lies in the folder.

    Raises:
        RecordDamaged: the archive is not what it must be.
    """
    body: dict[str, Any] = {
        "rule": rule.written,
        "let_go": [shelf.page for shelf in part.going],
        "given_up": [(part.archive, OF_PAGES)],
    }
    if part.left:
        depot.bring([archive_name(part.archive)])
        body["archive"], moved = reshelve(depot.folder / PAGES, part.archive, part.left, part.going)
        body["moved"] = [(shelf.page, shelf.start, shelf.length) for shelf in moved]
    return body


def summed(rule: Rule, parts: Iterator[Part]) -> Retained:
    """Return what parts come to."""
    pages = packed = archives = 0
    staying: Counter[str] = Counter()
    for part in parts:
        pages += len(part.going)
        packed += sum(shelf.length for shelf in part.going)
        archives += bool(part.going)
        staying.update(part.staying)
    return Retained(rule=rule, pages=pages, bytes=packed, archives=archives, staying=dict(staying))


def _pages_of(ledger: Ledger, depot: Depot, outlets: Collection[str]) -> frozenset[str]:
    """Return the pages of the articles of some outlets, by name in any case."""
    state = state_of(ledger, depot.folder / SEGMENTS)
    depot.bring(names_of(state.segments))
    names = sorted({outlet.lower() for outlet in outlets})
    query = f"select distinct page from articles where lower(outlet) in ({_marks(names)})"
    return frozenset(page for (page,) in Engine(state).rows(query, names))


def _part(ledger: Ledger, pages: list[str], among: Collection[str] | None) -> Part | None:
    """Return what becomes of pages that came together, and so lie in one archive."""
    query = (
        "select sha256, archive, start, length from pages "
        f"where sha256 in ({_marks(pages)}) and archive <> ? order by start"
    )
    rows = list(ledger.rows(query, *pages, NO_ARCHIVE))
    if not rows:
        return None
    shelves = [Shelf(page=page, start=start, length=size) for page, _, start, size in rows]
    meant = [shelf.page for shelf in shelves if among is None or shelf.page in among]
    staying = _staying(ledger, meant) if meant else {}
    going = {page for page in meant if page not in staying}
    return Part(
        archive=rows[0][1],
        going=tuple(shelf for shelf in shelves if shelf.page in going),
        left=tuple(shelf for shelf in shelves if shelf.page not in going),
        staying=Counter(staying.values()),
    )


def _staying(ledger: Ledger, pages: list[str]) -> dict[str, str]:
    """Return why each page stays that must; who may go is not named."""
    last, read = _readings(ledger, pages)
    sayings, attempts = _sayings(ledger, pages), _attempts(ledger, pages)
    reasons: dict[str, str] = {}
    for page in pages:
        coder, outcome = last.get(page, ("", WAITING))
        if outcome in {QUARANTINED, IMPORTED}:
            reasons[page] = outcome
            continue
        now = unit_id(page, sayings[page], coder, attempt=attempts[page, coder])
        if now not in read:
            reasons[page] = WAITING
    return reasons


def _readings(
    ledger: Ledger, pages: list[str]
) -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """Return coder and outcome of the last reading of each page, and the names of all readings."""
    query = (
        f"select page, unit, coder, outcome from units where page in ({_marks(pages)}) order by seq"
    )
    rows = list(ledger.rows(query, *pages))
    last = {page: (coder, outcome) for page, _, coder, outcome in rows}
    return last, frozenset(unit for _, unit, _, _ in rows)


def _sayings(ledger: Ledger, pages: list[str]) -> dict[str, Said]:
    """Return the one saying that all about each page make."""
    query = f"select page, seq, id, body from sightings where page in ({_marks(pages)})"
    sightings: dict[str, list[tuple[int, str, Said]]] = {page: [] for page in pages}
    for page, seq, key, body in ledger.rows(query, *pages):
        sightings[page].append((seq, key, json.loads(body)))
    return {page: joined(oldest_first(said)) for page, said in sightings.items()}


def _attempts(ledger: Ledger, pages: list[str]) -> Counter[tuple[str, str]]:
    """Return how often each page was let out of quarantine for each coder."""
    query = f"select page, coder from releases where page in ({_marks(pages)})"
    return Counter((page, coder) for page, coder in ledger.rows(query, *pages))


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))
