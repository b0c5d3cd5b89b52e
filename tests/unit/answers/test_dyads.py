"""Two countries: counts on two axes with the ids behind them, and where they are going."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Arrow, Backing, dyad
from dragoman.answers.dyads import DyadAnswer, PairPeriod
from dragoman.errors import AnswerError
from dragoman.model import Status
from tests.unit.answers.told import Told, interval, parties

FIFTH = date(2020, 6, 5)


def month(answer: DyadAnswer, label: str) -> PairPeriod:
    return next(row for row in answer.periods if row.period.label == label)


def test_cooperation_and_conflict_are_counted_apart(told: Told) -> None:
    aid = told.tell("RUS", "AID", "IRN", FIFTH)
    threat = told.tell("RUS", "THREATEN", "IRN", FIFTH)
    june = month(dyad(told, "RUS", "IRN"), "2020-06")
    assert (june.cooperation.claims, june.conflict.claims) == ((aid.id,), (threat.id,))


def test_the_order_of_the_two_changes_no_number(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    assert dyad(told, "RUS", "IRN").total == dyad(told, "IRN", "RUS").total


def test_copies_count_as_claims_and_outlets_and_not_as_origins(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, outlet="Wire")
    told.copy(claim, "Paper")
    told.tell("RUS", "AID", "IRN", FIFTH, outlet="Post")
    total = dyad(told, "RUS", "IRN").total
    assert total.words == "1 event, 3 claims, 3 outlets, 2 independent"


def test_directions_are_told_with_the_codes(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    told.tell("IRN", "THREATEN", "RUS", FIFTH)
    told.tell("IRN RUS", "CONSULT", "", FIFTH)
    june = month(dyad(told, "RUS", "IRN"), "2020-06")
    assert [row.key for row in june.directions] == ["IRN to RUS", "RUS to IRN", "mutual"]


def test_an_act_of_both_against_a_third_is_no_conflict_between_them(told: Told) -> None:
    claim = told.tell("IRN RUS", "ACCUSE", "USA", FIFTH)
    june = month(dyad(told, "RUS", "IRN"), "2020-06")
    assert (june.joint.claims, june.conflict.claims) == ((claim.id,), ())


def test_who_an_act_is_against_stands_on_the_other_side(told: Told) -> None:
    claim = told.tell("ISR", "ACCUSE", "", FIFTH, against=parties("IRN"))
    assert dyad(told, "ISR", "IRN").total.claims == (claim.id,)


@pytest.mark.parametrize("status", [Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED])
def test_what_was_not_done_stands_apart(told: Told, status: Status) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, status=status)
    june = month(dyad(told, "RUS", "IRN"), "2020-06")
    assert (june.not_actual.claims, june.cooperation.claims) == ((claim.id,), ())


def test_background_from_long_ago_stands_apart(told: Told) -> None:
    claim = told.tell("RUS", "AID", "IRN", FIFTH, historical=True)
    june = month(dyad(told, "RUS", "IRN"), "2020-06")
    assert (june.historical.claims, june.cooperation.claims) == ((claim.id,), ())


def test_exposure_is_the_share_of_all_events_of_the_month(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    for _ in range(3):
        told.tell("ARM", "ASSAULT", "AZE", date(2020, 6, 1))
        told.tell("USA", "SANCTION", "IRN", date(2020, 6, 20))
    exposure = month(dyad(told, "RUS", "IRN"), "2020-06").exposure
    assert (exposure.part, exposure.whole) == (1, 3)


def test_an_act_of_a_whole_year_lies_in_no_month(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    wide = told.tell(
        "RUS", "THREATEN", "IRN", FIFTH, when=interval(date(2020, 1, 1), date(2020, 12, 31))
    )
    assert dyad(told, "RUS", "IRN").elsewhere.claims == (wide.id,)


def test_an_act_over_the_end_of_a_month_lies_in_that_of_its_middle_day(told: Told) -> None:
    claim = told.tell(
        "RUS", "AID", "IRN", FIFTH, when=interval(date(2020, 6, 30), date(2020, 7, 4))
    )
    told.tell("ARM", "AID", "AZE", date(2020, 7, 30))
    assert month(dyad(told, "RUS", "IRN"), "2020-07").cooperation.claims == (claim.id,)


def test_days_asked_for_bound_the_answer(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", date(2020, 3, 1))
    kept = told.tell("RUS", "AID", "IRN", FIFTH)
    answer = dyad(told, "RUS", "IRN", date(2020, 5, 1), date(2020, 7, 31))
    assert answer.total.claims == (kept.id,)
    assert [row.period.label for row in answer.periods] == ["2020-05", "2020-06", "2020-07"]


def test_a_pair_nobody_tells_of_has_no_numbers(told: Told) -> None:
    told.tell("ARM", "ASSAULT", "AZE", FIFTH)
    answer = dyad(told, "RUS", "IRN")
    assert (answer.total.claims, answer.shift.arrow) == ((), Arrow.TOO_FEW)


def test_an_empty_record_answers_with_nothing(told: Told) -> None:
    answer = dyad(told, "RUS", "IRN")
    assert (answer.since, answer.periods, answer.sentences) == (None, (), ())


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param(("RUS", "RUS", None, None, "month"), "name two countries", id="one"),
        pytest.param(("RUS", "IRN", None, None, "day"), "week, month", id="unit"),
        pytest.param(
            ("RUS", "IRN", date(2020, 7, 1), date(2020, 6, 1), "month"), "swap", id="backwards"
        ),
    ],
)
def test_what_cannot_be_answered_says_why(
    told: Told, asked: tuple[str, str, date | None, date | None, str], words: str
) -> None:
    told.tell("RUS", "AID", "IRN", FIFTH)
    with pytest.raises(AnswerError, match=words):
        dyad(told, *asked)


def test_the_sentences_come_in_the_order_of_the_acts(told: Told) -> None:
    late = told.tell("RUS", "AID", "IRN", date(2020, 6, 9))
    early = told.tell("RUS", "THREATEN", "IRN", FIFTH)
    assert [said.id for said in dyad(told, "RUS", "IRN").sentences] == [early.id, late.id]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["RUS", "IRN", "RUS IRN", "USA"]),
        st.sampled_from(["AID", "CONSULT", "ASSAULT", "THREATEN"]),
        st.sampled_from(["RUS", "IRN", "USA", ""]),
        st.integers(1, 330),
        st.sampled_from(list(Status)),
        st.booleans(),
    ),
    max_size=12,
)
Act = tuple[str, str, str, int, Status, bool]


def telling(acts: list[Act]) -> Told:
    told = Told()
    for actors, event_type, recipients, day, status, historical in acts:
        told.tell(
            actors,
            event_type,
            recipients,
            date.fromordinal(date(2020, 1, 1).toordinal() + day),
            status=status,
            historical=historical,
        )
    return told


@given(ACTS)
def test_every_claim_of_the_pair_is_counted_once(acts: list[Act]) -> None:
    answer = dyad(telling(acts), "RUS", "IRN")
    parts: list[Backing] = [answer.elsewhere]
    for row in answer.periods:
        parts += [row.cooperation, row.conflict, row.joint, row.not_actual, row.historical]
    claims = [claim for part in parts for claim in part.claims]
    assert sorted(claims) == list(answer.total.claims)
    assert {said.id for said in answer.sentences} == set(claims)


@given(ACTS)
def test_tables_of_a_month_add_up_to_its_axes(acts: list[Act]) -> None:
    for row in dyad(telling(acts), "RUS", "IRN").periods:
        axes = sorted(row.cooperation.claims + row.conflict.claims + row.joint.claims)
        for table in (row.quads, row.types, row.directions):
            assert sorted(claim for tally in table for claim in tally.backing.claims) == axes
        assert row.exposure.part <= row.exposure.whole


@given(ACTS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_the_unit_changes_no_total(acts: list[Act], by: str) -> None:
    told = telling(acts)
    assert dyad(told, "RUS", "IRN", by=by).total == dyad(told, "RUS", "IRN").total
