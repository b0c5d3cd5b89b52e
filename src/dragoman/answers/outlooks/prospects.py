"""What may be told next of a side, as chances that add up to 1: a mixture of shares of the past.

Each part is a share that can be counted in the record: how often the two did the act, what tends
to follow their acts, what the side does with anybody. How much each part counts is learned from
the deeds of the record itself, each seen from the day before it, so that a share is the chance
that this act is the next one told. `python -m eval outlook` measures this very code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.outlooks.facts import Real, Whole
from dragoman.answers.outlooks.tallies import HALF_LIVES, Table, Tallies

# The terms of a share and what they mean.
MEANINGS = {
    "recurrence": "the same act between the two; what is older weighs less",
    "association": "acts between the two that this one tends to follow",
    "habit": "what the side does with anybody, and what anybody does with the other",
    "custom": "what everybody does with everybody",
}
_LIVES = tuple("ever" if np.isinf(days) else f"{days:.0f} days" for days in HALF_LIVES)
# The parts of the chance of an act, with the term that each belongs to.
ACT_PARTS = (
    *(("custom", f"acts of everybody, {life}") for life in _LIVES[:2]),
    *(("habit", f"acts of the side, {life}") for life in _LIVES[:2]),
    ("habit", "acts of anybody with the other, ever"),
    *(("recurrence", f"acts of the two, {life}") for life in _LIVES),
    *(("association", f"what follows the acts of the two, {life}") for life in _LIVES),
    ("association", "what follows the latest act of the two"),
)
# The parts of the chance that a deed of a side is with another.
OTHER_PARTS = (
    *(f"deeds of the other with anybody, {life}" for life in _LIVES),
    *(f"deeds of the two, {life}" for life in _LIVES),
)
# How much is told of two, or of a side, decides what its own past is worth: weights are learned
# apart below each of these numbers of deeds and from the last one on. Chosen once, not tuned;
# one row for all raises the two log_loss of `python -m eval outlook PATH --tail 30` by .02, .04.
STEPS = (1, 2, 5, 10, 20, 50)
# As if so many deeds more had spoken for the weights of the whole record, and for even weights
# there: what a few deeds say about weights is little. Fixed, not fitted; 5 to 60 are alike.
PRIOR_EXAMPLES = 20.0
# Weights are learned from so many of the latest deeds (each seen from both sides). Chosen for
# speed: with 2,000 to 20,000 `python -m eval outlook PATH --tail 30` gives an act_log_loss of 2.69.
LEARNED_DEEDS = 3_000
# Steps of expectation and maximisation: early stopping, for parts that are alike go on trading
# weight. With 50 both log_loss of `python -m eval outlook PATH --tail 30` are the same within .002.
ROUNDS = 20
# How often weights are learned while a record doubles, for looking back: those of a trial are from
# when it was three tenths smaller at most. A choice for speed: each time is .1 s.
LEARNED_PER_DOUBLING = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """How much each part counts, by how much is told: a row for each of STEPS, and one beyond.

    `acts` has the columns of ACT_PARTS, `others` those of OTHER_PARTS; `learned_from` says from
    how many deeds, each seen from both sides.
    """

    acts: Real
    others: Real
    learned_from: int


def step_of(told: Real) -> Whole:
    """Return which row of weights is meant where so much is told."""
    step: Whole = np.searchsorted(np.array(STEPS), told, side="right")
    return step


def learn(table: Table, until: int) -> tuple[Weights, Tallies]:
    """Return weights learned from the rows before one, and the counts of all of them."""
    (weights,), tallies = learn_at(table, [until])
    return weights, tallies


def stops_of(rows: int) -> list[int]:
    """Return before which rows weights are learned: LEARNED_PER_DOUBLING, and before none left."""
    steps = int(np.log2(max(rows, 1)) * LEARNED_PER_DOUBLING)
    grown = {int(2 ** (step / LEARNED_PER_DOUBLING)) for step in range(steps + 1)}
    return sorted({stop for stop in grown if stop < rows} | {rows})


def learn_at(table: Table, stops: Sequence[int]) -> tuple[list[Weights], Tallies]:
    """Return weights learned from the rows before each stop, and the counts before the last.

    Args:
        table: the deeds.
        stops: numbers of rows, smallest first.
    """
    windows = [(_first_learned(table, stop), stop) for stop in stops]
    wanted = np.zeros(len(table.day), dtype=bool)
    for first, stop in windows:
        wanted[first:stop] = True
    lessons, tallies = _lessons(table, wanted)
    place = np.concatenate([[0], np.cumsum(wanted)])
    tallies.take(stops[-1])
    return [
        lessons.weights(slice(int(place[first]), int(place[stop]))) for first, stop in windows
    ], tallies


def _first_learned(table: Table, until: int) -> int:
    return table.rows_until(int(table.day[max(until - LEARNED_DEEDS, 0)])) if until else 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Lessons:
    """What each part gave to the deeds that came, -1 where it knew nothing, and how much was told.

    A row for each deed: the parts of ACT_PARTS and of OTHER_PARTS, and the row of weights meant.
    """

    acts: Real
    act_steps: Whole
    others: Real
    other_steps: Whole

    def weights(self, rows: slice) -> Weights:
        """Return what some deeds teach."""
        return Weights(
            acts=_by_step(self.acts[rows], self.act_steps[rows]),
            others=_by_step(self.others[rows], self.other_steps[rows]),
            learned_from=rows.stop - rows.start,
        )


def _lessons(table: Table, wanted: NDArray[np.bool_]) -> tuple[_Lessons, Tallies]:
    """Return what the wanted rows teach, the first ones of their days, seen from before these."""
    tallies, whole = Tallies(table), int(wanted.sum())
    found = _Lessons(
        acts=np.zeros((whole, len(ACT_PARTS))),
        act_steps=np.zeros(whole, dtype=np.int64),
        others=np.zeros((whole, len(OTHER_PARTS))),
        other_steps=np.zeros(whole, dtype=np.int64),
    )
    done = 0
    for day in np.unique(table.day[wanted]).tolist():
        begins = table.rows_until(day)
        size = int(wanted[begins : table.rows_until(day + 1)].sum())
        tallies.take(begins)
        rows, into, place = slice(begins, begins + size), slice(done, done + size), np.arange(size)
        side, other, act = table.side[rows], table.other[rows], table.act[rows]
        found.acts[into] = _seen(tallies.act_parts(side, other, day), place, act)
        found.act_steps[into] = step_of(tallies.told_of(side, other))
        found.others[into] = _seen(tallies.other_parts(side), place, other)
        found.other_steps[into] = step_of(tallies.told_of_side(side))
        done += size
    return found, tallies


def _seen(parts: Real, place: Whole, truth: Whole) -> Real:
    """Return what each part gave to what came, -1 where it knew nothing at all."""
    known = parts.any(axis=2)
    seen: Real = np.where(known, parts[place, :, truth], -1.0)
    return seen


def _by_step(seen: Real, step: Whole) -> Real:
    even = np.full(seen.shape[1], 1 / seen.shape[1])
    whole = _mixed(seen, even)
    return np.array([_mixed(seen[step == row], whole) for row in range(len(STEPS) + 1)])


def _mixed(seen: Real, prior: Real) -> Real:
    """Return the weights under which what came was most likely, held near a prior.

    A part that knew nothing says nothing about its weight; neither does what no part foresaw.
    """
    known, told = seen >= 0, np.maximum(seen, 0.0)
    some = told.any(axis=1)
    known, told, weights = known[some], told[some], prior
    for _ in range(ROUNDS):
        joint = weights * told
        there = (weights * known).sum(axis=1, keepdims=True)
        owed = joint / joint.sum(axis=1, keepdims=True) * there + weights * ~known
        weights = owed.sum(axis=0) + PRIOR_EXAMPLES * prior
        weights = weights / weights.sum()
    return weights


@dataclass(frozen=True, kw_only=True, eq=False)
class Scene:
    """What is known on one day: the counts of the past, and what they are worth.

    `second` narrows the question to deeds with one other; both are numbers of the table.
    """

    side: int
    second: int | None
    weights: Weights
    tallies: Tallies
    today: int

    @cached_property
    def others(self) -> Whole:
        """Return with whom the next deed may be, by number."""
        everybody = np.arange(len(self.tallies.table.sides))
        others: Whole = everybody[everybody != self.side]
        return others if self.second is None else np.array([self.second])

    @cached_property
    def act_steps(self) -> Whole:
        """Return the row of weights that is meant for each other."""
        return step_of(self.tallies.told_of(np.full(len(self.others), self.side), self.others))

    @cached_property
    def side_step(self) -> int:
        """Return the row of weights that is meant for the side."""
        return int(step_of(self.tallies.told_of_side(np.array([self.side])))[0])

    @cached_property
    def parts(self) -> Real:
        """Return what each part adds to the share of each act: [other, part, act]."""
        side = np.full(len(self.others), self.side)
        parts = self.tallies.act_parts(side, self.others, self.today)
        weighed = parts * self.weights.acts[self.act_steps][:, :, None]
        whole = weighed.sum(axis=(1, 2), keepdims=True)
        found: Real = weighed / np.where(whole > 0, whole, 1.0) * self._chances()[:, None, None]
        return found

    @property
    def share(self) -> Real:
        """Return how likely each act with each other is the next: [other, act], 1 in all."""
        share: Real = self.parts.sum(axis=1)
        return share

    @property
    def base(self) -> Real:
        """Return what the shares would be if those asked about did as the record does."""
        presence = np.ones(1) if self.second is not None else self._told_of()[0][self.others]
        base: Real = presence[:, None] * self.tallies.base()
        return base

    def terms(self, other: int, act: int) -> dict[str, float]:
        """Return the terms of a share by their names: its sum of parts, by what they say."""
        terms = dict.fromkeys(MEANINGS, 0.0)
        for (term, _), value in zip(ACT_PARTS, self.parts[other, :, act], strict=True):
            terms[term] += float(value)
        return terms

    def _chances(self) -> Real:
        """Return how likely the next deed is with each other."""
        if self.second is not None:
            return np.ones(1)
        mixed = self.weights.others[self.side_step] @ self._told_of()
        found: Real = (mixed / mixed.sum())[self.others]
        return found

    def _told_of(self) -> Real:
        told: Real = self.tallies.other_parts(np.array([self.side]))[0]
        return told
