"""The points of a place: what speaks for it, and that a name never speaks for itself."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology.place_choice import ENOUGH, Evidence, best, points
from dragoman.ontology.place_known import Candidate, KnownPlace
from dragoman.ontology.place_surroundings import Surroundings

TEXAS = KnownPlace(
    name="Paris", kind="city", country="USA", division="US.TX", lat=33.7, lon=-95.6,
    inhabitants=25_000,
)  # fmt: skip
FRANCE = KnownPlace(
    name="Paris", kind="city", country="FRA", division="FR.11", lat=48.9, lon=2.3,
    inhabitants=2_100_000,
)  # fmt: skip
DALLAS = KnownPlace(
    name="Dallas", kind="city", country="USA", division="US.TX", lat=32.8, lon=-96.8,
    inhabitants=1_300_000,
)  # fmt: skip
HERE = Surroundings(surface="Paris")
sizes = st.integers(min_value=1, max_value=20_000_000)


def worth(place: KnownPlace, here: Surroundings = HERE, evidence: Evidence | None = None) -> float:
    return points(Candidate(place=place), here, evidence or Evidence())


@given(sizes, sizes)
def test_the_larger_of_two_towns_has_more_points(one: int, other: int) -> None:
    small, large = sorted((one, other))
    less = KnownPlace(name="X", kind="city", country="USA", inhabitants=small)
    more = KnownPlace(name="X", kind="city", country="USA", inhabitants=large)
    assert worth(less) <= worth(more)


def test_a_village_alone_has_not_enough() -> None:
    assert worth(TEXAS) < ENOUGH


def test_a_village_behind_a_word_of_place_has_enough() -> None:
    assert worth(TEXAS, Surroundings(surface="Paris", has_place_word=True)) >= ENOUGH


def test_a_name_is_no_evidence_for_itself() -> None:
    evidence = Evidence()
    evidence.add("Paris", TEXAS)
    assert worth(TEXAS, evidence=evidence) == worth(TEXAS)


def test_the_division_and_a_place_nearby_speak_for_a_town() -> None:
    evidence = Evidence()
    evidence.add("Dallas", DALLAS)
    assert worth(TEXAS, evidence=evidence) > worth(TEXAS) + 1
    assert worth(FRANCE, evidence=evidence) == worth(FRANCE)


def test_a_word_loses_points_unless_a_word_of_place_stands_before_it() -> None:
    word = Surroundings(surface="Paris", is_word=True)
    led = Surroundings(surface="Paris", is_word=True, has_place_word=True)
    assert worth(FRANCE, word) < worth(FRANCE, led) == worth(FRANCE)


def test_what_needs_a_holder_is_never_the_best_alone() -> None:
    assert best([Candidate(place=FRANCE, needs_holder=True)], HERE, Evidence()) is None


def test_of_equals_the_first_is_the_best() -> None:
    found = best([Candidate(place=FRANCE), Candidate(place=FRANCE)], HERE, Evidence())
    assert found is not None
    assert found[1].place is FRANCE
