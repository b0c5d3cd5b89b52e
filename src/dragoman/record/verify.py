"""The audit: does the folder hold what the ledger says, and does that make sense?"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import RecordDamaged
from dragoman.model import READABLE, Verdict, text_digest
from dragoman.record.archive import Shelf, archive_path, unshelve
from dragoman.record.depot import archives_of
from dragoman.record.durable import file_digest
from dragoman.record.imports.slices import lines_of, row_id
from dragoman.record.ledger import DERIVED, FIRST_LINK, NO_ARCHIVE, Ledger, apply
from dragoman.record.ledger_sqlite import create_tables
from dragoman.record.passages import passages_of
from dragoman.record.segments import Segment, read_table
from dragoman.record.state import State, snapshots_of, state_of
from dragoman.record.verify_judgements import faulty_judgements
from dragoman.record.view import View

# Gives the bytes of an imported page, None of any other.
Raw = Callable[[str], bytes | None]
# An article's rows come before those that point into its text.
_KINDS = ("article", "sentence", "claim", "agenda", "rejection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that must not be: what was checked, where, and what is wrong."""

    check: str
    place: str
    detail: str


def verify_record(ledger: Ledger, pages: Path, segments: Path) -> list[Finding]:
    """Return everything that is wrong with a record; nothing when it is sound."""
    findings = [*_chain(ledger)]
    if findings:
        # What a broken ledger says is no ground to judge the files by.
        return findings
    findings += [*_archives(ledger, pages), *_gone_unread(ledger)]
    state = state_of(ledger, segments)
    broken = list(_segment_files(state))
    findings += broken
    if not broken:
        findings += _contents(state, _raw_pages(ledger, pages, state))
        findings += [
            Finding(check="judgement", place=judgement, detail=fault)
            for judgement, fault in faulty_judgements(ledger, state)
        ]
        findings += _snapshots(ledger, segments)
    return findings


def _chain(ledger: Ledger) -> Iterator[Finding]:
    """Check every link, and that the tables say what the entries say."""
    previous, place = FIRST_LINK, ledger.place
    with closing(sqlite3.connect(":memory:")) as again:
        create_tables(again)
        for number, entry in enumerate(ledger.entries(), start=1):
            if (entry.seq, entry.previous) != (number, previous):
                yield Finding(
                    check="chain",
                    place=f"{place} entry {entry.seq}",
                    detail="does not follow the entry before",
                )
                return
            if entry.digest != entry.expected_digest():
                yield Finding(
                    check="chain",
                    place=f"{place} entry {entry.seq}",
                    detail="was changed after it was written",
                )
                return
            previous = entry.digest
            apply(again.executemany, entry.seq, entry.kind, json.loads(entry.body))
        for table in DERIVED:
            query = f"select * from {table} order by 1, 2"
            # A record of an older format lacks the tables that nothing in it needs.
            held = list(ledger.rows(query)) if ledger.has_table(table) else []
            if held != list(again.execute(query)):
                yield Finding(
                    check="chain",
                    place=f"{place} table {table}",
                    detail="does not say what the entries say",
                )


def _archives(ledger: Ledger, pages: Path) -> Iterator[Finding]:
    """Check that the bytes of every page are there and are the page's, unless they were let go."""
    for archive in archives_of(ledger):
        yield from _file(archive_path(pages, archive), archive)
    query = (
        "select sha256, archive, start, length from pages where archive <> ? "
        "order by archive, start"
    )
    for sha256, archive, start, length in ledger.rows(query, NO_ARCHIVE):
        shelf = Shelf(page=sha256, start=start, length=length)
        try:
            unshelve(pages, archive, shelf)
        except RecordDamaged as error:
            yield Finding(check="page", place=sha256, detail=str(error))


def _gone_unread(ledger: Ledger) -> Iterator[Finding]:
    """Check that nothing was let go before it was read, nor what is its own evidence."""
    query = (
        "select sha256 from pages where archive = ? and not exists (select 1 from units "
        "where page = sha256 and outcome in ('article', 'rejected')) order by sha256"
    )
    for (page,) in ledger.rows(query, NO_ARCHIVE):
        detail = "its bytes were let go, and nobody had read it"
        yield Finding(check="page", place=page, detail=detail)


def _segment_files(state: State) -> Iterator[Finding]:
    for segment in state.segments:
        yield from _file(segment.path(state.folder), segment.sha256)


def _file(path: Path, digest: str) -> Iterator[Finding]:
    """Check that a file is there and is named by its own digest."""
    if not path.is_file():
        yield Finding(check="file", place=str(path), detail="is missing")
    elif file_digest(path) != digest:
        yield Finding(
            check="file", place=str(path), detail="was changed: its digest is not its name"
        )


@dataclass(slots=True)
class _Contents:
    """What the segments hold, gathered while they are read.

    `raw` gives the bytes of an imported page, None of any other.
    """

    raw: Raw
    imported: tuple[str, dict[str, str]] = ("", {})
    claims: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    rejections: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def _contents(state: State, raw: Raw) -> Iterator[Finding]:
    """Check spans and the conservation law over the rows themselves."""
    contents = _Contents(raw=raw)
    for kind in _KINDS:
        for segment in (s for s in state.segments if s.kind == kind):
            _read_segment(state, segment, contents)
    yield from contents.findings
    yield from _conservation(state, contents)


def _read_segment(state: State, segment: Segment, contents: _Contents) -> None:
    place = segment.path(state.folder)
    try:
        rows = read_table(place).to_pylist()
    except RecordDamaged as error:
        contents.findings.append(Finding(check="file", place=str(place), detail=str(error)))
        return
    if len(rows) != segment.rows:
        detail = f"has {len(rows)} rows and the ledger says {segment.rows}"
        contents.findings.append(Finding(check="file", place=str(place), detail=detail))
    for row in rows:
        wire = json.loads(row["wire"])
        if segment.kind == "article":
            _take_article(row, wire, contents)
        elif segment.kind == "rejection":
            contents.rejections[row["unit"]] += 1
        elif segment.kind == "claim":
            contents.claims[row["unit"]] += 1
        contents.findings += _spans(segment.kind, row, wire, contents)


def _take_article(row: dict[str, Any], wire: dict[str, Any], contents: _Contents) -> None:
    text = row["text"] if wire["text"] is None else wire["text"]
    contents.texts[row["unit"]] = text
    contents.verdicts[row["unit"]] = row["verdict"]
    if text_digest(text) != row["text_sha256"]:
        contents.findings.append(
            Finding(check="text", place=row["id"], detail="its text has another digest")
        )
    ends = [(span["start"], span["end"]) for span in wire["spans"]]
    edges = [0, *(end for _, end in ends)]
    if [start for start, _ in ends] != edges[:-1] or edges[-1] != len(text):
        contents.findings.append(
            Finding(check="text", place=row["id"], detail="its spans do not cover the text once")
        )


def _spans(
    kind: str, row: dict[str, Any], wire: dict[str, Any], contents: _Contents
) -> Iterator[Finding]:
    """Check text[start:end] == exact for everything that points into a text."""
    text = _text_of(kind, row, wire, contents)
    for passage in passages_of(kind, wire):
        if passage.span.cut(text) != passage.exact:
            yield Finding(
                check="span",
                place=f"{kind} {row.get('id') or row['reason']} of page {row['page']}",
                detail=f"{passage.start}..{passage.end} is not {passage.exact!r} in the article",
            )


def _text_of(kind: str, row: dict[str, Any], wire: dict[str, Any], contents: _Contents) -> str:
    """Return the text that a row points into: the article, or the line of an imported one."""
    if row["unit"] in contents.texts:
        return contents.texts[row["unit"]]
    page = row["page"]
    # The rows of a page lie together, so one page is held at a time.
    if contents.imported[0] != page:
        raw = contents.raw(page)
        lines = lines_of(raw) if raw is not None else []
        contents.imported = (page, {row_id(line.text): line.text for line in lines})
    line = row["id"] if kind == "claim" else row_id((wire.get("span") or {}).get("exact", ""))
    return contents.imported[1].get(line, "")


def _raw_pages(ledger: Ledger, pages: Path, state: State) -> Raw:
    """Return how to get the bytes of a page that was imported."""
    imported = {unit.page for unit in state.units if unit.outcome == "imported"}

    def raw(page: str) -> bytes | None:
        if page not in imported:
            return None
        query = "select archive, start, length from pages where sha256 = ? and archive <> ?"
        archive, start, length = next(ledger.rows(query, page, NO_ARCHIVE), (None, 0, 0))
        if archive is None:
            return None
        return unshelve(pages, archive, Shelf(page=page, start=start, length=length))

    return raw


def _conservation(state: State, contents: _Contents) -> Iterator[Finding]:
    """Check pages = articles + rejected + quarantined + pending, each for its reason."""
    pages = set(state.pages)
    for unit in state.units:
        if unit.page not in pages:
            yield Finding(check="conservation", place=unit.page, detail="was read but never added")
        verdict = contents.verdicts.get(unit.unit)
        readable = verdict is not None and Verdict(verdict) in READABLE
        rejected = verdict is not None and not readable and contents.rejections[unit.unit] > 0
        aside = verdict is None and contents.rejections[unit.unit] > 0
        rows = contents.claims[unit.unit] + contents.rejections[unit.unit] > 0
        held = {
            "article": readable,
            "rejected": rejected,
            "quarantined": aside,
            "imported": verdict is None and rows,
        }
        if not held.get(unit.outcome, False):
            yield Finding(
                check="conservation",
                place=unit.page,
                detail=f"counts as {unit.outcome}, and its rows do not say so",
            )


def _snapshots(ledger: Ledger, segments: Path) -> Iterator[Finding]:
    """Check that every snapshot still shows what it showed."""
    for snapshot in snapshots_of(ledger):
        view = View(state_of(ledger, segments, snapshot.name))
        if view.digest() != snapshot.digest:
            yield Finding(
                check="snapshot",
                place=snapshot.name,
                detail=f"has digest {view.digest()}, and had {snapshot.digest}",
            )
