"""attribution: who says what, token by token, on PolNeAR as CofeNet cut it.

PATH is `polnear`: its `cofenet_valid.jsonl` (tokens with BIO labels) measures source_f1, cue_f1
and content_f1, exact spans, micro: a span counts when begin, end and kind are the same in the
same item. Its `dev` folder measures link_f1: a cue with its source and its content (the E lines),
each overlapping the annotated one by an F1 of one half in words.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.coding.reader import Reader
from dragoman.coding.speech import sayings
from dragoman.model import Span
from eval.events import HALF, Tally
from eval.report import BadPath, print_report

KINDS = ("source", "cue", "content")
# How the tokens of CoreNLP are written in a text.
WRITTEN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
# The reader takes 192 word pieces; a longer item is read in parts that end with a sentence.
MAX_TOKENS = 120
ENDS = frozenset({".", "?", "!", '"'})

TokenSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """Some tokens of an item as a text, with where each one stands in it."""

    text: str
    places: tuple[Span, ...]


def part_of(tokens: Sequence[str]) -> Part:
    """Return tokens as a text.

    >>> part_of(["He", "said", "-LRB-"]).text
    'He said ('
    """
    text = ""
    places = []
    for token in tokens:
        word = WRITTEN.get(token, token)
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        places.append(Span(start, start + len(word)))
    return Part(text, tuple(places))


def cut(tokens: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the parts of an item with the number of their first token."""
    start = 0
    while len(tokens) - start > MAX_TOKENS:
        window = range(start + 1, start + MAX_TOKENS)
        end = max((i for i in window if tokens[i - 1] in ENDS), default=start + MAX_TOKENS)
        yield start, tokens[start:end]
        start = end
    yield start, tokens[start:]


def labelled(labels: Sequence[str]) -> list[TokenSpan]:
    """Return the spans of BIO labels: first token, token behind the last, kind.

    >>> labelled(["O", "B-source", "I-source", "B-cue"])
    [(1, 3, 'source'), (3, 4, 'cue')]
    """
    spans: list[TokenSpan] = []
    for i, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark == "B":
            spans.append((i, i + 1, kind))
        elif mark == "I" and spans and spans[-1][1:] == (i, kind):
            spans[-1] = (spans[-1][0], i + 1, kind)
    return spans


def heard(reader: Reader, tokens: Sequence[str]) -> list[TokenSpan]:
    """Return the spans that the reader hears in the tokens of an item."""
    found: list[TokenSpan] = []
    for start, some in cut(tokens):
        part = part_of(some)
        for role in reader.hear(part.text).speech:
            inside = [i for i, place in enumerate(part.places) if place.overlaps(role.span)]
            if inside:
                found.append((start + inside[0], start + inside[-1] + 1, role.role))
    return found


def span_figures(reader: Reader, path: Path) -> dict[str, float | int]:
    """Return the F1 of each kind over the items of a token file."""
    tallies = {kind: Tally() for kind in KINDS}
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for item in items:
        gold, said = set(labelled(item["labels"])), set(heard(reader, item["tokens"]))
        for kind, tally in tallies.items():
            ours, theirs = ({span for span in side if span[2] == kind} for side in (said, gold))
            tally.add(right=len(ours & theirs), said=len(ours), gold=len(theirs))
    return {"items": len(items)} | {
        f"{kind}_f1": round(tally.f1, 4) for kind, tally in tallies.items()
    }


Triple = tuple[str, str, str]


def gold_links(path: Path) -> list[Triple]:
    """Return source, cue and content of each attribution of a brat file that has all three."""
    words: dict[str, str] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            words[name] = rest.partition("\t")[2]
        elif name.startswith("E"):
            parts = dict(part.split(":")[:2] for part in rest.split()[1:])
            keys = [next((v for k, v in parts.items() if k.startswith(n)), None) for n in NAMES]
            if all(key in words for key in keys):
                source, cue, content = (words[str(key)] for key in keys)
                found.append((source, cue, content))
    return found


NAMES = ("Source", "Cue", "Content")


def our_links(reader: Reader, text: str) -> list[Triple]:
    """Return source, cue and content of what the reader hears in the sentences of a text."""
    from training.reader.attributions import passages

    found = []
    for passage in passages(text):
        for saying in sayings(reader.hear(passage).speech):
            if saying.source is not None:
                content = " ".join(span.cut(passage) for span in saying.contents)
                found.append((saying.source.cut(passage), saying.cue.cut(passage), content))
    return found


def alike(one: str, other: str) -> bool:
    """Tell whether two phrases share words by an F1 of one half."""
    left, right = one.lower().split(), other.lower().split()
    common = sum((Counter(left) & Counter(right)).values())
    return 2 * common >= HALF * (len(left) + len(right))


def link_figures(reader: Reader, folder: Path) -> dict[str, float]:
    """Return the F1 of linked sayings over a part of PolNeAR."""
    tally = Tally()
    for path in sorted((folder / "attributions").glob("*.ann")):
        source = folder / "text" / f"{path.stem.rpartition('_')[0]}.txt"
        if not source.is_file():
            continue
        gold, ours = gold_links(path), our_links(reader, source.read_text(encoding="utf-8"))
        rest = list(ours)
        for triple in gold:
            match = next((t for t in rest if all(map(alike, triple, t))), None)
            if match is not None:
                rest.remove(match)
        tally.add(right=len(ours) - len(rest), said=len(ours), gold=len(gold))
    return {"link_f1": round(tally.f1, 4)}


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval attribution", description=__doc__)
    parser.add_argument("path", type=Path)
    given = parser.parse_args(argv)
    tokens = given.path / "cofenet_valid.jsonl"
    if not tokens.is_file():
        raise BadPath(f"{tokens} is not a file; give the folder of polnear")
    reader = Reader()
    figures = span_figures(reader, tokens) | link_figures(reader, given.path / "dev")
    print_report("attribution", figures, protocol=f"shipped weights on {given.path}")
    return 0
