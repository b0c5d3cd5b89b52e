"""agenda: what is to come, on sentences that we wrote to measure it.

PATH is a TSV in the form of eval/sentences/agenda.tsv: the day of publication, the kind ("-" where
nothing is announced), the interval or "vague", the parties, and the sentence. Each sentence is an
article of its own, read by the whole flow. An item found is paired with one expected, first of the
same kind, then of the same time. Announced items count, and moved ones with their new interval.

announced_f1: something found where something is announced, item for item. item_f1: kind and time
are right too. kind_accuracy, when_accuracy: of the paired ones. party_f1: countries of the paired
ones. silent_kept: sentences that announce nothing of which nothing was made. vague_kept: vague
items found without a date. `--rows even` takes the measuring half of the rows, `odd` the other.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.coding import Coder
from dragoman.model import (
    AgendaItem,
    AgendaStatus,
    Article,
    LabelledSpan,
    Published,
    Span,
    Verdict,
    content_id,
    text_digest,
)
from dragoman.sentences import split
from eval.events import Tally
from eval.report import BadPath, print_report

NOTHING = "-"
VAGUE = "vague"
HALVES = ("all", "odd", "even")


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that a sentence announces; no interval where it is vague."""

    kind: str
    interval: tuple[date, date] | None
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the day it was printed, and what it announces."""

    published: date
    sentence: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with what was found, and which of it is which of the expected."""

    row: Row
    found: tuple[Expected, ...]
    pairs: tuple[tuple[Expected, Expected], ...]


def read_table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a TSV with a header and lines of comment.

    Raises:
        BadPath: the file is absent or a row lacks a cell.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give a TSV with the columns {', '.join(columns)}")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = (line for line in lines if not line.startswith("#"))
    rows = list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if not all(row.get(column) for column in columns):
            raise BadPath(f"{path}: {row} lacks one of {', '.join(columns)}")
    if not rows:
        raise BadPath(f"{path} has no row below its header")
    return rows


def half(rows: Sequence[dict[str, str]], which: str) -> list[dict[str, str]]:
    """Return the odd rows, the even ones, or all; the first row is number 1."""
    numbered = enumerate(rows, 1)
    return [
        row for number, row in numbered if which == "all" or (number % 2 == 0) == (which == "even")
    ]


def interval_of(words: str) -> tuple[date, date]:
    """Return an interval.

    >>> interval_of("2020-10-11..2020-10-20")[1].day, interval_of("2020-10-11")[1].day
    (20, 11)
    """
    start, _, end = words.partition("..")
    return date.fromisoformat(start), date.fromisoformat(end or start)


def read_rows(path: Path, which: str = "all") -> list[Row]:
    """Return the sentences of a file.

    Raises:
        BadPath: the file is absent or of another form.
    """
    return [_row(path, row) for row in half(read_table(path, COLUMNS), which)]


COLUMNS = ("published", "kind", "when", "parties", "sentence")


def _row(path: Path, row: dict[str, str]) -> Row:
    cells = [row[column].split("|") for column in ("kind", "when", "parties")]
    try:
        expected = tuple(
            Expected(kind, None if when == VAGUE else interval_of(when), _codes(parties))
            for kind, when, parties in zip(*cells, strict=True)
            if kind != NOTHING
        )
        return Row(date.fromisoformat(row["published"]), row["sentence"], expected)
    except ValueError as error:
        raise BadPath(f"{path}: {row} is not of the form ({error})") from error


def _codes(cell: str) -> frozenset[str]:
    return frozenset(code for code in cell.split() if code != NOTHING)


def article_of(text: str, published: date, outlet: str = "Example Wire") -> Article:
    """Return a text as an article of a day."""
    return Article(
        id=content_id("ar", outlet, published.isoformat(), text),
        page_sha256=text_digest(text),
        origin="eval",
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE,
        spans=(LabelledSpan(span=Span(0, len(text))),),
        outlet=outlet,
        language="en",
        published=Published(day=published.isoformat(), source="given"),
    )


def found_in(items: Iterable[AgendaItem]) -> Iterator[Expected]:
    """Yield what some items announce, in the form of what is expected."""
    for item in items:
        moved = item.status is AgendaStatus.MOVED and item.when is not None
        if item.status is AgendaStatus.ANNOUNCED or moved:
            when = (item.when.start, item.when.end) if item.when else None
            parties = frozenset(p.actor.country for p in item.actors if p.actor.country)
            yield Expected(item.what, when, parties)


def judge(rows: Sequence[Row], coder: Coder) -> Iterator[Judged]:
    """Yield every row with what the flow finds in it."""
    for row in rows:
        article = article_of(row.sentence, row.published)
        coded = coder.code(article, split(article).sentences)
        found = tuple(found_in(coded.agenda))
        yield Judged(row, found, tuple(_paired(row.expected, found)))


def _paired(
    expected: Sequence[Expected], found: Sequence[Expected]
) -> Iterator[tuple[Expected, Expected]]:
    """Yield pairs of one expected and one found; each stands in one pair at most."""
    ranked = sorted(
        (gold.kind != one.kind, gold.interval != one.interval, i, j)
        for i, gold in enumerate(expected)
        for j, one in enumerate(found)
    )
    golds, ones = set[int](), set[int]()
    for _, _, i, j in ranked:
        if i not in golds and j not in ones:
            golds.add(i)
            ones.add(j)
            yield expected[i], found[j]


def score(judged: Sequence[Judged]) -> dict[str, float | int | None]:
    """Return the metrics; None where no row asks for one."""
    announced, right, parties = Tally(), Tally(), Tally()
    pairs = [pair for one in judged for pair in one.pairs]
    for one in judged:
        announced.add(right=len(one.pairs), said=len(one.found), gold=len(one.row.expected))
        exact = sum((a.kind, a.interval) == (b.kind, b.interval) for a, b in one.pairs)
        right.add(right=exact, said=len(one.found), gold=len(one.row.expected))
    for gold, found in pairs:
        both = len(gold.parties & found.parties)
        parties.add(right=both, said=len(found.parties), gold=len(gold.parties))
    silent = [not one.found for one in judged if not one.row.expected]
    vague = [(gold, found) for gold, found in pairs if gold.interval is None]
    return {
        "sentences": len(judged),
        "items": announced.gold,
        "announced_f1": round(announced.f1, 4),
        "announced_precision": round(announced.precision, 4),
        "announced_recall": round(announced.recall, 4),
        "item_f1": round(right.f1, 4),
        "kind_accuracy": share(gold.kind == found.kind for gold, found in pairs),
        "when_accuracy": share(gold.interval == found.interval for gold, found in pairs),
        "party_f1": round(parties.f1, 4),
        "silent_kept": share(silent),
        "vague_kept": share(found.interval is None for _, found in vague),
    }


def share(right: Iterable[bool]) -> float | None:
    """Return the share of what is right, None of nothing."""
    kept = list(right)
    return round(sum(kept) / len(kept), 4) if kept else None


def _listed(one: Judged) -> dict[str, object]:
    return {
        "published": one.row.published.isoformat(),
        "sentence": one.row.sentence,
        "expected": [_plain(gold) for gold in one.row.expected],
        "found": [_plain(found) for found in one.found],
    }


def _plain(one: Expected) -> str:
    when = "..".join(day.isoformat() for day in dict.fromkeys(one.interval or ())) or VAGUE
    return f"{one.kind} {when} {' '.join(sorted(one.parties)) or NOTHING}"


def main(argv: Sequence[str]) -> int:
    """Run the benchmark; `--predictions` keeps every sentence with what was found."""
    parser = argparse.ArgumentParser(prog="python -m eval agenda", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", choices=HALVES, default="all")
    parser.add_argument("--predictions", type=Path)
    given = parser.parse_args(argv)
    judged = list(judge(read_rows(given.path, given.rows), Coder.load()))
    if given.predictions:
        lines = [json.dumps(_listed(one), ensure_ascii=False) for one in judged]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_report(
        "agenda", score(judged), protocol=f"whole flow on {given.rows} rows of {given.path}"
    )
    return 0
