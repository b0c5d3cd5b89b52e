"""Who says what, out of PolNeAR: passages whose tokens are source, cue or content.

The annotations are brat files beside plain text. A passage is a sentence, or the run of
sentences that one quotation spans; or, as in the token set of CofeNet, a paragraph, in which most
sentences are held together by nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.model import Sentence, Span
from training.annotations.texts import Story

KINDS = ("source", "cue", "content")
# A quotation that runs on for longer is cut: the reader takes 192 tokens.
MAX_PASSAGE = 900


@dataclass(slots=True)
class Speech:
    """A passage with the spans of its sources, cues and contents."""

    text: str
    spans: list[tuple[Span, str]]


def read_brat(path: Path) -> list[tuple[Span, str]]:
    """Return the spans of a brat file; a span in pieces is one for each piece."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        kind, _, places = rest.partition("\t")[0].partition(" ")
        if name.startswith("T") and kind.lower() in KINDS:
            for place in places.split(";"):
                start, end = place.split()
                found.append((Span(int(start), int(end)), kind.lower()))
    return found


def read_attributions(folder: Path) -> Iterator[Speech]:
    """Yield the passages of a part of PolNeAR.

    Args:
        folder: `polnear/train`, with `text` and `attributions`.
    """
    for path in sorted((folder / "attributions").glob("*.ann")):
        text = folder / "text" / f"{path.stem.rpartition('_')[0]}.txt"
        if text.is_file():
            yield from _passages(text.read_text(encoding="utf-8"), read_brat(path))


def passages(text: str, spans: Sequence[tuple[Span, str]] = ()) -> Iterator[str]:
    """Yield the passages of a text; without spans each sentence is one."""
    return (passage.text for passage in _passages(text, spans))


def _passages(text: str, spans: Sequence[tuple[Span, str]]) -> Iterator[Speech]:
    """Yield the sentences of a text, those joined that a span holds together."""
    run: list[Sentence] = []
    for sentence in Story("polnear", text).sentences():
        if run and not _goes_on(run, sentence, spans):
            yield _passage(text, run, spans)
            run = []
        run.append(sentence)
    if run:
        yield _passage(text, run, spans)


def _goes_on(
    run: Sequence[Sentence], sentence: Sentence, spans: Sequence[tuple[Span, str]]
) -> bool:
    """Tell whether a span holds a sentence and the one before together, and there is room."""
    left, right = run[-1].passage.span, sentence.passage.span
    held = any(span.overlaps(left) and span.overlaps(right) for span, _ in spans)
    return held and sentence.end - run[0].start <= MAX_PASSAGE


def _passage(text: str, run: Sequence[Sentence], spans: Sequence[tuple[Span, str]]) -> Speech:
    whole = Span(run[0].start, run[-1].end)
    inside = [
        (Span(max(s.start, whole.start) - whole.start, min(s.end, whole.end) - whole.start), kind)
        for s, kind in spans
        if s.overlaps(whole)
    ]
    return Speech(whole.cut(text), inside)


@dataclass(slots=True)
class Document:
    """A text by paragraphs as the tokens of CofeNet are written, and by sentences as they stand."""

    name: str
    paragraphs: list[Speech] = field(default_factory=list)
    sentences: list[Speech] = field(default_factory=list)


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a part of PolNeAR, one for each annotator of a text."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        text = folder / "text" / f"{name}.txt"
        if text.is_file():
            yield document(name, text.read_text(encoding="utf-8"), read_brat(path))


def document(name: str, text: str, spans: Sequence[tuple[Span, str]]) -> Document:
    """Return a text with its spans by paragraphs and by the sentences of longer ones."""
    found = Document(name)
    for run in paragraphs(text, spans):
        found.paragraphs.append(as_tokens(_passage(text, run, spans)))
        if len(run) > 1:
            found.sentences += [_passage(text, [sentence], spans) for sentence in run]
    return found


def paragraphs(text: str, spans: Sequence[tuple[Span, str]]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each paragraph; those that a span holds together stay together."""
    run: list[Sentence] = []
    for sentence in Story("polnear", text).sentences():
        if run and not _is_near(text, run, sentence, spans):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _is_near(
    text: str, run: Sequence[Sentence], sentence: Sentence, spans: Sequence[tuple[Span, str]]
) -> bool:
    """Tell whether a sentence stands in the paragraph of those before it, and there is room."""
    beside = "\n" not in text[run[-1].end : sentence.start]
    room = sentence.end - run[0].start <= MAX_PASSAGE
    return (beside and room) or _goes_on(run, sentence, spans)


# How the tokens of CoreNLP write what news sets in its own way.
_WRITTEN = {"“": '"', "”": '"', "’": "'", "‘": "'", "—": "--", "–": "--", "…": "..."}
_NEGATED = re.compile(r"(?<=\w)(?=n['’]t\b)", re.IGNORECASE)


def as_tokens(passage: Speech) -> Speech:
    """Return a passage as tokens are written: straight quotation marks, "did n't".

    >>> as_tokens(Speech("“No” — she didn’t say.", [])).text.replace('"', "|")
    "|No| -- she did n't say."
    """
    apart = {found.start() for found in _NEGATED.finditer(passage.text)}
    written, places = "", []
    for place, character in enumerate(passage.text):
        written += " " if place in apart else ""
        places.append(len(written))
        written += _WRITTEN.get(character, character)
    places.append(len(written))
    spans = [(Span(places[s.start], places[s.end]), kind) for s, kind in passage.spans]
    return Speech(written, spans)
