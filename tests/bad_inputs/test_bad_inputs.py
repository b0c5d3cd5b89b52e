"""Every bad input gets its verdict, within its seconds and a gigabyte."""

from pathlib import Path

import pytest

from eval.verdicts import MOST_MEGABYTES, examine, generated, read_labels
from tests.bad_inputs.generate import CASES, LABELS, SPARSE

NAMES = sorted({*CASES, *SPARSE})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(LABELS.parent, tmp_path_factory.mktemp("bad_inputs"))


def test_every_bad_input_has_a_label_and_every_label_an_input(folder: Path) -> None:
    assert sorted(read_labels(folder)) == NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_input_gets_its_verdict(folder: Path, name: str) -> None:
    label = read_labels(folder)[name]
    row = examine(folder / name, label, real=False)
    assert row["verdict"] == label.verdict, row["reasons"]
    assert row["seconds"] <= label.seconds
    assert (row["megabytes"] or 0) <= MOST_MEGABYTES
