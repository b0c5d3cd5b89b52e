"""Who says what, as PolNeAR is cut for training: paragraphs, and sentences as they stand."""

from dragoman.model import Span
from training.reader.attributions import Speech, as_tokens, document, paragraphs

TEXT = "Ruritania signed. Its envoy didn’t say why.\n\nA spokesman spoke. “We agreed.”"


def words_of(passage: Speech) -> list[tuple[str, str]]:
    return [(kind, span.cut(passage.text)) for span, kind in passage.spans]


def span_of(words: str, kind: str) -> tuple[Span, str]:
    start = TEXT.index(words)
    return Span(start, start + len(words)), kind


def test_a_paragraph_is_one_passage_though_nothing_holds_its_sentences_together() -> None:
    assert [len(run) for run in paragraphs(TEXT, [])] == [2, 2]


def test_a_span_holds_paragraphs_together() -> None:
    across = Span(TEXT.index("say why"), TEXT.index("spokesman"))
    assert [len(run) for run in paragraphs(TEXT, [(across, "content")])] == [3 + 1]


def test_a_sentence_alone_in_its_paragraph_is_shown_once() -> None:
    found = document("made", "Ruritania signed.\n\nIts envoy left.", [])
    assert (len(found.paragraphs), found.sentences) == (2, [])


def test_a_sentence_keeps_its_own_part_of_a_span() -> None:
    found = document("made", TEXT, [span_of("Its envoy", "source"), span_of("didn’t say", "cue")])
    assert [words_of(s) for s in found.sentences[:2]] == [
        [],
        [("source", "Its envoy"), ("cue", "didn’t say")],
    ]


def test_spans_stay_on_their_words_when_tokens_are_written_apart() -> None:
    (first, _) = document("made", TEXT, [span_of("didn’t say", "cue")]).paragraphs
    assert words_of(first) == [("cue", "did n't say")]


def test_long_dashes_and_dots_grow_without_moving_what_follows() -> None:
    text = "“Wait…” — she said."
    written = as_tokens(Speech(text, [(Span(1, 6), "content"), (Span(14, 18), "cue")]))
    assert words_of(written) == [("content", "Wait..."), ("cue", "said")]
