"""Worlds with one hidden shift: does the answer find it behind the story that hides it?

A world is a year of news of pairs as uneven as those of real news. One pair, no loud one, does
several times as much for the last months, all that it adds being aid; in the last two weeks a
war breaks out between two others, and newsrooms that tell of it print less of everything else.
The answer lists what is overshadowed; the hidden pair must stand among the first three.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from dragoman.answers import overshadowed
from tests.unit.answers.told import Told

pytestmark = pytest.mark.slow

COUNTRIES = ("IRN", "RUS", "TUR", "IRQ", "SYR", "ISR", "ARM", "AZE", "USA", "CHN")
# Acts of all pairs in a month, and by how much the n-th pair is told of less than the first.
ACTS_A_MONTH, UNEVENNESS = 90, 0.7
BEGINS, DAYS, DAYS_A_MONTH = date(2019, 10, 12), 365, 30
TODAY = BEGINS + timedelta(days=DAYS - 1)
WINDOW = 14
# The war has so many stories a day, and of all else this part is still printed.
WAR_STORIES, STILL_PRINTED = 5, 0.4
# Acts of the hidden pair in a month before its shift, and days before today that it began.
HIDDEN_ACTS, SHIFT_DAYS = 2.0, 135
WORLDS, FIRST = 10, 3


@dataclass(frozen=True, slots=True)
class Hidden:
    """Where the hidden pair stands among the answers, from 1; None when it is not among them."""

    rank: int | None
    louder_is_named: bool


def world(seed: int, times: float) -> Hidden:
    """Tell of a year and ask what it hides."""
    chance = random.Random(seed)
    pairs = list(combinations(COUNTRIES, 2))
    chance.shuffle(pairs)
    weights = [1 / (1 + place) ** UNEVENNESS for place in range(len(pairs))]
    hidden, war = pairs[-1], next(p for p in reversed(pairs[:-1]) if not set(p) & set(pairs[-1]))
    others = [pair for pair in pairs if pair not in {hidden, war}]
    told = Told()
    for day in range(DAYS):
        printed = STILL_PRINTED if day >= DAYS - WINDOW else 1.0
        acts = ACTS_A_MONTH / DAYS_A_MONTH * printed
        tell_day(
            told, chance.choices(others, weights[: len(others)], k=whole(acts, chance)), day, chance
        )
        usual = HIDDEN_ACTS / DAYS_A_MONTH * printed
        tell_day(told, [hidden] * whole(usual, chance), day, chance)
        if day >= DAYS - SHIFT_DAYS:
            for _ in range(whole((times - 1) * usual, chance)):
                told.tell(hidden[0], "AID", hidden[1], BEGINS + timedelta(days=day))
        if day >= DAYS - WINDOW:
            for _ in range(WAR_STORIES):
                told.tell(war[0], "ASSAULT", war[1], BEGINS + timedelta(days=day))
    found = overshadowed(told, TODAY, WINDOW).entries
    order = [{entry.first, entry.second} for entry in found]
    return Hidden(
        rank=order.index(set(hidden)) + 1 if set(hidden) in order else None,
        louder_is_named=all(set(entry.louder) == set(war) for entry in found),
    )


def tell_day(told: Told, pairs: list[tuple[str, str]], day: int, chance: random.Random) -> None:
    for first, second in pairs:
        kind = chance.choice(("AID", "CONSULT", "COOPERATE", "THREATEN"))
        told.tell(first, kind, second, BEGINS + timedelta(days=day))


def whole(mean: float, chance: random.Random) -> int:
    """A whole number around a mean, by chance (Knuth's Poisson)."""
    limit, product, count = 2.718281828**-mean, chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


@cache
def worlds(times: float) -> tuple[Hidden, ...]:
    return tuple(world(seed, times) for seed in range(WORLDS))


def among_the_first(times: float) -> int:
    return sum(found.rank is not None and found.rank <= FIRST for found in worlds(times))


# Of 10 worlds the hidden pair was first in 9 where it did six times as much (from 2 acts a month
# to 12, of which folding leaves about 8), in 7 where it did four times as much, in 2 where three
# times; where it is not named its break is not beyond what chance makes.
@pytest.mark.parametrize(("times", "least"), [(6.0, 9), (4.0, 7)])
def test_a_shift_that_a_war_hides_is_among_the_first_three(times: float, least: int) -> None:
    assert among_the_first(times) >= least


def test_where_nothing_shifts_no_pair_is_said_to_be_hidden() -> None:
    assert [found.rank for found in worlds(1.0)] == [None] * WORLDS


def test_the_war_is_named_as_the_louder_story() -> None:
    assert all(found.louder_is_named for found in worlds(6.0))
