"""Arrows of many pairs looked at together: how many of them chance may make."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.answers import Arrow, brief
from dragoman.answers.shifts.arrows import Shift
from dragoman.answers.shifts.breaks import Break, find_break, find_breaks
from dragoman.answers.shifts.discoveries import (
    FALSE_DISCOVERY_RATE,
    corrected,
    false_discoveries,
    looked_at,
)
from dragoman.answers.wire import plain
from tests.unit.answers.told import Told

MONTHS = [30] * 12
# Acts a month of a pair, and how much more than chance they scatter: as in dyads of ICEWS.
RATES, SHAPE = (1.0, 3.0, 10.0), 0.6
WORLDS, PAIRS = 30, 40


def bursts(random_numbers: np.random.Generator, rate: float) -> list[int]:
    """A year of counts that scatter as news does: a Poisson whose rate is drawn every month."""
    rates = random_numbers.gamma(SHAPE, rate / SHAPE, size=len(MONTHS))
    return [int(count) for count in random_numbers.poisson(rates)]


def null_breaks(random_numbers: np.random.Generator) -> list[Break]:
    """The best breaks of pairs of which nothing changes."""
    rates = [RATES[number % len(RATES)] for number in range(PAIRS)]
    series = [(bursts(random_numbers, rate), bursts(random_numbers, rate / 3)) for rate in rates]
    found = (find_break(channels, MONTHS) for channels in series)
    return [each for each in found if each is not None]


def discovered(found: Sequence[Break], rate: float = FALSE_DISCOVERY_RATE) -> list[bool]:
    may = [each.is_clear for each in found]
    return [each <= rate for each in false_discoveries(found, may)]


@pytest.fixture(scope="module")
def worlds() -> list[list[Break]]:
    random_numbers = np.random.default_rng(7)
    return [null_breaks(random_numbers) for _ in range(WORLDS)]


def test_asked_about_alone_one_calm_pair_in_twenty_has_a_clear_break(
    worlds: list[list[Break]],
) -> None:
    clear = [each.is_clear for world in worlds for each in world]
    assert 0.02 <= sum(clear) / len(clear) <= 0.06


def test_looked_at_together_one_calm_world_in_ten_has_an_arrow_and_no_pair_in_a_hundred(
    worlds: list[list[Break]],
) -> None:
    arrows = [discovered(world) for world in worlds]
    assert sum(map(any, arrows)) / len(worlds) <= FALSE_DISCOVERY_RATE + 0.1
    assert sum(map(sum, arrows)) / sum(map(len, arrows)) <= 0.005


def test_a_change_that_chance_does_not_make_stands_among_many_calm_pairs(
    worlds: list[list[Break]],
) -> None:
    moved = find_break(([1, 0, 1, 2, 0, 1, 14, 15, 13, 16, 14, 15], [1] * 12), MONTHS)
    assert moved is not None
    assert discovered([*worlds[0], moved])[-1]


def test_no_break_is_a_discovery_where_none_was_looked_for() -> None:
    assert false_discoveries([], []) == []


def made(strength: float, chance_strengths: tuple[float, ...]) -> Break:
    return Break(
        at=6,
        earliest=6,
        latest=6,
        gain=20.0,
        threshold=8.0,
        chance=0.01,
        allowed=0.01,
        dispersion=1.0,
        places=5,
        strength=strength,
        orders=100,
        chance_strengths=chance_strengths,
    )


def test_the_rate_is_what_all_pairs_make_by_chance_over_what_is_found() -> None:
    # Of the 200 orders one is stronger than 1.5, and six than 1.05; the one that is there counts.
    found = [made(1.5, (1.1, 1.2, 1.3, 1.6)), made(1.05, (1.1, 1.3))]
    own = 1 / 200
    first, second = 2 * (1 / 200 + own), 6 / 200 + own
    assert false_discoveries(found, [True, True]) == pytest.approx([first, second])


BREAKS = st.lists(
    st.builds(
        made,
        st.floats(0.5, 3).map(lambda value: round(value, 4)),
        st.lists(st.floats(1.01, 3), max_size=5).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


@given(BREAKS)
def test_a_stronger_break_is_never_the_likelier_invention(found: list[Break]) -> None:
    rates = false_discoveries(found, [True] * len(found))
    by_strength = sorted(zip(found, rates, strict=True), key=lambda pair: -pair[0].strength)
    ordered = [rate for _, rate in by_strength]
    assert ordered == sorted(ordered)
    assert all(0 < rate <= 1 for rate in ordered)


@given(BREAKS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_no_rate(found: list[Break], chance: random.Random) -> None:
    rates = false_discoveries(found, [True] * len(found))
    places = chance.sample(range(len(found)), len(found))
    moved = false_discoveries([found[place] for place in places], [True] * len(found))
    assert moved == [rates[place] for place in places]


@given(BREAKS)
def test_what_may_be_no_discovery_has_the_rate_of_one(found: list[Break]) -> None:
    assert false_discoveries(found, [False] * len(found)) == [1.0] * len(found)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 30), min_size=12, max_size=36))
def test_a_break_cut_again_is_no_stronger_than_the_one_before_it(counts: list[int]) -> None:
    days = [30] * len(counts)
    whole = find_break((counts,), days)
    breaks = find_breaks((counts,), days)
    assert whole is not None
    assert all(each.strength <= whole.strength for each in breaks)


TODAY = date(2020, 12, 31)


def tell(told: Told, pair: str, counts: Sequence[int]) -> None:
    actor, recipient = pair.split()
    for month, count in enumerate(counts, start=1):
        for number in range(count):
            told.tell(actor, "AID", recipient, date(2020, month, 1 + 2 * number % 27))


@pytest.fixture
def crowd(told: Told) -> Told:
    """A pair that goes from nothing to much, and calm ones."""
    tell(told, "RUS IRN", [0, 1, 0, 0, 0, 1, 9, 8, 9, 8, 9, 8])
    codes = ["ARM", "AZE", "SYR", "IRQ", "ISR", "EGY", "JOR", "LBN", "KWT", "OMN"]
    for shift, (one, other) in enumerate(pairwise(codes)):
        calm = [2, 1, 3, 1, 0, 2, 1, 2, 3, 0, 1, 2]
        tell(told, f"{one} {other}", calm[shift:] + calm[:shift])
    return told


def test_a_brief_says_among_how_many_pairs_and_at_which_rate_its_arrows_stand(crowd: Told) -> None:
    found = brief(crowd, TODAY)
    assert found.looked_at.false_discovery_rate == FALSE_DISCOVERY_RATE
    assert (found.looked_at.pairs, found.looked_at.tested) == (10, 10)
    assert found.looked_at.arrows == len(found.changed) == 1
    assert (found.changed[0].first, found.changed[0].second) == ("IRN", "RUS")


def test_an_arrow_of_a_brief_tells_its_rate(crowd: Told) -> None:
    rate = brief(crowd, TODAY).changed[0].shift.false_discovery
    assert rate is not None
    assert 0 < rate <= FALSE_DISCOVERY_RATE


def closer(strength: float) -> Shift:
    begins = date(2020, 7, 1)
    return Shift(
        arrow=Arrow.CLOSER,
        reason="more cooperation; the figures",
        is_certain=True,
        since=begins,
        since_earliest=begins,
        since_latest=begins,
        found=made(strength, (1.2,) * 5),
    )


def test_an_arrow_that_chance_makes_among_many_is_taken_away_and_named() -> None:
    asked = {("IRN", "RUS"): closer(2.0), ("QAT", "TUR"): closer(1.1)}
    asked |= {("AAA", str(number)): calm(closer(0.9)) for number in range(8)}
    shifts = corrected(asked)
    taken = shifts["QAT", "TUR"]
    assert shifts["IRN", "RUS"].arrow is Arrow.CLOSER
    assert (taken.arrow, taken.since, taken.is_certain) == (Arrow.UNCLEAR, None, False)
    assert taken.reason == (
        "more cooperation, but among 10 pairs looked at chance makes as much; the figures"
    )
    assert looked_at(shifts).alone == (("QAT", "TUR"),)
    assert (looked_at(shifts).tested, looked_at(shifts).arrows) == (10, 1)


def calm(shift: Shift) -> Shift:
    return replace(shift, arrow=Arrow.UNCLEAR, since=None, is_certain=False)


def test_the_orders_of_a_break_are_not_told(crowd: Told) -> None:
    found = brief(crowd, TODAY).changed[0].shift.found
    assert found is not None
    assert found.chance_strengths
    assert "chance_strengths" not in plain(found)
