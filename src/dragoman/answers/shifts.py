"""Shifts: whether two are drawing closer or apart, since when, and how sure that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.answers.breaks import MIN_PERIODS, Break, find_break
from dragoman.answers.evidence import Backing, merged
from dragoman.answers.pairs import Among
from dragoman.answers.periods import Period
from dragoman.answers.shares import Change, change
from dragoman.answers.sides import Axis

# Below this many events a pair says nothing about a change; one busy week stays below.
MIN_EVENTS = 8
# An axis has moved when what is told of it grew or fell by a quarter beside what is told
# of others: the line that the field draws between a large and a moderate change.
MIN_CHANGE = 1.25
# When both axes grow, the pair draws closer if at most a third of what was added is
# conflict (allies quarrel more as they do more), and apart if at least half of it is.
MAX_ADDED_CONFLICT_CLOSER = 1 / 3
MIN_ADDED_CONFLICT_APART = 1 / 2
# Gives what is told of the pair on an axis between two days, inclusive.
Told = Callable[[Axis, date, date], Among]
DAYS_A_MONTH = 30.4375


class Arrow(StrEnum):
    """Where two are going, in the words of the field."""

    CLOSER = "closer"
    APART = "apart"
    UNCLEAR = "no clear change"
    TOO_FEW = "too few events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One period of a pair: its events on two axes, and which of its days were asked for."""

    period: Period
    cooperation: Backing
    conflict: Backing
    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days were asked for."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The days on one side of a break. Rates are events a month.

    `told_*` holds the excess over what the activity of the two sides predicts, and what
    the record tells of others in these days.
    """

    start: date
    end: date
    days: int
    cooperation_rate: float
    conflict_rate: float
    told_cooperation: Among
    told_conflict: Among
    cooperation: Backing
    conflict: Backing

    def rate(self, axis: Axis) -> float:
        """Return events a month on an axis."""
        return self.cooperation_rate if axis is Axis.COOPERATION else self.conflict_rate

    def told(self, axis: Axis) -> Among:
        """Return what is told on an axis, with what to measure it against."""
        return self.told_cooperation if axis is Axis.COOPERATION else self.told_conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Where two are going, and why we say so.

    `since` is None unless the arrow is closer or apart. `is_certain` tells that the
    interval of a change that carries the arrow leaves out 1; else the arrow is what the
    record suggests, and a record of more news might do so by chance.
    """

    arrow: Arrow
    reason: str
    is_certain: bool = False
    since: date | None = None
    before: Level | None = None
    after: Level | None = None
    cooperation_change: Change | None = None
    conflict_change: Change | None = None
    found: Break | None = None


def find_shift(steps: Sequence[Step], told: Told) -> Shift:
    """Return where two are going, from their periods in order."""
    channels = (
        [len(step.cooperation.events) for step in steps],
        [len(step.conflict.events) for step in steps],
    )
    events = sum(map(sum, channels))
    if events < MIN_EVENTS:
        reason = f"{events} events, fewer than {MIN_EVENTS}"
        return Shift(arrow=Arrow.TOO_FEW, reason=reason)
    found = find_break(channels, [step.days for step in steps])
    if found is None:
        reason = f"{len(steps)} periods, fewer than {2 * MIN_PERIODS}"
        return Shift(arrow=Arrow.TOO_FEW, reason=reason)
    return _judge(found, _level(steps[: found.at], told), _level(steps[found.at :], told))


def _level(steps: Sequence[Step], told: Told) -> Level:
    start, end = steps[0].start, steps[-1].end
    days = (end - start) // timedelta(days=1) + 1
    cooperation = merged(step.cooperation for step in steps)
    conflict = merged(step.conflict for step in steps)
    return Level(
        start=start,
        end=end,
        days=days,
        cooperation_rate=_a_month(cooperation, days),
        conflict_rate=_a_month(conflict, days),
        told_cooperation=told(Axis.COOPERATION, start, end),
        told_conflict=told(Axis.CONFLICT, start, end),
        cooperation=cooperation,
        conflict=conflict,
    )


def _a_month(told: Backing, days: int) -> float:
    return round(DAYS_A_MONTH * len(told.events) / days, 4)


def _judge(found: Break, before: Level, after: Level) -> Shift:
    """Return what a break means."""
    changes = {axis: _change(before, after, axis) for axis in Axis}
    trends = {axis: _trend(before, after, axis, changes[axis]) for axis in Axis}
    certain = any(trends[axis] and changes[axis].is_certain for axis in Axis)
    arrow, why = Arrow.UNCLEAR, "the best break gains too little"
    if found.is_clear:
        added = _added_conflict(before, after)
        arrow, why = _arrow(trends[Axis.COOPERATION], trends[Axis.CONFLICT], added)
    is_going = arrow in {Arrow.CLOSER, Arrow.APART}
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
    explains = min if after.rate(axis) > before.rate(axis) else max
    return explains((change(counts, each) for each in exposures), key=lambda found: found.value)


def _trend(before: Level, after: Level, axis: Axis, found: Change) -> int:
    """Return 1 for more, -1 for less, 0 for no change.

    The counts must say so as well as the change, and there must be an excess at all: the
    interval of the busier level lies above what chance gives.
    """
    step = after.rate(axis) - before.rate(axis)
    if step > 0 and after.told(axis).excess.low > 1 and found.value >= MIN_CHANGE:
        return 1
    if step < 0 and before.told(axis).excess.low > 1 and found.value <= 1 / MIN_CHANGE:
        return -1
    return 0


def _added_conflict(before: Level, after: Level) -> float:
    """Return which part of what was added a month is conflict."""
    conflict = after.conflict_rate - before.conflict_rate
    cooperation = after.cooperation_rate - before.cooperation_rate
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
        f"{before.rate(axis):.1f} -> {after.rate(axis):.1f} a month, "
        f"{excess[0]:.1f} -> {excess[1]:.1f} times the expected, "
        f"{found.value:.1f} times as much beside what is told of others"
    )


def _gain(found: Break) -> str:
    return f"gain {found.gain:.1f}, threshold {found.threshold:.1f}"
