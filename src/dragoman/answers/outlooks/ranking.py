"""Ranking: whom an act will fall on next, learned from the facts themselves.

Every day the ranker is asked about is answered from the days before it alone. It learns from
questions of the past whose answers are known; a score is a sum of the terms of `traits.TERMS`,
and each term rests on counts of facts that can be shown.
"""

from dataclasses import dataclass

import numpy as np

from dragoman.answers.outlooks.curves import Examples, TermSum
from dragoman.answers.outlooks.facts import Facts, Real, Whole
from dragoman.answers.outlooks.history import History, Index
from dragoman.answers.outlooks.likeness import Likeness
from dragoman.answers.outlooks.traits import CONTEXT, TERMS, TRAITS, Candidates, Observer, Questions
from dragoman.errors import AnswerError

# Wrong answers that are kept of each question to learn from, for speed. Chosen once, not tuned.
MAX_WRONG = 50
# Days after which it is worked out anew who is like whom.
REFRESH_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranked:
    """Candidates of several questions, question by question; `score` is the sum of `terms`."""

    question: Whole
    other: Whole
    score: Real
    terms: Real


class Ranker:
    """Goes through facts day by day, learns from some days, and ranks those that follow."""

    def __init__(self, facts: Facts, seed: int = 0) -> None:
        self._facts = facts
        self._random = np.random.default_rng(seed)
        self._history = History(Index(facts))
        self._likeness = Likeness(self._history, seed)
        self._observer = Observer(self._history, self._likeness)
        groups = [dict.fromkeys((*traits, *CONTEXT)) for traits in TERMS.values()]
        self._sum = TermSum([[*map(TRAITS.index, group)] for group in groups], seed)
        self._today = 0
        self._refreshed: int | None = None

    def read(self, until: int) -> None:
        """Take in what was told before a day; days that were taken in are not forgotten."""
        for day in range(self._today, until):
            self._history.learn(day)
        self._today = max(self._today, until)

    def fit(self, since: int, until: int) -> None:
        """Learn from what was told on some days, `until` left out.

        Raises:
            AnswerError: nothing can be learned from these days.
        """
        parts = []
        for day in range(since, until):
            self.read(day)
            asked, truths = self.asked_of(day)
            if len(asked.side):
                parts.append(self._examples(self._candidates(asked), truths))
        self.read(until)
        if not any(part.is_true.any() for part in parts):
            raise AnswerError(f"no fact of days {since} to {until} can be learned from; give more")
        self._sum.fit(_joined(parts))

    def asked_of(self, day: int) -> tuple[Questions, Whole]:
        """Return what the facts of a day answer, and the answers: question * names + other."""
        facts = self._facts
        told = facts.of_days(day, day + 1)
        keys, question = np.unique(
            facts.side[told] * facts.ways + facts.way[told], return_inverse=True
        )
        asked = Questions(day=day, side=keys // facts.ways, way=keys % facts.ways)
        return asked, np.unique(question * len(facts.names) + facts.other[told])

    def rank(self, asked: Questions) -> Ranked:
        """Return who each question could be about, with scores; `fit` comes first."""
        self.read(asked.day)
        found = self._candidates(asked)
        terms = self._sum.terms(found.traits)
        return Ranked(
            question=found.question, other=found.other, score=terms.sum(axis=1), terms=terms
        )

    def _candidates(self, asked: Questions) -> Candidates:
        if self._refreshed is None or asked.day - self._refreshed >= REFRESH_DAYS:
            self._likeness.refresh(asked.day)
            self._refreshed = asked.day
        return self._observer.candidates(asked)

    def _examples(self, found: Candidates, truths: Whole) -> Examples:
        """Return the candidates of a day that are kept to learn from."""
        is_true = np.isin(found.question * len(self._facts.names) + found.other, truths)
        right = np.bincount(found.question, weights=is_true)
        wrong = np.bincount(found.question, minlength=len(right)) - right
        chance = np.minimum(1, MAX_WRONG / np.maximum(wrong, 1))[found.question]
        kept = is_true | (self._random.random(len(is_true)) < chance)
        kept &= right[found.question] > 0
        return Examples(
            question=found.question[kept],
            traits=found.traits[kept],
            is_true=is_true[kept],
            weight=np.where(is_true, 1, 1 / chance)[kept].astype(np.float32),
        )


def _joined(parts: list[Examples]) -> Examples:
    """Return the examples of several days, with one numbering of their questions."""
    counts = [int(part.question.max(initial=-1)) + 1 for part in parts]
    firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    numbered = [part.question + first for part, first in zip(parts, firsts, strict=True)]
    return Examples(
        question=np.concatenate(numbered),
        traits=np.concatenate([part.traits for part in parts]),
        is_true=np.concatenate([part.is_true for part in parts]),
        weight=np.concatenate([part.weight for part in parts]),
    )
