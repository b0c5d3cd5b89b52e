"""Shifts put into the counts of real dyads: how many are found when hardly any is invented.

A *calm* series is a real dyad's months in another order, counts and news of others together:
its level and its bursts stay, and no change of level is left. A *shifted* one is calm, with one
axis thinned to one part in TIMES on one side of a month drawn by chance, for good; each axis of
at least LEAST acts a month is shifted in turn. A shift is found when a sure break (`Break.is_sure`)
lies within MARGIN months. All of it is one fixed setting, that of the answers, on the dyads of
even places; the odd ones were looked at when the rule was chosen.

`false_alarms` is sure breaks in 100 dyad-years of calm series (`years_between_alarms` says the
same the other way round), `false_suggestions` the clear ones.
`recall_xN_FROM_TO` is over shifts to N times of an axis of FROM to TO acts a month before it is
thinned; `bound_xN_FROM_TO` is the same where month and axis are told beforehand, so that no
search is left: no rule that asks for so few false alarms on such series finds many more.
`interval_covers` is how often the interval of a break that found its shift holds the true month.
`breaks_a_decade` is how many clear ones (`sure_a_decade` sure ones) dyads show as they really were.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from dragoman.answers.pairs import Pair
from dragoman.answers.periods import Period, period_of, periods
from dragoman.answers.shifts.arrows import exposures
from dragoman.answers.shifts.breaks import Break, find_breaks
from dragoman.answers.sides import Axis
from eval.icews import Act, read_acts
from eval.report import BadPath

# Fewer a month and no rule tells a shift from a busy week.
LEAST = 1.0
# How many times as much is told on the busier side of a shift.
TIMES = (3, 5, 10)
# Acts a month on the axis that shifts, from each to the next.
BANDS = (1, 5, 15, 1000)
# Months that a shift lies away from both ends, and how far off it may be found.
EDGE, MARGIN = 6, 2
# How often each dyad is drawn, so that the rates rest on some thousand dyad-years.
DRAWS, SEED = 10, 20
MONTHS_A_YEAR = 12
# Orders of the months in which the bound is tried.
ORDERS = 499


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is told of a pair in a month, on both axes, and how much of others."""

    counts: tuple[int, int]
    days: int
    elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """A pair with its months."""

    pair: Pair
    months: tuple[Month, ...]

    @property
    def years(self) -> float:
        """How long the series is."""
        return len(self.months) / MONTHS_A_YEAR

    def rate(self, axis: int) -> float:
        """Return acts a month on an axis."""
        return sum(month.counts[axis] for month in self.months) / len(self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """A shift that was put in, and what was found of it."""

    times: int
    rate: float
    found: Break | None
    covers: bool
    is_bound_met: bool


def dyads_of(acts: Iterable[Act]) -> Iterator[Dyad]:
    """Yield the pairs with enough acts on the two axes, by month; half a month is none."""
    by_pair: dict[Pair, dict[tuple[Axis, Period], int]] = defaultdict(lambda: defaultdict(int))
    whole: dict[Period, int] = defaultdict(int)
    days: set[date] = set()
    for act in acts:
        days.add(act.day)
        if act.axis is not None:
            month = period_of(act.day, "month")
            by_pair[act.pair][act.axis, month] += 1
            whole[month] += 1
    if not days:
        raise BadPath("no act between two countries; give a folder of ICEWS tables")
    first, last = min(days), max(days)
    frame = [month for month in periods(first, last) if month.end <= last and month.start >= first]
    for pair, told in sorted(by_pair.items()):
        months = []
        for month in frame:
            counts = told.get((Axis.COOPERATION, month), 0), told.get((Axis.CONFLICT, month), 0)
            length = (month.end - month.start).days + 1
            elsewhere = whole[month] - sum(counts)
            months.append(Month(counts=counts, days=length, elsewhere=elsewhere))
        if sum(sum(month.counts) for month in months) >= LEAST * len(frame):
            yield Dyad(pair=pair, months=tuple(months))


def calm(dyad: Dyad, chance: random.Random) -> Dyad:
    """Return the months in another order."""
    return replace(dyad, months=tuple(chance.sample(dyad.months, len(dyad.months))))


def thinned(dyad: Dyad, axis: int, months: range, times: int, chance: random.Random) -> Dyad:
    """Return the dyad with one axis thinned in some months."""
    kept = list(dyad.months)
    for at in months:
        counts = list(kept[at].counts)
        counts[axis] = sum(chance.random() < 1 / times for _ in range(counts[axis]))
        kept[at] = replace(kept[at], counts=(counts[0], counts[1]))
    return replace(dyad, months=tuple(kept))


def breaks_of(dyad: Dyad) -> tuple[Break, ...]:
    """Return the clear breaks of a dyad, as the answers find them."""
    days = [month.days for month in dyad.months]
    elsewhere = [month.elsewhere for month in dyad.months]
    channels = tuple(zip(*(month.counts for month in dyad.months), strict=True))
    return find_breaks(channels, exposures(days, elsewhere), days)


def bound_is_met(dyad: Dyad, axis: int, at: int, allowed: float) -> bool:
    """Tell whether the months of one axis, cut where the shift is, are rare enough apart."""
    counts = np.array([month.counts[axis] for month in dyad.months], dtype=float)
    days = [month.days for month in dyad.months]
    exposure = np.array(exposures(days, [month.elsewhere for month in dyad.months]))
    rows = np.tile(np.arange(len(counts)), (ORDERS, 1))
    orders = np.random.default_rng(SEED).permuted(rows, axis=1)
    orders = np.concatenate([np.arange(len(counts))[None], orders])
    after = counts[orders[:, at:]].sum(axis=1)
    expected = counts.sum() * exposure[orders[:, at:]].sum(axis=1) / exposure.sum()
    apart = np.abs(after - expected) / np.sqrt(expected * (1 - expected / max(counts.sum(), 1)))
    return bool((apart >= apart[0]).mean() <= allowed)


def score_dyads(path: Path) -> dict[str, float | int]:
    """Return the metrics over the dyads of a folder of ICEWS tables."""
    everybody = list(dyads_of(read_acts(path)))
    dyads = everybody[::2]
    chance = random.Random(SEED)
    quiet = [found for d in dyads * DRAWS for found in breaks_of(calm(d, chance))]
    shifted = [one for d in dyads * DRAWS for one in _shifted(calm(d, chance), chance)]
    alarms = sum(found.is_sure for found in quiet)
    real = [found for dyad in everybody for found in breaks_of(dyad)]
    years = DRAWS * sum(dyad.years for dyad in dyads) / 100
    decades = sum(dyad.years for dyad in everybody) / 10
    near = [one for one in shifted if one.found is not None]
    return {
        "dyads": len(dyads),
        "false_alarms": round(alarms / years, 2),
        "years_between_alarms": round(100 * years / max(alarms, 1), 1),
        "false_suggestions": round(len(quiet) / years, 2),
        "injected_recall": round(len(near) / len(shifted), 4),
        **_by_band(shifted),
        "interval_covers": round(sum(one.covers for one in near) / len(near), 4),
        "breaks_a_decade": round(len(real) / decades, 2),
        "sure_a_decade": round(sum(found.is_sure for found in real) / decades, 2),
    }


def _shifted(still: Dyad, chance: random.Random) -> Iterator[Shifted]:
    """Yield what is found of shifts of each size and each axis that is told of enough."""
    length = len(still.months)
    for axis in (0, 1):
        if still.rate(axis) < LEAST:
            continue
        at = chance.randint(EDGE, length - EDGE)
        side = chance.choice([range(at), range(at, length)])
        for times in TIMES:
            moved = thinned(still, axis, side, times, chance)
            sure = [each for each in breaks_of(moved) if each.is_sure]
            near = [each for each in sure if abs(each.at - at) <= MARGIN]
            found = min(near, key=lambda each: abs(each.at - at), default=None)
            allowed = still.years / 100
            yield Shifted(
                times=times,
                rate=still.rate(axis),
                found=found,
                covers=found is not None and found.earliest <= at <= found.latest,
                is_bound_met=bound_is_met(moved, axis, at, allowed),
            )


def _by_band(shifted: Sequence[Shifted]) -> dict[str, float | int]:
    """Return recall and bound by size and by activity, with how many shifts they are over."""
    rows: dict[str, float | int] = {}
    for low, high in pairwise(BANDS):
        band = [one for one in shifted if low <= one.rate < high]
        name = f"{low}_{high}" if high < BANDS[-1] else f"{low}"
        rows[f"shifts_{name}"] = len(band) // len(TIMES)
        for times in TIMES:
            part = [one for one in band if one.times == times]
            if part:
                found = sum(one.found is not None for one in part)
                rows[f"recall_x{times}_{name}"] = round(found / len(part), 4)
                met = sum(one.is_bound_met for one in part)
                rows[f"bound_x{times}_{name}"] = round(met / len(part), 4)
    return rows
