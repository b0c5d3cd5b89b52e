"""Blocs follow from the gains of pairs and from nothing else."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.alignment import find_blocs
from dragoman.answers.pairs import Pair

SIDES = ("ARM", "AZE", "FRA", "IRN", "RUS", "TUR", "USA")
GAINS = st.dictionaries(
    st.sampled_from(list(combinations(SIDES, 2))), st.integers(-8, 8).map(lambda n: n / 4)
)


def total(gains: dict[Pair, float], blocs: tuple[tuple[str, ...], ...]) -> float:
    return sum(gains.get(pair, 0.0) for bloc in blocs for pair in combinations(sorted(bloc), 2))


@given(GAINS)
def test_every_side_is_in_one_bloc(gains: dict[Pair, float]) -> None:
    assert sorted(side for bloc in find_blocs(gains, SIDES) for side in bloc) == sorted(SIDES)


@given(GAINS, st.permutations(SIDES), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(
    gains: dict[Pair, float], sides: list[str], chance: object
) -> None:
    shuffled = list(gains.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_blocs(dict(shuffled), sides) == find_blocs(gains, SIDES)


@given(GAINS)
def test_no_move_of_one_side_gains(gains: dict[Pair, float]) -> None:
    blocs = find_blocs(gains, SIDES)
    best = total(gains, blocs)
    for side in SIDES:
        rest = [tuple(s for s in bloc if s != side) for bloc in blocs]
        for place in range(len(rest)):
            moved = [(*bloc, side) if n == place else bloc for n, bloc in enumerate(rest)]
            assert total(gains, tuple(moved)) <= best + 1e-6
        assert total(gains, (*rest, (side,))) <= best + 1e-6


def test_two_camps_that_fight_are_two_blocs() -> None:
    gains = {("ARM", "RUS"): 1.0, ("AZE", "TUR"): 1.0, ("ARM", "AZE"): -3.0, ("RUS", "TUR"): -0.1}
    assert find_blocs(gains, ("TUR", "RUS", "AZE", "ARM")) == (("ARM", "RUS"), ("AZE", "TUR"))


def test_who_gains_nothing_stays_alone() -> None:
    assert find_blocs({("IRN", "USA"): -1.0}, ("IRN", "USA")) == (("IRN",), ("USA",))
