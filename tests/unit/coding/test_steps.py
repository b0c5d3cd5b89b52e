"""The best labels of a row of tokens: in order, and of the highest sum there is."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.steps import Steps, as_row, barrier

LABELS = 5  # none, and begins and continues of two kinds
numbers = st.integers(-30, 30).map(lambda tenths: tenths / 10)
rows = st.lists(numbers, min_size=LABELS, max_size=LABELS)
tables = st.lists(rows, min_size=1, max_size=4)
learned = st.builds(as_row, rows, st.lists(rows, min_size=LABELS, max_size=LABELS), rows)


def worth(steps: Steps, scores: np.ndarray, path: tuple[int, ...]) -> float:
    """Return the sum of a path, counted step by step."""
    tokens = sum(scores[place, label] for place, label in enumerate(path))
    between = sum(steps.between[pair] for pair in pairwise(path))
    return float(tokens + between + steps.first[path[0]] + steps.last[path[-1]])


@given(learned, tables)
def test_no_path_is_worth_more_than_the_best(row: dict[str, object], table: list[object]) -> None:
    steps, scores = Steps.read(row), np.array(table, float)
    best = tuple(steps.best(scores).tolist())
    highest = max(worth(steps, scores, p) for p in product(range(LABELS), repeat=len(table)))
    assert worth(steps, scores, best) == pytest.approx(highest)


@given(learned, tables)
def test_a_continuation_follows_its_own_kind(row: dict[str, object], table: list[object]) -> None:
    labels = Steps.read(row).best(np.array(table, float)).tolist()
    assert all(now in {0, 1, 3, before, before + 1} for before, now in pairwise([0, *labels]))


def test_a_learned_step_turns_a_path() -> None:
    scores = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.2]])
    ends = {"first": [0.0] * 3, "last": [0.0] * 3}
    free = Steps.read({**ends, "between": [[0.0] * 3] * 3})
    short = Steps.read({**ends, "between": [[0.0] * 3, [0.0, 0.0, -1.0], [0.0] * 3]})
    assert free.best(scores).tolist() == [1, 2]
    assert short.best(scores).tolist() == [1, 0]


def test_no_token_has_no_label() -> None:
    assert Steps.untaught(kinds=2).best(np.zeros((0, LABELS))).tolist() == []


def test_a_begin_may_follow_anything() -> None:
    assert (barrier(LABELS)[:, [0, 1, 3]] == 0).all()
