"""closeness: are the pairs that we call close those that vote alike and are allied?

PATH is a folder of ICEWS tables. Truth lies in `--truth` (by default groundtruth beside the
parent of PATH): the distance of ideal points in the UN and any ATOP defence pact, both in the
years of the acts. Scored are pairs of at least 15 acts whose votes are known; rho is Spearman's
with the distance (closer is negative), auc that of a pact. The peers are computed in the same
run: mean Goldstein and the log excess of cooperation (PMI). `same_*` are the pairs of one region
of our table of states, `other_*` the rest: most of what any measure finds is neighbourhood.
`*_over_pmi` is how much better than the stronger peer, so that a floor can hold it.

`--half tuning` scores the pairs on which the rule was chosen (`is_tuning`), `--half held` the
others; what a rule knows of all pairs it knows in both.
"""

import argparse
import csv
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from dragoman.answers.acts import Pair
from dragoman.answers.closeness import closeness
from dragoman.answers.pairs import sorted_pair
from dragoman.answers.sides import Axis
from dragoman.ontology.countries import countries
from eval.icews import Act, read_acts
from eval.report import BadPath, print_report

MIN_ACTS = 15
VOTES, PACTS = "un_idealpoints_all_apr2020.csv", "atop_alliance.csv"
# Session 1 of the General Assembly began in 1946.
BEFORE_FIRST_SESSION = 1945


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Ideal points by country and year, and the pairs that promised to defend each other."""

    points: Mapping[str, Mapping[int, float]]
    pacts: Collection[Pair]

    def distance(self, pair: Pair) -> float | None:
        """Return the mean distance over the years in which both voted; None where none."""
        one, other = (self.points.get(side, {}) for side in pair)
        years = sorted(one.keys() & other.keys())
        return fmean(abs(one[year] - other[year]) for year in years) if years else None


def read_truth(folder: Path, years: Collection[int]) -> Truth:
    """Return what is known of some years.

    Raises:
        BadPath: a file is not there, or in another format.
    """
    points: dict[str, dict[int, float]] = defaultdict(dict)
    codes: dict[int, str] = {}
    pacts: set[Pair] = set()
    try:
        for row in _rows(folder / VOTES, "latin-1"):
            year = int(row["session"]) + BEFORE_FIRST_SESSION
            codes[int(row["ccode"])] = row["iso3c"]
            if year in years:
                points[row["iso3c"]][year] = float(row["IdealPoint"])
        for row in _rows(folder / PACTS, "utf-8"):
            sides = [codes.get(int(float(row[key]))) for key in ("ccode1", "ccode2")]
            if int(float(row["year"])) in years and float(row["atop_defense"] or 0) > 0:
                one, other = sides
                pacts |= {sorted_pair(one, other)} if one and other else set()
    except (KeyError, ValueError) as error:
        raise BadPath(f"{folder} is not in the format of the published files: {error!r}") from error
    return Truth(points=points, pacts=pacts)


def _rows(file: Path, encoding: str) -> Iterator[dict[str, str]]:
    if not file.is_file():
        raise BadPath(f"{file} is not there; give --truth FOLDER with {VOTES} and {PACTS}")
    with file.open(encoding=encoding, newline="") as lines:
        yield from csv.DictReader(lines)


def rank(values: Sequence[float]) -> NDArray[np.float64]:
    """Return the ranks of numbers, ties at their mean.

    >>> rank([3.0, 1.0, 3.0]).tolist()
    [2.5, 1.0, 2.5]
    """
    given = np.asarray(values, dtype=float)
    _, place, count = np.unique(given, return_inverse=True, return_counts=True)
    means = np.cumsum(count) - (count - 1) / 2
    ranked: NDArray[np.float64] = means[place]
    return ranked


def rho(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's correlation.

    >>> rho([1.0, 2.0, 3.0], [9.0, 4.0, 1.0])
    -1.0
    """
    return round(float(np.corrcoef(rank(one), rank(other))[0, 1]), 4)


def auc(values: Sequence[float], is_true: Sequence[bool]) -> float | None:
    """Return the chance that a true one has the larger value; None where all are alike.

    >>> auc([1.0, 2.0, 3.0], [False, True, True])
    1.0
    """
    chosen = np.asarray(is_true, dtype=bool)
    true, false = int(chosen.sum()), int((~chosen).sum())
    if not true or not false:
        return None
    return round(float(rank(values)[chosen].sum() - true * (true + 1) / 2) / (true * false), 4)


def is_tuning(pair: Pair) -> bool:
    """Tell whether a rule may be chosen on a pair: one half of them, by the sum of its codes.

    >>> is_tuning(("DEU", "FRA")), is_tuning(("IRN", "IRQ"))
    (False, True)
    """
    return zlib.crc32("-".join(pair).encode()) % 2 == 0


def score(
    acts: Sequence[Act], truth: Truth, half: str | None = None
) -> dict[str, float | int | None]:
    """Return the metrics, over all pairs or over one half of them ("tuning" or "held")."""
    counts = {axis: Counter(a.pair for a in acts if a.axis is axis) for axis in Axis}
    tone: dict[Pair, list[float]] = defaultdict(list)
    for act in acts:
        tone[act.pair].append(act.goldstein)
    distances = {pair: truth.distance(pair) for pair, told in tone.items() if len(told) >= MIN_ACTS}
    asked = [
        pair
        for pair, distance in distances.items()
        if distance is not None and half in {None, "tuning" if is_tuning(pair) else "held"}
    ]
    found = closeness(counts[Axis.COOPERATION], counts[Axis.CONFLICT], asked)
    values = {
        "": {one.pair: one.value for one in found},
        "pmi_": {one.pair: one.cooperation.log2 for one in found},
        "goldstein_": {pair: fmean(tone[pair]) for pair in asked},
    }
    regions = {state.code: state.region for state in countries()}
    same = {pair for pair in asked if regions.get(pair[0]) == regions.get(pair[1])}
    metrics: dict[str, float | int | None] = {"dyads": len(asked)}
    parts = {"": asked, "same_": sorted(same), "other_": [p for p in asked if p not in same]}
    for part, pairs in parts.items():
        apart = [distances[pair] or 0.0 for pair in pairs]
        allied = [pair in truth.pacts for pair in pairs]
        for name, value in values.items():
            told = [value[pair] for pair in pairs]
            metrics[f"{part}{name}rho"] = rho(told, apart) if len(pairs) > 1 else None
            metrics[f"{part}{name}auc"] = auc(told, allied)
        for kind, better in (("rho", -1), ("auc", 1)):
            ours, peer = metrics[f"{part}{kind}"] or 0.0, metrics[f"{part}pmi_{kind}"] or 0.0
            metrics[f"{part}{kind}_over_pmi"] = round(better * (ours - peer), 4)
    return metrics


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval closeness", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--half", choices=("tuning", "held"))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--predictions", type=Path)
    given = parser.parse_args(argv)
    acts = list(read_acts(given.path))[: given.limit]
    if not acts:
        raise BadPath(f"{given.path} tells of no two countries; give a folder of ICEWS tables")
    years = {act.day.year for act in acts}
    truth = read_truth(given.truth or given.path.parent.parent / "groundtruth", years)
    if given.predictions:
        _write(given.predictions, acts)
    part = f"{given.half} half of the pairs" if given.half else "all pairs, the rule chosen on them"
    protocol = f"pairs of >= {MIN_ACTS} acts in {given.path}, {min(years)}-{max(years)}; {part}"
    print_report("closeness", score(acts, truth, given.half), protocol=protocol)
    return 0


def _write(file: Path, acts: Sequence[Act]) -> None:
    counts = {axis: Counter(a.pair for a in acts if a.axis is axis) for axis in Axis}
    told = Counter(act.pair for act in acts)
    asked = [pair for pair, count in told.items() if count >= MIN_ACTS]
    found = closeness(counts[Axis.COOPERATION], counts[Axis.CONFLICT], asked)
    lines = [json.dumps({"pair": one.pair, "value": one.value}) for one in found]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
