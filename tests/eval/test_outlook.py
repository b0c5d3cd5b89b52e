"""The benchmark of what comes next: rows become deeds as a record folds them."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from dragoman.answers.outlooks.facts import Row
from dragoman.answers.outlooks.tallies import table_of
from dragoman.answers.sides import Direction
from eval.outlook import Done, deeds_of_rows, main, never_told, try_days
from eval.report import BadPath

START = date(2014, 1, 1)
HEAD = "source\tevent\ttarget\tdate"


def row(source: str, event: str, target: str, after: int = 0) -> Row:
    return source, event.replace(" ", "_"), target, START + timedelta(days=after)


def test_a_deed_is_seen_from_both_sides() -> None:
    found = deeds_of_rows([row("Iran", "Praise or endorse", "Police_(Russia)")])
    acts = {(d.side, d.other): d.act for d in found}
    assert acts == {
        ("IRN", "RUS"): ("SUPPORT", Direction.FIRST_TO_SECOND),
        ("RUS", "IRN"): ("SUPPORT", Direction.SECOND_TO_FIRST),
    }


def test_what_is_told_again_within_days_is_one_deed() -> None:
    rows = [row("Iran", "Praise or endorse", "Russia", after) for after in (0, 2, 3, 9)]
    assert [d.day for d in deeds_of_rows(rows)][::2] == [START, START + timedelta(days=9)]


def test_a_host_suffers_the_visit() -> None:
    found = deeds_of_rows([row("Iran", "Host a visit", "Russia")])
    assert found[0].act == ("CONSULT", Direction.SECOND_TO_FIRST)


def test_a_visit_told_from_both_ends_is_of_both() -> None:
    rows = [row("Iran", "Make a visit", "Russia"), row("Russia", "Make a visit", "Iran")]
    assert [d.act for d in deeds_of_rows(rows)] == [("CONSULT", Direction.MUTUAL)] * 2


@pytest.mark.parametrize(
    "told", [("Iran", "Make statement", "Russia"), ("Iran", "Praise or endorse", "Tehran_(Iran)")]
)
def test_a_statement_and_an_act_at_home_are_no_deeds(told: tuple[str, str, str]) -> None:
    assert deeds_of_rows([row(*told)]) == []


def both(side: str, act: str, other: str, after: int) -> list[Done]:
    day = START + timedelta(days=after)
    return [
        Done(side=side, other=other, act=(act, Direction.FIRST_TO_SECOND), day=day),
        Done(side=other, other=side, act=(act, Direction.SECOND_TO_FIRST), day=day),
    ]


def test_what_always_recurs_is_foreseen_and_beats_its_base_rate() -> None:
    deeds = [
        d
        for n in range(30)
        for pair in ("AB", "CD")
        for d in both(pair[0], "AID" if pair == "AB" else "REJECT", pair[1], n)
    ]
    table = table_of(sorted(deeds, key=lambda deed: deed.day))
    tried, _ = try_days(table, 80)
    found = tried["act"].metrics("act")
    assert found["act_mrr"] == 1.0 > found["act_base_mrr"]
    assert found["act_ece"] < 0.35


def test_other_deeds_of_the_day_do_not_count_against_one() -> None:
    deeds = [d for n in range(20) for act in ("AID", "REJECT") for d in both("A", act, "B", n)]
    tried, _ = try_days(table_of(deeds), 40)
    assert set(tried["act"].ranks) == {1.0}


def test_what_two_were_never_told_to_do_is_counted() -> None:
    deeds = [*both("A", "AID", "B", 0), *both("A", "AID", "B", 1), *both("A", "REJECT", "B", 2)]
    assert never_told(table_of(deeds), 2) == pytest.approx(0.5)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match=r"train\.tsv"):
        main([str(tmp_path)])


def test_the_last_days_of_train_can_be_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "\t".join((*row("Iran", "Praise or endorse", "Russia", n)[:3], str(START + timedelta(n))))
        for n in range(0, 100, 5)
    ]
    (tmp_path / "train.tsv").write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    (tmp_path / "valid.tsv").write_text("\n".join([HEAD, lines[-1]]), encoding="utf-8")
    assert main([str(tmp_path), "--tail", "20"]) == 0
    assert '"act_mrr": 1.0' in capsys.readouterr().out


def test_ranks_of_what_is_level_are_shared() -> None:
    deeds = [*both("A", "AID", "B", 0), *both("C", "REJECT", "D", 0), *both("A", "AID", "B", 5)]
    tried, _ = try_days(table_of(deeds), 4)
    assert np.isfinite(tried["any"].ranks).all()
