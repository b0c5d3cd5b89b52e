"""timex: time expressions with their TIMEX3 values, on TimeBank and its like.

PATH is a folder of .tml files (TempEval-3). The scores are those of TempEval-3, task A, over all
files (micro), document creation times left out: an expression found is right when it overlaps one
of the gold (relaxed) or has the same extent (strict); value_f1 counts the relaxed ones whose value
is written the same, type_f1 those of the same type. Each gold expression is found once. Edges are
compared without blanks and marks around them, which the two corpora draw differently.
`--digits 13579` takes the files whose name ends in one of these digits: the measuring half of
TimeBank (eval/splits.toml). What counts from the date of an article counts from its creation time.
"""

import argparse
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.coding.times.tagger import expressions
from dragoman.coding.times.values import Setting
from dragoman.model import Article, LabelledSpan, Span, Verdict, text_digest
from dragoman.sentences import split
from eval.events import Tally
from eval.report import BadPath, print_report

DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression with its type and value."""

    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its creation time and its expressions."""

    name: str
    text: str
    published: date
    gold: tuple[Timex, ...]


def read_document(path: Path) -> Document:
    """Return a TimeML file.

    Raises:
        BadPath: the file has no text or no creation time that starts with a day.
    """
    try:
        root = ET.parse(path).getroot()  # noqa: S314, a file that the caller names
    except ET.ParseError as error:
        raise BadPath(f"{path} is not TimeML: {error}") from error
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        raise BadPath(f"{path} has no TEXT or no DCT; give a folder of TempEval-3")
    pieces: list[str] = []
    gold = tuple(_annotated(body, pieces))
    value = created.get("value", "")
    try:
        published = date.fromisoformat(value[:10])
    except ValueError as error:
        raise BadPath(f"{path} was created on {value!r}, which names no day") from error
    return Document(path.name, "".join(pieces), published, gold)


def _annotated(element: ET.Element, pieces: list[str]) -> Iterator[Timex]:
    """Yield the expressions within an element; its words go to the pieces."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _annotated(child, pieces)
        pieces.append(child.tail or "")
    words = "".join(pieces)[start:]
    if element.tag == "TIMEX3" and words.strip():
        span = trimmed("".join(pieces), Span(start, start + len(words)))
        yield Timex(span, element.get("type", ""), element.get("value", ""))


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the blanks and marks at its edges.

    >>> trimmed("on that same day.", Span(3, 17))
    Span(start=3, end=16)
    """
    words = re.search(r"\w(?:.*\w)?", span.cut(text), re.DOTALL)
    return span if words is None else Span(span.start + words.start(), span.start + words.end())


def tag(document: Document) -> tuple[Timex, ...]:
    """Return the expressions that Dragoman finds in a document, sentence by sentence."""
    article = Article(
        id=document.name,
        page_sha256="",
        origin=document.name,
        text=document.text,
        text_sha256=text_digest(document.text),
        verdict=Verdict.ARTICLE,
        spans=(LabelledSpan(span=Span(0, len(document.text))),),
        outlet="",
    )
    setting = Setting(published=document.published)
    found: list[Timex] = []
    for sentence in split(article).sentences:
        for each in expressions(sentence.text, setting):
            span = trimmed(document.text, each.span.shift(sentence.start))
            found.append(Timex(span, each.meaning.kind, each.meaning.value))
            setting = setting.after(each)
    return tuple(found)


def paired(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Return gold and found expressions that overlap, each once, the same extent first."""
    pairs: list[tuple[Timex, Timex]] = []
    left, free = list(gold), list(found)
    for fits in (_same, _overlapping):
        for one in list(left):
            match = next((other for other in free if fits(one, other)), None)
            if match is not None:
                left.remove(one)
                free.remove(match)
                pairs.append((one, match))
    return pairs


def _same(one: Timex, other: Timex) -> bool:
    return one.span == other.span


def _overlapping(one: Timex, other: Timex) -> bool:
    return one.span.overlaps(other.span)


def score(
    documents: Sequence[tuple[Sequence[Timex], Sequence[Timex]]],
) -> dict[str, float | int]:
    """Return the benchmark's metrics for gold and found expressions of each document.

    >>> day = Timex(Span(0, 6), "DATE", "2020-10-02")
    >>> score([((day,), (Timex(Span(0, 9), "DATE", "2020-10-02"),))])["value_f1"]
    1.0
    """
    tallies = {name: Tally() for name in ("relaxed", "strict", "type", "value")}
    for gold, found in documents:
        pairs = paired(gold, found)
        right = {
            "relaxed": len(pairs),
            "strict": sum(_same(one, other) for one, other in pairs),
            "type": sum(one.kind == other.kind for one, other in pairs),
            "value": sum(one.value == other.value for one, other in pairs),
        }
        for name, tally in tallies.items():
            tally.add(right=right[name], said=len(found), gold=len(gold))
    relaxed = tallies["relaxed"]
    return {
        "documents": len(documents),
        "expressions": relaxed.gold,
        "relaxed_p": round(relaxed.precision, 4),
        "relaxed_r": round(relaxed.recall, 4),
        **{f"{name}_f1": round(tally.f1, 4) for name, tally in tallies.items()},
    }


def read_folder(path: Path, digits: str = DIGITS) -> list[Document]:
    """Return the documents of a folder whose name ends in one of the digits.

    Raises:
        BadPath: there are none.
    """
    files = sorted(path.glob("*.tml")) if path.is_dir() else []
    chosen = [file for file in files if digits == DIGITS or file.stem[-1] in digits]
    if not chosen:
        raise BadPath(f"{path} holds no .tml file; give a folder of TempEval-3")
    return [read_document(file) for file in chosen]


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval timex", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--digits", default=DIGITS, help="files whose name ends in one of these")
    parser.add_argument("--limit", type=int, help="this many documents")
    parser.add_argument("--predictions", type=Path, help="write what was found as JSONL")
    given = parser.parse_args(argv)
    documents = read_folder(given.path, given.digits)[: given.limit]
    found = [tag(document) for document in documents]
    if given.predictions:
        given.predictions.write_text("".join(map(_lines, documents, found)), encoding="utf-8")
    metrics = score(
        [(document.gold, ours) for document, ours in zip(documents, found, strict=True)]
    )
    print_report("timex", metrics, protocol=f"rules on {given.path}, names in {given.digits}")
    return 0


def _lines(document: Document, found: Sequence[Timex]) -> str:
    """Return what was found in a document, one JSON object a line."""
    rows = (
        {
            "document": document.name,
            "start": each.span.start,
            "end": each.span.end,
            "type": each.kind,
            "value": each.value,
        }
        for each in found
    )
    return "".join(json.dumps(row) + "\n" for row in rows)
