"""Arrows of many pairs at once: how many are invented when all of a brief are looked at.

A *world* is the dyads of even places in twelve of their months, drawn by chance and in an order
that is the same for all: who is busy together stays so, bursts and scatter stay, and no change
of level is left. In a *moved* world one dyad of ten has its busier axis thinned to one part in
TIMES on one side of a month, for good.

`null_arrows_alone` is the share of dyads with a clear break when each is asked about alone,
`null_arrows` when all of a world are looked at together, and `null_worlds` the share of worlds
with any: there it is the false discovery rate. `false_discovery_rate` is the mean share of
invented ones among the arrows of moved worlds (0 where there is none; `false_alone` when each is
asked about alone), `moved_found_alone` and
`moved_found` how many of the moved dyads get one. An arrow of an answer needs more than a clear
break (docs/answers.md), so that these are upper bounds.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from dragoman.answers.shifts.arrows import MIN_EVENTS, exposures
from dragoman.answers.shifts.breaks import Break, find_break
from dragoman.answers.shifts.discoveries import FALSE_DISCOVERY_RATE, false_discoveries
from eval.injected import Dyad, thinned

# A brief looks back a year.
MONTHS = 12
WORLDS, SEED = 100, 20
# How many dyads of a moved world are moved, and to how many times as much.
PART, TIMES = 0.1, 10
# Months that a move lies away from both ends: as long as the shortest level.
EDGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A dyad of a world: whether it was moved, and whether it has an arrow."""

    moved: bool
    alone: bool
    together: bool


def score_worlds(dyads: Sequence[Dyad]) -> dict[str, float | int]:
    """Return the metrics over worlds of these dyads."""
    chance = random.Random(SEED)
    null = [_world(dyads, 0.0, chance) for _ in range(WORLDS)]
    moved = [_world(dyads, PART, chance) for _ in range(WORLDS)]
    still = [seen for world in null for seen in world]
    shifted = [seen for world in moved for seen in world if seen.moved]
    return {
        "dyads_a_world": round(len(still) / WORLDS, 1),
        "null_arrows_alone": round(fmean(seen.alone for seen in still), 4),
        "null_arrows": round(fmean(seen.together for seen in still), 4),
        "null_worlds": round(fmean(any(seen.together for seen in world) for world in null), 4),
        "false_alone": round(fmean(_invented(world, "alone") for world in moved), 4),
        "false_discovery_rate": round(fmean(_invented(world, "together") for world in moved), 4),
        "moved_found_alone": round(fmean(seen.alone for seen in shifted), 4),
        "moved_found": round(fmean(seen.together for seen in shifted), 4),
    }


def _invented(world: Sequence[Seen], asked: str) -> float:
    """Return the share of invented arrows; 0 where there is none."""
    shown = [seen for seen in world if getattr(seen, asked)]
    return fmean(not seen.moved for seen in shown) if shown else 0.0


def _world(dyads: Sequence[Dyad], part: float, chance: random.Random) -> list[Seen]:
    """Return the dyads of one world that have enough events to be tested."""
    order = chance.sample(range(len(dyads[0].months)), MONTHS)
    told: list[tuple[bool, Break]] = []
    for dyad in dyads:
        year = replace(dyad, months=tuple(dyad.months[month] for month in order))
        moves = chance.random() < part
        if moves:
            year = _moved(year, chance)
        found = _best_break(year)
        if found is not None:
            told.append((moves, found))
    breaks = [found for _, found in told]
    rates = false_discoveries(breaks, [found.is_clear for found in breaks])
    return [
        Seen(moved=moves, alone=found.is_clear, together=rate <= FALSE_DISCOVERY_RATE)
        for (moves, found), rate in zip(told, rates, strict=True)
    ]


def _moved(year: Dyad, chance: random.Random) -> Dyad:
    axis = 0 if year.rate(0) >= year.rate(1) else 1
    at = chance.randint(EDGE, MONTHS - EDGE)
    side = chance.choice([range(at), range(at, MONTHS)])
    return thinned(year, axis, side, TIMES, chance)


def _best_break(year: Dyad) -> Break | None:
    if sum(sum(month.counts) for month in year.months) < MIN_EVENTS:
        return None
    days = [month.days for month in year.months]
    channels = tuple(zip(*(month.counts for month in year.months), strict=True))
    return find_break(channels, exposures(days, [month.elsewhere for month in year.months]), days)
