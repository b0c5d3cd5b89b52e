"""The network as geometry: a matrix of all pairs, and states joined by lines."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.answers import Backing
from dragoman.answers.blocs import Network, Sign, Tie
from dragoman.answers.shares import Ratio
from dragoman.faces.texts.words import name_of
from dragoman.faces.web.links import Links

# Units of the drawing; the page scales it to its width.
WIDTH = 760
# Room for a code of three letters at the edges of the matrix.
CODES = 44
# A cell is no larger, however few the states.
LARGEST_CELL = 36.0
# In a smaller cell no number can be read.
LEAST_NUMBERED = 20.0
# Shades of a cell begin where the excess is above these: a little more than expected, half as
# much again, more than twice, more than four times.
STEPS = (1.0, 1.5, 2.0, 4.0)
# The drawing of lines: its height, the room around it, the radius of a state.
NET_HEIGHT, NET_MARGIN, NODE = 500, 40, 15
# Where two lines join one pair they lie so far apart.
APART = 2.5
# How often the layout is improved; more moves nothing by a unit.
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One axis of a pair; `step` 0 is no more than expected."""

    pair: tuple[str, str]
    x: float
    y: float
    size: float
    kind: str
    step: int
    events: int
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Square:
    """A bloc on the diagonal."""

    at: float
    size: float


@dataclass(frozen=True, slots=True)
class Code:
    """A state at the edge of the matrix."""

    at: float
    code: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cooperation above the diagonal, conflict below it."""

    cells: tuple[Cell, ...]
    blocs: tuple[Square, ...]
    codes: tuple[Code, ...]
    cell: float
    left: float
    height: float
    width: int = WIDTH
    top: int = CODES

    @property
    def is_numbered(self) -> bool:
        """Tell whether its cells have room for a number."""
        return self.cell >= LEAST_NUMBERED


def matrix_of(answer: Network, links: Links) -> Matrix:
    """Return the matrix of the states of a network, bloc by bloc."""
    count = len(answer.nodes)
    cell = min(LARGEST_CELL, (WIDTH - CODES) / max(1, count))
    left = max(CODES, (WIDTH - cell * count) / 2)
    place_of = {node.code: number for number, node in enumerate(answer.nodes)}
    cells: list[Cell] = []
    for tie in answer.ties:
        low, high = sorted(place_of[code] for code in tie.pair)
        for kind, told, excess, (row, column) in (
            ("cooperation", tie.cooperation, tie.excess_cooperation, (low, high)),
            ("conflict", tie.conflict, tie.excess_conflict, (high, low)),
        ):
            if told.events:
                at = left + column * cell, CODES + row * cell
                cells.append(_cell(tie, kind, (told, excess), (*at, cell), links))
    return Matrix(
        cells=tuple(cells),
        blocs=tuple(_squares(answer.blocs, cell)),
        codes=tuple(Code(round((place + 0.5) * cell, 1), code) for code, place in place_of.items()),
        cell=round(cell, 2),
        left=round(left, 1),
        height=round(CODES + cell * count + 2, 1),
    )


def _cell(
    tie: Tie,
    kind: str,
    told: tuple[Backing, Ratio],
    box: tuple[float, float, float],
    links: Links,
) -> Cell:
    backing, excess = told
    x, y, size = (round(value, 1) for value in box)
    pair = f"{name_of(tie.first)} and {name_of(tie.second)}"
    return Cell(
        pair=tie.pair,
        x=x,
        y=y,
        size=round(size - 1, 1),
        kind=kind,
        step=sum(excess.value > step for step in STEPS),
        events=len(backing.events),
        href=links.of(backing),
        label=f"{pair}, {kind}: {backing.words}, {excess.value:.1f} times the expected",
    )


def _squares(blocs: Iterable[tuple[str, ...]], cell: float) -> Iterator[Square]:
    place = 0
    for bloc in blocs:
        yield Square(round(place * cell, 1), round(len(bloc) * cell, 1))
        place += len(bloc)


@dataclass(frozen=True, slots=True)
class Dot:
    """A state in the drawing of lines."""

    x: float
    y: float
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One axis of a pair that is above the expected; dashed where that is not certain."""

    pair: tuple[str, str]
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    kind: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Net:
    """States joined by lines; those that cooperate lie near each other."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = NET_HEIGHT
    radius: int = NODE


def net_of(answer: Network, links: Links) -> Net:
    """Return the states of a network as dots and lines; the same answer gives the same drawing."""
    places = _places(answer)
    lines: list[Line] = []
    for tie in answer.ties:
        one, other = (places[code] for code in tie.pair)
        is_double = tie.sign is Sign.BOTH
        for side, (kind, told, excess) in enumerate(
            (
                ("cooperation", tie.cooperation, tie.excess_cooperation),
                ("conflict", tie.conflict, tie.excess_conflict),
            )
        ):
            if excess.value > 1 and told.events:
                offset = APART * (2 * side - 1) if is_double else 0.0
                label = f"{name_of(tie.first)} and {name_of(tie.second)}, {kind}: {told.words}"
                ends = _beside(one, other, offset)
                width = round(1 + excess.log2, 1)
                lines.append(Line(tie.pair, *ends, width, kind, links.of(told), label))
    dots = (Dot(*places[node.code], node.code, name_of(node.code)) for node in answer.nodes)
    return Net(dots=tuple(dots), lines=tuple(lines))


def _places(answer: Network) -> Mapping[str, tuple[float, float]]:
    """Return where each state stands: pulled by cooperation, from a circle of the blocs."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(node.code for node in answer.nodes)
    for tie in answer.ties:
        if tie.excess_cooperation.log2 > 0:
            graph.add_edge(*tie.pair, weight=tie.excess_cooperation.log2)
    count = len(answer.nodes)
    turn = 2 * math.pi / max(1, count)
    circle = {
        node.code: (math.cos(turn * number), math.sin(turn * number))
        for number, node in enumerate(answer.nodes)
    }
    spread = 2.4 / math.sqrt(max(1, count))
    found = nx.spring_layout(graph, pos=circle, k=spread, iterations=ROUNDS, seed=1)
    return _scaled({code: (float(x), float(y)) for code, (x, y) in found.items()})


def _scaled(places: Mapping[str, tuple[float, float]]) -> Mapping[str, tuple[float, float]]:
    """Return places spread over the drawing."""
    left, right = _ends(x for x, _ in places.values())
    top, foot = _ends(y for _, y in places.values())
    across = (WIDTH - 2 * NET_MARGIN) / (right - left)
    down = (NET_HEIGHT - 2 * NET_MARGIN) / (foot - top)
    return {
        code: (
            round(NET_MARGIN + (x - left) * across, 1),
            round(NET_MARGIN + (y - top) * down, 1),
        )
        for code, (x, y) in places.items()
    }


def _ends(values: Iterable[float]) -> tuple[float, float]:
    kept = list(values)
    low, high = min(kept, default=0.0), max(kept, default=1.0)
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _beside(
    one: tuple[float, float], other: tuple[float, float], offset: float
) -> tuple[float, float, float, float]:
    """Return a line between two places, moved sideways."""
    (x1, y1), (x2, y2) = one, other
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    aside, down = -(y2 - y1) / length * offset, (x2 - x1) / length * offset
    return round(x1 + aside, 1), round(y1 + down, 1), round(x2 + aside, 1), round(y2 + down, 1)
