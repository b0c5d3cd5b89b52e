"""Names on a drawing, so placed that none covers a mark or another name."""

from dataclasses import dataclass

# Letters of the page's small type are so wide, on average, and so high, in units of a drawing.
LETTER, LINE = 6.6, 14.0
# What is left free between a mark and its name, and at the edge of the sheet.
GAP, EDGE = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class Words:
    """A name at its place; `rank` is what a narrow screen goes by."""

    x: float
    y: float
    words: str
    anchor: str
    rank: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Lettering:
    """A sheet of some size with what stands on it; what finds no room is not written."""

    def __init__(self, width: float, height: float) -> None:
        self._size = (width, height)
        self._taken: list[_Box] = []
        self.written: list[Words] = []

    def block(self, at: tuple[float, float], reach: float) -> None:
        """Keep a mark of some radius free of names."""
        # The square inside of the circle: a name may touch its corners.
        inner = reach * 0.7
        x, y = at
        self._taken.append(_Box(x - inner, y - inner, x + inner, y + inner))

    def write_beside(self, at: tuple[float, float], reach: float, words: str, rank: str) -> None:
        """Write a name right, left, above or below a mark, where there is room first."""
        x, y = at
        beside = reach + GAP
        for place in (
            Words(x + beside, y + GAP, words, "start", rank),
            Words(x - beside, y + GAP, words, "end", rank),
            Words(x, y - beside, words, "middle", rank),
            Words(x, y + beside + LINE / 2, words, "middle", rank),
        ):
            if self._write(place):
                return

    def write_at(self, at: tuple[float, float], words: str, rank: str) -> None:
        """Write a name in the middle of its place."""
        self._write(Words(at[0], at[1] + GAP, words, "middle", rank))

    def _write(self, place: Words) -> bool:
        """Write a name if there is room; tell whether it was."""
        box = _box(place)
        width, height = self._size
        is_inside = box.left >= EDGE and box.top >= EDGE
        is_inside = is_inside and box.right <= width - EDGE and box.bottom <= height - EDGE
        if not is_inside or any(box.meets(other) for other in self._taken):
            return False
        self._taken.append(box)
        self.written.append(place)
        return True


def _box(place: Words) -> _Box:
    long = LETTER * len(place.words)
    left = place.x - {"start": 0.0, "middle": long / 2, "end": long}[place.anchor]
    return _Box(left, place.y - LINE + 3, left + long, place.y + 3)
