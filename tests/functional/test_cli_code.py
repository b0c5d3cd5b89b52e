"""`dragoman code` meets a bug of ours on one page: it is told, and the next page is read."""

import json
from pathlib import Path

import pytest

from dragoman import coding, pipeline
from dragoman.errors import CoderError
from dragoman.faces.cli import cli
from dragoman.model import Page, Reading
from dragoman.pipeline import Coding
from tests.faults.small import SmallCoder, small_read
from tests.functional.conftest import only_line


@pytest.fixture(autouse=True)
def small_flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pages, and a flow without weights that has a bug on the second."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Russia warned Iran in town {name}.", "utf-8")
    (tmp_path / "nothing.txt").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(coding.Coder, "load", SmallCoder)
    monkeypatch.setattr(pipeline, "read_page", read_with_a_bug)


def read_with_a_bug(page: Page, coder: Coding) -> Reading:
    if page.origin == "b.txt":
        raise KeyError("RUS\nIRN")
    return small_read(page, coder)


def code(*sources: str) -> object:
    return cli.main(["code", *sources], standalone_mode=False)


def test_a_page_that_meets_a_bug_is_told_in_a_line_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert code("a.txt", "b.txt", "c.txt") == 1
    said = capsys.readouterr()
    told = [json.loads(line)["evidence"]["exact"] for line in said.out.splitlines()]
    assert told == ["Russia warned Iran in town a.", "Russia warned Iran in town c."]
    assert only_line(said.err).startswith("error: b.txt was not read (KeyError: 'RUS\\nIRN'; test_")


def test_a_folder_without_a_page_gives_no_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "void").mkdir()
    assert code("void") == 1
    assert capsys.readouterr().err == "void: no page in it\n"


def test_a_bug_outweighs_a_page_that_is_no_article_and_a_source_that_is_not_there() -> None:
    assert code("a.txt", "nothing.txt", "nowhere.txt") == 4
    assert code("a.txt", "b.txt", "nothing.txt", "nowhere.txt") == 1


def test_a_reader_that_cannot_work_is_blamed_on_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Page, __: Coding) -> Reading:
        raise CoderError("the weights are broken")

    monkeypatch.setattr(pipeline, "read_page", refuse)
    with pytest.raises(CoderError, match="weights are broken"):
        code("a.txt", "b.txt")
