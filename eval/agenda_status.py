"""agenda_status: what became of a thing announced, from pages of later days.

PATH is a TSV in the form of eval/sentences/agenda_status.tsv: the day asked about, the status, the
new interval where one is told, and what was printed ("day: sentence || day: sentence"). Each
sentence is an article of its own, read by the whole flow; the thing is the first that the first
article announces. What it finds wrong in reading a sentence counts against it here too.

status_accuracy: the status is as expected; of a moved thing the new interval is measured apart,
by moved_to_accuracy. announced .. unknown: right of the rows of one status. reasoned: settled
things that name the sentence they rest on. `--rows even` takes the measuring half.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.answers import Outcome, agenda
from dragoman.coding import Coder
from dragoman.model import AgendaItem, AgendaStatus, Article, Claim, Judgement, Outlet
from dragoman.sentences import split
from eval.agenda import HALVES, NOTHING, article_of, half, interval_of, read_table, share
from eval.report import BadPath, print_report

COLUMNS = ("today", "status", "moved_to", "told")
# A window so wide leaves out nothing of a row.
LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """What was printed on which days, and how the first thing stands on the day asked about."""

    today: date
    status: AgendaStatus
    moved_to: tuple[date, date] | None
    told: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with the outcome found; None where the first sentence announced nothing."""

    row: Row
    outcome: Outcome | None

    @property
    def right(self) -> bool:
        """Whether the status is the expected one."""
        return self.outcome is not None and self.outcome.status is self.row.status


@dataclass
class Printed:
    """A record in memory: what the flow found in some articles."""

    snapshot: str = "eval"
    printed: list[Article] = field(default_factory=list)
    said: list[Claim] = field(default_factory=list)
    due: list[AgendaItem] = field(default_factory=list)

    def claims(self) -> Iterator[Claim]:
        """Yield every claim."""
        return iter(self.said)

    def articles(self) -> Iterator[Article]:
        """Yield every article."""
        return iter(self.printed)

    def article(self, article_id: str) -> Article | None:
        """Return one article."""
        return next((one for one in self.printed if one.id == article_id), None)

    def agenda(self) -> Iterator[AgendaItem]:
        """Yield every agenda item."""
        return iter(self.due)

    def outlets(self) -> dict[str, Outlet]:
        """Return no outlet: none is given."""
        return {}

    def judgements(self) -> tuple[Judgement, ...]:
        """Return no judgement: nobody reviews these rows."""
        return ()


def read_rows(path: Path, which: str = "all") -> list[Row]:
    """Return the cases of a file.

    Raises:
        BadPath: the file is absent or of another form.
    """
    return [_row(path, row) for row in half(read_table(path, COLUMNS), which)]


def _row(path: Path, row: dict[str, str]) -> Row:
    try:
        told = tuple(
            (date.fromisoformat(day), words)
            for day, _, words in (part.partition(": ") for part in row["told"].split(" || "))
        )
        moved_to = None if row["moved_to"] == NOTHING else interval_of(row["moved_to"])
        return Row(date.fromisoformat(row["today"]), AgendaStatus(row["status"]), moved_to, told)
    except ValueError as error:
        raise BadPath(f"{path}: {row} is not of the form ({error})") from error


def judge(rows: Sequence[Row], coder: Coder) -> Iterator[Judged]:
    """Yield every row with the outcome of its first thing."""
    for row in rows:
        yield Judged(row, _outcome(row, _read(row, coder)))


def _read(row: Row, coder: Coder) -> Printed:
    record = Printed()
    for number, (day, words) in enumerate(row.told):
        article = article_of(words, day, outlet=f"Wire {number}")
        coded = coder.code(article, split(article).sentences)
        record.printed.append(article)
        record.said += coded.claims
        record.due += coded.agenda
    return record


def _outcome(row: Row, record: Printed) -> Outcome | None:
    first = record.printed[0].id
    announced = [item.id for item in record.due if item.article == first]
    if not announced:
        return None
    found = agenda(record, row.today, since=LONG_AGO)
    return next(
        (entry.outcome for entry in (*found.things, *found.vague) if announced[0] in entry.items),
        None,
    )


def score(judged: Sequence[Judged]) -> dict[str, float | int | None]:
    """Return the metrics; None where no row asks for one."""
    moved = [one for one in judged if one.row.status is AgendaStatus.MOVED and one.outcome]
    settled = [
        one.outcome
        for one in judged
        if one.outcome and one.outcome.status not in {AgendaStatus.ANNOUNCED, AgendaStatus.UNKNOWN}
    ]
    return {
        "cases": len(judged),
        "status_accuracy": share(one.right for one in judged),
        "moved_to_accuracy": share(
            one.outcome is not None and one.outcome.moved_to == one.row.moved_to for one in moved
        ),
        "reasoned": share(outcome.rests_on is not None for outcome in settled),
        **{
            status.value: share(one.right for one in judged if one.row.status is status)
            for status in AgendaStatus
        },
    }


def _listed(one: Judged) -> dict[str, object]:
    outcome = one.outcome
    return {
        "today": one.row.today.isoformat(),
        "told": [f"{day}: {words}" for day, words in one.row.told],
        "expected": one.row.status.value,
        "found": outcome.status.value if outcome else None,
        "reason": outcome.reason if outcome else None,
        "right": one.right,
    }


def main(argv: Sequence[str]) -> int:
    """Run the benchmark; `--predictions` keeps every case with what was found."""
    parser = argparse.ArgumentParser(prog="python -m eval agenda_status", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", choices=HALVES, default="all")
    parser.add_argument("--predictions", type=Path)
    given = parser.parse_args(argv)
    judged = list(judge(read_rows(given.path, given.rows), Coder.load()))
    if given.predictions:
        lines = [json.dumps(_listed(one), ensure_ascii=False) for one in judged]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_report(
        "agenda_status", score(judged), protocol=f"whole flow on {given.rows} rows of {given.path}"
    )
    return 0
