"""One row by its id, without reading the other segments."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.record.segments import read_table
from dragoman.record.state import State

# Tables held for the next look-up: whoever asks for one article asks for its neighbours.
_TABLES_HELD = 8


class Lookup:
    """Where each row of one kind lies; made once per view, from the ids alone."""

    def __init__(self, state: State, kind: str) -> None:
        current = frozenset(unit.unit for unit in state.units)
        places: list[tuple[str, str, Path, int]] = []
        for segment in (s for s in state.segments if s.kind == kind):
            path = segment.path(state.folder)
            keys = read_table(path, ["id", "page", "unit"]).to_pydict()
            for number, unit in enumerate(keys["unit"]):
                if unit in current:
                    places.append((keys["id"][number], keys["page"][number], path, number))
        # Two pages may give the same id; the one with the smaller digest has it.
        self._places = {row[0]: row[2:] for row in sorted(places, reverse=True)}
        self._table = lru_cache(_TABLES_HELD)(read_table)

    def row(self, row_id: str) -> dict[str, Any] | None:
        """Return the row with this id, None when there is none."""
        if row_id not in self._places:
            return None
        path, number = self._places[row_id]
        (row,) = self._table(path).slice(number, 1).to_pylist()
        found: dict[str, Any] = row
        return found
