"""Pairs: the events between two, and what two so busy would have by chance."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.answers.pairs import Pairs, find_pairs, period_of_event
from dragoman.answers.sides import Axis
from dragoman.model import Status
from tests.unit.answers.told import Told, interval

FIFTH = date(2020, 6, 5)
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


def pairs_in(told: Told) -> Pairs:
    return find_pairs(fold(told))


def test_the_events_of_two_are_found_in_either_order(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    pairs = pairs_in(told)
    assert len(pairs.of("RUS", "IRN")) == 1
    assert pairs.of("RUS", "IRN") == pairs.of("IRN", "RUS")


def test_an_empty_record_has_the_excess_of_no_knowledge(told: Told) -> None:
    excess = pairs_in(told).excess(Axis.COOPERATION, ("IRN", "RUS"))
    assert (excess.observed, excess.expected, excess.value) == (0, 0.0, 1.0)


def test_two_who_are_busy_only_with_each_other_exceed_what_chance_gives(told: Told) -> None:
    for month in range(1, 13):
        told.tell("RUS", "AID", "IRN", date(2020, month, 1))
        told.tell("ARM", "AID", "TUR", date(2020, month, 1))
    assert pairs_in(told).excess(Axis.COOPERATION, ("IRN", "RUS")).low > 1


def test_what_is_not_done_makes_no_excess(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH, status=Status.FUTURE)
    told.tell("RUS", "AID", "IRN", FIFTH, historical=True)
    assert pairs_in(told).excess(Axis.COOPERATION, ("IRN", "RUS")).observed == 0


def test_a_pair_is_measured_against_stories_that_do_not_tell_of_it(told: Told) -> None:
    both = told.print_article("Wire", FIFTH)
    told.tell("RUS", "AID", "IRN", FIFTH, article=both)
    told.tell("RUS", "AID", "SYR", FIFTH, article=both)
    told.tell("ARM", "AID", "TUR", FIFTH)
    told.tell("IRQ", "AID", "SYR", FIFTH)
    among = pairs_in(told).among(Axis.COOPERATION, ("IRN", "RUS"), YEAR, YEAR)
    assert among.stories == (both.id,)
    assert (among.louder, among.elsewhere) == (("ARM", "TUR"), 1)


def test_a_copy_makes_no_story_more(told: Told) -> None:
    told.copy(told.tell("RUS", "AID", "IRN", FIFTH), "Paper")
    told.tell("ARM", "ASSAULT", "AZE", FIFTH)
    told.copy(told.tell("TUR", "AID", "AZE", FIFTH), "Paper")
    among = pairs_in(told).among(Axis.COOPERATION, ("IRN", "RUS"), YEAR, YEAR)
    assert (len(among.stories), among.elsewhere) == (1, 1)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        pytest.param(FIFTH, FIFTH, "2020-06", id="a day"),
        pytest.param(date(2020, 6, 1), date(2020, 6, 30), "2020-06", id="the whole month"),
        pytest.param(date(2020, 6, 29), date(2020, 7, 5), "2020-07", id="over its end"),
        pytest.param(date(2020, 6, 1), date(2020, 7, 31), None, id="two months"),
    ],
)
def test_an_event_lies_in_the_month_that_holds_it(
    told: Told, start: date, end: date, label: str | None
) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH, when=interval(start, end))
    (event,) = fold(told).events
    period = period_of_event(event, "month")
    assert (period.label if period else None) == label


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["RUS", "IRN", "USA", "RUS IRN"]),
        st.sampled_from(["AID", "ASSAULT"]),
        st.sampled_from(["RUS", "IRN", "TUR"]),
        st.integers(1, 28),
    ),
    max_size=10,
)


@given(ACTS)
def test_what_is_expected_of_all_pairs_is_what_is_told(
    acts: list[tuple[str, str, str, int]],
) -> None:
    told = Told()
    for actors, event_type, recipients, day in acts:
        told.tell(actors, event_type, recipients, date(2020, 6, day))
    pairs = pairs_in(told)
    named = ("IRN", "RUS", "TUR", "USA")
    ratios = [pairs.excess(Axis.CONFLICT, (a, b)) for a in named for b in named if a < b]
    observed = sum(found.observed for found in ratios)
    assert sum(found.expected for found in ratios) == pytest.approx(observed, abs=0.001)


@given(ACTS, st.integers(0, 10))
def test_what_was_done_between_two_is_what_a_plain_walk_finds(
    acts: list[tuple[str, str, str, int]], planned: int
) -> None:
    told = Told()
    for number, (actors, event_type, recipients, day) in enumerate(acts):
        status = Status.FUTURE if number == planned else Status.ACTUAL
        told.tell(actors, event_type, recipients, date(2020, 6, day), status=status)
    pairs = pairs_in(told)
    for pair, events in pairs.events_of.items():
        walked = [
            (event, frozenset(pairs.directions(event, *pair).values()))
            for event in events
            if pairs.is_done(event)
        ]
        assert list(pairs.done_between(pair)) == walked
