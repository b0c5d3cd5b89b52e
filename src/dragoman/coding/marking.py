"""How a sentence is shown to the reader: token ids, with markers around spans.

Training and reading share this module, so what the model sees is the same in both.
A span is marked by two reserved ids of the vocabulary put before and after its
tokens; offsets of the other tokens stay those of the unmarked sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from dragoman.coding.veil import veil
from dragoman.model import Span

CLS_ID, SEP_ID = 101, 102

# Longest input in tokens. Of 2,000 news sentences two were longer; self-attention
# costs grow with the square, so the tail is cut, not the speed.
MAX_TOKENS = 192


@dataclass(frozen=True, slots=True)
class Marker:
    """A pair of reserved ids that open and close a marked span, and its number in the focus."""

    opening: int
    closing: int
    focus: int


# [unused0] .. [unused5] of the BERT vocabulary: in it, and never met in text.
TRIGGER = Marker(1, 2, focus=1)
ACTOR = Marker(3, 4, focus=1)
RECIPIENT = Marker(5, 6, focus=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Token ids with, for each, the characters it covers (None for a special token).

    `focus` says for each token which marked span it belongs to, markers included, 0 for none:
    the pooled heads of the reader look there.
    """

    ids: tuple[int, ...]
    offsets: tuple[Span | None, ...]
    focus: tuple[int, ...]

    def tokens_in(self, span: Span) -> list[int]:
        """Return the positions of the tokens that share a character with a span."""
        return [
            position
            for position, offset in enumerate(self.offsets)
            if offset is not None and offset.overlaps(span)
        ]


def load_tokenizer(path: str) -> Tokenizer:
    """Return the tokenizer of a file, without padding and without special tokens."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pair_marks(actor: Span | None, recipient: Span | None) -> list[tuple[Span, Marker]]:
    """Return the marks of two parties; one that the text does not name is not marked."""
    parties = ((actor, ACTOR), (recipient, RECIPIENT))
    return [(span, marker) for span, marker in parties if span is not None]


def mark(tokenizer: Tokenizer, text: str, marks: Sequence[tuple[Span, Marker]] = ()) -> Marked:
    """Return a text as ids, with markers around the given spans (character offsets).

    States are veiled: their tokens are those of a stand-in and cover the characters of the name.

    The text is cut at MAX_TOKENS; a span beyond the cut is marked nowhere.
    """
    veiled = veil(text)
    encoding = tokenizer.encode(veiled.text, add_special_tokens=False)
    room = MAX_TOKENS - 2 - 2 * len(marks)
    rows: list[tuple[int, Span | None, int]] = [(CLS_ID, None, 0)]
    inside: dict[Marker, bool] = {marker: False for _, marker in marks}
    for token, (start, end) in list(zip(encoding.ids, encoding.offsets, strict=True))[:room]:
        if start == end:
            continue
        offset = veiled.original(start, end)
        for span, marker in marks:
            covered = span.overlaps(offset)
            if covered != inside[marker]:
                inside[marker] = covered
                rows.append((marker.opening if covered else marker.closing, None, marker.focus))
        rows.append((token, offset, max((m.focus for m in inside if inside[m]), default=0)))
    rows += [(m.closing, None, m.focus) for m in inside if inside[m]]
    ids, offsets, focus = zip(*rows, (SEP_ID, None, 0), strict=True)
    return Marked(ids=ids, offsets=offsets, focus=focus)
