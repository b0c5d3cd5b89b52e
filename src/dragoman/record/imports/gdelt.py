"""GDELT 2.0 event files: 61 columns behind tabs, no header, one row per actor pair."""

import re
from functools import lru_cache

from dragoman.ontology import fips
from dragoman.record.imports.drafts import PARTS_HELD, Draft, Refusal, Spot, day_of, spot
from dragoman.record.imports.icews import cameo_act, sides
from dragoman.record.imports.parties import cameo_party, is_given
from dragoman.record.imports.slices import row_id

# Columns, counted from 0, of the 61 that docs/record.md names.
_KEY, _DAY, _CODE, _ADDED, _ADDRESS = 0, 1, 26, 59, 60
_FIRST, _SECOND = 5, 15  # the actors' codes; the name follows
_COUNTRY, _GROUP, _TYPES = 2, 3, (7, 8, 9)  # counted from the actor's code
_PLACE = 51  # ActionGeo: type, name, country, ADM1, ADM2, latitude, longitude, feature

# What the place is, by its type: country, US state, US city, world city, world state.
_KINDS = {"1": "country", "2": "admin", "3": "city", "4": "city", "5": "admin"}
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[^/:?#]+)", re.IGNORECASE)


class Gdelt:
    """GDELT 2.0: one row per act and pair, with the address of the first story."""

    dataset = "GDELT"
    columns = 61

    def read(self, cells: list[str]) -> Draft | Refusal:
        """Return what a row states."""
        day = day_of(cells[_DAY])
        if day is None:
            return Refusal("bad_date", f"{cells[_DAY]!r} is no day")
        done = cameo_act(cells[_CODE], self.dataset)
        if isinstance(done, Refusal):
            return done
        parties = [
            cameo_party(
                cells[at],
                cells[at + 1],
                (cells[at + _COUNTRY], cells[at + _GROUP], *(cells[at + i] for i in _TYPES)),
                at + 1,
            )
            for at in (_FIRST, _SECOND)
        ]
        if parties == [None, None]:
            return Refusal("nobody", "neither actor has a name or a code")
        actors, recipients = sides(done, parties[:1], parties[1:])
        added = day_of(cells[_ADDED][:8])
        address = cells[_ADDRESS]
        return Draft(
            key=cells[_KEY] or None,
            article=address or row_id("\t".join(cells)).replace("cl_", "row:", 1),
            outlet=host_of(address),
            published=added.day.isoformat() if added is not None else None,
            act=done,
            act_column=_CODE,
            day=day,
            day_column=_DAY,
            actors=actors,
            recipients=recipients,
            spot=_place(tuple(cells[_PLACE : _PLACE + 7])),
        )


def host_of(address: str) -> str | None:
    """Return the domain that printed a story, None when the address has none.

    >>> host_of("https://www.example.com/a?b"), host_of("BBC Monitoring")
    ('example.com', None)
    """
    found = _HOST.match(address)
    return found["host"].lower() if found else None


@lru_cache(PARTS_HELD)
def _place(cells: tuple[str, ...]) -> Spot | None:
    kind, name, country, _, _, lat, lon = cells
    if not is_given(name) or kind not in _KINDS:
        return None
    where = (_KINDS[kind], fips.country_of(country))
    return spot(name, where, (lat, lon), column=_PLACE + 1)
