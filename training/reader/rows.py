"""Examples as the network reads them: token ids, and the label of each head.

Marking a sentence costs as much as reading it, so it is done once a run. Rows hold numbers alone:
a machine that trains needs neither the texts nor the product.
"""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.marking import TRIGGER, Marked, load_tokenizer, mark, pair_marks
from dragoman.model import Span, text_digest
from dragoman.ontology import plover
from training.reader.attributions import KINDS, Document, Speech
from training.reader.examples import ROLES, STATUSES, Examples, Find, Pair, Read
from training.reader.factuality import Graded
from training.reader.network import SMALL

TYPES = tuple(event_type.code for event_type in plover.EVENT_TYPES)
NONE = len(TYPES)
IGNORED = -100
TOKENIZER = load_tokenizer(str(SMALL.folder / "tokenizer.json"))


@dataclass(slots=True)
class Row:
    """An example: token ids, which token is in focus, and the label of each head that has one."""

    ids: Sequence[int]
    focus: Sequence[int]
    labels: dict[str, Any]


Rows = dict[str, list[Row]]


@dataclass(slots=True)
class Said:
    """Who says what in some documents, and in a tail of them that a branch is watched on."""

    paragraphs: list[Row]
    sentences: list[Row]
    tail_paragraphs: list[Row]
    tail_sentences: list[Row]


def save(rows: Any, path: Path) -> None:
    """Write rows for `load`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(rows, protocol=5))


def load(path: Path) -> Any:
    """Return what `save` wrote; a pickle, so read none that you did not write."""
    return pickle.loads(path.read_bytes())  # noqa: S301  our own rows


def rows_of(examples: Examples) -> Rows:
    """Return the rows of all tasks."""
    return {
        "find": [find_row(example) for example in examples.find],
        "read": [read_row(example) for example in examples.read],
        "pair": [pair_row(example) for example in examples.pair],
        "speech": [speech_row(example) for example in examples.speech],
        "grade": [row for row in map(grade_row, examples.grade) if row.labels["grade"]],
    }


# One document in so many is no lesson.
TAIL_ONE_IN = 14


def said_rows(documents: Iterable[Document]) -> Said:
    """Return the rows of documents; all of one text, whoever annotated it, are on one side."""
    said = Said([], [], [], [])
    for document in documents:
        is_tail = int(text_digest(document.name), 16) % TAIL_ONE_IN == 0
        paragraphs, sentences = (
            (said.tail_paragraphs, said.tail_sentences)
            if is_tail
            else (said.paragraphs, said.sentences)
        )
        paragraphs += map(speech_row, document.paragraphs)
        sentences += map(speech_row, document.sentences)
    return said


def plain_row(text: str) -> Row:
    """Return a plain sentence without a label."""
    return _row(mark(TOKENIZER, text), {})


def find_row(example: Find) -> Row:
    """Return a plain sentence: triggers, and the type of each trigger token."""
    marked = mark(TOKENIZER, example.text)
    types = [IGNORED] * len(marked.ids)
    for span, code in example.triggers:
        for position in marked.tokens_in(span):
            types[position] = TYPES.index(code)
    begins = _bio(marked, [(span, 0) for span, _ in example.triggers])
    return _row(marked, {"trigger": begins, "token_type": types})


def read_row(example: Read) -> Row:
    """Return a sentence with a trigger marked: type, and of an act its status, doubt, roles."""
    marked = mark(TOKENIZER, example.text, [(example.trigger, TRIGGER)])
    labels: dict[str, Any] = {"event_type": type_index(example.event_type)}
    if example.status is not None:
        spans = [(span, ROLES.index(role)) for span, role in example.roles or []]
        # Of nested words the inner ones keep their role.
        spans.sort(key=lambda row: -(row[0].end - row[0].start))
        labels["status"] = STATUSES.index(example.status)
        labels["flags"] = [float(bool(example.hedged)), float(bool(example.historical))]
        labels["role"] = _bio(marked, spans)
    return _row(marked, labels)


def pair_row(example: Pair) -> Row:
    """Return a sentence with its parties marked: the type of what passes between them."""
    marked = mark(TOKENIZER, example.text, pair_marks(example.actor, example.recipient))
    return _row(marked, {"pair_type": type_index(example.event_types[0])})


def speech_row(example: Speech) -> Row:
    """Return a passage: source, cue and content."""
    marked = mark(TOKENIZER, example.text)
    spans = [(span, KINDS.index(kind)) for span, kind in example.spans]
    return _row(marked, {"speech": _bio(marked, spans)})


def grade_row(example: Graded) -> Row:
    """Return a plain sentence: how far the text commits to some words."""
    marked = mark(TOKENIZER, example.text)
    found = [(marked.tokens_in(span), value) for span, value in example.grades]
    return _row(marked, {"grade": [(tokens, value) for tokens, value in found if tokens]})


def type_index(code: str) -> int:
    """Return the index of a type, or of `none`."""
    return NONE if code == "none" else TYPES.index(code)


def _row(marked: Marked, labels: dict[str, Any]) -> Row:
    return Row(marked.ids, marked.focus, labels)


def _bio(marked: Marked, spans: Iterable[tuple[Span, int]]) -> list[int]:
    """Return for each token 0 or, for the k-th kind, 1+2k (begins) or 2+2k (continues)."""
    labels = [IGNORED if offset is None else 0 for offset in marked.offsets]
    for span, kind in spans:
        for order, position in enumerate(marked.tokens_in(span)):
            labels[position] = 1 + 2 * kind + (1 if order else 0)
    return labels
