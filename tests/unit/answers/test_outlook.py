"""The outlook: shares that are sums, each beside its base rate, and never a false all-clear."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers.outlooks.answer import MIN_DEEDS, Outlook, Prospect, outlook
from dragoman.answers.state import STALE_DAYS, Standing
from dragoman.answers.wire import outlook_to_json
from dragoman.errors import AnswerError
from dragoman.model import Status
from tests.unit.answers.told import Told, interval

START = date(2020, 3, 1)
# Further apart than reports of one act.
APART = timedelta(days=6)


def tell_often(told: Told, acts: Sequence[str], times: int = 6) -> date:
    """Let A deal with B and with C, and C with D; returns the last day."""
    day = START
    for turn in range(times):
        day = START + turn * APART
        for act in acts:
            told.tell("RUS", act, "IRN", day)
        told.tell("RUS", "ACCUSE", "USA", day)
        told.tell("CHN", "AID", "PAK", day)
    return day


def prospect(answer: Outlook, event_type: str, direction: str) -> Prospect:
    return next(
        p for p in answer.prospects if (p.event_type, p.direction) == (event_type, direction)
    )


def test_what_recurs_between_two_comes_first(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    best = outlook(told, "RUS", "IRN", day).prospects[0]
    assert (best.event_type, best.direction) == ("SUPPORT", "RUS to IRN")


def test_what_was_done_lately_stands_above_what_was_done_as_often_before(told: Told) -> None:
    for turn in range(4):
        told.tell("RUS", "AID", "IRN", START + turn * APART)
        told.tell("RUS", "THREATEN", "IRN", START + (turn + 10) * APART)
    answer = outlook(told, "RUS", "IRN")
    threat, aid = (prospect(answer, act, "RUS to IRN") for act in ("THREATEN", "AID"))
    assert threat.reasons[0].value > 2 * aid.reasons[0].value


def test_an_act_that_followed_elsewhere_is_called_for(told: Told) -> None:
    for turn in range(5):
        told.tell("CHN", "THREATEN", "IND", START + turn * APART)
        told.tell("CHN", "SANCTION", "IND", START + turn * APART + timedelta(days=4))
    told.tell("USA", "THREATEN", "CUB", START + 5 * APART)
    answer = outlook(told, "USA", "CUB", most=50)
    terms = {
        act: prospect(answer, act, "USA to CUB").reasons[1].value
        for act in ("SANCTION", "THREATEN")
    }
    assert terms["SANCTION"] > terms["THREATEN"]


def test_the_two_sides_see_one_act_from_both_ends(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    there = prospect(outlook(told, "RUS", "IRN", day), "SUPPORT", "RUS to IRN")
    back = prospect(outlook(told, "IRN", "RUS", day), "SUPPORT", "RUS to IRN")
    assert there.reasons[0].value == pytest.approx(back.reasons[0].value)


def test_a_side_alone_is_ranked_with_all_its_others(told: Told) -> None:
    day = tell_often(told, ["SUPPORT", "CONSULT"])
    assert {p.second for p in outlook(told, "RUS", None, day).prospects[:4]} >= {"IRN", "USA"}


@given(
    acts=st.lists(st.sampled_from(["AID", "CONSULT", "ASSAULT", "ACCUSE"]), min_size=1, max_size=9),
    second=st.sampled_from(["IRN", None]),
)
def test_the_shares_of_everything_add_up_to_one(acts: list[str], second: str | None) -> None:
    told = Told()
    for turn, act in enumerate(acts):
        told.tell("RUS", act, "IRN" if turn % 2 else "USA", START + turn * APART)
        told.tell("IRN", act, "RUS", START + turn * APART)
    answer = outlook(told, "RUS", second, most=10_000)
    assert sum(p.share for p in answer.prospects) == pytest.approx(1, abs=0.01)
    assert answer.unlisted == pytest.approx(0, abs=1e-4)


def test_a_share_is_the_sum_of_its_reasons(told: Told) -> None:
    day = tell_often(told, ["SUPPORT", "CONSULT"])
    for found in outlook(told, "RUS", "IRN", day).prospects:
        total = sum(reason.value for reason in found.reasons)
        assert found.share == pytest.approx(total, abs=2e-4)


def test_a_share_rests_on_events_of_the_record(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    best = outlook(told, "RUS", "IRN", day).prospects[0]
    known = {claim.id for claim in told.said if claim.event_type == "SUPPORT"}
    assert set(best.reasons[0].backing.claims) <= known
    assert best.reasons[0].backing.claims != ()
    assert {said.id for said in best.sentences} <= known


def test_a_base_rate_is_the_share_of_the_act_in_the_whole_record(told: Told) -> None:
    told.tell("RUS", "AID", "IRN", START)
    told.tell("RUS", "ACCUSE", "USA", START)
    told.tell("CHN", "ACCUSE", "IND", START)
    answer = outlook(told, "RUS", "IRN", most=50)
    # Each act is seen from both its ends.
    assert prospect(answer, "ACCUSE", "RUS to IRN").base == pytest.approx(2 / 6, abs=1e-4)


def test_what_was_told_for_the_first_time_is_counted(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"], times=5)
    answer = outlook(told, "RUS", "IRN", day)
    assert (answer.unseen.part, answer.unseen.whole) == (1, 5)
    assert answer.unseen_in_record.whole == 30


def test_the_ranking_is_tried_on_the_latest_deeds_from_before_them(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"], times=9)
    trial = outlook(told, "RUS", "IRN", day).trial
    assert (trial.ranked.part, trial.ranked.whole) == (8, 8)
    assert len(trial.tried) == 8


def test_what_is_told_of_later_days_changes_nothing(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    before = outlook(told, "RUS", "IRN", day)
    told.tell("RUS", "ASSAULT", "IRN", day + APART)
    assert outlook(told, "RUS", "IRN", day).prospects == before.prospects


@pytest.mark.parametrize("status", [Status.FUTURE, Status.NEGATED, Status.HYPOTHETICAL])
def test_what_was_not_done_speaks_for_nothing(told: Told, status: Status) -> None:
    told.tell("RUS", "AID", "IRN", START, status=status)
    assert outlook(told, "RUS", "IRN").told.claims == ()


def test_an_act_of_both_against_a_third_is_none_between_them(told: Told) -> None:
    told.tell("IRN RUS", "ACCUSE", "USA", START)
    assert outlook(told, "RUS", "IRN").standing is Standing.OUTSIDE_COVERAGE


def test_an_act_of_a_whole_year_has_no_day(told: Told) -> None:
    year = interval(date(2020, 1, 1), date(2020, 12, 31))
    told.tell("RUS", "AID", "IRN", START, when=year)
    assert outlook(told, "RUS", "IRN").standing is Standing.NOT_COLLECTED


def test_an_empty_record_is_not_all_clear(told: Told) -> None:
    answer = outlook(told, "RUS", "IRN")
    assert (answer.standing, answer.prospects) == (Standing.NOT_COLLECTED, ())


def test_a_pair_that_nobody_tells_of_is_outside_coverage(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    answer = outlook(told, "FRA", "DEU", day)
    assert (answer.standing, answer.prospects) == (Standing.OUTSIDE_COVERAGE, ())


def test_few_deeds_are_below_the_threshold(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"], times=MIN_DEEDS - 1)
    assert outlook(told, "RUS", "IRN", day).standing is Standing.BELOW_THRESHOLD


def test_enough_deeds_are_enough(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"], times=MIN_DEEDS)
    assert outlook(told, "RUS", "IRN", day).standing is Standing.ENOUGH


def test_a_record_that_ended_long_ago_is_stale(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"], times=MIN_DEEDS)
    later = day + timedelta(days=STALE_DAYS + 1)
    assert outlook(told, "RUS", "IRN", later).standing is Standing.STALE


@pytest.mark.parametrize(("second", "most"), [("RUS", 5), ("IRN", 0)])
def test_a_question_that_asks_nothing_is_refused(told: Told, second: str, most: int) -> None:
    with pytest.raises(AnswerError):
        outlook(told, "RUS", second, most=most)


def test_every_count_of_its_json_is_that_of_the_ids_beside_it(told: Told) -> None:
    day = tell_often(told, ["SUPPORT"])
    found = outlook_to_json(outlook(told, "RUS", "IRN", day))
    backings = [r["backing"] for p in found["prospects"] for r in p["reasons"]] + [found["told"]]
    assert all(b["n_events"] == len(b["events"]) for b in backings)
