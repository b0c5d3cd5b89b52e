"""Objects that a killed writer left on a store: found, and given up before they are deleted.

A writer that died may have put what no entry names. Such a name is first given up in the ledger:
from then on no entry can name it, so its object may be deleted, however late. In a folder nothing
of this is needed, since the lock of the folder makes sure that nobody else is at it.
"""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from dragoman.record import compact
from dragoman.record.depot import OF_PAGES, PAGES, Depot, archives_of, name_of
from dragoman.record.ledger import Ledger
from dragoman.record.segments import Segment

KIND = "sweep"


def orphans_of(ledger: Ledger, depot: Depot) -> list[tuple[str, str]]:
    """Return digest and kind of each object that the ledger has never named.

    Younger ones are left to whoever does the work of the killed writer again, and finds them.
    """
    found = {
        (file.sha256, file.kind)
        for name in depot.put_before(datetime.now(UTC) - compact.GRACE)
        if (file := _file(name)) is not None
    }
    if not found:
        return []
    named = {(sha, kind) for sha, kind in ledger.rows("select sha256, kind from segments")}
    named.update((archive, OF_PAGES) for archive in archives_of(ledger))
    return sorted(found - named)


def _file(name: str) -> Segment | None:
    """Return what an object is by its name; None where it is none of a record's."""
    parts = PurePosixPath(name).parts
    kind = OF_PAGES if parts[0] == PAGES else parts[1]
    segment = Segment(kind, parts[-1].partition(".")[0], 0)
    return segment if name_of(segment) == name else None
