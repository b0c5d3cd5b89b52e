"""The benchmarks of the agenda: what a row asks for is what is scored."""

from datetime import date
from pathlib import Path

import pytest

from dragoman.answers import Outcome
from dragoman.model import AGENDA_KINDS, AgendaStatus
from eval import agenda, agenda_status
from eval.agenda import Expected, Judged, Row, half, read_rows, read_table, score
from eval.report import BadPath

SENTENCES = Path(__file__).parents[2] / "eval/sentences"
DAY = date(2024, 3, 8)
VISIT = Expected("visit", (DAY, DAY), frozenset({"TUR"}))
SILENT = Row(DAY, "It rains.", ())


def judged(expected: tuple[Expected, ...], found: tuple[Expected, ...]) -> Judged:
    return Judged(Row(DAY, "", expected), found, tuple(agenda._paired(expected, found)))


def test_there_are_150_sentences_and_a_third_of_them_announces_nothing() -> None:
    rows = read_rows(SENTENCES / "agenda.tsv")
    assert len(rows) == 150
    assert sum(not row.expected for row in rows) == 50
    assert len({row.sentence for row in rows}) == 150


def test_every_kind_of_the_sentences_is_one_of_the_codebook() -> None:
    rows = read_rows(SENTENCES / "agenda.tsv")
    assert {gold.kind for row in rows for gold in row.expected} <= set(AGENDA_KINDS)


def test_what_is_expected_ends_after_publication() -> None:
    for row in read_rows(SENTENCES / "agenda.tsv"):
        assert all(
            gold.interval is None or gold.interval[1] > row.published for gold in row.expected
        )


def test_every_status_has_cases_in_both_halves() -> None:
    for which in ("odd", "even"):
        rows = agenda_status.read_rows(SENTENCES / "agenda_status.tsv", which)
        assert {row.status for row in rows} == set(AgendaStatus)


def test_the_halves_share_no_row_and_leave_none_out() -> None:
    rows = read_table(SENTENCES / "agenda.tsv", agenda.COLUMNS)
    odd, even = half(rows, "odd"), half(rows, "even")
    assert odd[0] == rows[0]
    assert [row for pair in zip(odd, even, strict=True) for row in pair] == rows


def test_what_is_right_scores_one() -> None:
    figures = score([judged((VISIT,), (VISIT,)), Judged(SILENT, (), ())])
    assert (figures["item_f1"], figures["party_f1"], figures["silent_kept"]) == (1, 1, 1)


def test_a_wrong_day_is_announced_and_no_item() -> None:
    later = Expected("visit", (date(2024, 3, 9),) * 2, VISIT.parties)
    figures = score([judged((VISIT,), (later,))])
    assert (figures["announced_f1"], figures["item_f1"], figures["when_accuracy"]) == (1, 0, 0)


def test_a_date_for_what_is_vague_counts_against_it() -> None:
    vague = Expected("visit", None, VISIT.parties)
    figures = score([judged((vague,), (VISIT,)), judged((vague,), (vague,))])
    assert figures["vague_kept"] == 0.5


def test_something_made_of_a_silent_sentence_counts_against_it() -> None:
    figures = score([judged((), (VISIT,)), judged((VISIT,), (VISIT,))])
    assert (figures["silent_kept"], figures["announced_precision"]) == (0, 0.5)


def test_of_two_things_each_is_paired_with_its_own_kind() -> None:
    vote = Expected("vote", VISIT.interval, VISIT.parties)
    figures = score([judged((VISIT, vote), (vote, VISIT))])
    assert figures["item_f1"] == 1


def test_a_thing_that_was_never_announced_is_a_wrong_status() -> None:
    row = agenda_status.Row(DAY, AgendaStatus.DONE, None, ((DAY, "It rains."),))
    done = Outcome(status=AgendaStatus.DONE, reason="told")
    figures = agenda_status.score(
        [agenda_status.Judged(row, None), agenda_status.Judged(row, done)]
    )
    assert (figures["status_accuracy"], figures["done"], figures["reasoned"]) == (0.5, 0.5, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("published\tkind\twhen\tparties\tsentence\n", id="no row"),
        pytest.param(
            "published\tkind\twhen\tparties\tsentence\n2024-3-6\tvote\t2024-03-08\t-\tA\n",
            id="no day",
        ),
        pytest.param(
            "published\tkind\twhen\tparties\tsentence\n2024-03-06\tvote|cut\tvague\t-\tA\n",
            id="two kinds, one time",
        ),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadPath):
        read_rows(path)


def test_a_status_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("today\tstatus\tmoved_to\ttold\n2024-03-06\tlate\t-\t2024-03-01: A\n")
    with pytest.raises(BadPath, match="late"):
        agenda_status.read_rows(path)
