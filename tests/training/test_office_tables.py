"""The table of who held an office is what its sources make, and the sources hold together."""

import os
from pathlib import Path

import pytest

from training.actors.build import faults, main, overlaps
from training.actors.phoenix import Person, Phoenix, Role, read_phoenix
from training.actors.spells import HeldOffice, first_day, written_spells

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[2] / "../shared/data"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)


def spell(name: str, since: str, until: str) -> HeldOffice:
    return HeldOffice(
        name=name,
        variants=(),
        country="FRA",
        office="foreign_minister",
        title="foreign minister",
        since=since,
        until=until,
        is_common=False,
        place="made:1",
    )


def test_the_sources_hold_no_fault() -> None:
    assert list(faults(list(written_spells()))) == []


def test_two_in_one_office_are_named() -> None:
    (line,) = overlaps([spell("A", "2001", "2003-05"), spell("B", "2003", "")])
    assert line == "made:1: B and A both are foreign minister of France"


def test_a_spell_that_ends_before_it_begins_is_named() -> None:
    assert any("before it begins" in line for line in faults([spell("A", "2003", "2002")]))


def test_an_unknown_code_is_named() -> None:
    made = spell("A", "2003", "")
    wrong = HeldOffice(
        **{name: getattr(made, name) for name in made.__slots__} | {"country": "QQQ"}
    )
    assert any("QQQ is no code" in line for line in faults([wrong]))


def test_a_month_and_a_year_count_from_their_first_day() -> None:
    assert [first_day(day) for day in ("2003", "2003-05", "2003-05-06")] == [
        "2003-01-01",
        "2003-05-01",
        "2003-05-06",
    ]


def test_a_person_of_the_dictionaries_is_known_whatever_the_order_of_the_name() -> None:
    known = Phoenix([Person(["ROH_MOO_HYUN_"], [Role("KOR", "GOV", "2003-02-25", "2008-02-25")])])
    assert known.knows(("Moo-hyun Roh",), "KOR", "2003-02-25", "2008-02-25")
    assert not known.knows(("Roh Moo-hyun",), "JPN", "2003-02-25", "2008-02-25")
    assert not known.knows(("Roh Moo-hyun",), "KOR", "2012", "2013")


@needs_data
@pytest.mark.data
@pytest.mark.slow
def test_the_table_is_what_the_sources_make() -> None:
    assert len(read_phoenix(DATA / "actors").people) > 10_000
    assert main(["--data", str(DATA), "--check"]) == 0
