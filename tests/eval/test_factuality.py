"""Factuality: what is measured over graded words."""

from pathlib import Path

from eval.factuality import score
from training.reader.factuality import read_grades


def test_saying_three_of_everything_finds_no_doubt() -> None:
    assert score([3.0, 0.0, 1.0], [3.0, 2.9, 3.0])["nonfact_f1"] == 0.0


def test_a_target_is_found_by_its_tokens(tmp_path: Path) -> None:
    path = tmp_path / "graded.jsonl"
    row = '{"text": "He did n\'t leave .", "targets": [{"span1": [3, 4], "label": -3.0}]}'
    path.write_text(row + "\n", encoding="utf-8")
    (sentence,) = read_grades(path)
    assert [(span.cut(sentence.text), value) for span, value in sentence.grades] == [
        ("leave", -3.0)
    ]
