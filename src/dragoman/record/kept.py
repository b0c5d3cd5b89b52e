"""What a writer hands over or reports."""

from dataclasses import dataclass

from dragoman.record.archive import Shelf
from dragoman.record.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page of a dataset that lies on disk with its rows, and does not count yet."""

    archive: str
    shelf: Shelf
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many pages were new, and how many the record had already.

    `let_go` are those among the known of which something new was said and whose bytes were let go:
    they are not read again.
    """

    new: int
    known: int
    let_go: int = 0
