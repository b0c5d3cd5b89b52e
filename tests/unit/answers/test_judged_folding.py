"""People join and part events; what they say goes before the rule, and can be taken back."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Stories, dyad, fold
from dragoman.model import Decision, Judgement
from tests.unit.answers.told import Told

FIRST = date(2020, 9, 1)


def record_of(*days: int) -> Told:
    """Visits of Iran to Russia, so many days after the first."""
    told = Told()
    told.outlet("Wire", "USA")
    for day in days:
        told.tell("IRN", "CONSULT", "RUS", FIRST + timedelta(days=day), outlet="Wire")
    return told


def judge(told: Told, decision: Decision, *claims: str) -> None:
    number = len(told.judged)
    judgement = Judgement(
        decision=decision, user="ann", reason="read both", claims=claims, id=f"ju_{number}"
    )
    told.judged.append(judgement)


def acts(stories: Stories) -> set[frozenset[str]]:
    return {frozenset(event.claims) for event in stories.events}


def test_a_merge_makes_one_event_of_the_events_of_its_claims() -> None:
    told = record_of(0, 40, 80)
    early, later, last = (claim.id for claim in told.said)
    assert len(fold(told).events) == 3
    judge(told, Decision.MERGE, early, later)
    assert acts(fold(told)) == {frozenset({early, later}), frozenset({last})}


def test_a_split_takes_claims_out_of_their_event() -> None:
    told = record_of(0, 0, 1)
    one, two, three = (claim.id for claim in told.said)
    assert acts(fold(told)) == {frozenset({one, two, three})}
    judge(told, Decision.SPLIT, three)
    assert acts(fold(told)) == {frozenset({one, two}), frozenset({three})}


def test_the_later_of_two_judgements_counts() -> None:
    told = record_of(0, 40)
    early, later = (claim.id for claim in told.said)
    judge(told, Decision.MERGE, early, later)
    judge(told, Decision.SPLIT, later)
    assert acts(fold(told)) == {frozenset({early}), frozenset({later})}


def test_an_answer_names_the_judgements_that_it_heeds() -> None:
    told = record_of(0, 40)
    early, later = (claim.id for claim in told.said)
    assert "judgements" not in " ".join(dyad(told, "RUS", "IRN").rules)
    judge(told, Decision.MERGE, early, later)
    assert "fold/1 after 1 judgements, jd_" in " ".join(dyad(told, "RUS", "IRN").rules)


def test_an_undone_merge_leaves_no_trace_in_the_events() -> None:
    told = record_of(0, 40)
    early, later = (claim.id for claim in told.said)
    before = fold(told)
    judge(told, Decision.MERGE, early, later)
    told.judged.append(Judgement(decision=Decision.UNDO, user="ann", undoes="ju_0", id="ju_u"))
    assert fold(told) == before


@given(
    days=st.lists(st.integers(0, 60), min_size=2, max_size=8),
    said=st.lists(
        st.tuples(st.sampled_from([Decision.MERGE, Decision.SPLIT]), st.sets(st.integers(0, 7))),
        max_size=5,
    ),
)
def test_every_dated_claim_is_in_exactly_one_event_whatever_was_judged(
    days: list[int], said: list[tuple[Decision, set[int]]]
) -> None:
    told = record_of(*days)
    for decision, numbers in said:
        claims = [told.said[number].id for number in sorted(numbers) if number < len(told.said)]
        if len(claims) >= 2:
            judge(told, decision, *claims)
    events = fold(told).events
    held = [claim for event in events for claim in event.claims]
    assert sorted(held) == sorted(claim.id for claim in told.said)
    assert len({event.id for event in events}) == len(events)
