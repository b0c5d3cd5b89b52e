"""Stand-off annotations: words become offsets, files hold no word of a text, faults are named."""

import json
import os
from pathlib import Path

import pytest

from dragoman.errors import MalformedInput
from dragoman.model import Span
from training.annotations.build import lay_out
from training.annotations.gold import as_claims, as_gold, held_stories
from training.annotations.standoff import (
    STORIES,
    Annotation,
    from_json,
    is_held,
    parse_annotation,
    read_annotations,
    to_json,
)
from training.annotations.texts import Story, even, read_story
from training.corpus.markup import Who

DATA = Path(os.environ.get("DRAGOMAN_DATA", Path(__file__).parents[2] / "../shared/data"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no research data at {DATA}; set DRAGOMAN_DATA to run this"
)
STORY = Story("made/1", "Ruritania sent a note. Its envoy left Ruritania, aides said.")


def annotation_of(line: str) -> Annotation:
    return parse_annotation(STORY, line, "made.ann")


def test_words_become_offsets_into_the_story() -> None:
    found = annotation_of("2 | RETREAT | left | A: Its envoy @?.GOV | V: aides | C: said")
    (event,) = found.events
    assert event.trigger.cut(STORY.text) == "left"
    assert [span.cut(STORY.text) for span in event.of("actor")] == ["Its envoy"]
    assert found.who == {event.of("actor")[0]: Who(None, "GOV")}


def test_a_caret_points_into_another_sentence() -> None:
    (event,) = annotation_of("2 | RETREAT | left | A: Ruritania^1 @?").events
    assert event.of("actor") == [Span(0, 9)]


def test_status_and_background_stand_with_the_type() -> None:
    (event,) = annotation_of("2 | RETREAT/withdraw !negated !historical | left").events
    assert (event.mode, event.status, event.historical) == ("withdraw", "negated", True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2 | RETREAT", "want 'N"),
        ("2 | RETRAIT | left", "RETRAIT"),
        ("2 | RETREAT !maybe | left", "!maybe"),
        ("2 | RETREAT | arrived", "'arrived' is not in sentence 2"),
        ("9 | RETREAT | left", "no sentence 9"),
        ("2 | RETREAT | left | X: aides", "'X'"),
        ("2 | RETREAT | left | A: aides @Atlantis", "@Atlantis"),
    ],
)
def test_a_fault_is_named_with_its_place(line: str, said: str) -> None:
    with pytest.raises(MalformedInput, match=r"made\.ann:1") as fault:
        annotation_of(line)
    assert said in str(fault.value)


def test_a_row_gives_back_what_was_annotated() -> None:
    found = annotation_of("1 | REQUEST | sent a note | A: Ruritania @RUS.GOV")
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_an_annotator_agrees_with_himself() -> None:
    from eval.events import score

    found = annotation_of("2 | RETREAT | left | A: Its envoy @RUS | R: Ruritania @IRN | V: aides")
    figures = score([as_gold(found, STORY)], as_claims(found, STORY))
    assert (figures["detection_f1"], figures["dyad_f1"], figures["voice_f1"]) == (1.0, 1.0, 1.0)


@needs_data
def test_the_stories_held_out_become_gold_and_those_that_train_do_not() -> None:
    stories = {story["id"] for story in held_stories(DATA)}
    assert stories == {each.story for each in read_annotations() if is_held(each.story)}
    assert stories


def test_white_space_is_evened_out() -> None:
    assert even("a \n b\n\n\n c\xa0d ") == "a b\n\nc d"


def test_the_committed_files_hold_no_words() -> None:
    for path in sorted(STORIES.parent.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert set(row) == {"story", "text_sha256", "events", "who"}
            assert all(set(e) <= EVENT_KEYS for e in row["events"])


EVENT_KEYS = {"trigger", "event_type", "mode", "status", "historical", "roles"}


def test_about_one_story_in_eight_is_held_out() -> None:
    stories = [annotation.story for annotation in read_annotations()]
    assert 1 / 16 < sum(map(is_held, stories)) / len(stories) < 1 / 4


@needs_data
@pytest.mark.data
def test_every_annotated_text_is_still_the_one_that_was_read() -> None:
    for annotation in read_annotations()[::20]:
        assert read_story(DATA, annotation.story).sha256 == annotation.text_sha256


def test_an_unknown_story_is_refused() -> None:
    with pytest.raises(MalformedInput, match="no such story"):
        read_story(DATA, "nowhere/1")


@needs_data
@pytest.mark.data
def test_no_story_of_the_measuring_half_of_timebank_is_annotated() -> None:
    folder = DATA / "tempeval3/TBAQ-cleaned/TimeBank"
    odd = {f"timeml/{p.stem}" for p in folder.glob("*.tml") if p.stem[-1] in "13579"}
    assert not odd & {annotation.story for annotation in read_annotations()}


def test_an_annotator_sees_the_numbers_that_annotations_use() -> None:
    lines = lay_out(STORY).splitlines()
    assert lines[0] == "# made/1"
    assert lines[2:] == ["1\tRuritania sent a note.", "2\tIts envoy left Ruritania, aides said."]
