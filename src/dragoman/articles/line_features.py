"""The numbers by which the line model tells an article's lines from the page around them.

Nothing here knows a site or a language's grammar: lengths, stops, capitals, the forms of
line_kinds, and how all that runs along the page. The recipe (training/lines) and the product
call the same function, so that they cannot drift apart.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.articles.asides import phrases
from dragoman.articles.line_kinds import SENTENCE_END, kind_of
from dragoman.articles.pieces import Piece

Numbers = NDArray[np.float64]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Scripts without blanks between words: two characters count for a word.
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
DENSE_PER_WORD = 2
INNER_STOP = re.compile(r"[.!?…。؟][\"'”’»)\]]*(?:\s|(?<=。))")
MARKS = "|›»•/>"
QUOTES = "\"“‘'«„「"
# From so many words on, a line with a stop at its end is taken for a sentence of a text.
SENTENCE_WORDS = 8
# How far around a line its neighbours are looked at, one by one and as a mean.
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
REACHES = (2, 5, 12)
# What a line that is no sentence costs a run of text, in words: the run of the greatest sum is
# where the body most likely is (after Kohlschütter 2010 and the maximum-subsequence literature).
COST = 9.0
FURTHEST = 60.0


def size(words: str) -> float:
    """Return the words of a line, scripts without blanks counted by their characters."""
    dense = len(DENSE.findall(words))
    return len(WORD.findall(DENSE.sub(" ", words))) + dense / DENSE_PER_WORD


def features(pieces: Sequence[Piece]) -> Numbers:
    """Return one row of numbers for each piece of a page."""
    if not pieces:
        return np.zeros((0, 0))
    seen = Counter(piece.words.casefold() for piece in pieces)
    own = np.array([_own(piece, seen[piece.words.casefold()]) for piece in pieces])
    return np.hstack([own, _around(own), _run(own), _layout(pieces, own)])


# Columns of `_own` that later ones are made of.
SIZE, STOP, SENTENCE, KIND, MARK, LISTED, SHORT = range(7)


def _own(piece: Piece, times: int) -> list[float]:
    """Return what a piece shows by itself."""
    line = piece.words
    words = WORD.findall(line)
    count = max(1, len(words))
    length = size(line)
    stops = SENTENCE_END.search(line) is not None
    folded = line.casefold()
    letters = [word for word in words[1:] if word[0].isalpha()]
    return [
        math.log1p(length),
        stops,
        length if stops and length >= SENTENCE_WORDS else 0.0,
        kind_of(line) is not None,
        sum(mark in folded for mark in phrases("marks")) / math.sqrt(1 + length),
        piece.bulleted,
        sum(1 for word in words if len(word) <= 3 and word.islower()) / count,
        math.log1p(len(INNER_STOP.findall(line))),
        sum(map(len, words)) / count,
        line.count(",") / count,
        sum(word[0].isupper() for word in letters) / max(1, len(letters)),
        sum(word[0].isdigit() for word in words) / count,
        sum(line.count(mark) for mark in MARKS),
        line.isupper(),
        line.endswith((":", "：")),
        line[:1] in QUOTES,
        line[:1].islower(),
        line.endswith(("?", "؟", "？")),
        line.endswith(("…", "...")),
        # Of a sentence that stands twice, one copy is the body's; the rules choose which.
        0.0 if stops and length >= SENTENCE_WORDS else math.log(times),
        len(DENSE.findall(line)) / max(1, len(line)),
    ]


def _moved(column: Numbers, by: int) -> Numbers:
    """Return a column whose rows show the row `by` further on; past the ends there is nothing."""
    moved = np.zeros_like(column)
    if abs(by) < len(column):
        if by > 0:
            moved[:-by] = column[by:]
        else:
            moved[-by:] = column[:by]
    return moved


def _mean(column: Numbers, reach: int, *, back: bool) -> Numbers:
    """Return the mean of the `reach` rows before or after each row."""
    sums = np.concatenate([[0.0], np.cumsum(column)])
    rows = np.arange(len(column))
    low = np.maximum(0, rows - reach) if back else rows + 1
    high = rows if back else np.minimum(len(column), rows + 1 + reach)
    low = np.minimum(low, high)
    mean: Numbers = (sums[high] - sums[low]) / reach
    return mean


def _around(own: Numbers) -> Numbers:
    """Return what the neighbours show: one by one, and as means before and after."""
    single = [
        _moved(own[:, column], by)
        for by in NEIGHBOURS
        for column in (SIZE, STOP, KIND, LISTED, SHORT)
    ]
    means = [
        _mean(own[:, column], reach, back=back)
        for reach in REACHES
        for back in (True, False)
        for column in (SENTENCE, STOP, KIND, MARK)
    ]
    return np.stack(single + means, axis=1)


def _run(own: Numbers) -> Numbers:
    """Return where each piece stands to the run of text that has the most sentences."""
    sentence = own[:, SENTENCE]
    total = max(1.0, float(sentence.sum()))
    start, end = best_run(np.where(sentence > 0, np.minimum(sentence, 60.0), -COST))
    rows = np.arange(len(own), dtype=float)
    before, after = np.maximum(0.0, start - rows), np.maximum(0.0, rows - end)
    inside = ((rows >= start) & (rows <= end)).astype(float)
    cumulative = np.cumsum(sentence) / total
    return np.stack(
        [
            np.minimum(before, FURTHEST),
            np.minimum(after, FURTHEST),
            inside,
            inside * (rows - start) / max(1, end - start),
            cumulative,
            cumulative - sentence / total,
            np.full(len(own), math.log1p(total)),
            np.full(len(own), math.log1p(len(own))),
            np.full(len(own), total / max(1.0, float(np.expm1(own[:, SIZE]).sum()))),
            rows / len(own),
            _since(sentence > 0),
            _since((sentence > 0)[::-1])[::-1],
        ],
        axis=1,
    )


def best_run(worth: Numbers) -> tuple[int, int]:
    """Return the first and last row of the run of the greatest sum."""
    best = -math.inf
    current, start = 0.0, 0
    found = (0, 0)
    for row, value in enumerate(worth):
        if current <= 0:
            current, start = 0.0, row
        current += float(value)
        if current > best:
            best, found = current, (start, row)
    return found


def _since(marked: NDArray[np.bool_]) -> Numbers:
    """Return how many rows ago the last marked row was, up to FURTHEST."""
    rows = np.arange(len(marked), dtype=float)
    last = np.maximum.accumulate(np.where(marked, rows, -FURTHEST))
    past = np.concatenate([[-FURTHEST], last[:-1]])
    ago: Numbers = np.minimum(rows - past, FURTHEST)
    return ago


def _layout(pieces: Sequence[Piece], own: Numbers) -> Numbers:
    """Return indents and gaps, by themselves and against those of most of the sentences."""
    indents = np.array([piece.indent for piece in pieces], dtype=float)
    glued = np.array([piece.glued for piece in pieces], dtype=float)
    gaps = np.minimum([piece.gap for piece in pieces], 3).astype(float)
    weights: defaultdict[float, float] = defaultdict(float)
    for indent, sentence in zip(indents, own[:, SENTENCE], strict=True):
        weights[float(indent)] += float(sentence)
    usual = max(weights, key=lambda indent: weights[indent])
    return np.stack(
        [
            np.minimum(indents, 20.0),
            np.clip(indents - usual, -10.0, 10.0),
            gaps,
            _moved(gaps, 1),
            np.clip(indents - _moved(indents, -1), -10.0, 10.0),
            glued,
            _moved(glued, 1),
        ],
        axis=1,
    )
