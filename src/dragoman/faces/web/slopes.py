"""Slopes as geometry: numbers of two windows joined by lines, with labels that do not touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.answers.partners import Partner
from dragoman.faces.texts.words import name_of
from dragoman.faces.web.desk import Asked

# Units of the drawing; the page scales it to its width. Narrow, so that a telephone reads it.
WIDTH, LEFT, RIGHT, TOP = 420, 46, 214, 26
# The line of a label and the room between two of them.
LINE = 17
# So many lines are the least height at which slopes differ to the eye.
LEAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Slope:
    """One partner: where its line starts and ends, and where its labels stand."""

    code: str
    name: str
    before: int
    now: int
    start: float
    end: float
    label: float
    way: str
    href: str


@dataclass(frozen=True, slots=True)
class Slopes:
    """A drawing of two columns; `starts` are the counts of the left one, each once."""

    lines: tuple[Slope, ...]
    starts: tuple[tuple[float, int], ...]
    width: int
    height: float
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP


def slopes_of(code: str, partners: Sequence[Partner], asked: Asked) -> Slopes | None:
    """Return the partners of an actor in two windows; None where neither tells anything."""
    country = code.partition(".")[0]
    most = max((max(_counts(partner)) for partner in partners), default=0)
    if not most:
        return None
    shown = [partner for partner in partners if any(_counts(partner))]
    foot = TOP + LINE * max(len(shown) - 1, LEAST_LINES)

    def place(count: int) -> float:
        return round(foot - (foot - TOP) * count / most, 1)

    starts = [place(len(partner.before.events)) for partner in shown]
    ends = [place(len(partner.now.events)) for partner in shown]
    labels = spread(ends, LINE, (TOP, foot))
    before = sorted({len(partner.before.events) for partner in shown}, reverse=True)
    at_start = spread([place(count) for count in before], LINE, (TOP, foot))
    lines = tuple(
        Slope(
            code=partner.other,
            name=name_of(partner.other),
            before=len(partner.before.events),
            now=len(partner.now.events),
            start=starts[number],
            end=ends[number],
            label=labels[number],
            way=_way(partner),
            href=asked.to(f"/dyads/{country}-{partner.other}"),
        )
        for number, partner in enumerate(shown)
    )
    return Slopes(lines, tuple(zip(at_start, before, strict=True)), width=WIDTH, height=foot + LINE)


def _counts(partner: Partner) -> tuple[int, int]:
    return len(partner.before.events), len(partner.now.events)


def _way(partner: Partner) -> str:
    before, now = _counts(partner)
    return "more" if now > before else "less" if now < before else "same"


def spread(places: Sequence[float], least: float, limits: tuple[float, float]) -> list[float]:
    """Return places moved apart to a least distance, in their order, as near as they fit.

    >>> spread([10, 10, 40], 15, (0, 60))
    [10, 25, 40]

    Args:
        places: where labels want to stand.
        least: how far apart they must be.
        limits: the first and last place; labels that do not fit run over the last.
    """
    order = sorted(range(len(places)), key=lambda number: (places[number], number))
    moved = list(places)
    low, high = limits
    for rank, number in enumerate(order):
        floor = moved[order[rank - 1]] + least if rank else low
        moved[number] = max(moved[number], floor)
    ceiling = max(high, low + least * (len(places) - 1))
    for number in reversed(order):
        moved[number] = min(moved[number], ceiling)
        ceiling = moved[number] - least
    return moved
