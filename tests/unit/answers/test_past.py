"""The past by who did what says what a walk over all deeds says."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.outlooks.deeds import Act, Deed, turned
from dragoman.answers.outlooks.past import MAX_EVENTS, Past
from dragoman.answers.outlooks.tallies import table_of
from dragoman.answers.shares import share
from dragoman.answers.sides import Direction
from dragoman.model import Event

START = date(2020, 3, 1)
SIDES = ("CHN", "IRN", "RUS", "USA")
WAYS = (Direction.FIRST_TO_SECOND, Direction.SECOND_TO_FIRST, Direction.MUTUAL)


@st.composite
def pasts(draw: st.DrawFn) -> list[Deed]:
    """Draw deeds, each from both sides, some of them of one event of several pairs."""
    told = st.tuples(
        st.lists(st.sampled_from(SIDES), min_size=2, max_size=2, unique=True),
        st.sampled_from(["AID", "ACCUSE"]),
        st.sampled_from(WAYS),
        st.integers(0, 40),
    )
    deeds = []
    for (first, second), kind, way, day in draw(st.lists(told, min_size=1, max_size=40)):
        event = cast(Event, SimpleNamespace(id=f"ev {day // 2} {kind}"))
        for side, other, seen in ((first, second, way), (second, first, turned(way))):
            when, act = START + timedelta(days=day), (kind, seen)
            deeds.append(Deed(side=side, other=other, act=act, day=when, event=event))
    return sorted(deeds, key=lambda deed: (deed.day, deed.event.id, deed.side, deed.other))


def latest(deeds: Iterable[Deed]) -> list[Deed]:
    """Return the latest deeds, each event once."""
    found: dict[str, Deed] = {}
    for deed in reversed(list(deeds)):
        found.setdefault(deed.event.id, deed)
    return list(found.values())[:MAX_EVENTS]


def walked(
    deeds: Sequence[Deed], two: tuple[str, str], act: Act, calls: dict[Act, float]
) -> dict[str, Sequence[Deed]]:
    """Return the grounds of a prospect by a walk over all deeds."""
    of_two = [deed for deed in deeds if (deed.side, deed.other) == two]
    alike = [deed for deed in deeds if deed.act == act]
    return {
        "recurrence": latest(deed for deed in of_two if deed.act == act),
        "association": sorted(latest(of_two), key=lambda deed: -calls[deed.act]),
        "habit": latest(d for d in alike if d.side == two[0] or d.other == two[1]),
        "custom": latest(alike),
    }


@given(deeds=pasts(), seed=st.integers(0, 9))
def test_the_grounds_of_a_prospect_are_those_of_a_walk_over_all_deeds(
    deeds: list[Deed], seed: int
) -> None:
    table = table_of(deeds)
    past, follows = Past(deeds, table), np.random.default_rng(seed).random(len(table.acts))
    calls = dict(zip(table.acts, follows.tolist(), strict=True))
    for first in table.sides:
        for second in table.sides:
            for act in table.acts:
                two = first, second
                assert past.grounds(two, act, follows) == walked(deeds, two, act, calls)


@given(deeds=pasts(), first=st.sampled_from(SIDES), second=st.sampled_from([*SIDES, None]))
def test_the_deeds_of_those_asked_about_are_those_of_a_walk(
    deeds: list[Deed], first: str, second: str | None
) -> None:
    past = Past(deeds, table_of(deeds))
    own = [deed for deed in deeds if deed.side == first and second in {None, deed.other}]
    assert past.of(first, second) == own
    new = {(deed.side, deed.other, deed.act) for deed in own}
    assert past.unseen(first, second) == share(len(new), len(own))
    everything = {(deed.side, deed.other, deed.act) for deed in deeds}
    assert past.unseen_in_record == share(len(everything), len(deeds))


def test_nothing_is_the_past_of_somebody_unheard_of() -> None:
    past = Past([], table_of([]))
    assert past.of("RUS", None) == past.of("RUS", "IRN") == []
    assert past.unseen("RUS", "IRN") == past.unseen_in_record == share(0, 0)
