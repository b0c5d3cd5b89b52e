"""Other names for files whose names the ledger has given up.

A name is given up for good, so that whoever deletes its file, however late, deletes nothing that
counts. Who does the work of a killed writer again writes the same content, and so the same name;
where that was given up meanwhile, the content gets a number and thereby another name.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.record.archive import numbered
from dragoman.record.depot import PAGES, SEGMENTS
from dragoman.record.ledger import Ledger
from dragoman.record.segments import Segment, keep_table, read_table
from dragoman.record.waiting import known_of

# What a segment has besides its rows, where its first name was given up.
_NUMBER = b"dragoman.number"


def with_names_that_count(
    ledger: Ledger, folder: Path, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the body of an entry that names no file of a name that was given up.

    The files lie in the folder, and those under another name are written there.
    """
    taken = known_of(ledger, "segments", "sha256", _digests(body))
    if not taken:
        return body
    named = dict(body)
    if body.get("archive") in taken:
        named["archive"] = _archive(ledger, folder / PAGES, body["archive"])
    named["segments"] = [
        _segment(ledger, folder / SEGMENTS, Segment(kind, sha, rows))
        if sha in taken
        else (sha, kind, rows)
        for sha, kind, rows in body.get("segments", ())
    ]
    return named


def _digests(body: Mapping[str, Any]) -> set[str]:
    archives = {body["archive"]} if "archive" in body else set()
    return archives | {sha for sha, _, _ in body.get("segments", ())}


def _archive(ledger: Ledger, folder: Path, archive: str) -> str:
    number = 1
    while known_of(ledger, "segments", "sha256", {archive}):
        archive = numbered(folder, archive, number)
        number += 1
    return archive


def _segment(ledger: Ledger, folder: Path, segment: Segment) -> tuple[str, str, int]:
    table = read_table(segment.path(folder))
    number = 1
    while known_of(ledger, "segments", "sha256", {segment.sha256}):
        marks = {**(table.schema.metadata or {}), _NUMBER: str(number).encode("ascii")}
        segment = keep_table(folder, segment.kind, table.replace_schema_metadata(marks))
        number += 1
    return segment.sha256, segment.kind, segment.rows
