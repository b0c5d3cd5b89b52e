"""What the ledger says at one moment: the input of a view."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import RecordError
from dragoman.record.ledger import Ledger
from dragoman.record.segments import Segment


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
    """Which pages, readings, files and outlets count up to one entry of the ledger.

    A page has one current reading at most: the one that came last.
    """

    folder: Path
    as_of: int
    name: str | None
    pages: tuple[str, ...]
    units: tuple[Unit, ...]
    segments: tuple[Segment, ...]
    outlets: dict[str, dict[str, Any]]


def snapshots_of(ledger: Ledger) -> tuple[Snapshot, ...]:
    """Return the named states, oldest first."""
    query = "select name, as_of, digest from snapshots order by seq"
    return tuple(
        Snapshot(name=name, as_of=as_of, digest=digest)
        for name, as_of, digest in ledger.rows(query)
    )


def state_of(ledger: Ledger, folder: Path, snapshot: str | None = None) -> State:
    """Return what counts now, or in a snapshot.

    Raises:
        RecordError: there is no snapshot of that name.
    """
    as_of = ledger.head()[0] if snapshot is None else _as_of(ledger, snapshot)
    pages = ledger.rows("select sha256 from pages where seq <= ? order by sha256", as_of)
    # SQLite takes the other columns from the row that has the maximum.
    units = ledger.rows(
        "select unit, page, coder, outcome, max(seq) from units where seq <= ? "
        "group by page order by page",
        as_of,
    )
    outlets = ledger.rows(
        "select name, body, max(seq) from outlets where seq <= ? group by name order by name",
        as_of,
    )
    # Every live file, also a later one: rows of a reading that does not count are left
    # out by their unit, so a compaction may replace files that a snapshot needs.
    segments = ledger.rows("select kind, sha256, rows from segments where retired is null")
    return State(
        folder=folder,
        as_of=as_of,
        name=snapshot,
        pages=tuple(sha256 for (sha256,) in pages),
        units=tuple(Unit(unit=u, page=p, coder=c, outcome=o) for u, p, c, o, _ in units),
        segments=tuple(sorted(Segment(*row) for row in segments)),
        outlets={name: json.loads(body) for name, body, _ in outlets},
    )


def _as_of(ledger: Ledger, snapshot: str) -> int:
    known = {shot.name: shot.as_of for shot in snapshots_of(ledger)}
    if snapshot not in known:
        names = ", ".join(known) or "none; `dragoman snapshot NAME` makes one"
        raise RecordError(f"there is no snapshot {snapshot!r}; there are: {names}")
    return known[snapshot]
