"""What a layout is, and how claims are written in one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Protocol

from dragoman.model import Claim
from dragoman.record.layouts.sayable import Losses, day_of_act


class Layout(Protocol):
    """How one dataset writes an act in cells; `header` is None where its files have none."""

    header: tuple[str, ...] | None

    def rows(self, claim: Claim, day: date) -> Iterator[Sequence[str]]:
        """Yield the rows of a claim that the layout can say, each of the cells of the layout."""
        ...

    def unsaid(self, claim: Claim) -> Iterator[str]:
        """Yield what of a claim this layout cannot say and another could."""
        ...


def write_layout(
    layout: Layout, claims: Iterable[Claim], out: IO[bytes], losses: Losses | None = None
) -> int:
    """Write claims as tab-separated rows, in UTF-8; return how many rows.

    Args:
        layout: how to write them.
        claims: what to write; those that a row would belie are left out.
        out: an open binary file.
        losses: where to count what is lost.
    """
    counted = Losses() if losses is None else losses
    if layout.header is not None:
        out.write(_line(layout.header))
    count = 0
    for claim in claims:
        day = day_of_act(claim)
        if not counted.add(claim, layout.unsaid(claim)) or day is None:
            continue
        for row in dict.fromkeys(_line(cells) for cells in layout.rows(claim, day)):
            out.write(row)
            count += 1
    return count


def _line(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")
