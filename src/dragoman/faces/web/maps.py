"""The map as geometry: a frame of the world, marks of places in it, words beside them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dragoman.answers import Backing
from dragoman.answers.places import Extent, PlacesAnswer, ToldPlace
from dragoman.errors import AnswerError
from dragoman.faces.web.lettering import Lettering, Words
from dragoman.faces.web.links import Links
from dragoman.faces.web.projection import project
from dragoman.ontology.place_known import KnownPlace
from dragoman.ontology.place_names import rows

# Units of the drawing; the page scales it to its width.
WIDTH, HEIGHT = 960, 560
# The whole map without the ice of the south: the middle of it, and its width, in map units.
WORLD = (5_150.0, -180.0, 9_500.0)
# A frame is no narrower, in map units of about 4 km: the base map shows nothing finer.
NARROWEST = 500.0
# The frame holds this part of what is told, in each direction; a single far place does not
# make all others small.
KEPT = 0.94
MARGIN = 1.25
# The radius of the largest mark and of the smallest, in units of the drawing.
LARGEST, SMALLEST = 26.0, 4.0
RING_GAP = 5.0
MOST_WORDS, MOST_FEATURES = 16, 12
# Marks in one drawing: with their links each is a third of a kilobyte, and more hide each other.
MOST_MARKS = 90
# The words that a narrow screen keeps.
MAJOR_WORDS = 5
FEATURE_KINDS = ("strait", "canal", "lane", "sea", "base")
# Straits, lanes and bases without a mark are drawn, and seas and straits named, only where the
# frame is a region, in map units.
REGION_WIDTH = 2500.0
# A way over water is a diamond, a lane a stroke along it, a base a square, from the middle of each.
SHAPES = {
    "strait": "m0-4l4 4-4 4-4-4z",
    "canal": "m0-4l4 4-4 4-4-4z",
    "lane": "m-5 0h10",
    "base": "m-2.5-2.5h5v5h-5z",
}
GLYPH_REACH = 4.0
# Steps of shade of the states.
SHADES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world: its middle and its width in map units."""

    x: float
    y: float
    width: float

    @property
    def scale(self) -> float:
        """Units of the drawing for one of the map."""
        return WIDTH / self.width

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point of the globe stands in the drawing."""
        x, y = project(lon, lat)
        return (
            round(WIDTH / 2 + (x - self.x) * self.scale, 1),
            round(HEIGHT / 2 + (y - self.y) * self.scale, 1),
        )

    @property
    def transform(self) -> str:
        """How the base map is moved and scaled into the drawing."""
        left, top = WIDTH / 2 - self.x * self.scale, HEIGHT / 2 - self.y * self.scale
        return f"translate({left:.1f} {top:.1f}) scale({self.scale:.4f})"


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a mark: acts of one axis; hollow where every claim of it is hedged."""

    path: str
    radius: float
    kind: str
    is_hollow: bool
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A place on the map; `ring` is the radius around what is an area and no point."""

    x: float
    y: float
    name: str
    extent: str
    ring: float | None
    halves: tuple[Half, ...]


@dataclass(frozen=True, slots=True)
class Shade:
    """A state, by how much is told of it without a place: 1 is little, `SHADES` the most."""

    code: str
    step: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """A strait, canal, lane or base that we know, drawn small; a sea is its name alone."""

    x: float
    y: float
    name: str
    kind: str

    @property
    def path(self) -> str:
        """The shape of its kind around the point."""
        return f"M{self.x} {self.y}{SHAPES[self.kind]}"


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of where it happens, the largest marks first; `outside` are not in the frame.

    `smaller` are in it, and left out for room.
    """

    frame: Frame
    marks: tuple[PlaceMark, ...]
    words: tuple[Words, ...]
    shades: tuple[Shade, ...]
    features: tuple[KnownPlace, ...]
    glyphs: tuple[Glyph, ...]
    outside: int
    smaller: int
    width: int = WIDTH
    height: int = HEIGHT


def map_of(answer: PlacesAnswer, links: Links, frame: Frame, *, shaded: bool = False) -> Map:
    """Return the map of an answer in a frame."""
    located = [(row, *_at(row, frame)) for row in answer.places if row.lat is not None]
    within = [(row, x, y) for row, x, y in located if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    inside = within[:MOST_MARKS]
    most = max((_weight(row) for row in answer.places), default=1)
    marks = [_mark(row, (x, y), most, links) for row, x, y in inside]
    features = tuple(features_in(frame))
    return Map(
        frame=frame,
        marks=tuple(marks),
        words=tuple(_words(marks, features, frame)),
        shades=tuple(_shades(answer.countries)) if shaded else (),
        features=features,
        glyphs=tuple(_glyphs(marks, features, frame)),
        outside=len(located) - len(within),
        smaller=len(within) - len(inside),
    )


def _at(row: ToldPlace, frame: Frame) -> tuple[float, float]:
    assert row.lat is not None
    assert row.lon is not None
    return frame.place(row.lon, row.lat)


def _weight(row: ToldPlace) -> int:
    return max(len(row.cooperation.origins), len(row.conflict.origins))


def frame_of(answer: PlacesAnswer) -> Frame:
    """Return the frame that holds most of what is told; the world where nothing is placed."""
    placed = [row for row in answer.places if row.lat is not None and row.lon is not None]
    if not placed:
        return Frame(*WORLD)
    points = [project(row.lon or 0.0, row.lat or 0.0) for row in placed]
    weights = [len(row.told.origins) for row in placed]
    left, right = _middle([x for x, _ in points], weights)
    top, bottom = _middle([y for _, y in points], weights)
    width = max((right - left) * MARGIN, (bottom - top) * MARGIN * WIDTH / HEIGHT, NARROWEST)
    return Frame((left + right) / 2, (top + bottom) / 2, min(width, WORLD[2]))


def _middle(values: Sequence[float], weights: Sequence[int]) -> tuple[float, float]:
    """Return the ends of the middle part of weighted values."""
    ranked = sorted(zip(values, weights, strict=True))
    sums = list(accumulate(weight for _, weight in ranked))
    spare = sums[-1] * (1 - KEPT) / 2
    low = next(value for (value, _), total in zip(ranked, sums, strict=True) if total > spare)
    high = next(
        value for (value, _), total in zip(ranked, sums, strict=True) if total >= sums[-1] - spare
    )
    return low, high


def frame_around(answer: PlacesAnswer, name: str) -> Frame:
    """Return the frame around a place that the answer tells of, or that we know a point of.

    Raises:
        AnswerError: nothing of this name has a point.
    """
    told = ((row.name, row.lat, row.lon) for row in answer.places)
    known = ((place.name, place.lat, place.lon) for place, _ in rows())
    for named, lat, lon in (*told, *known):
        if named == name and lat is not None and lon is not None:
            return Frame(*project(lon, lat), NARROWEST)
    raise AnswerError(f"no place {name!r} has a point here; the table of /map lists those that do")


def features_in(frame: Frame) -> Iterator[KnownPlace]:
    """Yield the straits, canals, lanes, seas and bases that we know in a frame."""
    for place, _ in rows():
        if place.kind in FEATURE_KINDS and place.lat is not None and place.lon is not None:
            x, y = frame.place(place.lon, place.lat)
            if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
                yield place


def _mark(row: ToldPlace, at: tuple[float, float], most: int, links: Links) -> PlaceMark:
    """Return the mark of a place: cooperation is its left half, conflict its right one."""
    halves = tuple(
        _half(row, kind, at, most, links)
        for kind in ("cooperation", "conflict")
        if _told(row, kind).claims
    )
    radius = max((half.radius for half in halves), default=SMALLEST)
    ring = None if row.extent is Extent.POINT else round(radius + RING_GAP, 1)
    return PlaceMark(*at, row.name, row.extent.value, ring, halves)


def _told(row: ToldPlace, kind: str) -> Backing:
    return row.cooperation if kind == "cooperation" else row.conflict


def _half(row: ToldPlace, kind: str, at: tuple[float, float], most: int, links: Links) -> Half:
    told, (x, y) = _told(row, kind), at
    # The area tells the number.
    radius = round(max(SMALLEST, LARGEST * math.sqrt(len(told.origins) / most)), 1)
    sweep = 0 if kind == "cooperation" else 1
    top, foot = round(y - radius, 1), round(y + radius, 1)
    return Half(
        path=f"M{x} {top}A{radius} {radius} 0 0 {sweep} {x} {foot}z",
        radius=radius,
        kind=kind,
        is_hollow=set(row.hedged.claims).issuperset(told.claims),
        href=links.of(told),
        label=f"{row.name}, {kind}: {told.words}",
    )


def _shades(countries: Iterable[ToldPlace]) -> Iterator[Shade]:
    kept = [row for row in countries if row.country]
    most = max((len(row.told.claims) for row in kept), default=1)
    for row in kept:
        step = math.ceil(SHADES * len(row.told.claims) / most)
        yield Shade(row.country or "", step)


def _words(
    marks: Sequence[PlaceMark], features: Sequence[KnownPlace], frame: Frame
) -> tuple[Words, ...]:
    """Return the names of the largest marks, then those of seas and straits without one."""
    sheet = Lettering(WIDTH, HEIGHT)
    for mark in marks:
        sheet.block((mark.x, mark.y), _reach(mark))
    for mark in marks:
        if len(sheet.written) == MOST_WORDS:
            break
        rank = "major" if len(sheet.written) < MAJOR_WORDS else "minor"
        sheet.write_beside((mark.x, mark.y), _reach(mark), mark.name, rank)
    if frame.width <= REGION_WIDTH:
        named = {mark.name for mark in marks}
        quiet = [f for f in features if f.kind in {"sea", "strait"} and f.name not in named]
        for place in quiet[:MOST_FEATURES]:
            at, rank = frame.place(place.lon or 0.0, place.lat or 0.0), f"feature {place.kind}"
            if place.kind == "sea":
                sheet.write_at(at, place.name, rank)
            else:
                sheet.write_beside(at, GLYPH_REACH, place.name, rank)
    return tuple(sheet.written)


def _glyphs(
    marks: Sequence[PlaceMark], features: Iterable[KnownPlace], frame: Frame
) -> Iterator[Glyph]:
    """Yield what is drawn of the straits, lanes and bases of a region that no mark stands at."""
    named = {mark.name for mark in marks}
    for place in features if frame.width <= REGION_WIDTH else ():
        if place.kind in SHAPES and place.name not in named:
            at = frame.place(place.lon or 0.0, place.lat or 0.0)
            yield Glyph(*at, place.name, place.kind)


def _reach(mark: PlaceMark) -> float:
    return mark.ring or max((half.radius for half in mark.halves), default=SMALLEST)
