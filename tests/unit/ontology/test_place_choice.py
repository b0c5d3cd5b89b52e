"""The points of a place: what speaks for it, and that a name never speaks for itself."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ontology.place_choice import ENOUGH, Evidence, points, ranked, told
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


def test_what_needs_a_holder_is_never_ranked_alone() -> None:
    assert ranked([Candidate(place=FRANCE, needs_holder=True)], HERE, Evidence()) == []


def test_of_equals_the_first_is_the_best() -> None:
    twin = KnownPlace(
        name="Paris", kind="city", country="FRA", division="FR.11", inhabitants=2_100_000
    )
    found = ranked([Candidate(place=FRANCE), Candidate(place=twin)], HERE, Evidence())
    assert found[0][1].place is FRANCE


def reason(*places: KnownPlace, evidence: Evidence | None = None) -> str:
    candidates = [Candidate(place=place) for place in places]
    known = evidence or Evidence()
    return told(ranked(candidates, HERE, known), HERE, known)


def city(division: str, inhabitants: int) -> KnownPlace:
    return KnownPlace(
        name="Paris", kind="city", country="USA", division=division, inhabitants=inhabitants
    )


def test_a_name_of_one_place_says_so() -> None:
    assert reason(FRANCE, FRANCE) == "the only place of this name"


def test_a_village_of_the_name_is_no_candidate_of_a_capital() -> None:
    assert reason(FRANCE, TEXAS) == "no other place of this name is as well known"


def test_the_reason_names_who_else_is_well_known() -> None:
    assert reason(city("US.TX", 9_000_000), city("US.TN", 300_000)) == (
        "the best known; else Paris (city, US.TN)"
    )


def test_a_lead_of_less_than_ten_times_the_inhabitants_is_a_guess() -> None:
    assert reason(city("US.TX", 900_000), city("US.TN", 300_000)).startswith("guess: ")
    assert not reason(city("US.TX", 9_000_000), city("US.TN", 300_000)).startswith("guess")


def test_the_reason_says_that_the_text_spoke_for_the_place() -> None:
    evidence = Evidence()
    evidence.add("Dallas", DALLAS)
    found = reason(city("US.TX", 9_000_000), city("US.TN", 300_000), evidence=evidence)
    assert found.startswith("the likeliest by size and by what else the text names; else ")


@given(st.lists(sizes, min_size=1, max_size=30))
def test_at_most_three_others_are_named_and_never_the_chosen(inhabitants: list[int]) -> None:
    towns = [city(f"US.{number}", size) for number, size in enumerate(inhabitants)]
    words = reason(*towns)
    chosen = max(towns, key=lambda town: town.inhabitants)
    assert words.count("(city") <= 3
    assert f"({chosen.kind}, {chosen.division})" not in words
