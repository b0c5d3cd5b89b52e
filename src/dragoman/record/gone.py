"""Pages whose bytes were let go on purpose: when, by which rule, and what can no longer be done."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import RecordError
from dragoman.record.ledger import NO_ARCHIVE, Ledger
from dragoman.record.ledger_place import open_ledger

KIND = "retain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which pages are let go: those that came so many days ago, of all outlets or of some."""

    days: int
    outlets: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Rule":
        """Return the rule that an entry of the ledger names."""
        return cls(days=written["days"], outlets=tuple(written["outlets"]))

    @property
    def written(self) -> dict[str, Any]:
        """What the ledger says of the rule."""
        return {"days": self.days, "outlets": self.outlets}

    def __str__(self) -> str:
        """Say the rule in words.

        >>> str(Rule(days=90, outlets=("Example Wire",)))
        'older than 90 days, of Example Wire'
        """
        whose = f", of {', '.join(self.outlets)}" if self.outlets else ""
        return f"older than {self.days} days{whose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Pages that one entry of the ledger let go, by their sha256; `at` is UTC."""

    entry: int
    at: str
    rule: Rule
    pages: tuple[str, ...]


def all_gone(ledger: Ledger) -> Iterator[Gone]:
    """Yield what was let go, oldest first."""
    query = "select seq, at, body from entries where kind = ? order by seq"
    for seq, at, text in ledger.rows(query, KIND):
        body = json.loads(text)
        pages = tuple(body["let_go"])
        yield Gone(entry=seq, at=at, rule=Rule.of(body["rule"]), pages=pages)


def gone(ledger: Ledger, page: str) -> Gone | None:
    """Return when and why the bytes of a page were let go; None where they were not."""
    query = (
        "select entries.seq, at, body from pages join entries on entries.seq = pages.start "
        "where sha256 = ? and archive = ?"
    )
    for seq, at, text in ledger.rows(query, page, NO_ARCHIVE):
        return Gone(entry=seq, at=at, rule=Rule.of(json.loads(text)["rule"]), pages=(page,))
    return None


def gone_of(folder: Path, page: str) -> Gone | None:
    """Return when and why the bytes of a page of a record were let go; None where they were not."""
    with closing(open_ledger(folder, writable=False)) as ledger:
        return gone(ledger, page)


def gone_among(ledger: Ledger, pages: Collection[str]) -> frozenset[str]:
    """Return which of some pages were let go."""
    if not pages:
        return frozenset()
    marks = ", ".join("?" * len(pages))
    query = f"select sha256 from pages where archive = ? and sha256 in ({marks})"
    return frozenset(page for (page,) in ledger.rows(query, NO_ARCHIVE, *sorted(pages)))


def gone_unread_by(ledger: Ledger, coder: str) -> int:
    """Return how many pages were let go that a coder has never read."""
    query = (
        "select count(*) from pages where archive = ? and not exists "
        "(select 1 from units where page = sha256 and coder = ?)"
    )
    ((count,),) = ledger.rows(query, NO_ARCHIVE, coder)
    return int(count)


def refuse_gone(ledger: Ledger, page: str) -> None:
    """Raise where a page cannot be read any more.

    Raises:
        RecordError: its bytes were let go.
    """
    found = gone(ledger, page)
    if found is not None:
        raise RecordError(
            f"the bytes of page {page} were let go at {found.at} ({found.rule}), so it keeps the "
            "reading that it has; to read it again, `dragoman restore` a backup made before, or "
            "`dragoman add` the page to another record"
        )
