"""Time expressions: TimeML is read with its offsets and scored as in TempEval-3."""

import os
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import Span
from eval.__main__ import main
from eval.report import BadPath
from eval.timex import Timex, paired, read_document, read_folder, score, tag

DATA = Path(os.environ.get("DRAGOMAN_DATA", "../shared/data"))
TIMEBANK = DATA / "tempeval3/TBAQ-cleaned/TimeBank"
TIMEML = """<?xml version="1.0" ?><TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2020-10-06">20201006</TIMEX3></DCT>
<TEXT>
They <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2020-10-02">Friday
</TIMEX3>for <TIMEX3 tid="t2" type="DURATION" value="PT2H">two <EVENT>hours</EVENT></TIMEX3> &amp;
left.<TIMEX3 tid="t3" type="DATE" value="2020-10-02"/>
</TEXT></TimeML>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story_1.tml").write_text(TIMEML, encoding="utf-8")
    (tmp_path / "story_2.tml").write_text(TIMEML, encoding="utf-8")
    return tmp_path


def test_expressions_stand_at_their_words(folder: Path) -> None:
    document = read_document(folder / "story_1.tml")
    words = [(each.span.cut(document.text), each.value) for each in document.gold]
    assert words == [("Friday", "2020-10-02"), ("two hours", "PT2H")]


def test_the_creation_time_is_what_dates_count_from_and_is_not_scored(folder: Path) -> None:
    document = read_document(folder / "story_1.tml")
    assert document.published == date(2020, 10, 6)
    assert len(document.gold) == 2


def test_a_story_of_two_plain_expressions_is_read_without_fault(folder: Path) -> None:
    document = read_document(folder / "story_1.tml")
    assert tag(document) == document.gold


def test_an_overlap_is_relaxed_and_not_strict() -> None:
    gold = Timex(Span(0, 6), "DATE", "2020")
    ours = Timex(Span(3, 9), "DATE", "2019")
    found = score([((gold,), (ours,))])
    assert (found["relaxed_f1"], found["strict_f1"], found["value_f1"]) == (1.0, 0.0, 0.0)


def test_an_expression_is_found_once() -> None:
    gold = (Timex(Span(0, 9), "DATE", "2020"),)
    ours = (Timex(Span(0, 3), "DATE", "2020"), Timex(Span(4, 9), "DATE", "2020"))
    assert len(paired(gold, ours)) == 1


def test_the_same_extent_is_paired_before_an_overlap() -> None:
    gold = (Timex(Span(0, 9), "DATE", "2020"), Timex(Span(4, 9), "DATE", "2019"))
    ours = (Timex(Span(4, 9), "DATE", "2019"),)
    assert paired(gold, ours) == [(gold[1], ours[0])]


def test_digits_choose_files_by_the_end_of_their_name(folder: Path) -> None:
    assert [each.name for each in read_folder(folder, "13579")] == ["story_1.tml"]


def test_a_folder_without_timeml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match="TempEval-3"):
        read_folder(tmp_path)


def test_a_file_that_is_no_timeml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tml"
    path.write_text("<TimeML><TEXT/></TimeML>", encoding="utf-8")
    with pytest.raises(BadPath, match="no DCT"):
        read_document(path)


def test_predictions_are_one_object_a_line(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.jsonl"
    assert main(["timex", str(folder), "--limit", "1", "--predictions", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.data
@pytest.mark.skipif(not TIMEBANK.is_dir(), reason=f"no TimeBank at {TIMEBANK}; set DRAGOMAN_DATA")
def test_most_expressions_of_the_tuning_half_of_timebank_are_found() -> None:
    documents = read_folder(TIMEBANK, "02468")
    metrics = score([(document.gold, tag(document)) for document in documents])
    assert float(metrics["relaxed_f1"]) > 0.92
