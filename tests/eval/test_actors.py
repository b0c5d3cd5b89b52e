"""The benchmark of actors: what a row asks for is what is scored."""

from datetime import date
from pathlib import Path

import pytest

from eval.actors import judge, read_rows, score, split_code
from eval.report import BadPath

ROWS = Path(__file__).parents[2] / "eval/sentences/actors.tsv"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RUS.GOV", ("RUS", "GOV")),
        ("RUSGOV", ("RUS", "GOV")),
        ("~RUS GOV", ("RUS", "GOV")),
        ("IGO", ("IGO", None)),
        ("?", (None, None)),
        ("RUS.*", ("RUS", "*")),
    ],
)
def test_a_code_is_read_in_any_print(code: str, expected: tuple[str | None, str | None]) -> None:
    assert split_code(code) == expected


def test_two_columns_without_a_header_are_rows(tmp_path: Path) -> None:
    (row,) = read_rows(written(tmp_path, "the Kremlin\tRUS.GOV\n"))
    assert (row.mention, row.day, row.expected) == ("the Kremlin", None, "RUS.GOV")


def test_the_day_decides_who_is_right(tmp_path: Path) -> None:
    rows = read_rows(
        written(
            tmp_path,
            "mention\tdate\texpected\tperson\nPresident Lee\t2010-01-01\tKOR.GOV\tLee Myung-bak\n"
            "President Lee\t2025-09-01\tKOR.GOV\tLee Myung-bak\n",
        )
    )
    judged = list(judge(rows))
    assert [one.right for one in judged] == [True, True]
    assert [one.person_right for one in judged] == [True, False]


def test_a_country_made_up_for_nobody_counts_against_it(tmp_path: Path) -> None:
    figures = score(list(judge(read_rows(written(tmp_path, "Gareth Pomfrey\t?\nTehran\t?\n")))))
    assert (figures["unknown_kept"], figures["accuracy"]) == (0.5, 0.5)


@pytest.mark.parametrize("text", ["", "only words\n", "mention\tdate\texpected\nA\t20-1\tRUS\n"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPath):
        read_rows(written(tmp_path, text))


def test_our_rows_are_300_and_200_dated_ones_at_least() -> None:
    rows = read_rows(ROWS)
    dated = [row for row in rows if row.kind == "dated"]
    assert len(rows) - len(dated) == 300
    assert len(dated) >= 200
    assert all(row.day is not None and row.day >= date(1990, 1, 1) for row in rows)
