"""Shifts: whether two series of counts changed their level, and when."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.answers.evidence import Backing, merged
from dragoman.answers.periods import Period

# Below this many events a series says nothing about a change. A single busy week passes
# neither this nor the next guard.
MIN_EVENTS = 8
# A level needs at least two periods on each side to be a level.
MIN_PERIODS = 2
# Twice the gain in log-likelihood must exceed this many times ln(periods): one for each
# number that a break adds (two rates and where it is), as the Bayesian criterion asks.
BREAK_COST = 3.0
# When both axes rise or fall, the share of conflict must move by so much for an arrow.
BALANCE_STEP = 0.1
# A count is never less scattered than chance would have it.
MIN_DISPERSION = 1.0


class Arrow(StrEnum):
    """Where two are going, in the words of the field."""

    CLOSER = "closer"
    APART = "apart"
    UNCLEAR = "no clear change"
    TOO_FEW = "too few events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The best place to cut a series in two, and how much it gains over not cutting.

    `at` is the first period after the break. `gain` is twice the difference of
    log-likelihoods over the dispersion; it is a break when it exceeds `threshold`.
    `places` is how many cuts were tried.
    """

    at: int
    gain: float
    threshold: float
    dispersion: float
    places: int

    @property
    def is_clear(self) -> bool:
        """Tell whether the gain exceeds the threshold."""
        return self.gain > self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One period of a pair: its events on two axes, and all events told of the period."""

    period: Period
    cooperation: Backing
    conflict: Backing
    exposure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The periods on one side of a break.

    Rates are events of the pair per 100 events told in all, so that more news alone
    changes nothing.
    """

    first: Period
    last: Period
    cooperation_rate: float
    conflict_rate: float
    cooperation: Backing
    conflict: Backing
    exposure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Where two are going, and why we say so. `since` is None unless a break is clear."""

    arrow: Arrow
    reason: str
    since: date | None = None
    before: Level | None = None
    after: Level | None = None
    found: Break | None = None


def find_shift(steps: Sequence[Step]) -> Shift:
    """Return where two are going, from their periods in order."""
    channels = (
        [len(step.cooperation.events) for step in steps],
        [len(step.conflict.events) for step in steps],
    )
    exposure = [step.exposure for step in steps]
    told = sum(map(sum, channels))
    if told < MIN_EVENTS:
        reason = f"{told} events, fewer than {MIN_EVENTS}: too few to say"
        return Shift(arrow=Arrow.TOO_FEW, reason=reason)
    found = find_break(channels, exposure)
    if found is None:
        reason = f"{len(steps)} periods, fewer than {2 * MIN_PERIODS}: too few to say"
        return Shift(arrow=Arrow.TOO_FEW, reason=reason)
    before, after = _level(steps[: found.at]), _level(steps[found.at :])
    if not found.is_clear:
        reason = f"best break gains {found.gain:.1f}, not more than {found.threshold:.1f}"
        return Shift(arrow=Arrow.UNCLEAR, reason=reason, before=before, after=after, found=found)
    arrow = _arrow(before, after)
    return Shift(
        arrow=arrow,
        reason=_reason(found, before, after),
        since=after.first.start,
        before=before,
        after=after,
        found=found,
    )


def _level(steps: Sequence[Step]) -> Level:
    exposure = sum(step.exposure for step in steps)
    cooperation = merged(step.cooperation for step in steps)
    conflict = merged(step.conflict for step in steps)
    return Level(
        first=steps[0].period,
        last=steps[-1].period,
        cooperation_rate=_per_hundred(cooperation, exposure),
        conflict_rate=_per_hundred(conflict, exposure),
        cooperation=cooperation,
        conflict=conflict,
        exposure=exposure,
    )


def _per_hundred(told: Backing, exposure: int) -> float:
    return round(100 * len(told.events) / exposure, 4) if exposure else 0.0


def _arrow(before: Level, after: Level) -> Arrow:
    """Return closer or apart when the two axes do not contradict each other.

    More of both is attention, not a direction: then the balance of the two must move
    as well, and it must move clearly (by BALANCE_STEP).
    """
    warmer = after.cooperation_rate - before.cooperation_rate
    harsher = after.conflict_rate - before.conflict_rate
    if warmer > 0 >= harsher:
        return Arrow.CLOSER
    if harsher > 0 >= warmer:
        return Arrow.APART
    step = _conflict_part(after) - _conflict_part(before)
    if abs(step) < BALANCE_STEP:
        return Arrow.UNCLEAR
    return Arrow.APART if step > 0 else Arrow.CLOSER


def _conflict_part(level: Level) -> float:
    """Return the share of conflict, with half an event added to each side."""
    conflict, cooperation = len(level.conflict.events), len(level.cooperation.events)
    return (conflict + 0.5) / (conflict + cooperation + 1)


def _reason(found: Break, before: Level, after: Level) -> str:
    return (
        f"from {after.first.label} on, cooperation {before.cooperation_rate:.1f} -> "
        f"{after.cooperation_rate:.1f} and conflict {before.conflict_rate:.1f} -> "
        f"{after.conflict_rate:.1f} of 100 told events "
        f"(gain {found.gain:.1f}, threshold {found.threshold:.1f})"
    )


def find_break(channels: Sequence[Sequence[int]], exposure: Sequence[float]) -> Break | None:
    """Return the best common break of several Poisson series; None when too short.

    The rate of a series is its count over the exposure of the period (all events that
    were reported), so that a month with more news is not taken for a change.
    """
    length = len(exposure)
    if length < 2 * MIN_PERIODS or not sum(exposure):
        return None
    gains = {
        cut: 2 * sum(_gain(counts, exposure, cut) for counts in channels)
        for cut in range(MIN_PERIODS, length - MIN_PERIODS + 1)
        if sum(exposure[:cut]) and sum(exposure[cut:])
    }
    if not gains:
        return None
    at = max(gains, key=lambda cut: (gains[cut], -cut))
    dispersion = _dispersion(channels, exposure, at)
    return Break(
        at=at,
        gain=round(gains[at] / dispersion, 4),
        threshold=round(BREAK_COST * math.log(length), 4),
        dispersion=round(dispersion, 4),
        places=len(gains),
    )


def rate(counts: Sequence[int], exposure: Sequence[float]) -> float:
    """Return events per unit of exposure; 0 where there was none."""
    total = sum(exposure)
    return sum(counts) / total if total else 0.0


def _gain(counts: Sequence[int], exposure: Sequence[float], cut: int) -> float:
    """Return the log-likelihood that two rates have over one."""
    parts = (
        (counts[:cut], exposure[:cut]),
        (counts[cut:], exposure[cut:]),
    )
    return sum(_fit(c, e) for c, e in parts) - _fit(counts, exposure)


def _fit(counts: Sequence[int], exposure: Sequence[float]) -> float:
    """Return the log-likelihood of one rate, without what no rate changes."""
    total = sum(counts)
    return total * math.log(rate(counts, exposure)) if total else 0.0


def _dispersion(channels: Sequence[Sequence[int]], exposure: Sequence[float], cut: int) -> float:
    """Return Pearson's scatter around the two levels, over what chance would give."""
    scatter, freedom = 0.0, 0
    for counts in channels:
        for part in (slice(None, cut), slice(cut, None)):
            level = rate(counts[part], exposure[part])
            expected = [level * unit for unit in exposure[part]]
            pairs = [(c, e) for c, e in zip(counts[part], expected, strict=True) if e > 0]
            scatter += sum((count - mean) ** 2 / mean for count, mean in pairs)
            freedom += max(len(pairs) - 1, 0)
    return max(scatter / freedom, MIN_DISPERSION) if freedom else MIN_DISPERSION
