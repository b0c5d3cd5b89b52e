"""Labelled pages for the line model: real ones flattened, and cuts of them as people copy.

A whole flattened page has a hundred lines of menus; a page that somebody copied has a few.
So each page also gives cuts around its body, without indents, bullets and mostly without
blank lines, and its body alone.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from numpy.typing import NDArray

from dragoman.articles.decode import decode
from dragoman.articles.html import all_text
from dragoman.articles.line_features import Numbers, features, size
from dragoman.articles.pieces import Piece, pieces_of
from dragoman.articles.plain import reasons_by_form
from eval.pages import TOKEN, read_pages, shingles

SETS = ("article_extraction", "headers")
# Share of a line's shingles that the true body has, from which the line is content.
SHARE = 0.5
# Lines of page that a cut may keep above and below the body.
MOST_MARGIN = 12
CUTS = 2
# What a page counts as against one of the benchmark: pages of the other set (their truth has
# been read by other rules, with teasers) and cuts.
SET_WEIGHT = {"article_extraction": 1.0, "headers": 0.5}
CUT_WEIGHT = 0.3
# A brief of one-sentence paragraphs: how many sentences, how often lines of page come between,
# and what ends a line; once in six nothing does, as in texts copied out of a box.
BRIEF = (3, 24)
STREWN = 0.15
BREAKS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "")
STOP = re.compile(r"(?<=[.!?…][\"”’»])\s+|(?<=[.!?…])\s+(?=[A-ZÀ-ÞА-Я“\"])|(?<=。)")
# Two-part public suffixes, as in "example.co.uk".
SECOND_LEVEL = re.compile(r"\.(?:co|com|org|net|ac)\.\w\w$")


@dataclass(frozen=True, slots=True)
class Example:
    """A text in pieces with its labels; `weights` add up to what the text counts."""

    collection: str
    domain: str
    text: str
    truth: str
    pieces: tuple[Piece, ...]
    reasons: list[str | None]
    rows: NDArray[np.float32]
    labels: NDArray[np.bool_]
    weights: Numbers
    is_cut: bool


def read_examples(data: Path, seed: int) -> list[Example]:
    """Return the pages of both sets, each followed by its cuts."""
    chance = random.Random(seed)
    found: list[Example] = []
    for collection, domain, text, truth in _pages(data):
        whole = _example(collection, domain, text, truth, cut=False)
        if whole.pieces:
            found.append(whole)
            cuts = _cuts(whole, chance)
            found += [_example(collection, domain, t, body, cut=True) for t, body in cuts]
    return found


def _pages(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield collection, domain, flattened text and true body of each page."""
    first, second = (data / name for name in SETS)
    truth = json.loads((first / "ground-truth.json").read_text(encoding="utf-8"))
    for name, raw, body in read_pages(first):
        yield SETS[0], domain_of(truth[name]["url"]), all_text(decode(raw).text), body
    for name, row in sorted(json.loads((second / "truth.json").read_text("utf-8")).items()):
        raw = gzip.decompress((second / "html" / f"{name}.html.gz").read_bytes())
        yield SETS[1], domain_of(row["url"]), all_text(decode(raw).text), row["text"]


def domain_of(url: str) -> str:
    """Return the registered domain, so that pages of one house stay in one fold."""
    host = urlparse(url).netloc.lower()
    return ".".join(host.split(".")[-3 if SECOND_LEVEL.search(host) else -2 :])


def _example(collection: str, domain: str, text: str, truth: str, *, cut: bool) -> Example:
    pieces = pieces_of(text)
    # A long line weighs more, as it does in the benchmark, but not as much: short ones matter.
    weights = np.array([max(1.0, size(piece.words)) for piece in pieces]) ** 0.5
    share = SET_WEIGHT[collection] * (CUT_WEIGHT if cut else 1.0)
    return Example(
        collection=collection,
        domain=domain,
        text=text,
        truth=truth,
        pieces=pieces,
        reasons=reasons_by_form(text, pieces),
        rows=features(pieces).astype(np.float32),
        labels=labels_of(pieces, truth),
        weights=share * weights / max(1.0, weights.sum()),
        is_cut=cut,
    )


def labels_of(pieces: tuple[Piece, ...], truth: str) -> NDArray[np.bool_]:
    """Return which pieces are content: by shingles, short ones by being a line of the body.

    A short line can stand anywhere ("Sport"), so it must also have content above and below.
    """
    body = set(shingles(truth))
    lines = {tuple(TOKEN.findall(line)) for line in truth.splitlines()} - {()}
    sure, maybe = np.zeros(len(pieces), dtype=bool), []
    for row, piece in enumerate(pieces):
        tokens = TOKEN.findall(piece.words)
        runs = shingles(piece.words)
        if len(tokens) >= 4:
            sure[row] = sum(run in body for run in runs) >= SHARE * len(runs)
        elif tuple(tokens) in lines:
            maybe.append(row)
    for row in maybe:
        near = sure[max(0, row - 2) : row].any() and sure[row + 1 : row + 3].any()
        sure[row] = sure[row] or near
    return sure


def _cuts(whole: Example, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield texts as people copy them, each with its body: cuts, the body alone, briefs."""
    rows = np.flatnonzero(whole.labels)
    if not len(rows):
        return
    words = [piece.words for piece in whole.pieces]
    residue = [line for line, kept in zip(words, whole.labels, strict=True) if not kept]
    margins = [[chance.randint(0, MOST_MARGIN) for _ in range(2)] for _ in range(CUTS)]
    for above, below in margins:
        first, last = max(0, rows[0] - above), rows[-1] + 1 + below
        yield chance.choice(("\n", "\n\n", "\n\n\n")).join(words[first:last]), whole.truth
    body = [words[row] for row in rows]
    yield chance.choice(("\n", "\n\n")).join(body), whole.truth
    for above, below in margins:
        head, tail = words[max(0, rows[0] - above) : rows[0]], words[rows[-1] + 1 :][:below]
        short, lines = _shortened(body, residue, chance)
        yield chance.choice(BREAKS).join([*head, *lines, *tail]), "\n".join(short)


def _shortened(
    body: list[str], residue: list[str], chance: random.Random
) -> tuple[list[str], list[str]]:
    """Return the first sentences of a body, and the same with lines of page strewn among them."""
    every = [part for line in body for part in STOP.split(line)]
    sentences = every[: chance.randint(*BRIEF)]
    lines: list[str] = []
    for sentence in sentences:
        lines.append(sentence)
        if residue and chance.random() < STREWN:
            start = chance.randrange(len(residue))
            lines += residue[start : start + chance.randint(1, 3)]
    return sentences, lines
