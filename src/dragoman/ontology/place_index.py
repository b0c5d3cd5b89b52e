"""The towns, counties and divisions of GeoNames by name: 391,000 names in 25 MB.

The two tables are made by `python -m training.gazetteer.build`, which names their sources. They
stay in Arrow's columns; a name is found by halving, a place becomes an object when asked for.
"""

from bisect import bisect_left
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.ontology.place_known import Candidate, KnownPlace
from dragoman.ontology.tables import DATA

__all__ = ["PlaceIndex", "place_index"]

# Levels of a row: a state, its first and its second divisions, a town; and their kinds.
COUNTRY, DIVISION = 0, 1
KIND_OF_LEVEL = ("country", "admin", "admin", "city")
# Points are whole hundred-thousandths of a degree in the table.
POINT_SCALE = 100_000
# No name holds this byte; it ends the range of the names that begin with a word.
BEHIND_ALL = b"\xff"
# First words, names and places of one article come again and again.
KEPT = 4_096
Range = tuple[int, int]


class _Names:
    """The sorted names as a sequence of bytes, for bisect."""

    def __init__(self, names: pa.StringArray) -> None:
        _, offsets, letters = names.buffers()
        self._offsets = memoryview(offsets).cast("i")[names.offset :]
        self._letters = memoryview(letters)
        self._length = len(names)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._letters[self._offsets[number] : self._offsets[number + 1]])


class PlaceIndex:
    """Finds places by name, by id of GeoNames and by code of ISO 3166."""

    def __init__(self, places: pa.Table, names: pa.Table) -> None:
        self._columns = {name: places[name].combine_chunks() for name in places.column_names}
        self._names = _Names(names["name"].combine_chunks())
        self._numbers = names["place"].to_numpy()
        self._others = names["other"].to_numpy()
        self._ids = places["geonames"].fill_null(0).to_numpy()
        self._by_id = np.argsort(self._ids, kind="stable")
        self._by_iso = _rows_of(places, "iso", DIVISION)
        self._by_country = _rows_of(places, "country", COUNTRY)
        self.range_of = lru_cache(KEPT)(self._range_of)
        self.named = lru_cache(KEPT)(self._named)
        self.place = lru_cache(KEPT)(self._place)

    def _range_of(self, word: str) -> Range:
        """Return where the names that begin with a word start and end; equal where none does."""
        first = word.encode()
        low = bisect_left(self._names, first)
        return low, bisect_left(self._names, first + BEHIND_ALL, low)

    def _named(self, name: str, within: Range) -> tuple[Candidate, ...]:
        """Return the places of a name, divisions before towns, the most inhabited first.

        Args:
            name: without accents, in capitals and small letters as printed.
            within: the range of the name's first word.
        """
        wanted = name.encode()
        low, high = within
        number = bisect_left(self._names, wanted, low, high)
        found = []
        while number < high and self._names[number] == wanted:
            place = self.place(int(self._numbers[number]))
            found.append(Candidate(place=place, is_other_name=bool(self._others[number])))
            number += 1
        return tuple(found)

    def by_geonames(self, code: int) -> KnownPlace | None:
        """Return the place with an id of GeoNames, None where the table lacks it."""
        rank = int(np.searchsorted(self._ids, code, sorter=self._by_id))
        if rank == len(self._by_id) or self._ids[self._by_id[rank]] != code:
            return None
        return self.place(int(self._by_id[rank]))

    def division(self, iso: str) -> KnownPlace | None:
        """Return the division with a code of ISO 3166-2, None where the table lacks it."""
        number = self._by_iso.get(iso)
        return None if number is None else self.place(number)

    def country(self, code: str) -> KnownPlace | None:
        """Return the state with a code of three letters, None where the table lacks it."""
        number = self._by_country.get(code)
        return None if number is None else self.place(number)

    def _place(self, number: int) -> KnownPlace:
        """Return a row of the table as a place."""
        row = {name: column[number].as_py() for name, column in self._columns.items()}
        level = row.pop("level")
        for axis in ("lat", "lon"):
            if row[axis] is not None:
                row[axis] /= POINT_SCALE
        return KnownPlace(kind=KIND_OF_LEVEL[level], **row)


def _rows_of(places: pa.Table, column: str, level: int) -> dict[str, int]:
    """Return the numbers of the rows of one level by a column."""
    numbers = np.flatnonzero(places["level"].to_numpy() == level)
    values = places[column].take(pa.array(numbers)).to_pylist()
    return {value: int(n) for value, n in zip(values, numbers, strict=True) if value}


@cache
def place_index() -> PlaceIndex:
    """Return the index, read once per process."""
    return PlaceIndex(
        pq.read_table(DATA / "geonames.parquet"), pq.read_table(DATA / "geonames_names.parquet")
    )
