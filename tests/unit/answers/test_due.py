"""What is to come: announcements folded over who says so, never what is past."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import DueItem, agenda
from dragoman.model import AgendaStatus
from tests.unit.answers.told import Told, interval

TODAY = date(2020, 10, 10)
EXPIRY = date(2020, 10, 18)


def due_in(told: Told, **asked: date | str | None) -> tuple[DueItem, ...]:
    actor = asked.pop("actor", None)
    parties = (actor,) if actor else ()
    ahead = (AgendaStatus.ANNOUNCED,)
    return agenda(told, TODAY, parties=parties, statuses=ahead, **asked).things  # type: ignore[arg-type]


def test_what_ended_yesterday_is_past(told: Told) -> None:
    told.announce("visit", interval(date(2020, 10, 1), date(2020, 10, 9)), "RUS")
    assert due_in(told) == ()


def test_what_ends_today_is_still_due(told: Told) -> None:
    told.announce("visit", interval(date(2020, 10, 1), TODAY), "RUS")
    (item,) = due_in(told)
    assert item.days == -9


def test_what_starts_after_the_last_day_asked_for_is_left_out(told: Told) -> None:
    told.announce("expiry", interval(EXPIRY), "IRN")
    assert due_in(told, until=date(2020, 10, 17)) == ()


def test_one_thing_told_by_several_is_due_once(told: Told) -> None:
    for outlet in ("Wire", "Post", "Paper"):
        told.announce("expiry", interval(EXPIRY), "IRN", outlet=outlet)
    (item,) = due_in(told)
    assert (len(item.items), item.outlets) == (3, ("Paper", "Post", "Wire"))


def test_an_expiry_takes_those_who_name_one_of_its_actors(told: Told) -> None:
    told.announce("expiry", interval(EXPIRY), "IRN", "UNO")
    told.announce("expiry", interval(EXPIRY), "IRN", "USA")
    told.announce("expiry", interval(EXPIRY))
    (item,) = due_in(told)
    assert (item.actors, item.named) == (("IRN",), ("IRN", "UNO", "USA"))


def test_two_guests_of_one_day_are_two_visits(told: Told) -> None:
    told.announce("visit", interval(EXPIRY), "IRN", "RUS")
    told.announce("visit", interval(EXPIRY), "IRN", "IRQ")
    assert len(due_in(told)) == 2


def test_a_visit_of_which_only_the_guest_is_named_is_the_same_visit(told: Told) -> None:
    told.announce("visit", interval(EXPIRY), "IRN", "RUS")
    told.announce("visit", interval(EXPIRY), "RUS")
    assert len(due_in(told)) == 1


@pytest.mark.parametrize(
    ("what", "start", "end"),
    [
        pytest.param("vote", EXPIRY, EXPIRY, id="another kind"),
        pytest.param("expiry", date(2020, 10, 19), date(2020, 10, 19), id="another day"),
        pytest.param("expiry", date(2020, 10, 11), date(2020, 10, 20), id="a wider interval"),
    ],
)
def test_what_differs_is_due_apart(told: Told, what: str, start: date, end: date) -> None:
    told.announce("expiry", interval(EXPIRY), "IRN")
    told.announce(what, interval(start, end), "IRN")
    assert len(due_in(told)) == 2


def test_words_for_no_single_day_are_rough(told: Told) -> None:
    told.announce("exercise", interval(date(2020, 10, 11), date(2020, 10, 20)), "IRN")
    told.announce("expiry", interval(EXPIRY), "IRN")
    assert [(item.what, item.is_rough) for item in due_in(told)] == [
        ("exercise", True),
        ("expiry", False),
    ]


def test_what_has_begun_stands_where_it_ends(told: Told) -> None:
    told.announce("visit", interval(date(2020, 10, 1), date(2020, 10, 31)), "RUS")
    told.announce("expiry", interval(EXPIRY), "IRN")
    assert [item.what for item in due_in(told)] == ["expiry", "visit"]


def test_only_what_names_the_country_asked_for_is_kept(told: Told) -> None:
    told.announce("expiry", interval(EXPIRY), "IRN")
    told.announce("visit", interval(EXPIRY), "RUS")
    assert [item.what for item in due_in(told, actor="RUS")] == ["visit"]


def test_doubt_about_a_thing_is_counted(told: Told) -> None:
    told.announce("expiry", interval(EXPIRY), "IRN", hedged=True)
    told.announce("expiry", interval(EXPIRY), "IRN")
    assert [item.hedged for item in due_in(told)] == [1]


def test_an_empty_record_has_nothing_due(told: Told) -> None:
    assert due_in(told) == ()


THINGS = st.lists(
    st.tuples(
        st.sampled_from(["expiry", "visit"]),
        st.integers(-20, 20),
        st.integers(0, 15),
        st.lists(st.sampled_from(["IRN", "RUS", "USA"]), max_size=2, unique=True),
    ),
    max_size=8,
)
Thing = tuple[str, int, int, list[str]]


def announcing(things: list[Thing]) -> Told:
    told = Told()
    for what, days, width, actors in things:
        start = TODAY + timedelta(days=days)
        told.announce(what, interval(start, start + timedelta(days=width)), *actors)
    return told


@given(THINGS, st.randoms(use_true_random=False))
def test_the_order_of_items_changes_nothing_due(things: list[Thing], random: Random) -> None:
    told = announcing(things)
    before = due_in(told)
    random.shuffle(told.due)
    assert due_in(told) == before


@given(THINGS)
def test_nothing_due_is_past_and_nothing_else_is_lost(things: list[Thing]) -> None:
    told = announcing(things)
    found = due_in(told)
    assert all(item.end >= TODAY for item in found)
    ids = [entry for item in found for entry in item.items]
    ahead = (item for item in told.due if item.when is not None and item.when.end >= TODAY)
    assert sorted(ids) == sorted(item.id for item in ahead)


@given(THINGS)
def test_every_thing_due_shows_each_of_its_sentences(things: list[Thing]) -> None:
    for item in due_in(announcing(things)):
        assert sorted(said.id for said in item.sentences) == list(item.items)
