"""States and main territories: their names, demonyms, capitals and seats of government."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.errors import UnknownCode
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.plover import NON_STATES
from dragoman.ontology.tables import listed, read_rows

__all__ = ["Country", "countries", "country", "resolve_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or main territory, or one of the codes that stand in for a state.

    `capital` is the name we print and `capital_spellings` are others of it; `seats`
    are houses, streets and second cities that stand for the government. A code such
    as UNO has names and nothing else.
    """

    code: str
    name: str
    variants: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capital_spellings: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    region: str | None = None


def _read_country(row: Mapping[str, str]) -> Country:
    """Return one row of the table of states."""
    capital, *spellings = listed(row["capital"]) or (None,)
    return Country(
        code=row["code"],
        name=row["name"],
        variants=listed(row["variants"]),
        demonyms=listed(row["demonyms"]),
        capital=capital,
        capital_spellings=tuple(spelling for spelling in spellings if spelling),
        seats=listed(row["seats"]),
        region=row["region"],
    )


@cache
def _by_code() -> Mapping[str, Country]:
    """Return states in the order of the table, then the codes that are no state's."""
    states = (_read_country(row) for row in read_rows("states.tsv"))
    variants = {row["name"]: listed(row["variants"]) for row in read_rows("organisations.tsv")}
    others = (
        Country(code=entry.code, name=entry.name, variants=variants.get(entry.name, ()))
        for entry in NON_STATES
    )
    return {entry.code: entry for entry in (*states, *others)}


def countries() -> tuple[Country, ...]:
    """Return every state and main territory, without the codes that are no state's."""
    return tuple(entry for entry in _by_code().values() if entry.region is not None)


def country(code: str) -> Country:
    """Return the state, or the organisation that stands in for one, with this code.

    >>> country("IRN").capital, country("UNO").name
    ('Tehran', 'United Nations')

    Raises:
        UnknownCode: no state has this code; the message names the nearest.
    """
    found = _by_code().get(code)
    if found is None:
        raise UnknownCode(code, codebook="The table of states", known=_by_code())
    return found


def _folded(words: str) -> str:
    """Return the words in lower case, without accents, dots or a leading article."""
    plain = without_accents(unicodedata.normalize("NFC", words)).casefold().replace(".", "")
    return " ".join(plain.removeprefix("the ").split())


@cache
def _codes() -> Mapping[str, str]:
    """Return the code of every name, demonym, capital and seat; of two, the first."""
    codes: dict[str, str] = {}
    entries = tuple(_by_code().values())
    for entry in entries:
        codes.setdefault(_folded(entry.code), entry.code)
    for names in (
        lambda entry: (entry.name, *entry.variants),
        lambda entry: entry.demonyms,
        lambda entry: (entry.capital or entry.name, *entry.capital_spellings, *entry.seats),
    ):
        for entry in entries:
            for name in names(entry):
                codes.setdefault(_folded(name), entry.code)
    return codes


def resolve_code(words: str) -> str:
    """Return the code of a state from a code, name, demonym, capital or seat.

    >>> resolve_code("Russia"), resolve_code("the Kremlin"), resolve_code("iranian")
    ('RUS', 'RUS', 'IRN')

    Raises:
        UnknownCode: nothing has this name; the message names the nearest.
    """
    found = _codes().get(_folded(words))
    if found is None:
        known = [name for entry in _by_code().values() for name in (entry.code, entry.name)]
        raise UnknownCode(words, codebook="The table of states", known=known)
    return found
