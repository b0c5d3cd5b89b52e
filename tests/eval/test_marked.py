"""Marked sentences as stories: what the markup says is what is scored."""

from pathlib import Path

import pytest

from eval.bias import pairs
from eval.marked import as_story, read_marked_stories
from eval.report import BadPath
from training.corpus.markup import parse

LINE = (
    "[Iran|1A @IRN.GOV] [reportedly|1H] [seized|1=COERCE/seize] [a ship|1R @KOR], "
    "[aides|1V @?] [said|1C]."
)


def test_an_event_keeps_its_parties_its_doubt_and_its_voice() -> None:
    (event,) = as_story(parse(LINE))["events"]
    assert event["actors"] == [{"text": "Iran", "country": "IRN"}]
    assert (event["trigger"], event["hedged"]) == ("seized", True)
    assert event["source"]["text"] == "aides"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match="nowhere"):
        read_marked_stories(tmp_path / "nowhere.txt")


def test_other_countries_stand_in_a_sentence_that_is_else_the_same() -> None:
    (one, other), *_ = pairs([parse(LINE)])
    assert "Iran" not in other.text
    assert one.text.removeprefix("Iran") == other.text[other.text.index(" reportedly") :]


def test_the_sentences_that_measure_are_in_no_training_file() -> None:
    from training.corpus.check import read_corpus

    ours = {sentence.text for sentence in read_corpus()}
    folder = Path(__file__).parents[2] / "eval/sentences"
    assert not ours & {story["text"] for story in read_marked_stories(folder / "hedged.txt")}
