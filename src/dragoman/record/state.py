"""What the ledger says at one moment: the input of a view."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import RecordError, UnknownSnapshot
from dragoman.model import Judgement, Outlet
from dragoman.record.holdings import RELEASED, Holdings, Unit
from dragoman.record.judging import judgements_of
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A named state of the record; `digest` is that of the view it shows."""

    name: str
    as_of: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Which pages, readings, files, outlets and judgements count up to one entry of the ledger.

    A page has one current reading at most: the one that came last. `read_until` is the last entry
    that is about what is read, and stands for the holdings where two states are compared.
    """

    folder: Path
    as_of: int
    name: str | None
    read_until: int
    holdings: Holdings = field(compare=False, repr=False)
    segments: tuple[Segment, ...]
    outlets: dict[str, Outlet]
    judgements: tuple[Judgement, ...] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The digests of all pages, in order."""
        return self.holdings.pages

    @property
    def units(self) -> tuple[Unit, ...]:
        """The current reading of each page that has one, in the order of the pages."""
        return self.holdings.units


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
    query = (
        "select seq from entries where seq <= ? "
        "and kind not in ('judge', 'snapshot', 'retain', 'sweep') order by seq desc limit 1"
    )
    (read_until,) = next(ledger.rows(query, as_of), (0,))
    return State(
        folder=folder,
        as_of=as_of,
        name=snapshot,
        read_until=read_until,
        holdings=Holdings(ledger, as_of),
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
