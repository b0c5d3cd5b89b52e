"""Our own layer of places: states, their capitals, and the rows of data/places.tsv.

It stands before the towns and divisions of `place_index`: a name that is both means ours first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from dragoman.ontology.countries import Country, countries
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.place_index import place_index
from dragoman.ontology.place_known import KINDS, Candidate, KnownPlace
from dragoman.ontology.tables import listed, read_rows, read_toml

__all__ = ["KINDS", "KnownPlace", "named", "rows"]

# Shorter names in capitals are words of a shouted headline.
SHORTEST_SHOUTED = 4
GEONAMES = "GeoNames "
DIVISION = "ISO 3166-2 "


@cache
def rows() -> tuple[tuple[KnownPlace, tuple[str, ...]], ...]:
    """Return the places of data/places.tsv, each with the other names of it."""
    return tuple((_read_row(row), listed(row["variants"])) for row in read_rows("places.tsv"))


def named() -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """Yield every name of our own layer with the places that it may mean, the likeliest first."""
    by_name: dict[str, list[Candidate]] = {}
    spelled: dict[str, dict[str, None]] = {}
    for name, candidate in _every():
        key = without_accents(name)
        by_name.setdefault(key, []).append(candidate)
        spelled.setdefault(key, {})[name] = None
    for key, candidates in by_name.items():
        for name in spelled[key]:
            yield name, tuple(candidates)


def _read_row(row: Mapping[str, str]) -> KnownPlace:
    """Return one row of data/places.tsv; what GeoNames says of its code is added."""
    reference = row["reference"]
    code = reference.removeprefix(GEONAMES) if reference.startswith(GEONAMES) else None
    iso = reference.removeprefix(DIVISION) if reference.startswith(DIVISION) else None
    known = place_index().by_geonames(int(code)) if code else None
    known = place_index().division(iso) if iso else known
    return KnownPlace(
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        geonames=int(code) if code else known.geonames if known else None,
        division=known.division if known else None,
        county=known.county if known else None,
        iso=iso,
        inhabitants=known.inhabitants if known else 0,
        reference=reference,
        is_ours=True,
    )


def _every() -> Iterator[tuple[str, Candidate]]:
    """Yield each name with a place: countries, capitals, our rows, shortened states."""
    for entry in countries():
        known = place_index().country(entry.code)
        state = KnownPlace(
            name=entry.name,
            kind="country",
            country=entry.code,
            geonames=known.geonames if known else None,
            inhabitants=known.inhabitants if known else 0,
            is_ours=True,
        )
        yield from _in_any_print((entry.name, *entry.variants), state)
    for place, variants in rows():
        yield from _in_any_print((place.name, *variants), place)
    for entry in countries():
        capital = _capital(entry)
        if capital is not None:
            yield from _in_any_print((*_capital_names(entry), capital.name), capital)
    shortened = read_toml("place_guards.toml")["behind_comma"]
    for place, _ in rows():
        for name in shortened.get(place.reference, ()):
            yield name, Candidate(place=place, needs_holder=True)


def _in_any_print(names: tuple[str, ...], place: KnownPlace) -> Iterator[tuple[str, Candidate]]:
    """Yield the names as they are and as a dateline prints them."""
    for name in names:
        yield name, Candidate(place=place)
        if len(name) >= SHORTEST_SHOUTED and not name.isupper():
            yield name.upper(), Candidate(place=place)


def _capital(entry: Country) -> KnownPlace | None:
    """Return the capital of a state: its largest town of that name, None where none."""
    found = [
        candidate.place
        for name in _capital_names(entry)
        for candidate in _towns_named(name)
        if candidate.place.country == entry.code
    ]
    largest = max(found, key=lambda place: place.inhabitants, default=None)
    return None if largest is None else replace(largest, is_capital=True, is_ours=True)


def _towns_named(name: str) -> Iterator[Candidate]:
    """Yield the towns that the index has under a name."""
    plain = without_accents(name)
    within = place_index().range_of(plain.split()[0])
    for candidate in place_index().named(plain, within):
        if candidate.place.kind == "city":
            yield candidate


def _capital_names(entry: Country) -> tuple[str, ...]:
    """Return the spellings of a capital."""
    return (entry.capital, *entry.capital_spellings) if entry.capital else ()
