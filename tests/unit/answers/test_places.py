"""Where it happens: each claim is counted once by how much it says of where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.places import EXTENT_OF, Extent, places
from dragoman.model import Place, Status
from dragoman.ontology.place_known import KINDS
from tests.unit.answers.told import Told, place

DAY = date(2020, 10, 1)
SOMEWHERE = st.lists(
    st.builds(place, st.sampled_from(["Basra", "Kirkuk"]), st.sampled_from(KINDS)), max_size=3
)


def test_every_kind_of_place_has_an_extent() -> None:
    assert set(EXTENT_OF) == set(KINDS)


@given(st.lists(SOMEWHERE, max_size=6))
def test_placed_of_a_country_alone_and_unplaced_are_all_claims(where: list[list[Place]]) -> None:
    told = Told()
    for places_of_claim in where:
        told.tell("RUS", "CONSULT", "IRN", DAY, where=tuple(places_of_claim))
    answer = places(told)
    parts = (answer.placed, answer.countries_only, answer.unplaced)
    assert sorted(claim for part in parts for claim in part.claims) == sorted(answer.total.claims)
    assert len(answer.total.claims) == len(where)


def test_a_place_counts_what_is_done_there_on_two_axes_and_the_rest_apart() -> None:
    told, here = Told(), (place("Hormuz", "strait"),)
    warm = told.tell("RUS", "COOPERATE", "IRN", DAY, where=here)
    harsh = told.tell("USA", "ASSAULT", "IRN", DAY, where=here, hedged=True)
    planned = told.tell("CHN", "CONSULT", "IRN", DAY, where=here, status=Status.FUTURE)
    (row,) = places(told).places
    assert row.extent is Extent.WATER
    assert row.cooperation.claims == (warm.id,)
    assert row.conflict.claims == row.hedged.claims == (harsh.id,)
    assert row.apart.claims == (planned.id,)


def test_a_country_has_a_row_and_no_point() -> None:
    told = Told()
    iraq = Place(
        passage=place("Iraq").passage,
        name="Iraq",
        kind="country",
        country="IRQ",
        lat=33.0,
        lon=44.0,
    )
    told.tell("USA", "CONSULT", "IRQ", DAY, where=(iraq,))
    answer = places(told)
    assert answer.places == ()
    (row,) = answer.countries
    assert (row.name, row.lat, row.lon) == ("Iraq", None, None)


@pytest.mark.parametrize(("since", "found"), [(date(2020, 10, 1), 1), (date(2020, 10, 2), 0)])
def test_only_acts_that_began_in_the_days_count(since: date, found: int) -> None:
    told = Told()
    told.tell("RUS", "CONSULT", "IRN", DAY, where=(place("Tehran"),))
    assert len(places(told, since=since).places) == found


def test_two_places_of_one_name_in_two_countries_are_two_rows() -> None:
    told = Told()
    for country in ("LBY", "LBN"):
        words = place("Tripoli")
        there = Place(passage=words.passage, name="Tripoli", kind="city", country=country)
        told.tell("TUR", "CONSULT", country, DAY, where=(there,))
    assert [row.country for row in places(told).places] == ["LBN", "LBY"]


def test_a_record_without_places_is_below_the_threshold() -> None:
    told = Told()
    told.tell("RUS", "CONSULT", "IRN", DAY)
    assert places(told).state.words == "below threshold (0 claims with a place, least 1)"
