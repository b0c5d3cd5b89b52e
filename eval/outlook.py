"""outlook: what `dragoman next` says of the next act of two and of one, on ICEWS14.

PATH is a folder of train.tsv and valid.tsv: source, event, target and date, with a head. The acts
of the last file are asked about, or those of the last `--tail` days of train.tsv. Names become
their countries and codes of CAMEO types of PLOVER, as an import has them; what is told again
within the days in which the record folds is one act. Each deed is asked about twice from either
side, from the day before it: which act it is where the other is known (`act_`), and which act
with whom (`any_`). `_ece` is how far the chance of the first place is from how often it came, and
`_promised3` what the first three added up to, beside `_hits3` of the same questions.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.answers.outlooks.deeds import Act, turned
from dragoman.answers.outlooks.facts import Real, Row
from dragoman.answers.outlooks.prospects import Scene, learn
from dragoman.answers.outlooks.tallies import Table, table_of
from dragoman.answers.sides import MUTUAL_TYPES, Direction
from dragoman.answers.stories.folding import MAX_DAYS_APART
from dragoman.record.imports.drafts import Refusal
from dragoman.record.imports.icews import named_act
from eval.icews import country_of
from eval.ranking import read_part
from eval.report import BadPath, print_report

PARTS = ("train.tsv", "valid.tsv")
# A chance of nought would make the loss endless; the record cannot tell less from never.
LEAST_CHANCE = 1e-6
BINS = 10
PROTOCOL = (
    "{rows} deeds of {first} to {last}, each seen from both sides and from the day before it; "
    "weights learned from {learned} earlier ones; other deeds of the same question left out of "
    "the ranks, mean rank of ties"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act of two on a day, as `side` sees it."""

    side: str
    other: str
    act: Act
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A row as an import takes it: `ends` are the two, who acts first; both, where `is_mutual`."""

    ends: tuple[str, str]
    event_type: str
    is_mutual: bool
    day: date


def _told(row: Row) -> _Told | None:
    """Return what a row tells of two countries, None where it tells nothing of two."""
    act = named_act(row[1])
    source, target = (country_of(name.replace("_", " ")) for name in (row[0], row[2]))
    if isinstance(act, Refusal) or source is None or target is None or source == target:
        return None
    return _Told(
        ends=(target, source) if act.is_hosting else (source, target),
        event_type=act.event_type,
        is_mutual=act.both_act,
        day=row[3],
    )


def deeds_of_rows(rows: Iterable[Row]) -> list[Done]:
    """Return what rows tell as the record would fold it, from both sides, earliest first.

    What is told again within MAX_DAYS_APART days of the first telling is the same act; of what
    two do with each other, both ways round are one.
    """
    begun: dict[tuple[object, ...], tuple[date, set[Direction]]] = {}
    found: list[tuple[_Told, set[Direction]]] = []
    for told in sorted(filter(None, map(_told, rows)), key=lambda told: (told.day, told.ends)):
        is_shared = told.event_type in MUTUAL_TYPES
        ends = tuple(sorted(told.ends)) if is_shared or told.is_mutual else told.ends
        forth = told.ends[0] < told.ends[1]
        way = Direction.FIRST_TO_SECOND if forth else Direction.SECOND_TO_FIRST
        way = Direction.MUTUAL if told.is_mutual else way
        key = (ends, told.event_type, None if is_shared else way)
        first, ways = begun.get(key, (date.min, set()))
        if (told.day - first).days > MAX_DAYS_APART:
            begun[key] = (told.day, ways := set())
            found.append((told, ways))
        ways.add(way)
    return [done for told, ways in found for done in _seen(told, ways)]


def _seen(told: _Told, ways: set[Direction]) -> Iterator[Done]:
    one, other = sorted(told.ends)
    way = next(iter(ways)) if len(ways) == 1 else Direction.MUTUAL
    for side, second, seen in ((one, other, way), (other, one, turned(way))):
        yield Done(side=side, other=second, act=(told.event_type, seen), day=told.day)


@dataclass(slots=True)
class Tried:
    """How one kind of question went: ranks, and the chances that were given."""

    ranks: list[float] = field(default_factory=list)
    base_ranks: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    firsts: list[tuple[float, bool]] = field(default_factory=list)
    thirds: list[tuple[float, bool]] = field(default_factory=list)

    def ask(self, scene: Scene, came: tuple[int, int], others: Sequence[tuple[int, int]]) -> None:
        """Note what a scene made of the deed that came; `others` came too on that day."""
        share = scene.share
        self.ranks.append(_rank(share, came, others))
        self.base_ranks.append(_rank(scene.base, came, others))
        self.chances.append(max(float(share[came]), LEAST_CHANCE))
        order = np.argsort(-share, axis=None, kind="stable")[:3]
        place = came[0] * share.shape[1] + came[1]
        self.firsts.append((float(share.flat[order[0]]), bool(order[0] == place)))
        self.thirds.append((float(share.flat[order].sum()), bool((order == place).any())))

    def metrics(self, name: str) -> dict[str, float]:
        """Return the figures, each with the name of the question before it."""
        ranks = np.array(self.ranks)
        promised, hits = np.array(self.thirds).T
        found = {
            "mrr": (1 / ranks).mean(),
            "hits1": (ranks <= 1).mean(),
            "hits3": hits.mean(),
            "promised3": promised.mean(),
            "hits10": (ranks <= 10).mean(),
            "base_mrr": (1 / np.array(self.base_ranks)).mean(),
            "log_loss": -np.log(self.chances).mean(),
            "ece": _calibration_error(np.array(self.firsts)),
        }
        return {f"{name}_{key}": round(float(value), 4) for key, value in found.items()}


def _rank(worth: Real, came: tuple[int, int], others: Sequence[tuple[int, int]]) -> float:
    """Return the rank of what came among what did not, from 1; what is level shares its mean."""
    kept = np.ones(worth.shape, dtype=bool)
    for place in (*others, came):
        kept[place] = False
    false = worth[kept]
    level = int((false == worth[came]).sum())
    return 1 + int((false > worth[came]).sum()) + level / 2


def _calibration_error(firsts: Real) -> float:
    """Return the mean distance of chance and share of hits, in bins of equal size."""
    ordered = firsts[np.argsort(firsts[:, 0], kind="stable")]
    bins = [part for part in np.array_split(ordered, BINS) if len(part)]
    gaps = [len(part) * abs(part[:, 0].mean() - part[:, 1].mean()) for part in bins]
    return float(sum(gaps) / len(ordered))


def try_days(table: Table, first: int) -> tuple[dict[str, Tried], int]:
    """Return how the deeds from a row on were foreseen, and from how many earlier ones."""
    weights, tallies = learn(table, first)
    tried = {"act": Tried(), "any": Tried()}
    for day in np.unique(table.day[first:]):
        begins, ends = table.rows_until(day), table.rows_until(day + 1)
        tallies.take(begins)
        came: dict[int, list[tuple[int, int]]] = {}
        for row in range(begins, ends):
            deed = (int(table.other[row]), int(table.act[row]))
            came.setdefault(int(table.side[row]), []).append(deed)
        for side, deeds in came.items():
            whole = Scene(side=side, second=None, weights=weights, tallies=tallies, today=int(day))
            # The side itself is not among its others, so those behind it stand one place before.
            placed = [(other - (other > side), act) for other, act in deeds]
            for (other, act), place in zip(deeds, placed, strict=True):
                tried["any"].ask(whole, place, placed)
                same = [(0, also) for with_whom, also in deeds if with_whom == other]
                tried["act"].ask(replace(whole, second=other), (0, act), same)
    return tried, weights.learned_from


def never_told(table: Table, first: int) -> float:
    """Return the share of deeds from a row on whose act the two were never told to do before."""
    key = table.pair * len(table.acts) + table.act
    return float(np.isin(key[first:], key[:first], invert=True).mean())


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval outlook", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--tail", type=int, help="Ask about so many last days of train.tsv.")
    given = parser.parse_args(argv)
    paths = [given.path / part for part in PARTS]
    if missing := [path for path in paths if not path.is_file()]:
        raise BadPath(f"{missing[0]} is not there; give a folder of {' and '.join(PARTS)}")
    parts = [list(read_part(path)) for path in paths[: 1 if given.tail else 2]]
    if not all(parts):
        raise BadPath(f"{given.path} has a part without facts; give parts with some")
    table = table_of(deeds_of_rows(row for part in parts for row in part))
    started = time.process_time()
    begins = min(row[3] for row in parts[-1]).toordinal()
    first = table.rows_until(int(table.day[-1]) + 1 - given.tail if given.tail else begins)
    tried, learned = try_days(table, first)
    last = date.fromordinal(int(table.day[-1]))
    protocol = PROTOCOL.format(
        rows=len(table.day) - first,
        first=date.fromordinal(int(table.day[first])),
        last=last,
        learned=learned,
    )
    figures = {key: x for name in tried for key, x in tried[name].metrics(name).items()}
    figures["never_told"] = round(never_told(table, first), 4)
    figures["cpu_s"] = round(time.process_time() - started, 1)
    print_report("outlook", {"deeds": len(table.day) - first, **figures}, protocol=protocol)
    return 0
