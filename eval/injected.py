"""Shifts put into the counts of real dyads: how many are found when hardly any is invented.

Every dyad of at least LEAST acts a month gives a calm series: its months of both axes, shuffled
together, so that its level and its scatter stay and no change of level is left. The same series
with a shift has its cooperation thinned to one part in TIMES before a month drawn by chance.
recall is over series with a shift whose break gains more than calm ones do once in 100
dyad-years, and lies within MARGIN months. `false_alarms` (in 100 dyad-years) and `recall_shown`
are the same under the threshold that the answers use. `breaks` is how many clear ones a dyad
has in ten years as it really was.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.answers.breaks import Break, find_break
from dragoman.answers.pairs import Pair
from dragoman.answers.periods import Period, period_of, periods
from dragoman.answers.sides import Axis
from eval.icews import Act, read_acts
from eval.report import BadPath

# Fewer a month and no rule tells a shift from a busy week.
LEAST = 1.0
# As in tests/unit/answers/test_injected.py: after the shift a pair does so many times as much.
TIMES = 3
# Months that a shift lies away from both ends, and how far off it may be found.
EDGE, MARGIN = 6, 2
# How often each dyad is drawn, so that the threshold rests on some thousand dyad-years.
DRAWS, SEED = 5, 20
MONTHS_A_YEAR, ALARMS_PER_YEAR = 12, 0.01

Counts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """The cooperation and conflict of a pair in each month, and the days of the months."""

    pair: Pair
    counts: Counts
    days: tuple[int, ...]

    @property
    def years(self) -> float:
        """How long the series is."""
        return len(self.counts) / MONTHS_A_YEAR

    def best_break(self, counts: Counts) -> Break | None:
        """Return where such counts in the same months broke most."""
        return find_break(tuple(zip(*counts, strict=True)), self.days)


def dyads_of(acts: Iterable[Act]) -> Iterator[Dyad]:
    """Yield the pairs with enough acts on the two axes, by month; half a month is none."""
    by_pair: dict[Pair, dict[tuple[Axis, Period], int]] = defaultdict(lambda: defaultdict(int))
    days: set[date] = set()
    for act in acts:
        days.add(act.day)
        if act.axis is not None:
            by_pair[act.pair][act.axis, period_of(act.day, "month")] += 1
    if not days:
        raise BadPath("no act between two countries; give a folder of ICEWS tables")
    first, last = min(days), max(days)
    frame = [month for month in periods(first, last) if month.end <= last and month.start >= first]
    for pair, told in sorted(by_pair.items()):
        counts = tuple(
            (told.get((Axis.COOPERATION, month), 0), told.get((Axis.CONFLICT, month), 0))
            for month in frame
        )
        if sum(map(sum, counts)) >= LEAST * len(frame):
            lengths = tuple((month.end - month.start).days + 1 for month in frame)
            yield Dyad(pair=pair, counts=counts, days=lengths)


def calm(counts: Counts, chance: random.Random) -> Counts:
    """Return the months in another order."""
    return tuple(chance.sample(counts, len(counts)))


def shifted(counts: Counts, at: int, chance: random.Random) -> Counts:
    """Return the counts with cooperation thinned before a month."""
    thinned = [
        (sum(chance.random() < 1 / TIMES for _ in range(cooperation)), conflict)
        for cooperation, conflict in counts[:at]
    ]
    return (*thinned, *counts[at:])


def alarm_line(gains: Sequence[float], years: float) -> float:
    """Return the gain that calm series exceed ALARMS_PER_YEAR times a year.

    >>> alarm_line([1.0, 2.0, 3.0, 4.0], 100)
    3.0
    """
    allowed = min(int(years * ALARMS_PER_YEAR), len(gains) - 1)
    return sorted(gains, reverse=True)[allowed]


def score_dyads(path: Path) -> dict[str, float | int]:
    """Return the metrics over the dyads of a folder of ICEWS tables."""
    dyads = list(dyads_of(read_acts(path)))
    chance = random.Random(SEED)
    quiet: list[Break] = []
    hits: list[tuple[int, Break]] = []
    for dyad in dyads * DRAWS:
        still = calm(dyad.counts, chance)
        at = chance.randint(EDGE, len(still) - EDGE)
        for counts, kept in ((still, None), (shifted(still, at, chance), at)):
            found = dyad.best_break(counts)
            if found is not None:
                quiet += [found] if kept is None else []
                hits += [] if kept is None else [(kept, found)]
    years = DRAWS * sum(dyad.years for dyad in dyads)
    line = alarm_line([found.gain for found in quiet], years)
    return {
        "dyads": len(dyads),
        "line": line,
        "injected_recall": _recall(hits, {id(b) for _, b in hits if b.gain > line}),
        "injected_recall_shown": _recall(hits, {id(b) for _, b in hits if b.is_clear}),
        "false_alarms": round(100 * sum(found.is_clear for found in quiet) / years, 2),
        "breaks_a_decade": _breaks_a_decade(dyads),
    }


def _recall(hits: Sequence[tuple[int, Break]], alarmed: set[int]) -> float:
    near = [id(found) in alarmed and abs(found.at - at) <= MARGIN for at, found in hits]
    return round(sum(near) / len(near), 4)


def _breaks_a_decade(dyads: Sequence[Dyad]) -> float:
    found: Mapping[Pair, Break | None] = {dyad.pair: dyad.best_break(dyad.counts) for dyad in dyads}
    clear = sum(one.is_clear for one in found.values() if one is not None)
    return round(10 * clear / sum(dyad.years for dyad in dyads), 2)
