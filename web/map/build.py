"""Make the base map: states as paths of one SVG file, drawn with the projection of the pages.

    npm pack world-atlas@2.0.2
    python -m web.map.build world-atlas-2.0.2.tgz

The package holds the states of Natural Earth (public domain) as TopoJSON; a border is one line
that two states share, so it is simplified once and the two still meet.
"""

import argparse
import heapq
import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycountry

from dragoman.faces.web.projection import project

MAP = Path(__file__).parents[2] / "src" / "dragoman" / "faces" / "web" / "static" / "world.svg"
STATES = "package/countries-50m.json"
# A point is left out when the triangle with its neighbours is smaller than this, in square
# units of the map, of which one is 4 km on the equator (Visvalingam and Whyatt, 1993).
LEAST_TRIANGLE = 2.0
# An island smaller than this is left out, unless it is the largest of its state.
LEAST_ISLAND = 8.0
# Nobody's land, and it would take a quarter of the sheet.
LEFT_OUT = {"Antarctica"}
CODE_LETTERS = 3
# States that ISO 3166-1 has no number for, by the code that Dragoman gives them.
UNNUMBERED = {"Kosovo": "XKX"}

Point = tuple[int, int]
# Degrees east and north.
Position = tuple[float, float]


def main() -> None:
    """Read the package and write the map."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("--out", type=Path, default=MAP)
    asked = parser.parse_args()
    with tarfile.open(asked.package) as package:
        file = package.extractfile(STATES)
        assert file is not None
        atlas = json.load(file)
    asked.out.write_text(drawn(atlas), encoding="utf-8")


def drawn(atlas: dict[str, Any]) -> str:
    """Return the map as SVG: a path for each state, its id the code of the state."""
    arcs = [simplified(arc) for arc in _arcs(atlas)]
    # Far islands are drawn apart from their state, and have its number.
    outlines: dict[str, str] = {}
    for state in atlas["objects"]["countries"]["geometries"]:
        name = state["properties"]["name"]
        if name not in LEFT_OUT:
            key = _code(state) or name
            outlines[key] = outlines.get(key, "") + _outline(state, arcs)
    paths = [f'<path{_named(key)} d="{outline}"/>' for key, outline in outlines.items()]
    body = "\n".join(paths)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n<g id="states">\n{body}\n</g>\n</svg>\n'


def _arcs(atlas: dict[str, Any]) -> Iterator[list[Position]]:
    """Yield the lines of the atlas; they come as steps on a grid."""
    (scale_x, scale_y), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        line: list[Position] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append(_near((x * scale_x + left, y * scale_y + low), line))
        yield line


def _near(position: Position, line: Sequence[Position]) -> Position:
    """Return a position on the turn of the globe on which a line goes on.

    Russia goes on east of 180 degrees; it would else be torn into the two ends of the map.
    """
    if not line:
        return position
    turns = round((line[-1][0] - position[0]) / 360)
    return position[0] + 360 * turns, position[1]


def simplified(line: Sequence[Position]) -> list[Position]:
    """Return a line without the points that make the smallest triangles; its ends stay."""
    points = [_rounded(position) for position in line]
    before = [place - 1 for place in range(len(points))]
    after = [place + 1 for place in range(len(points))]
    heap = [(_triangle(points, p - 1, p, p + 1), p) for p in range(1, len(points) - 1)]
    area_of = {place: area for area, place in heap}
    heapq.heapify(heap)
    while heap and heap[0][0] < LEAST_TRIANGLE:
        area, place = heapq.heappop(heap)
        if area_of.get(place) != area:
            continue
        del area_of[place]
        left, right = before[place], after[place]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if neighbour in area_of:
                sides = before[neighbour], after[neighbour]
                # A point never goes before one that made a smaller triangle.
                area_of[neighbour] = max(area, _triangle(points, sides[0], neighbour, sides[1]))
                heapq.heappush(heap, (area_of[neighbour], neighbour))
    kept = {0, len(points) - 1, *area_of}
    return [position for place, position in enumerate(line) if place in kept]


def _rounded(position: Position) -> Point:
    x, y = project(*position)
    return round(x), round(y)


def _triangle(points: Sequence[Point], one: int, two: int, three: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[one], points[two], points[three]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def _outline(state: dict[str, Any], arcs: Sequence[Sequence[Position]]) -> str:
    polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
    rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    rings.sort(key=_area, reverse=True)
    kept = [ring for place, ring in enumerate(rings) if not place or _area(ring) >= LEAST_ISLAND]
    return "".join(_path(ring) for ring in kept)


def _ring(places: Iterable[int], arcs: Sequence[Sequence[Position]]) -> list[Point]:
    """Return the lines of a ring joined; a negative place is a line read backwards."""
    ring: list[Position] = []
    for place in places:
        for position in arcs[place] if place >= 0 else reversed(arcs[~place]):
            ring.append(_near(position, ring))
    return [_rounded(position) for position in ring]


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _path(ring: Sequence[Point]) -> str:
    """Return a ring in the shortest words of a path: steps, with no sign between but minus."""
    (x, y), steps = ring[0], []
    for to_x, to_y in ring[1:-1]:
        if (to_x, to_y) != (x, y):
            steps.append(f"{to_x - x}{'' if to_y < y else ' '}{to_y - y}")
            x, y = to_x, to_y
    joined = "".join(
        step if step[0] == "-" or not n else f" {step}" for n, step in enumerate(steps)
    )
    return f"M{ring[0][0]} {ring[0][1]}l{joined}z"


def _named(key: str) -> str:
    """Return a code as the id of a path; a land without one has only a name here."""
    return f' id="{key}"' if key.isupper() and len(key) == CODE_LETTERS else ""


def _code(state: dict[str, Any]) -> str | None:
    number = state.get("id")
    known = pycountry.countries.get(numeric=number) if number else None
    return known.alpha_3 if known else UNNUMBERED.get(state["properties"]["name"])


if __name__ == "__main__":
    main()
