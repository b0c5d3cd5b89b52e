"""Every state and main territory, whole: names, demonyms, capitals, seats."""

from collections import Counter

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UnknownCode
from dragoman.ontology.countries import Country, countries, country, resolve_code
from dragoman.ontology.known_names import known_names, seats

NOT_UN_MEMBERS = frozenset(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL "
    "GUF GUM HKG HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS "
    "SHN SJM SPM SXM TCA TKL TWN UMI VAT VGB VIR WLF XKX".split()
)
# The state is its own capital and has no other name for it.
CITY_STATES = {"MCO", "SGP"}
# "Dominican" is of the Dominican Republic in all but a few texts; one code can hold it.
WITHOUT_DEMONYM = {"DMA"}
# Names that the standard inverts or marks in brackets.
NAMED_OTHERWISE = {"COD", "VAT", "PSE", "FLK", "MAF", "SXM", "VIR"}

entries = st.sampled_from(countries())


def members() -> list[Country]:
    return [entry for entry in countries() if entry.code not in NOT_UN_MEMBERS]


def test_the_members_of_the_united_nations_are_193() -> None:
    assert len(members()) == 193


def test_every_member_has_a_capital() -> None:
    assert {entry.code for entry in members() if entry.capital is None} == CITY_STATES


def test_every_member_has_a_demonym() -> None:
    assert {entry.code for entry in members() if not entry.demonyms} == WITHOUT_DEMONYM


def test_every_state_knows_a_name_of_the_standard() -> None:
    unknown = set()
    for entry in countries():
        theirs = pycountry.countries.get(alpha_3=entry.code)
        if theirs is None:
            continue
        fields = ("name", "common_name", "official_name")
        names = {getattr(theirs, field, None) for field in fields}
        if not names & {entry.name, *entry.variants}:
            unknown.add(entry.code)
    assert unknown == NAMED_OTHERWISE


def test_a_capital_is_in_one_state_only() -> None:
    capitals = Counter(entry.capital for entry in countries() if entry.capital)
    assert [name for name, count in capitals.items() if count > 1] == []


def test_a_seat_stands_for_one_government_only() -> None:
    every = [seat for entry in countries() for seat in entry.seats]
    every += [seat for seat, _ in seats()]
    assert [seat for seat, count in Counter(every).items() if count > 1] == []


def test_no_name_of_a_state_is_that_of_an_organisation() -> None:
    states = {name for entry in countries() for name in (entry.name, *entry.variants)}
    organisations = {name for known in known_names() for name in known.spellings()}
    assert states & organisations == set()


@given(entries)
def test_a_state_is_found_by_its_code_in_any_case(entry: Country) -> None:
    assert country(resolve_code(entry.code.lower())) is entry


@given(entries)
def test_every_name_of_a_state_resolves_to_it(entry: Country) -> None:
    assert {resolve_code(name) for name in (entry.name, *entry.variants)} == {entry.code}


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("the White House", "USA"),
        ("Foggy Bottom", "USA"),
        ("the Elysee", "FRA"),
        ("Zhongnanhai", "CHN"),
        ("the Blue House", "KOR"),
        ("Bankova", "UKR"),
        ("Raisina Hill", "IND"),
    ],
)
def test_a_seat_resolves_to_its_state(seat: str, code: str) -> None:
    assert resolve_code(seat) == code


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownCode, match=r"IRX.*IR"):
        country("IRX")


@pytest.mark.parametrize(
    "name",
    [
        *("UN", "Security Council", "EU", "European Commission", "NATO", "AU", "ASEAN", "OPEC"),
        *("OPEC+", "GCC", "CSTO", "SCO", "EAEU", "CIS", "OIC", "Arab League", "BRICS", "G7", "G20"),
        *("IAEA", "OSCE", "ICC", "ICJ", "WTO", "IMF", "World Bank", "Quad", "AUKUS", "Minsk Group"),
        *("UNHCR", "UNICEF", "UNRWA", "WFP", "WHO", "UNESCO", "ECOSOC", "ECOWAS", "SADC", "IGAD"),
        *("Mercosur", "CELAC", "OAS", "SAARC", "APEC", "OPCW", "Interpol", "Frontex", "MINURSO"),
    ],
)
def test_an_organisation_of_states_is_known(name: str) -> None:
    spellings = {spelling for known in known_names() for spelling in known.spellings()}
    assert name in spellings
