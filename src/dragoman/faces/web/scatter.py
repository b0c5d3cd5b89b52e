"""The scatter of shifts as geometry: how large a shift is against how much it was told of."""

import math
from dataclasses import dataclass

from dragoman.answers import Overshadowed, Shadows
from dragoman.answers.shadows import NearMiss, surprise_bits
from dragoman.faces.texts.words import name_of
from dragoman.faces.web.desk import Asked
from dragoman.faces.web.lettering import Lettering, Words

# Units of the drawing; the page scales it to its width.
WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 20, 40
# The scale of attention reaches at least from a quarter to four times what was expected.
LEAST_DOUBLINGS = 2
RADIUS = 5.0
# Marks along the side, in bits, from which the first that makes few enough is taken.
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Dot:
    """A pair: hollow where it is not overshadowed."""

    x: float
    y: float
    href: str
    label: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """A drawing; left of `even` a pair was told of less than expected."""

    dots: tuple[Dot, ...]
    words: tuple[Words, ...]
    feet: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    even: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    foot: int = HEIGHT - BOTTOM


def scatter_of(answer: Shadows, asked: Asked) -> Scatter | None:
    """Return every pair that was weighed; None where none was."""
    weighed: list[Overshadowed | NearMiss] = [*answer.entries, *answer.misses]
    if not weighed:
        return None
    most = max(1.0, *(_bits(entry) for entry in weighed))
    reach = max(LEAST_DOUBLINGS, math.ceil(max(abs(e.attention.log2) for e in weighed)))

    def across(doublings: float) -> float:
        part = (doublings + reach) / (2 * reach)
        return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)

    def up(bits: float) -> float:
        return round(HEIGHT - BOTTOM - bits / most * (HEIGHT - BOTTOM - TOP), 1)

    sheet = Lettering(WIDTH, HEIGHT - BOTTOM)
    places = [(across(entry.attention.log2), up(_bits(entry))) for entry in weighed]
    for place in places:
        sheet.block(place, RADIUS)
    dots = []
    for entry, (x, y) in zip(weighed, places, strict=True):
        name = f"{name_of(entry.first)} and {name_of(entry.second)}"
        sheet.write_beside((x, y), RADIUS, name, "major")
        dots.append(_dot(entry, (x, y), asked, name))
    doublings = range(-reach, reach + 1)
    return Scatter(
        dots=tuple(dots),
        words=tuple(sheet.written),
        feet=tuple(Mark(across(power), _times(power)) for power in doublings),
        levels=tuple(Mark(up(bits), str(bits)) for bits in _levels(most)),
        even=across(0),
    )


def _bits(entry: Overshadowed | NearMiss) -> float:
    if isinstance(entry, NearMiss):
        return entry.surprise
    return surprise_bits(entry.shift.found) if entry.shift.found else 0.0


def _dot(
    entry: Overshadowed | NearMiss, place: tuple[float, float], asked: Asked, name: str
) -> Dot:
    heard = entry.attention
    told = f"{heard.observed} stories against {heard.expected:.1f} expected"
    return Dot(
        x=place[0],
        y=place[1],
        href=asked.to(f"/dyads/{entry.first}-{entry.second}"),
        label=f"{name}: {_bits(entry):.1f} bits, {told}",
        is_hidden=isinstance(entry, Overshadowed),
    )


def _times(power: int) -> str:
    if power == 0:
        return "as expected"
    return f"{2**power}×" if power > 0 else f"1/{2**-power}"


def _levels(most: float) -> range:
    step = next((step for step in STEPS if most / step <= MOST_MARKS), STEPS[-1])
    return range(0, math.floor(most) + 1, step)
