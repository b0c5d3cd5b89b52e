"""News outlets: which country each speaks from, and how it is run."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.model import Outlet
from dragoman.ontology.gazetteer import Gazetteer, without_accents
from dragoman.ontology.tables import listed, read_rows

__all__ = ["KINDS", "OutletHit", "all_outlets", "find", "find_in", "spoken_names"]

# A state outlet is owned, or paid for in the main, by a state; an agency sells its
# reports to other outlets, whoever owns it.
KINDS = ("agency", "state", "private")
# urlsplit raises on some malformed addresses; here they are merely unknown.
ADDRESS = re.compile(
    r"(?:[a-z][a-z+.-]*:)?(?://)?(?:[^/@]*@)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHit:
    """The name of an outlet at its place in a text."""

    start: int
    end: int
    outlet: Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One outlet with its names; those in `ambiguous` are not looked for in a text."""

    outlet: Outlet
    names: tuple[str, ...]
    ambiguous: frozenset[str]


@cache
def _rows() -> tuple[_Row, ...]:
    """Return the table of outlets, read on first use."""
    return tuple(
        _Row(
            outlet=Outlet(
                name=row["name"],
                country=row["country"],
                kind=row["kind"],
                domains=listed(row["domains"]),
            ),
            names=(row["name"], *listed(row["variants"])),
            ambiguous=frozenset(listed(row["ambiguous"])),
        )
        for row in read_rows("outlets.tsv")
    )


def all_outlets() -> tuple[Outlet, ...]:
    """Return every outlet of the table."""
    return tuple(row.outlet for row in _rows())


def _folded(name: str) -> str:
    """Return a name without case, accents, typographic marks or a leading article."""
    plain = without_accents(name.replace("’", "'")).casefold()
    return " ".join(plain.removeprefix("the ").split())


@cache
def _by_name() -> Mapping[str, Outlet]:
    """Return outlets by folded name; of two with one name, the first in the table."""
    names: dict[str, Outlet] = {}
    for row in _rows():
        names.setdefault(_folded(row.outlet.name), row.outlet)
    for row in _rows():
        for name in row.names:
            names.setdefault(_folded(name), row.outlet)
    return names


@cache
def _by_domain() -> Mapping[str, Outlet]:
    """Return outlets by domain."""
    return {domain: row.outlet for row in _rows() for domain in row.outlet.domains}


def _find_by_domain(name: str) -> Outlet | None:
    """Return the outlet of an address or a domain, or of the domain above it."""
    address = ADDRESS.match(name.lower())
    labels = address["host"].split(".") if address is not None else []
    parents = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return next((found for host in parents if (found := _by_domain().get(host))), None)


def find(name: str) -> Outlet | None:
    """Return the outlet with this name, variant, domain or address; None if unknown.

    >>> find("IRNA").country, find("https://www.bbc.co.uk/news").name
    ('IRN', 'BBC')
    """
    found = _by_name().get(_folded(name))
    if found is not None:
        return found
    return None if " " in name or "." not in name else _find_by_domain(name)


def spoken_names() -> Iterator[tuple[str, Outlet]]:
    """Yield the names that mean an outlet wherever they stand in a text.

    A name with a country in brackets is our label of the row; no newspaper prints it.
    """
    for row in _rows():
        for name in row.names:
            if name not in row.ambiguous and "(" not in name:
                yield name, row.outlet


@cache
def _gazetteer() -> Gazetteer[Outlet]:
    """Return the index of names for running text, built on first use."""
    return Gazetteer(spoken_names())


def find_in(text: str) -> tuple[OutletHit, ...]:
    """Return the outlets named in a text, in order; ambiguous names are left out.

    >>> [hit.outlet.name for hit in find_in("It was time, Reuters and TASS wrote.")]
    ['Reuters', 'TASS']
    """
    return tuple(
        OutletHit(start=match.start, end=match.end, outlet=match.value)
        for match in _gazetteer().matches(text)
    )
