"""FIPS 10-4: the codes by which GDELT names the countries of places, in `data/fips.tsv`."""

from collections.abc import Mapping
from functools import cache

from dragoman.ontology.tables import read_rows

__all__ = ["country_of", "fips_of"]


def country_of(fips: str) -> str | None:
    """Return the ISO3 code of a FIPS 10-4 code, None where no country has it.

    >>> country_of("RS"), country_of("GZ")
    ('RUS', None)
    """
    return _countries().get(fips)


def fips_of(country: str) -> str | None:
    """Return the FIPS 10-4 code of an ISO3 code, None where it has none.

    >>> fips_of("RUS"), fips_of("NATO")
    ('RS', None)
    """
    return _codes().get(country)


@cache
def _codes() -> Mapping[str, str]:
    return {row["code"]: row["fips"] for row in read_rows("fips.tsv")}


@cache
def _countries() -> Mapping[str, str]:
    return {fips: country for country, fips in _codes().items()}
