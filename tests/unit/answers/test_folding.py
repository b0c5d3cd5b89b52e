"""Folding: claims of one act become one event."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.model import Status
from tests.unit.answers.told import Told, interval, place

FIFTH = date(2020, 6, 5)


def sizes(told: Told) -> list[int]:
    """How many claims each event has, largest first."""
    return sorted((len(event.claims) for event in fold(told).events), reverse=True)


def test_one_act_told_by_several_outlets_is_one_event(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH, outlet="Wire")
    told.tell("RUS", "AID", "IRN", date(2020, 6, 7), outlet="Paper")
    (event,) = fold(told).events
    assert (len(event.claims), event.outlets, len(event.origins)) == (2, ("Paper", "Wire"), 2)


def test_a_copy_adds_an_outlet_and_no_origin(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, outlet="Agency")
    told.copy(claim, "Paper")
    (event,) = fold(told).events
    assert (event.outlets, event.origins) == (("Agency", "Paper"), (claim.article,))


@pytest.mark.parametrize(
    ("actors", "event_type", "recipients", "day"),
    [
        pytest.param("IRN", "AID", "RUS", FIFTH, id="other sides"),
        pytest.param("RUS", "AID", "SYR", FIFTH, id="other recipient"),
        pytest.param("RUS", "COERCE", "IRN", FIFTH, id="other quad"),
        pytest.param("RUS", "RETREAT", "IRN", FIFTH, id="other type"),
        pytest.param("RUS", "AID", "IRN", date(2020, 6, 9), id="four days later"),
        pytest.param("RUS", "AID", "", FIFTH, id="nobody facing"),
    ],
)
def test_what_differs_is_another_event(
    told: Told, actors: str, event_type: str, recipients: str, day: date
) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    told.tell(actors, event_type, recipients, day)
    assert sizes(told) == [1, 1]


def test_a_denied_act_is_not_the_act(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    told.tell("RUS", "AID", "IRN", FIFTH, status=Status.NEGATED)
    assert sorted(event.status for event in fold(told).events) == ["actual", "negated"]


def test_who_met_whom_has_no_side(told: Told) -> None:
    told.tell("RUS", "CONSULT", "IRN", FIFTH)
    told.tell("IRN", "CONSULT", "RUS", FIFTH)
    told.tell("IRN RUS", "CONSULT", "", FIFTH)
    assert sizes(told) == [3]


def test_a_type_that_was_nearly_read_is_the_same_act(told: Told) -> None:
    told.tell("RUS", "CONSULT", "IRN", FIFTH)
    told.tell("RUS", "AGREE", "IRN", FIFTH, type_top=(("AGREE", 0.6), ("CONSULT", 0.3)))
    assert sizes(told) == [2]


def test_the_type_of_an_event_is_that_of_most_claims(told: Told) -> None:
    for _ in range(2):
        told.tell("RUS", "CONSULT", "IRN", FIFTH)
    told.tell("RUS", "AGREE", "IRN", FIFTH, type_top=(("AGREE", 0.6), ("CONSULT", 0.3)))
    assert [event.event_type for event in fold(told).events] == ["CONSULT"]


def test_acts_in_two_cities_are_two_events_and_the_reason_is_kept(told: Told) -> None:
    told.tell("ARM", "ASSAULT", "AZE", FIFTH, where=(place("Ganja"),))
    told.tell("ARM", "ASSAULT", "AZE", FIFTH, where=(place("Barda"),))
    folded = fold(told)
    assert [refused.reason for refused in folded.refused] == ["in Ganja, not in Barda"]
    assert len(folded.events) == 2


def test_a_country_does_not_say_where(told: Told) -> None:
    told.tell("ARM", "ASSAULT", "AZE", FIFTH, where=(place("Azerbaijan", "country"),))
    told.tell("ARM", "ASSAULT", "AZE", FIFTH, where=(place("Barda"),))
    assert sizes(told) == [2]


def test_a_daily_war_is_not_one_event(told: Told) -> None:
    for day in range(1, 21):
        told.tell("ARM", "ASSAULT", "AZE", date(2020, 10, day))
    assert sizes(told) == [4, 4, 4, 4, 4]


def test_a_claim_of_a_month_joins_the_only_event_that_fits(told: Told) -> None:
    told.tell("IRN", "CONSULT", "RUS", FIFTH)
    told.tell("IRN", "CONSULT", "RUS", FIFTH, when=interval(date(2020, 6, 1), date(2020, 6, 30)))
    (event,) = fold(told).events
    assert (event.start, event.end) == (FIFTH, FIFTH)


def test_a_claim_of_a_month_joins_neither_of_two_events(told: Told) -> None:
    told.tell("IRN", "CONSULT", "RUS", FIFTH)
    told.tell("IRN", "CONSULT", "RUS", date(2020, 6, 20))
    wide = told.tell(
        "IRN", "CONSULT", "RUS", FIFTH, when=interval(date(2020, 6, 1), date(2020, 6, 30))
    )
    folded = fold(told)
    assert sizes(told) == [1, 1, 1]
    assert [(r.claim, r.reason) for r in folded.refused] == [
        (wide.id, "2 events fit its interval")
    ] * 2


def test_claims_of_one_month_are_one_event(told: Told) -> None:
    june = interval(date(2020, 6, 1), date(2020, 6, 30))
    for _ in range(2):
        told.tell("IRN", "CONSULT", "RUS", FIFTH, when=june)
    assert sizes(told) == [2]


def test_a_said_day_dates_an_event_before_an_assumed_one(told: Told) -> None:
    told.tell("IRN", "CONSULT", "RUS", FIFTH, when=interval(FIFTH, said=False))
    told.tell("IRN", "CONSULT", "RUS", date(2020, 6, 7))
    assert [event.start for event in fold(told).events] == [date(2020, 6, 7)]


def test_a_claim_without_a_date_is_refused_with_the_reason(told: Told) -> None:
    claim = told.tell("IRN", "CONSULT", "RUS", FIFTH, when=None)
    folded = fold(told)
    assert folded.events == ()
    assert [(r.claim, r.event, r.reason) for r in folded.refused] == [
        (claim.id, None, "the text gives no date")
    ]


def test_a_side_without_a_country_is_told_apart_by_its_name(told: Told) -> None:
    told.tell("gunmen", "ASSAULT", "IRQ", FIFTH)
    told.tell("gunmen", "ASSAULT", "IRQ", FIFTH)
    told.tell("smugglers", "ASSAULT", "IRQ", FIFTH)
    assert sizes(told) == [2, 1]


def test_an_event_is_hedged_only_when_every_claim_is(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH, hedged=True)
    told.tell("RUS", "AID", "IRN", FIFTH)
    assert not fold(told).events[0].hedged


def test_the_score_of_an_event_is_the_mean_of_the_surest_claim_of_each_origin(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, confidence=0.9)
    told.copy(claim, "Paper")
    told.tell("RUS", "AID", "IRN", FIFTH, confidence=0.5)
    assert fold(told).events[0].score == 0.7


def test_a_later_claim_keeps_the_id_of_the_event(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    before = fold(told).events[0].id
    told.tell("RUS", "AID", "IRN", date(2020, 6, 6))
    assert [event.id for event in fold(told).events] == [before]


SIDES = st.sampled_from(["RUS", "IRN", "RUS IRN", "", "rebels"])
ACTS = st.lists(
    st.tuples(
        SIDES,
        st.sampled_from(["AID", "CONSULT", "AGREE", "ASSAULT"]),
        SIDES,
        st.integers(1, 28),
        st.integers(0, 40),
        st.sampled_from(["", "Barda", "Ganja"]),
    ),
    max_size=12,
)
Act = tuple[str, str, str, int, int, str]


def telling(acts: list[Act]) -> Told:
    told = Told()
    for actors, event_type, recipients, day, width, where in acts:
        start = date(2020, 6, day)
        when = interval(start, date.fromordinal(start.toordinal() + width))
        places = (place(where),) if where else ()
        told.tell(actors, event_type, recipients, start, when=when, where=places)
    return told


@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_no_event(acts: list[Act], random: Random) -> None:
    told = telling(acts)
    before = fold(told)
    random.shuffle(told.said)
    random.shuffle(told.printed)
    after = fold(told)
    assert (after.events, after.stories, after.refused) == (
        before.events,
        before.stories,
        before.refused,
    )


@given(ACTS)
def test_every_dated_claim_is_in_exactly_one_event(acts: list[Act]) -> None:
    told = telling(acts)
    placed = sorted(claim for event in fold(told).events for claim in event.claims)
    assert placed == sorted(claim.id for claim in told.said)


@given(ACTS.filter(bool), st.data())
def test_a_duplicated_article_adds_no_event_and_no_origin(
    acts: list[Act], data: st.DataObject
) -> None:
    told = telling(acts)
    before = fold(told)
    told.copy(data.draw(st.sampled_from(told.said)), data.draw(st.sampled_from(["Aaa", "Zzz"])))
    after = fold(told)
    assert len(after.events) == len(before.events)
    assert sorted(len(e.origins) for e in after.events) == sorted(
        len(e.origins) for e in before.events
    )
