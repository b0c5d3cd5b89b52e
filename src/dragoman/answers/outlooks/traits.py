"""What a ranking looks at: for each question, who it could be, and counts that speak for it.

A question is a side and a way on one day: whom will it be? Every trait is a count of what was
told before that day, or how long ago that was.
"""

from dataclasses import dataclass

import numpy as np

from dragoman.answers.outlooks.facts import Real, Single, Whole
from dragoman.answers.outlooks.history import HALF_LIVES, History, ranges
from dragoman.answers.outlooks.likeness import Likeness

_LIVES = tuple("ever" if np.isinf(days) else f"{days:.0f} days" for days in HALF_LIVES)


def _counted(what: str, lives: int = len(_LIVES)) -> tuple[str, ...]:
    return tuple(f"{what}, {life}" for life in _LIVES[:lives])


# The terms of a score, with the traits that each is made of.
TERMS: dict[str, tuple[str, ...]] = {
    "recurrence": (*_counted("the same act"), "days since the same act"),
    "relation": (*_counted("any act of the two"), "days since any act", "ways of the two"),
    "association": (
        *(f"acts that this one follows, {life}" for life in _LIVES[1:]),
        "the same act the other way round",
    ),
    "habit": (*_counted("the act upon the other", 3), "days since the act upon the other"),
    "presence": (*_counted("the other"), "days since the other", "partners of the other"),
    "likeness": (
        "nearness of the two",
        "kinship of the two",
        "likeness to those who do it",
        "one country",
        "the act between such actors",
    ),
}
_SIDE = "partners of the side"
TRAITS = (*(trait for traits in TERMS.values() for trait in traits), _SIDE)
# What a count means depends on how much is told of the side, of the other and of the two, so
# every term sees these.
CONTEXT = (
    _SIDE,
    "days since the same act",
    "days since any act",
    "acts that this one follows, 7 days",
    "the other, 30 days",
)

# How many are considered that the side never had to do with: the usual others of such an act.
# With these three the answer is no candidate for one fact of six on ICEWS14; with 60 of the
# first alone, of five. Chosen once; `python -m eval ranking PATH --tail 30` tries others.
USUAL = 50
# The nearest ones.
NEAREST = 30
# Those that are both usual and near.
BOTH = 30
# How much being nearest of all weighs there, beside the logarithm of a count.
NEARNESS_WEIGHT = 1.5
# What a count is set against before its logarithm is taken: less than this is hardly seen.
LEAST = 0.02
LEAST_RATE = 1e-5
LEAST_LIKE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Questions:
    """Sides and ways that are asked about on one day."""

    day: int
    side: Whole
    way: Whole


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Who it could be, question by question, with a row of traits for each."""

    question: Whole
    other: Whole
    traits: Single


class Observer:
    """Sees a history as traits; `likeness` must have been refreshed."""

    def __init__(self, history: History, likeness: Likeness) -> None:
        self._history, self._likeness = history, likeness
        self._index = history.index

    def candidates(self, asked: Questions) -> Candidates:
        """Return who each question could be about, and what speaks for it."""
        near, row_of = self._nearness(asked)
        question, other = self._listed(asked, near[row_of])
        side, way = asked.side[question], asked.way[question]
        pair = self._index.pairs.find(side * self._index.names + other)
        seen = _Seen(day=asked.day, side=side, way=way, other=other, pair=pair)
        columns = [
            *self._recurrence(seen),
            *self._relation(seen),
            *self._association(seen),
            *self._habit(seen),
            *self._presence(seen),
            *self._like(seen, near[row_of[question], other]),
            np.log1p(self._partners(asked.day)[side]),
        ]
        traits = np.column_stack([column.astype(np.float32) for column in columns])
        return Candidates(question=question, other=other, traits=traits)

    def _nearness(self, asked: Questions) -> tuple[Real, Whole]:
        sides, row_of = np.unique(asked.side, return_inverse=True)
        return self._likeness.nearness(sides), row_of

    def _listed(self, asked: Questions, near: Real) -> tuple[Whole, Whole]:
        """Return candidates without doubles: partners, usual others, and the nearest."""
        index, many = self._index, self._index.names
        rows = np.arange(len(asked.side))[:, None]
        pairs, question = _ranges(index.first_pair, asked.side)
        known = self._history.pairs.level(0, pairs, asked.day) > 0
        usual = np.log1p(self._usual(asked))
        scale = near.max(axis=1, keepdims=True, initial=LEAST_LIKE)
        found = [(question * many + index.pair_other[pairs])[known]]
        both = usual + NEARNESS_WEIGHT * near / scale
        for worth, most in ((usual, USUAL), (near, NEAREST), (both, BOTH)):
            found.append((rows * many + _best(worth, most)).ravel())
        keys = np.unique(np.concatenate(found))
        question, other = keys // many, keys % many
        apart = asked.side[question] != other
        return question[apart], other[apart]

    def _usual(self, asked: Questions) -> Real:
        """Return how often lately each way fell upon everybody, question by question."""
        index = self._index
        ways, row_of = np.unique(asked.way, return_inverse=True)
        table = np.zeros((len(ways), index.names))
        way, other = index.upon.sorted // index.names, index.upon.sorted % index.names
        row = np.searchsorted(ways, way)
        row[row == len(ways)] = 0
        some = ways[row] == way
        table[row[some], other[some]] = self._history.upon.levels(1, asked.day)[some]
        usual: Real = table[row_of]
        return usual

    def _partners(self, day: int) -> Real:
        index = self._index
        known = self._history.pairs.levels(0, day) > 0
        return np.bincount(index.pair_other[known], minlength=index.names).astype(float)

    def _recurrence(self, seen: "_Seen") -> list[Real]:
        acts = self._history.acts
        place = self._act(seen, seen.way)
        levels = [_log(acts.level(life, place, seen.day)) for life in range(len(HALF_LIVES))]
        return [*levels, acts.gap(place, seen.day)]

    def _relation(self, seen: "_Seen") -> list[Real]:
        pairs, index = self._history.pairs, self._index
        levels = [_log(pairs.level(life, seen.pair, seen.day)) for life in range(len(HALF_LIVES))]
        told = self._history.acts.levels(0, seen.day) > 0
        ways = np.append(np.bincount(index.act_pair[told], minlength=len(index.pairs)), 0)
        return [*levels, pairs.gap(seen.pair, seen.day), np.log1p(ways[seen.pair])]

    def _association(self, seen: "_Seen") -> list[Real]:
        index, history = self._index, self._history
        known = np.flatnonzero(seen.pair >= 0)
        acts, row = _ranges(index.first_act, seen.pair[known])
        found = []
        for number, life in enumerate(history.FOLLOWING):
            rate = history.following(number)[index.act_way[acts], seen.way[known][row]]
            sums = np.zeros(len(seen.pair))
            weights = rate * history.acts.level(life, acts, seen.day)
            sums[known] = np.bincount(row, weights=weights, minlength=len(known))
            found.append(np.log1p(sums / LEAST_RATE))
        turned = self._act(seen, index.facts.turned(seen.way))
        return [*found, _log(history.acts.level(1, turned, seen.day))]

    def _habit(self, seen: "_Seen") -> list[Real]:
        upon, place = self._history.upon, self._upon(seen)
        levels = [_log(upon.level(life, place, seen.day)) for life in range(3)]
        return [*levels, upon.gap(place, seen.day)]

    def _presence(self, seen: "_Seen") -> list[Real]:
        others = self._history.others
        lives = range(len(HALF_LIVES))
        levels = [_log(others.level(life, seen.other, seen.day)) for life in lives]
        partners = np.log1p(self._partners(seen.day)[seen.other])
        return [*levels, others.gap(seen.other, seen.day), partners]

    def _like(self, seen: "_Seen", near: Real) -> list[Real]:
        index, likeness = self._index, self._likeness
        kind = index.kinds.find(index.kind_key(seen.side, seen.way, seen.other))
        return [
            np.log(np.maximum(near, 0) + LEAST_LIKE),
            likeness.kinship(seen.side, seen.other),
            np.log(np.maximum(likeness.fit(seen.side, self._upon(seen)), 0) + LEAST_LIKE),
            index.at_home(seen.side, seen.other),
            _log(self._history.kinds.level(0, kind, seen.day)),
        ]

    def _act(self, seen: "_Seen", way: Whole) -> Whole:
        acts = self._index.acts.find(seen.pair * self._index.facts.ways + way)
        return np.where(seen.pair >= 0, acts, -1)

    def _upon(self, seen: "_Seen") -> Whole:
        return self._index.upon.find(seen.way * self._index.names + seen.other)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """Candidates with their questions; `pair` is where the two are counted, -1 if nowhere."""

    day: int
    side: Whole
    way: Whole
    other: Whole
    pair: Whole


def _ranges(ends: Whole, numbers: Whole) -> tuple[Whole, Whole]:
    return ranges(ends[numbers], ends[numbers + 1])


def _best(worth: Real, most: int) -> Whole:
    """Return the columns of the largest values of each row."""
    if worth.shape[1] <= most:
        return np.broadcast_to(np.arange(worth.shape[1]), worth.shape)
    return np.argpartition(-worth, most, axis=1)[:, :most]


def _log(level: Real) -> Real:
    """Return a count in doublings, from 0 where nothing was told."""
    logarithm: Real = np.log1p(level / LEAST)
    return logarithm
