"""Shifts: whether two are drawing closer or apart, since when, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.answers.breaks import MIN_PERIODS, Break, find_break
from dragoman.answers.evidence import Backing, merged
from dragoman.answers.periods import Period
from dragoman.answers.shares import Ratio
from dragoman.answers.sides import Axis

# Below this many events a pair says nothing about a change; one busy week stays below.
MIN_EVENTS = 8
# An axis has moved when its excess over what the two sides' activity predicts grew or
# fell by a quarter: the line that the field draws between a large and a moderate change.
MIN_CHANGE = 1.25
# When both axes grow, the pair draws closer if at most a third of what was added is
# conflict (allies quarrel more as they do more), and apart if at least half of it is.
MAX_ADDED_CONFLICT_CLOSER = 1 / 3
MIN_ADDED_CONFLICT_APART = 1 / 2
# Gives the excess of the pair on an axis between two days, inclusive.
Excess = Callable[[Axis, date, date], Ratio]
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

    An excess is what is told over what the activity of the two sides predicts, so that
    neither more news nor a busier side alone changes it.
    """

    start: date
    end: date
    days: int
    cooperation_rate: float
    conflict_rate: float
    excess_cooperation: Ratio
    excess_conflict: Ratio
    cooperation: Backing
    conflict: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Where two are going, and why we say so.

    `since` is None unless the arrow is closer or apart. `is_certain` tells that the
    intervals of the excess that carries the arrow do not overlap.
    """

    arrow: Arrow
    reason: str
    is_certain: bool = False
    since: date | None = None
    before: Level | None = None
    after: Level | None = None
    found: Break | None = None


def find_shift(steps: Sequence[Step], excess: Excess) -> Shift:
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
    return _judge(found, _level(steps[: found.at], excess), _level(steps[found.at :], excess))


def _level(steps: Sequence[Step], excess: Excess) -> Level:
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
        excess_cooperation=excess(Axis.COOPERATION, start, end),
        excess_conflict=excess(Axis.CONFLICT, start, end),
        cooperation=cooperation,
        conflict=conflict,
    )


def _a_month(told: Backing, days: int) -> float:
    return round(DAYS_A_MONTH * len(told.events) / days, 4)


def _judge(found: Break, before: Level, after: Level) -> Shift:
    """Return what a break means."""
    arrow, why = Arrow.UNCLEAR, "the best break gains too little"
    warmth = (before.excess_cooperation, after.excess_cooperation)
    strife = (before.excess_conflict, after.excess_conflict)
    if found.is_clear:
        warmer = _trend(*warmth, after.cooperation_rate - before.cooperation_rate)
        harsher = _trend(*strife, after.conflict_rate - before.conflict_rate)
        arrow, why = _arrow(warmer, harsher, _added_conflict(before, after))
    is_going = arrow in {Arrow.CLOSER, Arrow.APART}
    return Shift(
        arrow=arrow,
        reason=f"{why}; {_figures(before, after)}; {_gain(found)}",
        is_certain=is_going and (_are_apart(*warmth) or _are_apart(*strife)),
        since=after.start if is_going else None,
        before=before,
        after=after,
        found=found,
    )


def _trend(before: Ratio, after: Ratio, rate_step: float) -> int:
    """Return 1 for more, -1 for less, 0 for no change.

    The counts must say so as well as the excess, and there must be an excess at all: the
    interval of the busier level lies above what chance gives.
    """
    if rate_step > 0 and after.low > 1 and after.value >= MIN_CHANGE * before.value:
        return 1
    if rate_step < 0 and before.low > 1 and before.value >= MIN_CHANGE * after.value:
        return -1
    return 0


def _are_apart(one: Ratio, other: Ratio) -> bool:
    return one.high < other.low or other.high < one.low


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
    return Arrow.UNCLEAR, "less of both" if warmer else "no more than two so busy would by chance"


def _figures(before: Level, after: Level) -> str:
    return (
        f"{after.start} to {after.end} against {before.start} to {before.end}: "
        f"cooperation {before.cooperation_rate:.1f} -> {after.cooperation_rate:.1f} a month, "
        f"{before.excess_cooperation.value:.1f} -> {after.excess_cooperation.value:.1f} times "
        f"the expected; conflict {before.conflict_rate:.1f} -> {after.conflict_rate:.1f}, "
        f"{before.excess_conflict.value:.1f} -> {after.excess_conflict.value:.1f} times"
    )


def _gain(found: Break) -> str:
    return f"gain {found.gain:.1f}, threshold {found.threshold:.1f}"
