"""Closeness: the ranks that it is scored by, and the files of truth."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.answers.sides import Axis
from eval.closeness import PACTS, VOTES, Truth, auc, is_tuning, rank, read_truth, rho, score
from eval.icews import Act
from eval.report import BadPath


def test_a_pact_of_another_year_is_none(tmp_path: Path) -> None:
    votes = "session,ccode,IdealPoint,iso3c\n67,2,2.5,USA\n67,20,1.0,CAN\n60,20,9.0,CAN\n"
    (tmp_path / VOTES).write_text(votes, encoding="latin-1")
    pacts = "ccode1,ccode2,year,atop_defense\n2.0,20.0,1950.0,1.0\n"
    (tmp_path / PACTS).write_text(pacts, encoding="utf-8")
    truth = read_truth(tmp_path, {2012})
    assert (truth.pacts, truth.distance(("CAN", "USA"))) == (set(), 1.5)
    assert read_truth(tmp_path, {1950}).pacts == {("CAN", "USA")}


def test_truth_that_is_not_there_is_a_bad_path(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match=VOTES):
        read_truth(tmp_path, {2012})


def test_two_who_never_voted_in_one_year_have_no_distance() -> None:
    points = {"USA": {2012: 1.0}, "CAN": {2013: 1.0}}
    assert Truth(points=points, pacts=()).distance(("CAN", "USA")) is None


def test_ties_share_their_ranks() -> None:
    assert rank([1, 1, 5]).tolist() == [1.5, 1.5, 3]


def test_a_constant_measure_tells_no_pact() -> None:
    assert auc([1, 1, 1, 1], [True, False, True, False]) == 0.5
    assert auc([1, 2], [True, True]) is None


def test_the_order_alone_counts() -> None:
    assert rho([1, 2, 3, 4], [1, 10, 100, 1000]) == 1.0


def test_every_pair_is_scored_in_one_half_alone() -> None:
    sides = ["ARM", "AZE", "GEO", "IRN", "RUS", "TUR"]
    pairs = [(one, other) for one in sides for other in sides if one < other]
    day = date(2014, 1, 1)
    acts = [
        Act(pair=pair, axis=Axis.COOPERATION, goldstein=place, day=day)
        for place, pair in enumerate(pairs)
        for _ in range(15 + place)
    ]
    points = {side: {2014: float(place * place)} for place, side in enumerate(sides)}
    truth = Truth(points=points, pacts=())
    scored = [score(acts, truth, half)["dyads"] for half in ("tuning", "held", None)]
    assert scored == [sum(map(is_tuning, pairs)), 15 - sum(map(is_tuning, pairs)), 15]
    assert 0 < sum(map(is_tuning, pairs)) < 15
