"""Alignment: states put into blocs, so that friends share one and foes do not.

This is correlation clustering (Bansal, Blum and Chawla, Machine Learning 56, 2004): the gains of
all pairs within blocs shall be as large as can be. The best partition is hard to find, so blocs
are joined greedily and then states moved one by one for as long as that gains; the result
depends on nothing but the gains.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from dragoman.answers.pairs import Pair, sorted_pair

Bloc = frozenset[str]
# What is less than this is no gain, but the last bits of a sum.
LEAST_GAIN = 1e-9


def find_blocs(gains: Mapping[Pair, float], sides: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the sides in blocs, the largest first; a side without a gain is a bloc of its own.

    Args:
        gains: what it gains that two are in one bloc; below 0 it is a loss. Pairs are sorted.
        sides: all of them, in any order.

    >>> find_blocs({("ARM", "AZE"): -2.0, ("ARM", "RUS"): 1.0, ("AZE", "TUR"): 3.0},
    ...            ["ARM", "AZE", "RUS", "TUR"])
    (('ARM', 'RUS'), ('AZE', 'TUR'))
    """

    def gain(one: Iterable[str], other: Iterable[str]) -> float:
        others = tuple(other)
        return sum(gains.get(sorted_pair(a, b), 0.0) for a in one for b in others if a != b)

    blocs = _moved(_joined([frozenset({side}) for side in sorted(set(sides))], gain), gain)
    return tuple(
        tuple(sorted(bloc)) for bloc in sorted(blocs, key=lambda bloc: (-len(bloc), sorted(bloc)))
    )


Gain = Callable[[Iterable[str], Iterable[str]], float]


def _joined(blocs: Sequence[Bloc], gain: Gain) -> list[Bloc]:
    """Return blocs joined, the pair that gains most first, for as long as one gains."""
    left = list(blocs)
    while len(left) > 1:
        best = max(combinations(left, 2), key=lambda two: (gain(*two), *map(_last_first, two)))
        if gain(*best) < LEAST_GAIN:
            break
        left = [bloc for bloc in left if bloc not in best] + [best[0] | best[1]]
    return left


def _last_first(bloc: Bloc) -> tuple[int, ...]:
    """Return a key by which the bloc of the first codes is the greatest."""
    return tuple(-ord(letter) for code in sorted(bloc) for letter in code)


def _moved(blocs: Sequence[Bloc], gain: Gain) -> list[Bloc]:
    """Return blocs after every move of one side that gains; each gains, so they come to an end."""
    left = list(blocs)
    while True:
        moves = [
            (gain([side], into) - gain([side], bloc), side, bloc, into)
            for bloc in sorted(left, key=sorted)
            for side in sorted(bloc)
            for into in [*sorted(left, key=sorted), frozenset[str]()]
            if into != bloc
        ]
        best = max(moves, key=lambda move: move[0], default=None)
        if best is None or best[0] < LEAST_GAIN:
            return left
        _, side, bloc, into = best
        rest = [other for other in left if other not in (bloc, into)]
        left = [*rest, *filter(None, (bloc - {side}, into | {side}))]
