"""POLECAT: the forty columns of NGEC's files, in PLOVER already."""

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.ontology import plover
from dragoman.record.imports.drafts import (
    PARTS_HELD,
    Act,
    Draft,
    Party,
    Refusal,
    Spot,
    act,
    day_of,
    spot,
)
from dragoman.record.imports.icews import columns_at, silence_of
from dragoman.record.imports.parties import country_named, is_given, polecat_parties
from dragoman.record.imports.slices import row_id

_COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Primary Actor Sector",
    "Recipient Name",
    "Recipient Country",
    "Primary Recipient Sector",
    "Placename",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Feature Type",
    "Source",
    "Publication Date",
)
_TYPES = frozenset(kind.code for kind in plover.EVENT_TYPES)
# What a GeoNames feature is to us, by how its code begins; of another we say "site".
_KINDS = (("PPL", "city"), ("ADM", "admin"), ("PCL", "country"))
# "20190801-2309-4e081644904c_COOPERATE_R": the story, then the act.
_STORY = re.compile(r"^(?P<story>\d{8}-\d+-[0-9a-f]+)_")


class Polecat:
    """POLECAT: one row per act, several names in a cell behind semicolons."""

    dataset = "POLECAT"

    def __init__(self, header: Sequence[str]) -> None:
        self.columns = len(header)
        at = columns_at(header, _COLUMNS, dataset=self.dataset)
        self._at = dict(zip(_COLUMNS, at, strict=True))

    def read(self, cells: list[str]) -> Draft | Refusal:
        """Return what a row states."""
        at = self._at
        day = day_of(cells[at["Event Date"]])
        if day is None:
            return Refusal("bad_date", f"{cells[at['Event Date']]!r} is no day")
        done = _act(cells[at["Event Type"]], cells[at["Event Mode"]], cells[at["Contexts"]])
        if isinstance(done, Refusal):
            return done
        actors, recipients = self._side(cells, "Actor"), self._side(cells, "Recipient")
        if not actors and not recipients:
            return Refusal("nobody", "neither side has a name or a country")
        key, outlet = cells[at["Event ID"]], cells[at["Source"]]
        told = day_of(cells[at["Publication Date"]])
        story = _STORY.match(key)
        return Draft(
            key=key or None,
            article=f"polecat:{story['story']}"
            if story
            else f"polecat:{key or row_id(str(cells))}",
            outlet=outlet if is_given(outlet) else None,
            published=told.day.isoformat() if told is not None else None,
            act=done,
            act_column=at["Event Type"],
            day=day,
            day_column=at["Event Date"],
            actors=actors,
            recipients=recipients,
            spot=self._spot(cells),
        )

    def _side(self, cells: list[str], side: str) -> tuple[Party, ...]:
        name, country = self._at[f"{side} Name"], self._at[f"{side} Country"]
        primary = cells[self._at[f"Primary {side} Sector"]]
        return polecat_parties(cells[name], cells[country], primary, (name, country))

    def _spot(self, cells: list[str]) -> Spot | None:
        at = self._at
        words, feature = cells[at["Placename"]], cells[at["Feature Type"]]
        if not is_given(words):
            return None
        point = tuple(cells[at[name]] for name in ("Latitude", "Longitude", "GeoNames ID"))
        return _spot(words, feature, cells[at["Country"]], point, at["Placename"])


@lru_cache(PARTS_HELD)
def _act(event_type: str, mode: str, contexts: str) -> Act | Refusal:
    """Return the act of three cells; a mode or context that we do not know keeps its words."""
    if event_type not in _TYPES:
        return Refusal("unknown_code", f"PLOVER has no type {event_type!r}")
    kind = plover.event_type(event_type)
    known = {entry.code for entry in kind.modes}
    modes = [word for word in _words(mode) if word in known]
    themes = {entry.code for entry in plover.CONTEXTS}
    about = [word for word in _words(contexts) if word in themes]
    strange = [w for w in _words(mode) + _words(contexts) if w not in known | themes]
    told = [f"POLECAT also says: {', '.join(strange)}"] if strange else []
    return act(event_type, modes, about, (*told, silence_of("POLECAT")))


def _words(cell: str) -> list[str]:
    parts = (part.strip() for part in cell.split(";"))
    return [part.lower() for part in parts if is_given(part)]


@lru_cache(PARTS_HELD)
def _spot(words: str, feature: str, country: str, point: tuple[str, ...], column: int) -> Spot:
    kind = next((kind for start, kind in _KINDS if feature.startswith(start)), "site")
    return spot(words, (kind, country_named(country)), point, column=column)
