"""Shifts: whether two are drawing closer or apart, since when, and how sure that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from dragoman.answers.evidence import Backing, merged
from dragoman.answers.pairs import Among
from dragoman.answers.periods import Period
from dragoman.answers.shares import Change, Rate, change, rate
from dragoman.answers.shifts.breaks import Break, find_break, find_breaks
from dragoman.answers.sides import Axis

# Below this many events a pair says nothing about a change; one busy week stays below.
MIN_EVENTS = 8
# Below one event a month on the busier side of a break nothing is claimed: of shifts to three
# times as much, put into dyads of ICEWS, one in thirty is found even between one and three
# (`python -m eval shifts`).
MIN_RATE = 1.0
# An axis has moved when what is told of it grew or fell by a quarter beside what is told
# of others: the line that the field draws between a large and a moderate change.
MIN_CHANGE = 1.25
# When both axes grow, the pair draws closer if at most a third of what was added is
# conflict (allies quarrel more as they do more), and apart if at least half of it is.
MAX_ADDED_CONFLICT_CLOSER = 1 / 3
MIN_ADDED_CONFLICT_APART = 1 / 2
# Gives what is told of the pair on an axis between two days, inclusive.
Told = Callable[[Axis, date, date], Among]
# As if so many events of others were told in every month beside those that are: the news of a
# month in which little is told says little about how much there was to tell.
PRIOR_ELSEWHERE = 300.0
DAYS_A_MONTH = 30.4375


class Arrow(StrEnum):
    """Where two are going, in the words of the field."""

    CLOSER = "closer"
    APART = "apart"
    UNCLEAR = "no clear change"
    TOO_FEW = "too few events"


# The arrows that say where two are going.
GOING = frozenset({Arrow.CLOSER, Arrow.APART})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One period of a pair: its events on two axes, and which of its days were asked for.

    `elsewhere` is how many events of others the record tells of it.
    """

    period: Period
    cooperation: Backing
    conflict: Backing
    elsewhere: int
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days were asked for."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The days on one side of a break. Rates are events a month, with 95 % intervals.

    `told_*` holds the excess over what the activity of the two sides predicts, and what
    the record tells of others in these days.
    """

    start: date
    end: date
    days: int
    cooperation_rate: Rate
    conflict_rate: Rate
    told_cooperation: Among
    told_conflict: Among
    cooperation: Backing
    conflict: Backing

    def rate(self, axis: Axis) -> Rate:
        """Return events a month on an axis."""
        return self.cooperation_rate if axis is Axis.COOPERATION else self.conflict_rate

    def told(self, axis: Axis) -> Among:
        """Return what is told on an axis, with what to measure it against."""
        return self.told_cooperation if axis is Axis.COOPERATION else self.told_conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Where two are going, and why we say so.

    `since` is None unless the arrow is closer or apart; it lies between `since_earliest` and
    `since_latest` (95 %). `is_certain` tells that the break is sure and the interval of a
    change that carries the arrow leaves out 1; else the arrow is what the record suggests,
    and a record of more news might do so by chance. `false_discovery` is which part of the arrows
    that are at least as strong is to be expected by chance, among the pairs looked at together;
    None for a pair asked about alone, or without an arrow of its own (`answers/discoveries.py`).
    """

    arrow: Arrow
    reason: str
    is_certain: bool = False
    since: date | None = None
    since_earliest: date | None = None
    since_latest: date | None = None
    before: Level | None = None
    after: Level | None = None
    cooperation_change: Change | None = None
    conflict_change: Change | None = None
    found: Break | None = None
    false_discovery: float | None = None

    @property
    def is_going(self) -> bool:
        """Tell whether the arrow is closer or apart."""
        return self.arrow in GOING


def find_shifts(steps: Sequence[Step], told: Told) -> tuple[Shift, ...]:
    """Return each time when two began to go elsewhere, from their periods in order.

    The last one says where they are going. Where nothing is found it is the only one and
    says why.
    """
    channels = (
        [len(step.cooperation.events) for step in steps],
        [len(step.conflict.events) for step in steps],
    )
    events = sum(map(sum, channels))
    if events < MIN_EVENTS:
        return (too_few(events),)
    days = [step.days for step in steps]
    exposure = exposures(days, [step.elsewhere for step in steps])
    clear = find_breaks(channels, exposure, days)
    best = None if clear else find_break(channels, exposure, days)
    found = (best,) if best else clear
    if not found:
        reason = f"{len(steps)} periods, too few to tell a break from chance"
        return (Shift(arrow=Arrow.TOO_FEW, reason=reason),)
    ends = [0, *(each.at for each in found), len(steps)]
    parts = [steps[start:end] for start, end in pairwise(ends)]
    around = zip(found, pairwise(parts), strict=True)
    return tuple(_shift(each, steps, sides, told) for each, sides in around)


def too_few(events: int) -> Shift:
    """Return where two are going of whom fewer events are told than `MIN_EVENTS`."""
    return Shift(arrow=Arrow.TOO_FEW, reason=f"{events} events, fewer than {MIN_EVENTS}")


def exposures(days: Sequence[int], elsewhere: Sequence[int]) -> list[float]:
    """Return the days of each period times how much the record tells of others in them.

    >>> exposures([30, 30], [0, 0]), [round(e) for e in exposures([30, 30], [1000, 2000])]
    ([30.0, 30.0], [22, 38])
    """
    prior = PRIOR_ELSEWHERE / DAYS_A_MONTH
    usual = sum(elsewhere) / sum(days) + prior
    told = zip(days, elsewhere, strict=True)
    return [(count + prior * length) / usual for length, count in told]


def _shift(
    found: Break, steps: Sequence[Step], sides: tuple[Sequence[Step], Sequence[Step]], told: Told
) -> Shift:
    before, after = (_level(side, told, found.dispersion) for side in sides)
    shift = _judge(found, before, after)
    if shift.since is None:
        return shift
    return replace(
        shift,
        since_earliest=steps[found.earliest].start,
        since_latest=steps[found.latest].start,
    )


def _level(steps: Sequence[Step], told: Told, dispersion: float) -> Level:
    start, end = steps[0].start, steps[-1].end
    days = (end - start) // timedelta(days=1) + 1
    cooperation = merged(step.cooperation for step in steps)
    conflict = merged(step.conflict for step in steps)
    months = days / DAYS_A_MONTH
    return Level(
        start=start,
        end=end,
        days=days,
        cooperation_rate=rate(len(cooperation.events), months, dispersion),
        conflict_rate=rate(len(conflict.events), months, dispersion),
        told_cooperation=told(Axis.COOPERATION, start, end),
        told_conflict=told(Axis.CONFLICT, start, end),
        cooperation=cooperation,
        conflict=conflict,
    )


def _judge(found: Break, before: Level, after: Level) -> Shift:
    """Return what a break means."""
    changes = {axis: _change(before, after, axis) for axis in Axis}
    trends = {axis: _trend(before, after, axis, changes[axis]) for axis in Axis}
    certain = found.is_sure and any(trends[axis] and changes[axis].is_certain for axis in Axis)
    arrow, why = Arrow.UNCLEAR, "no break beyond what chance makes"
    busiest = max(_events_a_month(before), _events_a_month(after))
    if busiest < MIN_RATE:
        arrow, why = Arrow.TOO_FEW, f"{busiest:.1f} events a month, fewer than {MIN_RATE:.0f}"
    elif found.is_clear:
        added = _added_conflict(before, after)
        arrow, why = _arrow(trends[Axis.COOPERATION], trends[Axis.CONFLICT], added)
    is_going = arrow in GOING
    return Shift(
        arrow=arrow,
        reason=f"{why}; {_figures(before, after, changes)}; {_gain(found)}",
        is_certain=is_going and certain,
        since=after.start if is_going else None,
        before=before,
        after=after,
        cooperation_change=changes[Axis.COOPERATION],
        conflict_change=changes[Axis.CONFLICT],
        found=found,
    )


def _events_a_month(level: Level) -> float:
    return level.cooperation_rate.value + level.conflict_rate.value


def _change(before: Level, after: Level, axis: Axis) -> Change:
    """Return how what is told of the pair changed beyond what else explains.

    Two things may: the record tells more of everybody, or one of the two does more with
    everybody. The change is measured against both, and the one that explains most stands.
    Where nothing else is told to measure against, it is measured against the days.
    """
    told = before.told(axis), after.told(axis)
    counts = len(told[0].stories), len(told[1].stories)
    exposures = [
        (told[0].elsewhere, told[1].elsewhere),
        (told[0].busyness, told[1].busyness),
    ]
    if not any(exposures[0]):
        exposures = [(before.days, after.days)]
    explains = min if after.rate(axis).value > before.rate(axis).value else max
    return explains((change(counts, each) for each in exposures), key=lambda found: found.value)


def _trend(before: Level, after: Level, axis: Axis, found: Change) -> int:
    """Return 1 for more, -1 for less, 0 for no change.

    The counts must say so as well as the change, and there must be an excess at all: the
    interval of the busier level lies above what chance gives.
    """
    step = after.rate(axis).value - before.rate(axis).value
    if step > 0 and after.told(axis).excess.low > 1 and found.value >= MIN_CHANGE:
        return 1
    if step < 0 and before.told(axis).excess.low > 1 and found.value <= 1 / MIN_CHANGE:
        return -1
    return 0


def _added_conflict(before: Level, after: Level) -> float:
    """Return which part of what was added a month is conflict."""
    conflict = after.conflict_rate.value - before.conflict_rate.value
    cooperation = after.cooperation_rate.value - before.cooperation_rate.value
    return conflict / (conflict + cooperation) if conflict + cooperation > 0 else 0.5


def _arrow(warmer: int, harsher: int, added_conflict: float) -> tuple[Arrow, str]:
    """Return the arrow for how the two axes moved, and the rule that gave it."""
    if warmer > 0 and harsher > 0:
        part = f"{added_conflict:.0%} of what was added is conflict"
        if added_conflict <= MAX_ADDED_CONFLICT_CLOSER:
            return Arrow.CLOSER, f"more of both, but only {part}"
        if added_conflict >= MIN_ADDED_CONFLICT_APART:
            return Arrow.APART, f"more of both, and {part}"
        return Arrow.UNCLEAR, f"more of both, and {part}"
    if warmer > harsher:
        return Arrow.CLOSER, "more cooperation" if warmer > 0 else "less conflict"
    if harsher > warmer:
        return Arrow.APART, "more conflict" if harsher > 0 else "less cooperation"
    return Arrow.UNCLEAR, "less of both" if warmer else "no more than others, or than chance"


def _figures(before: Level, after: Level, changes: Mapping[Axis, Change]) -> str:
    parts = "; ".join(f"{axis} {_figure(before, after, axis, changes[axis])}" for axis in Axis)
    return f"{after.start} to {after.end} against {before.start} to {before.end}: {parts}"


def _figure(before: Level, after: Level, axis: Axis, found: Change) -> str:
    excess = before.told(axis).excess.value, after.told(axis).excess.value
    return (
        f"{before.rate(axis).value:.1f} -> {after.rate(axis).value:.1f} a month, "
        f"{excess[0]:.1f} -> {excess[1]:.1f} times the expected, "
        f"{found.value:.1f} times as much beside what is told of others"
    )


def _gain(found: Break) -> str:
    return (
        f"gain {found.gain:.1f}, threshold {found.threshold:.1f}, "
        f"by chance {found.chance:.3f}, allowed {found.allowed:.3f}"
    )
