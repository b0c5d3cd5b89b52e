"""Which pages and readings count up to an entry: found when somebody asks, not on opening.

A record of a million pages is opened to ask for one of them as often as for all.
"""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from dragoman.record.ledger import Ledger

# A page let out of quarantine counts as if it had never been in.
RELEASED = (
    "(outcome = 'quarantined' and exists (select 1 from releases where releases.page = units.page"
    " and releases.coder = units.coder and releases.seq between units.seq and ?))"
)
OUTCOMES = ("article", "rejected", "quarantined", "imported")
# Of the readings of a page the last one stays. Few pages have a second one, and only those are
# put in order: sorting all of a million takes longer than reading them.
_CURRENT = (
    f"seq <= ? and not {RELEASED} and (page not in (select page from units group by page "
    "having count(*) > 1) or not exists (select 1 from units as later where later.page = units.page"
    " and later.seq > units.seq and later.seq <= ? and not "
    f"{RELEASED.replace('units.', 'later.').replace('outcome', 'later.outcome')}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One page as one coder read it."""

    unit: str
    page: str
    coder: str
    outcome: str


class Holdings:
    """The pages and their current readings at one entry of a ledger.

    What is found is kept. It is read from a ledger of its own, so it may be asked by any thread,
    and after the record was closed.
    """

    def __init__(self, ledger: Ledger, as_of: int) -> None:
        self._again, self._as_of = ledger.again, as_of

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The digests of all pages, in order."""
        query = "select sha256 from pages where seq <= ? order by sha256"
        return tuple(sha256 for (sha256,) in self._rows(query, 1))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The reading of each page that came last, in the order of the pages."""
        columns = "unit, page, coder, outcome"
        rows = self._rows(f"select {columns} from units where {_CURRENT}", 4)
        found = (Unit(unit=u, page=p, coder=c, outcome=o) for u, p, c, o in rows)
        # The index of SQLite would be slower here.
        return tuple(sorted(found, key=lambda unit: unit.page))

    @cached_property
    def unit_ids(self) -> pa.Array:
        """The names of the current readings alone, in order: a tenth of the memory of `units`."""
        query = f"select unit from units where {_CURRENT} order by unit"
        return pa.array([unit for (unit,) in self._rows(query, 4)], pa.string())

    def is_current(self, unit: str) -> bool:
        """Tell whether a reading counts."""
        place = place_of(self.unit_ids, unit)
        return place < len(self.unit_ids) and bool(self.unit_ids[place].as_py() == unit)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many pages there are, and how many became what; who lacks an outcome is pending."""
        columns = ", ".join(f"count(case outcome when '{o}' then 1 end)" for o in OUTCOMES)
        ((pages,),) = self._rows("select count(*) from pages where seq <= ?", 1)
        (found,) = self._rows(f"select {columns} from units where {_CURRENT}", 4)
        named = dict(zip(OUTCOMES, found, strict=True))
        return {"pages": pages, **named, "pending": pages - sum(named.values())}

    def _rows(self, query: str, marks: int) -> Iterator[Any]:
        """Yield the rows of a query, each mark of which stands for the entry."""
        with closing(self._again()) as ledger:
            yield from ledger.rows(query, *[self._as_of] * marks)


def place_of(ordered: pa.Array, value: str) -> int:
    """Return where a text stands, or would stand, among texts in order."""
    return bisect_left(range(len(ordered)), value, key=lambda place: str(ordered[place].as_py()))
