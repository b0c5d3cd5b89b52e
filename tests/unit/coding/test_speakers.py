"""The subject of a verb of speech: whole, and nothing where no name can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.speakers import shared_subject, speech_cues, subject_before, subject_behind


def before(text: str, cue: str) -> str | None:
    span = subject_before(text, text.index(cue))
    return span.cut(text) if span else None


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        ("The head of Doctors Without Borders (MSF) told the council so.", "told",
         "The head of Doctors Without Borders (MSF)"),
        ("On Friday Jane Doe said so.", "said", "Jane Doe"),
        ("But the United States has repeatedly said so.", "said", "the United States"),
        ("Jane Doe, the minister, on Monday said so.", "said", "Jane Doe"),
        ("They argue that Jane Doe said so.", "said", "Jane Doe"),
        ("Rights groups and lawmakers say so.", "say", "Rights groups and lawmakers"),
        ("In Madrid, experts say so.", "say", "experts"),
        ("Some have said so.", "said", "Some"),
    ],
)  # fmt: skip
def test_the_subject_is_the_phrase_before_its_verb(text: str, cue: str, subject: str) -> None:
    assert before(text, cue) == subject


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("In the report said to be lost, much is new.", "said"),
        ("The said report is lost.", "said"),
        ("It was a long day, and said to be hot.", "said"),
    ],
)
def test_words_that_name_nobody_are_no_subject(text: str, cue: str) -> None:
    assert before(text, cue) is None


def test_an_inverted_subject_ends_where_its_name_does() -> None:
    text = "“It burned,” said Jane Doe, director of the mill."
    span = subject_behind(text, text.index("said"))
    assert span is not None
    assert span.cut(text) == "Jane Doe"


def test_what_follows_a_verb_inside_its_clause_is_no_inverted_subject() -> None:
    text = "Jane Doe, who leads it, said the mill was burned."
    assert subject_behind(text, text.index("said")) is None


def test_a_verb_without_a_subject_shares_the_one_the_sentence_opens_with() -> None:
    text = "Jane Doe addressed the crowd and said so."
    span = shared_subject(text, text.index("said"))
    assert span is not None
    assert span.cut(text) == "Jane Doe"


def test_a_noun_of_the_form_of_a_verb_is_no_cue() -> None:
    text = "The report of the ministry says that claims by rebels failed."
    assert [cue.group() for cue in speech_cues(text)] == ["says"]


WORDS = st.lists(
    st.sampled_from(
        "said told Jane Doe the minister , , . “ ” that and who which is of in Friday he".split()
    ),
    max_size=14,
)


@given(WORDS)
def test_a_subject_lies_in_front_of_its_verb_and_is_not_empty(words: list[str]) -> None:
    text = " ".join(words)
    for cue in speech_cues(text):
        span = subject_before(text, cue.start())
        if span is not None:
            assert span.end <= cue.start()
            assert span.cut(text) == span.cut(text).strip()
