"""People join and part events; what they say goes before the rule, and can be taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import Stories, dyad, fold
from dragoman.model import Claim, Decision, Judgement, verdicts_of
from dragoman.record.judging import edited
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
    assert "fold/2 after 1 judgements, jd_" in " ".join(dyad(told, "RUS", "IRN").rules)


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


class AsJudged(Told):
    """A record whose claims are those as judged, as a view has them."""

    def claims(self) -> Iterator[Claim]:
        found = (self.claim(claim.id) for claim in self.said)
        return (claim for claim in found if claim is not None)

    def claim(self, claim_id: str) -> Claim | None:
        verdicts = verdicts_of(self.judged)
        coded = next((claim for claim in self.said if claim.id == claim_id), None)
        if coded is None or claim_id in verdicts.rejected:
            return None
        return edited(coded, verdicts.changes.get(claim_id, {}))


EDITS: tuple[dict[str, Any], ...] = (
    {"event_type": "AID", "quad": "material cooperation"},
    {"status": "future"},
    {"when": None},
    {"hedged": True},
)


def decided(told: Told, decision: Decision, numbers: set[int], edit: dict[str, Any]) -> None:
    """Decide something that can be decided, an undo where it takes something back."""
    id_ = f"ju_{len(told.judged)}"
    if decision is Decision.UNDO:
        undone = [j.id for j in told.judged if j.decision is not Decision.UNDO]
        if undone:
            last = undone[min(numbers, default=0) % len(undone)]
            told.judged.append(Judgement(decision=decision, user="ann", undoes=last, id=id_))
        return
    claims = tuple(told.said[n].id for n in sorted(numbers) if n < len(told.said))
    if len(claims) >= 2:
        changes = edit if decision is Decision.EDIT else {}
        told.judged.append(
            Judgement(
                decision=decision, user="ann", reason="why", claims=claims, changes=changes, id=id_
            )
        )


@given(
    days=st.lists(st.integers(0, 12), min_size=2, max_size=8),
    said=st.lists(
        st.tuples(
            st.sampled_from(Decision),
            st.sets(st.integers(0, 7), min_size=2),
            st.sampled_from(EDITS),
        ),
        max_size=8,
    ),
)
def test_to_fold_again_what_was_decided_gives_what_folding_everything_gives(
    days: list[int], said: list[tuple[Decision, set[int], dict[str, Any]]]
) -> None:
    told = AsJudged(said=record_of(*days).said)
    stories = fold(told)
    for decision, numbers, edit in said:
        decided(told, decision, numbers, edit)
        stories = stories.judged_as(told)
        assert stories == fold(told)


def test_an_accepted_claim_leaves_every_event_the_very_one_it_was() -> None:
    told = AsJudged(said=record_of(0, 40).said)
    before = fold(told)
    judge(told, Decision.ACCEPT, told.said[0].id)
    assert before.judged_as(told).events is before.events


def test_an_event_names_the_decisions_that_made_it_on_both_sides_of_a_split() -> None:
    told = record_of(0, 0, 1, 40)
    judge(told, Decision.SPLIT, told.said[2].id)
    assert [event.judged for event in fold(told).events] == [("ju_0",), ("ju_0",), ()]
    judge(told, Decision.MERGE, told.said[0].id, told.said[3].id)
    assert {event.judged for event in fold(told).events} == {("ju_0",), ("ju_0", "ju_1")}
