"""shifts: change points that people marked, and shifts put into the counts of real dyads.

PATH is a folder with annotations.json (name -> annotator -> places) and series/NAME.json, as
in the Turing Change Point Dataset. f1 and cover are those of TCPDBench: a place counts as
found within MARGIN, the start of a series is a change for everybody, precision is over the
places of all annotators, recall and cover are means over annotators, all of it over series.
`none_*` is what never finding a change scores. One fixed setting for all series.

`--dyads PATH` (by default icews/icews0515_2012_2015 beside PATH, where it is there) adds the
counts of dyads; see eval/injected.py, and eval/shifts_together.py for many dyads at once.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from dragoman.answers.shifts.series import LEVEL_COST, find_levels
from eval.icews import read_acts
from eval.injected import dyads_of, score_dyads
from eval.report import BadPath, print_report
from eval.shifts_together import score_worlds

# A change within so many places of a marked one is found (TCPDBench).
MARGIN = 5
DYADS = "icews/icews0515_2012_2015"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A series, and by annotator where people see a change."""

    name: str
    values: tuple[float | None, ...]
    changes: tuple[frozenset[int], ...]


def read_series(path: Path) -> Iterator[Marked]:
    """Yield the annotated series of one dimension.

    Raises:
        BadPath: the folder or its files are not there, or are in another format.
    """
    marks = path / "annotations.json"
    if not marks.is_file():
        raise BadPath(f"{marks} is not there; give a folder with annotations.json and series/")
    for name, by_annotator in sorted(json.loads(marks.read_text(encoding="utf-8")).items()):
        file = path / "series" / f"{name}.json"
        if not file.is_file():
            raise BadPath(f"{file} is named in annotations.json but is not there")
        yield _marked(name, json.loads(file.read_text(encoding="utf-8")), by_annotator)


def _marked(name: str, raw: Mapping[str, Any], by_annotator: Mapping[str, Any]) -> Marked:
    try:
        values = tuple(raw["series"][0]["raw"])
        changes = tuple(frozenset(places) for places in by_annotator.values())
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise BadPath(f"series {name} is not in the format of TCPD: {error!r}") from error
    return Marked(name=name, values=values, changes=changes)


def f1(changes: Sequence[frozenset[int]], found: Sequence[int]) -> float:
    """Return F1 of change points with a margin; place 0 is a change for everybody.

    >>> f1([frozenset({10})], [12]), f1([frozenset({10})], [])
    (1.0, 0.6666666666666666)
    """
    said = {0, *found}
    marked = [{0, *places} for places in changes]
    precision = _found(set().union(*marked), said) / len(said)
    recall = fmean(_found(places, said) / len(places) for places in marked)
    return 2 * precision * recall / (precision + recall)


def _found(marked: set[int], said: set[int]) -> int:
    """Return how many marked places are found, each by another said one."""
    free = set(said)
    found = 0
    for place in sorted(marked):
        near = [other for other in free if abs(other - place) <= MARGIN]
        if near:
            free.remove(min(near, key=lambda other: (abs(other - place), other)))
            found += 1
    return found


def cover(changes: Sequence[frozenset[int]], found: Sequence[int], length: int) -> float:
    """Return how much of each marked stretch the most alike found one covers (Jaccard).

    >>> cover([frozenset({5})], [], 10)
    0.5
    """
    ours = _stretches(found, length)
    return fmean(
        sum(len(mine) * max(_jaccard(mine, other) for other in ours) for mine in theirs) / length
        for theirs in (_stretches(sorted(places), length) for places in changes)
    )


def _stretches(places: Sequence[int], length: int) -> list[range]:
    inner = sorted({place for place in places if 0 < place < length})
    return [range(start, end) for start, end in pairwise([0, *inner, length])]


def _jaccard(one: range, other: range) -> float:
    common = min(one.stop, other.stop) - max(one.start, other.start)
    whole = max(one.stop, other.stop) - min(one.start, other.start)
    return max(common, 0) / whole


def score(series: Sequence[Marked], found: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Return the metrics of what was found in each series, by its name."""
    return {
        "f1": round(fmean(f1(one.changes, found[one.name]) for one in series), 4),
        "cover": round(
            fmean(cover(one.changes, found[one.name], len(one.values)) for one in series), 4
        ),
    }


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval shifts", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--dyads", type=Path)
    parser.add_argument("--cost", type=float, default=LEVEL_COST)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    series = list(read_series(given.path))[: given.limit]
    found = {one.name: find_levels(one.values, cost=given.cost) for one in series}
    if given.predictions:
        lines = [json.dumps({"series": name, "changes": said}) for name, said in found.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    none = score(series, {one.name: () for one in series})
    metrics: dict[str, float | int] = {"series": len(series), **score(series, found)}
    metrics |= {f"none_{key}": value for key, value in none.items()}
    dyads = given.dyads or given.path.parent / DYADS
    if given.dyads or dyads.is_dir():
        metrics |= score_dyads(dyads)
        metrics |= score_worlds(list(dyads_of(read_acts(dyads)))[::2])
    protocol = f"{given.path}, margin {MARGIN}, one setting (cost {given.cost}), chosen on it"
    print_report("shifts", metrics, protocol=protocol)
    return 0
