"""One row by its id, without reading the other segments."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dragoman.record.holdings import place_of
from dragoman.record.segments import read_table
from dragoman.record.state import State

# Tables held for the next look-up: whoever asks for one article asks for its neighbours.
_TABLES_HELD = 8


class Lookup:
    """Where each row of one kind lies; made once per view, from the ids alone.

    The ids stay as Arrow has them, in the order of their names: as objects of Python those of a
    million articles take 20 times as long to lay out.
    """

    def __init__(self, state: State, kind: str) -> None:
        self._holdings = state.holdings
        segments = [segment for segment in state.segments if segment.kind == kind]
        self._paths = [segment.path(state.folder) for segment in segments]
        columns = [read_table(path, ["id"])["id"].combine_chunks() for path in self._paths]
        self._starts = [0, *accumulate(map(len, columns))]
        ids = pa.concat_arrays(columns) if columns else pa.array([], pa.string())
        self._order = pc.array_sort_indices(ids)
        self._ids = ids.take(self._order)
        self._table = lru_cache(_TABLES_HELD)(read_table)

    def row(self, row_id: str) -> dict[str, Any] | None:
        """Return the row with this id, None when there is none."""
        current = (row for row in self._rows(row_id) if self._holdings.is_current(row["unit"]))
        # Two pages may give the same id; the one with the smaller digest has it.
        return min(current, key=lambda row: str(row["page"]), default=None)

    def _rows(self, row_id: str) -> Iterator[dict[str, Any]]:
        """Yield every row with this id, also of readings that do not count."""
        place = place_of(self._ids, row_id)
        while place < len(self._ids) and self._ids[place].as_py() == row_id:
            number = self._order[place].as_py()
            file = bisect_left(self._starts, number + 1) - 1
            table = self._table(self._paths[file])
            yield from table.slice(number - self._starts[file], 1).to_pylist()
            place += 1
