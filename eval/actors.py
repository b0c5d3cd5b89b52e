"""actors: who words name on a day, as the mention finder tells it.

PATH is a TSV. With a header it has the columns of eval/sentences/actors.tsv (mention, date,
expected, person, office, kind); without one it has two, `mention<TAB>expected`. Expected is a
country and a sector ("RUS.GOV", "RUSGOV" and "RUS GOV" are read too), ".*" for any sector and
"?" for nobody we could tell. Each mention is read alone, as the whole of a sentence.

accuracy: country and sector are as expected. dated_accuracy: the country, on the rows of kind
"dated", which do not count in accuracy. person_accuracy: the person by name, on the rows that
name one. office_accuracy: that person holds the office then, on the rows that name one.
unknown_kept: rows of nobody for whom no country was made up.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.coding.memory import ArticleMemory
from dragoman.coding.mentions import find_mentions
from dragoman.model import Actor, Mention, Passage, Sentence, Span
from dragoman.ontology.known_names import KnownName, known_names
from eval.report import BadPath, print_report

DATED = "dated"
ANY_SECTOR = "*"
UNKNOWN = "?"
BARE_HEADER = ("mention", "expected")
COUNTRY_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the words, the day they were written, and who that is."""

    mention: str
    day: date | None
    country: str | None
    sector: str | None
    person: str
    office: str
    kind: str

    @property
    def expected(self) -> str:
        """The code as one word, "?.GOV" where the country is unknown."""
        return f"{self.country or UNKNOWN}.{self.sector}" if self.sector else self.country or "?"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, who the mention finder says that is, and why."""

    row: Row
    actor: Actor | None
    reason: str

    @property
    def country_right(self) -> bool:
        """Whether the country is the expected one; nobody is expected where it is None."""
        return (self.actor.country if self.actor else None) == self.row.country

    @property
    def right(self) -> bool:
        """Whether country and sector are as expected."""
        sector = self.actor.sector if self.actor else None
        return self.country_right and self.row.sector in {ANY_SECTOR, sector}

    @property
    def known(self) -> KnownName | None:
        """The row of our tables that the actor is, None for a name that they lack."""
        name = self.actor.name if self.actor else None
        return next((known for known in known_names() if known.name == name), None)

    @property
    def person_right(self) -> bool:
        """Whether the actor has the expected name, or is known under it."""
        names = set(self.known.spellings()) if self.known else set()
        return self.actor is not None and self.row.person in names | {self.actor.name}

    @property
    def office_right(self) -> bool:
        """Whether the person found holds the expected office on that day."""
        spells = self.known.spells if self.known else ()
        day = self.row.day
        return any(s.post == self.row.office and (day is None or s.holds_on(day)) for s in spells)


def split_code(code: str) -> tuple[str | None, str | None]:
    """Return country and sector of a code.

    >>> split_code("RUS.GOV"), split_code("RUSGOV"), split_code("IGO"), split_code("?.GOV")
    (('RUS', 'GOV'), ('RUS', 'GOV'), ('IGO', None), (None, 'GOV'))
    """
    plain = code.replace(".", "").replace(" ", "").replace("~", "")
    if plain.startswith(UNKNOWN):
        return None, plain[1:] or None
    return plain[:COUNTRY_LETTERS] or None, plain[COUNTRY_LETTERS:] or None


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file.

    Raises:
        BadPath: the file is absent, empty, or a row has too few cells.
    """
    if not path.is_file():
        raise BadPath(f"{path} is not a file; give a TSV of mentions and who they are")
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = list(
        csv.reader(
            (line for line in lines if line.strip() and not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    )
    header = tuple(cells[0]) if cells and "expected" in cells[0] else BARE_HEADER
    body = cells[1:] if header != BARE_HEADER or cells[:1] == [list(BARE_HEADER)] else cells
    if not body:
        raise BadPath(f"{path} has no row; a row is `mention<TAB>expected`")
    return [_row(path, header, row) for row in body]


def _row(path: Path, header: Sequence[str], cells: Sequence[str]) -> Row:
    named = dict(zip(header, cells, strict=False))
    if not named.get("mention") or "expected" not in named:
        raise BadPath(f"{path}: {list(cells)} lacks a mention or who is expected")
    country, sector = split_code(named["expected"])
    try:
        day = date.fromisoformat(named["date"]) if named.get("date") else None
    except ValueError as error:
        raise BadPath(f"{path}: {named['date']!r} in {list(cells)} is no date") from error
    return Row(
        mention=named["mention"],
        day=day,
        country=country,
        sector=sector,
        person=named.get("person", ""),
        office=named.get("office", ""),
        kind=named.get("kind", ""),
    )


def who_is(words: str, day: date | None) -> Mention | None:
    """Return the mention that covers most of the words, None where there is none."""
    whole = Passage(span=Span(0, len(words)), exact=words)
    sentence = Sentence(id="words", index=0, paragraph=0, passage=whole)
    found = find_mentions(sentence, ArticleMemory(published=day))
    return max(found, key=lambda mention: len(mention.passage.exact), default=None)


def judge(rows: Sequence[Row]) -> Iterator[Judged]:
    """Yield every row with the actor that the mention finder gives."""
    for row in rows:
        mention = who_is(row.mention, row.day)
        actor = mention.actors[0] if mention and mention.actors else None
        yield Judged(row, actor, mention.reason if mention else "no mention")


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None


def score(judged: Sequence[Judged]) -> dict[str, float | int | None]:
    """Return the metrics; None where no row asks for one."""
    words = [one for one in judged if one.row.kind != DATED]
    dated = [one for one in judged if one.row.kind == DATED]
    unknown = [one for one in words if one.row.country is None]
    return {
        "rows": len(words),
        "accuracy": _share([one.right for one in words]),
        "country_accuracy": _share([one.country_right for one in words]),
        "person_accuracy": _share([one.person_right for one in judged if one.row.person]),
        "office_accuracy": _share([one.office_right for one in judged if one.row.office]),
        "unknown_kept": _share([one.country_right for one in unknown]),
        "dated_rows": len(dated),
        "dated_accuracy": _share([one.country_right for one in dated]),
    }


def _listed(one: Judged) -> dict[str, object]:
    return {
        "mention": one.row.mention,
        "date": one.row.day.isoformat() if one.row.day else None,
        "expected": one.row.expected,
        "found": one.actor.id or f"?.{one.actor.sector or ''}" if one.actor else None,
        "name": one.actor.name if one.actor else None,
        "person": one.row.person or None,
        "reason": one.reason,
        "right": one.right,
        "kind": one.row.kind,
    }


def main(argv: Sequence[str]) -> int:
    """Run the benchmark; `--predictions` keeps every row with what was found."""
    parser = argparse.ArgumentParser(prog="python -m eval actors", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    judged = list(judge(read_rows(given.path)[: given.limit]))
    if given.predictions:
        lines = [json.dumps(_listed(one), ensure_ascii=False) for one in judged]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    by_kind = Counter((one.row.kind, one.right) for one in judged)
    for kind in sorted({one.row.kind for one in judged}):
        right, wrong = by_kind[kind, True], by_kind[kind, False]
        print(f"  {kind or 'rows':<14} {right:>4} of {right + wrong}")
    print_report("actors", score(judged), protocol=f"each mention of {given.path} read alone")
    return 0
