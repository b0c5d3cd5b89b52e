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
from eval.injected import alarm_line, calm, dyads_of, shifted
from eval.report import BadPath
from eval.shifts import cover, f1, read_series

COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4).map(tuple)


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
    (dyad,) = dyads_of(acts)
    assert dyad.counts == ((0, 2),)


@given(COUNTS, st.integers(0, 99))
def test_a_calm_series_has_the_months_of_the_dyad(
    counts: tuple[tuple[int, int], ...], seed: int
) -> None:
    assert sorted(calm(counts, random.Random(seed))) == sorted(counts)


@given(COUNTS, st.integers(0, 99))
def test_a_shift_leaves_conflict_and_what_comes_after_it(
    counts: tuple[tuple[int, int], ...], seed: int
) -> None:
    found = shifted(counts, 2, random.Random(seed))
    assert found[2:] == counts[2:]
    assert [conflict for _, conflict in found] == [conflict for _, conflict in counts]


def test_calm_series_exceed_the_line_once_in_a_hundred_years() -> None:
    assert sum(gain > alarm_line([1, 5, 3, 2], 200) for gain in (1, 5, 3, 2)) == 2
