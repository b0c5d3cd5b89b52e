"""Who says what, out of PolNeAR: passages whose tokens are source, cue or content.

The annotations are brat files beside plain text. A passage is a sentence, or the run of
sentences that one quotation spans, as in the token set of CofeNet (annotated_data.md 2.1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
