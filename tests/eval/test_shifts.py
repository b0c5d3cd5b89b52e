"""Shifts: what is measured where people marked a change, and what is put into dyads."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.sides import Axis
from eval.__main__ import main
from eval.icews import Act, country_of, read_acts
from eval.injected import Dyad, Month, bound_is_met, breaks_of, calm, dyads_of, thinned
from eval.report import BadPath
from eval.shifts import cover, f1, read_series

MONTHS = st.builds(
    Month,
    counts=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    days=st.integers(28, 31),
    elsewhere=st.integers(0, 3000),
)
DYADS = st.builds(
    Dyad, pair=st.just(("FRA", "IRN")), months=st.lists(MONTHS, min_size=4, max_size=12).map(tuple)
)


def dyad(cooperation: list[int]) -> Dyad:
    """A dyad without conflict, in months of one length."""
    months = tuple(Month(counts=(count, 0), days=30, elsewhere=2000) for count in cooperation)
    return Dyad(pair=("FRA", "IRN"), months=months)


def test_a_change_five_places_off_is_found_and_six_is_not() -> None:
    assert f1([frozenset({50})], [55]) == 1.0
    assert f1([frozenset({50})], [56]) == 0.5


def test_one_said_change_finds_no_two_marked_ones() -> None:
    assert f1([frozenset({10, 12})], [11]) == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_a_change_that_one_annotator_marks_is_right_for_precision() -> None:
    assert f1([frozenset({10}), frozenset()], [10]) == 1.0


def test_cover_is_whole_where_the_stretches_are_the_same() -> None:
    assert cover([frozenset({4})], [4], 10) == 1.0


def test_cover_is_a_mean_over_annotators() -> None:
    assert cover([frozenset({5}), frozenset()], [], 10) == 0.75


def test_a_series_that_is_named_and_not_there_is_a_bad_path(tmp_path: Path) -> None:
    (tmp_path / "annotations.json").write_text('{"nile": {"6": []}}', encoding="utf-8")
    with pytest.raises(BadPath, match=r"nile\.json"):
        list(read_series(tmp_path))


def test_the_last_line_holds_the_metrics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "series").mkdir()
    (tmp_path / "annotations.json").write_text('{"step": {"6": [20]}}', encoding="utf-8")
    step = {"series": [{"raw": [0, 1] * 10 + [50, None] * 10}]}
    (tmp_path / "series" / "step.json").write_text(json.dumps(step), encoding="utf-8")
    assert main(["shifts", str(tmp_path)]) == 0
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (metrics["f1"], metrics["cover"]) == (1.0, 1.0)


def test_the_country_in_brackets_comes_before_other_names() -> None:
    assert country_of("Citizen (France)") == "FRA"


def test_an_act_at_home_and_one_of_nobody_known_are_left_out(tmp_path: Path) -> None:
    rows = [
        "source\tevent\ttarget\tdate",
        "France\tConsult\tPolice (France)\t2014-01-01",
        "France\tConsult\tQwxzy\t2014-01-01",
        "Iran\tConsult\tFrance\t2014-01-01",
    ]
    (tmp_path / "one.tsv").write_text("\n".join(rows), encoding="utf-8")
    (act,) = read_acts(tmp_path)
    assert (act.pair, act.axis) == (("FRA", "IRN"), Axis.COOPERATION)


def test_a_day_that_is_none_is_named_by_its_line(tmp_path: Path) -> None:
    table = "source\tevent\ttarget\tdate\nIran\tConsult\tFrance\tsoon\n"
    (tmp_path / "one.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(BadPath, match=r"one\.tsv:2"):
        list(read_acts(tmp_path))


def test_a_month_that_has_begun_is_not_counted() -> None:
    days = [date(2014, 1, 1), date(2014, 1, 31), date(2014, 2, 1), date(2014, 2, 9)]
    acts = [Act(pair=("FRA", "IRN"), axis=Axis.CONFLICT, goldstein=0, day=day) for day in days]
    (found,) = dyads_of(acts)
    assert [month.counts for month in found.months] == [(0, 2)]


def test_the_news_of_others_leaves_out_that_of_the_pair() -> None:
    days = [date(2014, 1, 1), date(2014, 1, 31)]
    pairs = [("FRA", "IRN"), ("FRA", "USA")]
    acts = [Act(pair=p, axis=Axis.CONFLICT, goldstein=0, day=d) for d in days for p in pairs]
    assert [found.months[0].elsewhere for found in dyads_of(acts)] == [2, 2]


@given(DYADS, st.integers(0, 99))
def test_a_calm_dyad_has_its_own_months(whole: Dyad, seed: int) -> None:
    def order(month: Month) -> tuple[object, ...]:
        return month.counts, month.days, month.elsewhere

    still = calm(whole, random.Random(seed)).months
    assert sorted(still, key=order) == sorted(whole.months, key=order)


@given(DYADS, st.integers(0, 1), st.integers(0, 99))
def test_a_shift_thins_one_axis_of_some_months_and_nothing_else(
    whole: Dyad, axis: int, seed: int
) -> None:
    moved = thinned(whole, axis, range(2), 3, random.Random(seed))
    assert moved.months[2:] == whole.months[2:]
    for before, after in zip(whole.months[:2], moved.months[:2], strict=True):
        assert after.counts[1 - axis] == before.counts[1 - axis]
        assert after.counts[axis] <= before.counts[axis]


def test_a_shift_of_a_busy_dyad_is_found_in_its_month() -> None:
    moved = thinned(dyad([20] * 40), 0, range(25), 5, random.Random(1))
    (found,) = breaks_of(moved)
    assert (found.at, found.is_sure) == (25, True)


def test_the_bound_is_met_where_the_months_fall_apart_and_not_where_they_are_alike() -> None:
    assert bound_is_met(dyad([2] * 20 + [9] * 20), 0, 20, allowed=0.03)
    assert not bound_is_met(dyad([2, 9] * 20), 0, 20, allowed=0.03)
