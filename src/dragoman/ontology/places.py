"""Finds known places in a text: countries, cities, seas, straits, bases, sites, regions.

Most names are also other places', people's or words. Four things decide here, in order:
what stands behind a comma ("Paris, Texas"), the guards of data/place_guards.toml, whether a
person's name goes on, and the rank of the places that share the name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dragoman.ontology.gazetteer import Gazetteer, Match
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.place_names import AMERICAN, KINDS, KnownPlace, candidates
from dragoman.ontology.tables import read_toml

__all__ = ["KINDS", "PlaceHit", "find"]

# Words that only a place stands behind; "from" and "to" also lead to people.
PLACE_WORD = re.compile(
    r"\b(?:in|near|outside|around|across|throughout|inside|via|reach(?:ed|es)?|"
    r"(?:city|town|village|port|port city|coast|north|south|east|west|streets|outskirts|suburb)"
    r" of)\s+(?:downtown\s+|central\s+|nearby\s+)?$",
    re.IGNORECASE,
)
# The longest of these words with its adjective; keeps the search from the start of the text.
REACH = 32
COMMA = ", "
Named = Match[tuple[KnownPlace, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """A known place at its words; a country has no coordinates, it is no point.

    `kind` is one of `KINDS`.
    """

    start: int
    end: int
    name: str
    kind: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


def find(text: str) -> tuple[PlaceHit, ...]:
    """Return the known places of a text, left to right, the longest name at each place.

    >>> [(hit.name, hit.kind) for hit in find("Three bases on its Gulf coast, near Hormuz")]
    [('Persian Gulf', 'sea'), ('Strait of Hormuz', 'strait')]
    >>> [(hit.name, hit.country) for hit in find("A school in Reading, Pennsylvania")]
    [('Reading', 'USA'), ('Pennsylvania', 'USA')]
    """
    matches = tuple(_gazetteer().matches(text))
    chained = _chained(text, matches)
    found = ((match, chained.get(match.start) or _alone(text, match)) for match in matches)
    return tuple(_hit(match, place) for match, place in found if place is not None)


def _hit(match: Named, place: KnownPlace) -> PlaceHit:
    return PlaceHit(
        start=match.start,
        end=match.end,
        name=place.name,
        kind=place.kind,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonames=place.geonames,
    )


def _chained(text: str, matches: Sequence[Named]) -> dict[int, KnownPlace]:
    """Return the places that a comma ties to what holds them ("Tripoli, Lebanon"), by start."""
    chained: dict[int, KnownPlace] = {}
    for inner, outer in reversed(tuple(pairwise(matches))):
        if text[inner.end : outer.start] != COMMA:
            continue
        known = chained.get(outer.start)
        holders = outer.value if known is None else (known,)
        # "Matthew Palmer, U.S. envoy": only a well-known place may follow a capital letter.
        is_person = name_guards().is_person(text, inner.start, inner.end)
        inners = [place for place in inner.value if place.speaks_alone or not is_person]
        tied = _tied(inners, holders)
        if tied is not None:
            chained[inner.start], chained[outer.start] = tied
    return chained


def _tied(
    inner: Sequence[KnownPlace], outer: Sequence[KnownPlace]
) -> tuple[KnownPlace, KnownPlace] | None:
    """Return the first two of the places of which the second holds the first.

    A place that speaks alone goes before others: "in Washington, U.S. envoys" is the city.
    """
    for holder in outer:
        for place in sorted(inner, key=lambda place: not place.speaks_alone):
            if holder.holds(place):
                return place, holder
    return None


def _alone(text: str, match: Named) -> KnownPlace | None:
    """Return what a name means by itself, None where it may well be no place."""
    place = next((known for known in match.value if known.speaks_alone), None)
    if place is None or _is_money(text, match):
        return None
    guards, name = name_guards(), match.surface
    if guards.has_other_sense(name, text):
        return next((known for known in match.value if known.country == AMERICAN), None)
    needs_word = place.kind != "country" and name in _names_in("guarded")
    is_doubtful = needs_word or place.is_small or name in guards.guarded | _names_in("also_people")
    if is_doubtful and guards.is_person(text, match.start, match.end):
        return None
    if not needs_word or PLACE_WORD.search(text, max(0, match.start - REACH), match.start):
        return place
    return None


def _is_money(text: str, match: Named) -> bool:
    """Tell whether the name belongs to a sum ("US$5 million", "$US 5 million")."""
    return "$" in (text[match.end : match.end + 1], text[max(0, match.start - 1) : match.start])


@cache
def _names_in(key: str) -> frozenset[str]:
    """Return a list of data/place_guards.toml."""
    return frozenset(read_toml("place_guards.toml")[key])


@cache
def _gazetteer() -> Gazetteer[tuple[KnownPlace, ...]]:
    """Return the index of all names, built on first use."""
    return Gazetteer(_names())


def _names() -> Iterator[tuple[str, tuple[KnownPlace, ...] | None]]:
    """Yield all names; a block of another table gives way to a place of ours."""
    for name in read_toml("place_guards.toml")["silent"]:
        yield name, None
    yield from candidates()
    for name in (*read_toml("place_guards.toml")["blocks"], *name_guards().blocks):
        if COMMA not in name:
            yield name, None
