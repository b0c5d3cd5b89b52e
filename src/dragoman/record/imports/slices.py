"""Files of events cut into pages: some thousand whole rows each, under the file's own header."""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from dragoman.errors import MalformedInput, MissingInput
from dragoman.model import Page, content_id

# Some 22,000 rows of ICEWS, which a compaction leaves alone; what is made of a row is ten
# times as large, and two workers hold two slices. `python -m bench imports` shows `peak_mb`.
SLICE_BYTES = 5 * 1024 * 1024
# A header longer than this is no header, and a row longer than this is no row.
MAX_LINE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some rows of a file as a page. `first` is the number of its first row in the file.

    The page is a small file of its own: where the file has a header, so has each page.
    """

    page: Page
    file: str
    first: int
    has_header: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page, and whether it was read as ISO-8859-1 since it is no UTF-8."""

    text: str
    is_latin: bool = False


def slices(
    path: Path, media_type: str, *, has_header: bool, size: int = SLICE_BYTES
) -> Iterator[Slice]:
    """Yield a file (plain, .gz or .zip) in pages that are cut the same way every time.

    Raises:
        MissingInput: there is no such file.
        MalformedInput: it is no readable archive, or its lines have no end.
    """
    with ExitStack() as open_files:
        try:
            for name, file in _files(path, open_files):
                yield from _cut(file, name, media_type, has_header=has_header, size=size)
        except FileNotFoundError as error:
            raise MissingInput(f"there is no file {path}") from error
        except (OSError, EOFError, zipfile.BadZipFile) as error:
            raise MalformedInput(f"{path} cannot be read ({error}); fetch it again") from error


def _files(path: Path, open_files: ExitStack) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the open files that a path holds, each with its name."""
    if path.suffix == ".gz":
        yield path.stem, open_files.enter_context(closing(cast("IO[bytes]", gzip.GzipFile(path))))
    elif path.suffix == ".zip":
        archive = open_files.enter_context(zipfile.ZipFile(path))
        for member in sorted(archive.namelist()):
            if not member.endswith("/"):
                yield Path(member).name, open_files.enter_context(archive.open(member))
    else:
        yield path.name, open_files.enter_context(path.open("rb"))


def _cut(
    file: IO[bytes], name: str, media_type: str, *, has_header: bool, size: int
) -> Iterator[Slice]:
    header = file.readline(MAX_LINE_BYTES) if has_header else b""
    first = 2 if has_header else 1
    while rows := file.readlines(size):
        if max(map(len, rows)) > MAX_LINE_BYTES:
            raise MalformedInput(f"{name} has a line of more than {MAX_LINE_BYTES} bytes")
        last = first + len(rows) - 1
        raw = header + b"".join(rows)
        page = Page(raw=raw, origin=f"{name}#{first}-{last}", media_type=media_type)
        yield Slice(page=page, file=name, first=first, has_header=has_header)
        first = last + 1


def lines_of(raw: bytes) -> list[Line]:
    """Return the lines of a page without their ends; what is no UTF-8 is read as ISO-8859-1."""
    rows = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if rows and not rows[-1]:
        del rows[-1]
    return [_line(row.removesuffix(b"\r")) for row in rows]


def row_id(line: str) -> str:
    """Return the id of the claim that a row makes: the same row is the same claim."""
    return content_id("cl", "row", line)


def _line(row: bytes) -> Line:
    try:
        return Line(text=row.decode("utf-8"))
    except UnicodeDecodeError:
        return Line(text=row.decode("latin-1"), is_latin=True)
