"""The strict recurrency baseline: what A did to B will be done to B again, sooner if lately.

The formula is that of Gastinger et al. (IJCAI 2024): the score of an answer is the sum over
earlier days on which the same fact was told, 2 to the power of -decay * (days ago). What was
never told has the score 0. The decay is chosen for each way on days of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.outlooks.facts import Facts, Real, Whole
from eval.ranks import Scored, mean_ranks

# The decays that the paper tries; 1.0001 is "only the last day counts".
DECAYS = (0, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.5, 0.9, 1.0001)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Recurrences:
    """Every earlier fact that answers a question, and what is true of each question.

    `question`, `answer` and `age` (in days) stand side by side. `way` is that of each question
    and `truths` are question * names + answer, sorted.
    """

    question: Whole
    answer: Whole
    age: Real
    way: Whole
    truths: Whole


def strict_ranks(facts: Facts, chosen_on: tuple[int, int], asked_of: tuple[int, int]) -> Real:
    """Return the ranks on some days, with decays chosen on earlier ones.

    Args:
        facts: everything told.
        chosen_on: the days on which each way gets its decay, the second left out.
        asked_of: the days that are asked about, the second left out.
    """
    decays = choose_decays(facts, chosen_on)
    found = _recurrences(facts, asked_of)
    return _ranks(found, decays[found.way], len(facts.names))[0]


def choose_decays(facts: Facts, days: tuple[int, int]) -> Real:
    """Return the decay of each way that ranks best on some days.

    A way that has no facts on these days gets the decay that is best over all.
    """
    found = _recurrences(facts, days)
    totals = np.zeros((len(DECAYS), facts.ways))
    for row, decay in enumerate(DECAYS):
        ranks, ways = _ranks(found, np.full(len(found.way), float(decay)), len(facts.names))
        totals[row] = np.bincount(ways, weights=1 / ranks, minlength=facts.ways)
    best = np.where(totals.any(axis=0), totals.argmax(axis=0), totals.sum(axis=1).argmax())
    decays: Real = np.array(DECAYS, dtype=float)[best]
    return decays


def _recurrences(facts: Facts, days: tuple[int, int]) -> _Recurrences:
    """Return what was told before each day of what is asked about it."""
    asked = facts.of_days(*days)
    key = facts.side * facts.ways + facts.way
    order = np.argsort(key, kind="stable")  # the facts are sorted by day already
    span = int(facts.day.max(initial=0)) + 1
    moments = key[order] * span + facts.day[order]
    questions, of_fact = np.unique(key[asked] * span + facts.day[asked], return_inverse=True)
    first = np.searchsorted(moments, questions // span * span)
    last = np.searchsorted(moments, questions)
    counts = last - first
    question = np.repeat(np.arange(len(questions)), counts)
    place = np.arange(len(question)) + np.repeat(first - np.cumsum(counts) + counts, counts)
    earlier = order[place]
    return _Recurrences(
        question=question,
        answer=facts.other[earlier],
        age=(questions[question] % span - facts.day[earlier]).astype(float),
        way=questions // span % facts.ways,
        truths=np.unique(of_fact * len(facts.names) + facts.other[asked]),
    )


def _ranks(found: _Recurrences, decay: Real, names: int) -> tuple[Real, Whole]:
    """Return the rank of every true answer, and the way of its question."""
    listed, place = np.unique(found.question * names + found.answer, return_inverse=True)
    score: Real = np.bincount(place, np.exp2(-decay[found.question] * found.age)).astype(float)
    is_true = np.isin(listed, found.truths)
    missed = np.setdiff1d(found.truths, listed) // names
    scored = Scored(
        question=listed // names,
        score=score,
        is_true=is_true,
        missed=np.bincount(missed, minlength=len(found.way)),
    )
    questions = np.concatenate([(listed // names)[is_true], missed])
    return mean_ranks(scored, names), found.way[questions]


def never_told(facts: Facts, days: tuple[int, int]) -> tuple[float, float]:
    """Return the share of facts of some days never told before, and of pairs never told of."""
    asked = facts.of_days(*days)
    pair = facts.side * len(facts.names) + facts.other
    new = [_is_first(key, facts.day)[asked] for key in (pair * facts.ways + facts.way, pair)]
    return float(new[0].mean()), float(new[1].mean())


def _is_first(key: Whole, day: Whole) -> NDArray[np.bool_]:
    """Tell of each fact whether its key comes up on no earlier day; days are sorted."""
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return np.asarray(day == day[first[place]])
