"""Reads pages from files, folders, standard input and files of JSONL articles."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
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

# What is done about a path that cannot be read.
Tell = Callable[[InputError], None]


def _refuse(error: InputError) -> None:
    raise error


def read_source(
    source: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    unreadable: Tell = _refuse,
) -> Iterator[Page]:
    """Yield the pages of a file, a folder (sorted), JSONL articles, or `-` for stdin.

    Args:
        source: a path, or "-".
        published: the day the user gives for pages that do not say (ISO).
        outlet: the outlet the user gives for pages that do not say.
        unreadable: called for each path that cannot be read, with an error that names it;
            when it returns, the rest is read. By default the error is raised.

    Raises:
        MalformedInput: `published` is no day.
        MissingInput: there is no such path, and `unreadable` was not given.
        InputError: a path cannot be read, and `unreadable` was not given.
    """
    _check_day(published)
    if str(source) == STDIN:
        yield from _from_stdin(published, outlet)
        return
    for file in _files(Path(source), unreadable):
        try:
            yield from _pages_of(file, published, outlet)
        except InputError as error:
            unreadable(error)


def _pages_of(file: Path, published: str | None, outlet: str | None) -> Iterator[Page]:
    """Yield what one file holds: a page, or articles.

    Raises:
        InputError: it cannot be read, or not to its end.
    """
    if file.suffix.lower() == ".jsonl":
        yield from _from_lines(file, published, outlet)
        return
    yield Page(
        raw=_bytes(file),
        origin=str(file),
        media_type=MEDIA_TYPES.get(file.suffix.lower()),
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


def _files(path: Path, unreadable: Tell) -> Iterable[Path]:
    """Return the files of a path, in an order that does not hang on the file system."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        unreadable(MissingInput(f"{path} is not there; give a file, a folder or -"))
        return ()
    except OSError as error:
        unreadable(_refusal(path, error))
        return ()
    return sorted(_found_in(path, unreadable)) if stat.S_ISDIR(mode) else (path,)


def _found_in(folder: Path, unreadable: Tell) -> Iterator[Path]:
    """Yield the pages below a folder; what is hidden is not looked at, links are not followed."""

    def tell(error: OSError) -> None:
        unreadable(_refusal(error.filename, error))

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if file.suffix.lower() not in PAGE_SUFFIXES or name.startswith("."):
                continue
            try:
                # A pipe or a device would wait for ever.
                if stat.S_ISREG(file.stat().st_mode):
                    yield file
            except OSError as error:
                unreadable(_refusal(file, error))


def _refusal(path: Path | str, error: OSError) -> InputError:
    return InputError(f"{path} cannot be read: {error.strerror}")


def _bytes(file: Path) -> bytes:
    """Return what a file holds, up to one byte more than a page may have."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise _refusal(file, error) from error


def _from_lines(file: Path, published: str | None, outlet: str | None) -> Iterator[Page]:
    try:
        with file.open("rb") as opened:
            yield from _articles(_lines(opened), str(file), published, outlet)
    except OSError as error:
        raise _refusal(file, error) from error


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
