"""The ranker: it sees the days before a question and no other, and its scores are sums."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.outlooks.facts import Row, read_facts
from dragoman.answers.outlooks.history import REBASE_DAYS, Counts, History, Index, Keys
from dragoman.answers.outlooks.ranking import Ranked, Ranker
from dragoman.answers.outlooks.traits import TERMS, TRAITS, Questions
from dragoman.errors import AnswerError

FIRST = date(2020, 1, 1)
NAMES = [f"N{number:02d}" for number in range(14)]
DAYS = 30


def told(*rows: tuple[str, str, str, int]) -> list[Row]:
    return [(a, act, b, FIRST + timedelta(days=day)) for a, act, b, day in rows]


def world(days: int = DAYS) -> list[Row]:
    """A small world: everybody meets two neighbours by turns, and somebody by chance."""
    random = np.random.default_rng(7)
    rows = []
    for day in range(days):
        for place, name in enumerate(NAMES):
            if random.random() < 0.7:
                step = 1 + day % 2
                rows.append((name, "MEET", NAMES[(place + step) % len(NAMES)], day))
            rows.append((name, "BLAME", NAMES[int(random.integers(len(NAMES)))], day))
    return told(*(row for row in rows if row[0] != row[2]))


def ranked_on(rows: Sequence[Row], day: int) -> tuple[Ranker, Ranked]:
    facts = read_facts(rows)
    ranker = Ranker(facts)
    ranker.fit(5, 20)
    sides = np.arange(len(facts.names))
    return ranker, ranker.rank(Questions(day=day, side=sides, way=np.zeros_like(sides)))


def test_a_fact_is_read_from_both_sides() -> None:
    facts = read_facts(told(("A", "AID", "B", 0)))
    rows = zip(facts.side.tolist(), facts.way.tolist(), facts.other.tolist(), strict=True)
    assert sorted(rows) == [
        (0, 0, 1),
        (1, 1, 0),
    ]


def test_a_fact_told_twice_of_a_day_counts_once() -> None:
    row = told(("A", "AID", "B", 0))
    assert len(read_facts(row + row).day) == 2


def test_no_facts_are_no_rows() -> None:
    assert len(read_facts([]).day) == 0


def test_a_way_turned_twice_is_itself() -> None:
    facts = read_facts(world(2))
    assert facts.turned(facts.turned(facts.way)).tolist() == facts.way.tolist()


def test_what_is_not_among_the_keys_is_found_where_nothing_is_counted() -> None:
    counts = Counts(2)
    counts.add(np.array([0, 1]), day=3)
    place = Keys(np.array([5, 9])).find(np.array([9, 6]))
    assert counts.level(0, place, day=4).tolist() == [1.0, 0.0]


@given(
    days=st.lists(st.integers(0, 3 * REBASE_DAYS), min_size=1, max_size=20), after=st.integers(1, 9)
)
def test_a_count_is_the_sum_of_what_halves_with_age(days: list[int], after: int) -> None:
    counts = Counts(1)
    for day in sorted(days):
        counts.add(np.array([0]), day)
    now = max(days) + after
    expected = sum(2.0 ** (-(now - day) / 30) for day in days)
    assert counts.level(1, np.array([0]), now)[0] == pytest.approx(expected)


def test_acts_that_follow_each_other_are_associated() -> None:
    rows = told(
        *(
            (NAMES[n], act, NAMES[n + 1], n + gap)
            for n in range(9)
            for act, gap in (("WARN", 0), ("STRIKE", 1))
        )
    )
    facts = read_facts(rows)
    history = History(Index(facts))
    for day in range(12):
        history.learn(day)
    warn, strike = facts.types.index("WARN"), facts.types.index("STRIKE")
    following = history.following(2)
    assert following[warn, strike] > 10 * following[strike, warn]


def test_every_trait_belongs_to_one_term_or_is_the_common_one() -> None:
    assert len(TRAITS) == len(set(TRAITS)) == sum(map(len, TERMS.values())) + 1


def test_a_score_is_the_sum_of_its_terms() -> None:
    _, found = ranked_on(world(), DAYS)
    assert found.terms.shape[1] == len(TERMS)
    assert np.allclose(found.score, found.terms.sum(axis=1))


def test_nobody_is_a_candidate_for_an_act_upon_himself() -> None:
    _, found = ranked_on(world(), DAYS)
    assert not (found.question == found.other).any()


def test_what_recurs_is_ranked_above_chance() -> None:
    rows = world(DAYS + 1)
    facts = read_facts(rows)
    ranker = Ranker(facts)
    ranker.fit(5, DAYS)
    asked, truths = ranker.asked_of(DAYS)
    found = ranker.rank(asked)
    is_true = np.isin(found.question * len(facts.names) + found.other, truths)
    meets = asked.way[found.question] % len(facts.types) == facts.types.index("MEET")
    assert found.score[is_true & meets].mean() > found.score[~is_true & meets].mean() + 1


def test_what_is_told_later_changes_no_score() -> None:
    rows = world()
    later = told(*((name, "BLAME", NAMES[0], 25) for name in NAMES[1:]))
    early = [row for row in rows if row[3] < FIRST + timedelta(days=22)]
    _, without = ranked_on(early, 22)
    _, known = ranked_on([*early, *later], 22)
    assert without.other.tolist() == known.other.tolist()
    assert np.allclose(without.score, known.score, atol=1e-3)


def test_the_same_facts_give_the_same_scores() -> None:
    rows = world()
    assert ranked_on(rows, DAYS)[1].score.tolist() == ranked_on(rows[::-1], DAYS)[1].score.tolist()


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(AnswerError, match="days 90 to 95"):
        Ranker(read_facts(world())).fit(90, 95)
