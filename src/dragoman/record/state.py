"""What the ledger says at one moment: the input of a view."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import RecordError, UnknownSnapshot
from dragoman.model import Judgement, Outlet
from dragoman.record.judging import judgements_of
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.segments import Segment

# A page let out of quarantine counts as if it had never been in.
RELEASED = (
    "(outcome = 'quarantined' and exists (select 1 from releases where releases.page = units.page"
    " and releases.coder = units.coder and releases.seq between units.seq and ?))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One page as one coder read it."""

    unit: str
    page: str
    coder: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A named state of the record; `digest` is that of the view it shows."""

    name: str
    as_of: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Which pages, readings, files, outlets and judgements count up to one entry of the ledger.

    A page has one current reading at most: the one that came last.
    """

    folder: Path
    as_of: int
    name: str | None
    pages: tuple[str, ...]
    units: tuple[Unit, ...]
    segments: tuple[Segment, ...]
    outlets: dict[str, Outlet]
    judgements: tuple[Judgement, ...] = ()


def snapshots_of(ledger: Ledger) -> tuple[Snapshot, ...]:
    """Return the named states, oldest first."""
    query = "select name, as_of, digest from snapshots order by seq"
    return tuple(
        Snapshot(name=name, as_of=as_of, digest=digest)
        for name, as_of, digest in ledger.rows(query)
    )


def state_of(
    ledger: Ledger, folder: Path, snapshot: str | None = None, entry: int | None = None
) -> State:
    """Return what counts now, in a snapshot, or after an entry of the ledger.

    Raises:
        UnknownSnapshot: there is no snapshot of that name.
        RecordError: there is no such entry yet.
    """
    head = ledger.head()[0]
    if entry is not None and entry > head:
        raise RecordError(f"the record has {head} entries and no entry {entry}")
    as_of = entry if entry is not None else head if snapshot is None else _as_of(ledger, snapshot)
    pages = ledger.rows("select sha256 from pages where seq <= ? order by sha256", as_of)
    units = ledger.rows(
        "select unit, page, coder, outcome from units where seq <= ? "
        f"and not {RELEASED} order by page, seq",
        as_of,
        as_of,
    )
    # Of the readings of a page the last one stays.
    current = {row[1]: row for row in units}
    return State(
        folder=folder,
        as_of=as_of,
        name=snapshot,
        pages=tuple(sha256 for (sha256,) in pages),
        units=tuple(Unit(unit=u, page=p, coder=c, outcome=o) for u, p, c, o in current.values()),
        segments=live_segments(ledger),
        outlets=outlets_of(ledger, as_of),
        judgements=judgements_of(ledger, as_of),
    )


def outlets_of(ledger: Ledger, as_of: int) -> dict[str, Outlet]:
    """Return what was said last of each outlet, by lower-cased name."""
    rows = ledger.rows("select name, body from outlets where seq <= ? order by name, seq", as_of)
    # What was said last of each stays.
    said = dict(rows)
    return {name: _outlet(json.loads(body)) for name, body in said.items()}


def outlet_json(outlet: Outlet) -> str:
    """Return an outlet as canonical JSON."""
    return canonical(asdict(outlet))


def _outlet(row: dict[str, Any]) -> Outlet:
    return Outlet(**{**row, "domains": tuple(row["domains"])})


def live_segments(ledger: Ledger) -> tuple[Segment, ...]:
    """Return every file that counts, for a snapshot too.

    Rows of a reading that does not count are left out by their unit, so later files
    do no harm and a compaction may replace files that a snapshot needs.
    """
    query = "select kind, sha256, rows from segments where retired is null"
    return tuple(sorted(Segment(*row) for row in ledger.rows(query)))


def quarantined_by(ledger: Ledger, coder: str) -> tuple[str, ...]:
    """Return the pages that a coder has in quarantine now."""
    query = (
        "select distinct page from units where coder = ? and outcome = 'quarantined' "
        f"and not {RELEASED} order by page"
    )
    return tuple(page for (page,) in ledger.rows(query, coder, ledger.head()[0]))


def _as_of(ledger: Ledger, snapshot: str) -> int:
    known = {shot.name: shot.as_of for shot in snapshots_of(ledger)}
    if snapshot not in known:
        names = ", ".join(known) or "none; `dragoman snapshot create NAME` makes one"
        raise UnknownSnapshot(f"there is no snapshot {snapshot!r}; there are: {names}")
    return known[snapshot]
