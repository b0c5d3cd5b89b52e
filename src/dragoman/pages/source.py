"""Reads pages from files, folders, standard input and files of JSONL articles."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import InputError, MalformedInput, MissingInput
from dragoman.model import ARTICLE_JSON, Page

# A page of news is some 100 kB; ten megabytes of markup are an attack or no page (design,
# ingest.md section 10). One byte more is kept, so that the verdict can be `too_large`.
MAX_PAGE_BYTES = 10 * 1024 * 1024
STDIN = "-"
# What a folder is searched for; a file named outright is read whatever its name is.
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".jsonl"})
MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}


def read_source(
    source: str | Path, *, published: str | None = None, outlet: str | None = None
) -> Iterator[Page]:
    """Yield the pages of a file, a folder (sorted), JSONL articles, or `-` for stdin.

    Args:
        source: a path, or "-".
        published: the day the user gives for pages that do not say (ISO).
        outlet: the outlet the user gives for pages that do not say.

    Raises:
        MissingInput: there is no such path.
        MalformedInput: `published` is no day.
        InputError: a path cannot be read; the message names it.
    """
    _check_day(published)
    if str(source) == STDIN:
        yield from _from_stdin(published, outlet)
        return
    path = Path(source)
    if not path.exists():
        raise MissingInput(f"{source} is not there; give a file, a folder or -")
    for file in _files(path):
        media_type = MEDIA_TYPES.get(file.suffix.lower())
        if file.suffix.lower() == ".jsonl":
            yield from _from_lines(file, published, outlet)
        else:
            yield Page(
                raw=_bytes(file),
                origin=str(file),
                media_type=media_type,
                published=published,
                outlet=outlet,
            )


def _check_day(published: str | None) -> None:
    """Refuse a day that is none: it would silently be no date at all."""
    if published is None:
        return
    try:
        date.fromisoformat(published[:10])
    except ValueError as error:
        raise MalformedInput(f"published {published!r} is no day; write YYYY-MM-DD") from error


def _files(path: Path) -> Iterable[Path]:
    """Return the files of a path, in an order that does not hang on the file system."""
    return sorted(_found_in(path)) if path.is_dir() else (path,)


def _found_in(folder: Path) -> Iterator[Path]:
    """Yield the pages below a folder; what is hidden is not looked at, links are not followed."""

    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}") from error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            wanted = file.suffix.lower() in PAGE_SUFFIXES and not name.startswith(".")
            # A pipe or a device would wait for ever.
            if wanted and file.is_file():
                yield file


def _bytes(file: Path) -> bytes:
    """Return what a file holds, up to one byte more than a page may have."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


def _from_lines(file: Path, published: str | None, outlet: str | None) -> Iterator[Page]:
    try:
        with file.open("rb") as opened:
            yield from _articles(_lines(opened), str(file), published, outlet)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines, each up to one byte more than a page may have; the rest of it is skipped."""
    while line := stream.readline(MAX_PAGE_BYTES + 1):
        yield line
        while len(line) > MAX_PAGE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_PAGE_BYTES + 1)


def _articles(
    lines: Iterable[bytes], origin: str, published: str | None, outlet: str | None
) -> Iterator[Page]:
    """Yield each line of JSONL as a page; a line that is none is told by its verdict."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Page(
                raw=line.rstrip(b"\r\n"),
                origin=f"{origin}#{number}",
                media_type=ARTICLE_JSON,
                published=published,
                outlet=outlet,
            )


def _from_stdin(published: str | None, outlet: str | None) -> Iterator[Page]:
    """Yield stdin as one page, or as articles where its first line is a JSON object."""
    stream: BinaryIO = sys.stdin.buffer
    first = stream.readline(MAX_PAGE_BYTES + 1)
    if first.lstrip().startswith(b"{") and b'"text"' in first:
        yield from _articles(chain((first,), _lines(stream)), STDIN, published, outlet)
        return
    rest = stream.read(max(0, MAX_PAGE_BYTES + 1 - len(first)))
    yield Page(raw=first + rest, origin=STDIN, published=published, outlet=outlet)
