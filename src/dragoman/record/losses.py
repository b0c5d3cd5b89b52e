"""What was asked for and did not come: kept in the record, so that nothing vanishes silently."""

from collections.abc import Sequence

from dragoman.model import Page, Rejection
from dragoman.model.wire import rejection_to_json
from dragoman.record.archive import shelve
from dragoman.record.depot import PAGES, SEGMENTS
from dragoman.record.kept import Kept
from dragoman.record.ledger import canonical
from dragoman.record.rows import rejection_row
from dragoman.record.said import said_of, unit_id
from dragoman.record.segments import keep_rows
from dragoman.record.store import Record

# Stands where a coder does: a report of losses is read by nobody.
READER = "losses 1"
REPORT_JSON = "application/vnd.dragoman.losses+jsonl"


def keep_losses(record: Record, losses: Sequence[Rejection], *, origin: str) -> bool:
    """Keep the losses of one source as a page that holds a line for each; tell whether it is new.

    The page counts as imported, with a rejection for each line. The same losses of the same
    source count once.
    """
    if not losses:
        return False
    lines = [canonical(rejection_to_json(loss)) for loss in losses]
    page = Page(raw="\n".join(lines).encode("ascii"), origin=origin, media_type=REPORT_JSON)
    if record.is_imported(page, READER):
        return False
    unit = unit_id(page.sha256, said_of(page), READER)
    archive, (shelf,) = shelve(record.folder / PAGES, [page])
    rows = (
        ("rejection", rejection_row(loss) | {"page": page.sha256, "unit": unit}) for loss in losses
    )
    segments = keep_rows(record.folder / SEGMENTS, rows)
    record.keep_import(page, READER, Kept(archive=archive, shelf=shelf, segments=segments))
    return True
