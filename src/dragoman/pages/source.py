"""Reads pages from files, folders, standard input and files of JSONL articles."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import InputError, MissingInput
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
        InputError: a path cannot be read; the message names it.
    """
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


def _files(path: Path) -> Iterable[Path]:
    """Return the files of a path, in an order that does not hang on the file system."""
    if not path.is_dir():
        return (path,)
    found = (file for file in path.rglob("*") if file.suffix.lower() in PAGE_SUFFIXES)
    return sorted(file for file in found if file.is_file() and not file.name.startswith("."))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


def _from_lines(file: Path, published: str | None, outlet: str | None) -> Iterator[Page]:
    try:
        with file.open("rb") as opened:
            yield from _articles(opened, str(file), published, outlet)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


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
        yield from _articles((first, *stream), STDIN, published, outlet)
        return
    rest = stream.read(max(0, MAX_PAGE_BYTES + 1 - len(first)))
    yield Page(raw=first + rest, origin=STDIN, published=published, outlet=outlet)
