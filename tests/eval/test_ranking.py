"""Ranking: how ranks are counted, and the scorer against a second writing of the formula."""

import math
import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from dragoman.answers.outlooks.facts import Row, read_facts
from eval.ranking import country_in, main, read_part, with_states
from eval.ranks import Scored, mean_ranks, metrics
from eval.recurrency import choose_decays, never_told, strict_ranks
from eval.report import BadPath

DATA = Path(os.environ.get("DRAGOMAN_DATA", "../shared/data")) / "icews/icews14"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)
FIRST = date(2020, 1, 1)
# Days of the development part, and as many before it on which the decays are chosen.
CHOSEN_ON, ASKED_OF = (274, 304), (304, 334)


def scored(*rows: tuple[int, float, bool], missed: tuple[int, ...] = (0,)) -> Scored:
    return Scored(
        question=np.array([row[0] for row in rows]),
        score=np.array([row[1] for row in rows]),
        is_true=np.array([row[2] for row in rows]),
        missed=np.array(missed),
    )


def test_what_is_level_shares_its_mean_rank() -> None:
    found = scored((0, 2.0, False), (0, 1.0, True), (0, 1.0, False), (0, 1.0, False))
    assert mean_ranks(found, names=4).tolist() == [3.0]


def test_another_right_answer_does_not_count() -> None:
    found = scored((0, 2.0, True), (0, 1.0, True), (0, 0.5, False))
    assert mean_ranks(found, names=3).tolist() == [1.0, 1.0]


def test_what_is_no_candidate_is_level_with_all_others_that_are_none() -> None:
    found = scored((0, 2.0, False), missed=(1,))
    assert mean_ranks(found, names=12).tolist() == [7.0]


def test_a_question_is_ranked_by_its_own_candidates() -> None:
    found = scored((0, 9.0, False), (0, 8.0, True), (1, 1.0, True), missed=(0, 0))
    assert mean_ranks(found, names=5).tolist() == [2.0, 1.0]


def test_equal_scores_of_everybody_are_no_hit() -> None:
    found = scored(*((0, 0.0, other == 7) for other in range(100)))
    assert metrics(mean_ranks(found, names=100))["hits10"] == 0.0


def told(*rows: tuple[str, str, str, int]) -> list[Row]:
    return [(a, act, b, FIRST + timedelta(days=day)) for a, act, b, day in rows]


def test_the_baseline_ranks_what_recurs_first() -> None:
    rows = told(("A", "MEET", "B", 0), ("A", "MEET", "B", 1), ("A", "MEET", "C", 1))
    facts = read_facts([*rows, *told(("A", "MEET", "B", 2))])
    assert strict_ranks(facts, (1, 2), (2, 3)).max() == 1.0


def test_what_was_never_told_is_counted_by_fact_and_by_pair() -> None:
    rows = told(("A", "MEET", "B", 0), ("A", "AID", "B", 1), ("A", "MEET", "C", 1))
    assert never_told(read_facts(rows), (1, 2)) == (1.0, 0.5)


def test_a_name_says_its_country_and_a_state_is_of_itself() -> None:
    assert country_in("Police_(Chad)") == ("Chad", "Police_")
    assert with_states(["Chad", "Police_(Chad)", "Ann"])["Chad"] == ("Chad", "state")


@pytest.mark.parametrize("line", ["A\tMEET\tB", "A\tMEET\tB\tsoon"])
def test_a_line_that_is_no_fact_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "train.tsv").write_text("source\tevent\ttarget\tdate\n", encoding="utf-8")
    part = tmp_path / "valid.tsv"
    part.write_text(f"source\tevent\ttarget\tdate\n{line}\n", encoding="utf-8")
    with pytest.raises(BadPath, match=r"valid\.tsv:2"):
        main([str(tmp_path)])


def test_a_part_without_facts_is_refused(tmp_path: Path) -> None:
    for part in ("train.tsv", "valid.tsv"):
        (tmp_path / part).write_text("source\tevent\ttarget\tdate\n", encoding="utf-8")
    with pytest.raises(BadPath, match="without facts"):
        main([str(tmp_path)])


def _as_told(rows: list[Row]) -> list[tuple[str, str, str, int]]:
    """Both directions of all facts, each once a day."""
    first = min(row[3] for row in rows)
    forth = {(a, act, b, (day - first).days) for a, act, b, day in rows}
    return sorted({*forth, *((b, f"{act} by", a, day) for a, act, b, day in forth)})


def slow_strict_mrr(rows: list[Row], decay_of: dict[str, float]) -> float:
    """The formula once more, in plain loops over plain words."""
    facts = _as_told(rows)
    names = {name for a, _, b, _ in facts for name in (a, b)}
    past: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    truths: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for a, act, b, day in facts:
        past[a, act].append((b, day))
        truths[a, act, day].add(b)
    reciprocal = []
    for (a, act, day), right in truths.items():
        if not ASKED_OF[0] <= day < ASKED_OF[1]:
            continue
        times: dict[str, list[int]] = defaultdict(list)
        for b, then in past[a, act]:
            if then < day:
                times[b].append(day - then)
        # The sum is rounded once, so that equal ages give equal scores in any order.
        score = {
            b: math.fsum(2.0 ** (-decay_of[act] * age) for age in ages) for b, ages in times.items()
        }
        wrong = {b: value for b, value in score.items() if b not in right}
        unseen = len(names) - len(right) - len(wrong)
        for b in right:
            own = score.get(b, 0.0)
            above = sum(value > own for value in wrong.values())
            level = sum(value == own for value in wrong.values()) + (unseen if own == 0 else 0)
            reciprocal.append(1 / (1 + above + level / 2))
    return math.fsum(reciprocal) / len(reciprocal)


@pytest.mark.data
@pytest.mark.slow
@needs_data
def test_the_strict_baseline_is_that_of_a_second_writing_of_the_formula() -> None:
    rows = [row for part in ("train.tsv", "valid.tsv") for row in read_part(DATA / part)]
    facts = read_facts(rows)
    decays = choose_decays(facts, CHOSEN_ON).tolist()
    ways = [*facts.types, *(f"{event_type} by" for event_type in facts.types)]
    slow = slow_strict_mrr(rows, dict(zip(ways, decays, strict=True)))
    assert metrics(strict_ranks(facts, CHOSEN_ON, ASKED_OF))["mrr"] == pytest.approx(
        slow, abs=0.003
    )
