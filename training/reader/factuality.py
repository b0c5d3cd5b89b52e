"""How far a text commits to what it tells: graded words of UW (news) and UDS-IH2 (web).

Grades run from -3 (it did not happen) over 0 (nobody says) to 3 (it happened).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Span


@dataclass(slots=True)
class Graded:
    """A sentence, tokens joined by blanks, and the grades of some of its words."""

    text: str
    grades: list[tuple[Span, float]]


def read_grades(path: Path) -> Iterator[Graded]:
    """Yield the sentences of a file of graded targets that have one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ends: list[int] = []
        starts: list[int] = []
        position = 0
        for token in row["text"].split(" "):
            starts.append(position)
            ends.append(position + len(token))
            position += len(token) + 1
        grades = [
            (Span(starts[t["span1"][0]], ends[t["span1"][1] - 1]), float(t["label"]))
            for t in row["targets"]
        ]
        if grades:
            yield Graded(row["text"], grades)
