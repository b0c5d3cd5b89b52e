"""The queue holds what a human should check, says why, and empties as people judge."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.answers import fold
from dragoman.answers.reviews.precision import cohens_kappa, reviewed
from dragoman.answers.reviews.queue import (
    AUDIT_PART,
    VIEWS_DISAGREE,
    Ground,
    Queue,
    is_audited,
    review_queue,
)
from dragoman.coding import assemble
from dragoman.model import Claim, Decision, Judgement, Status
from tests.unit.answers.told import Told

DAY = date(2020, 9, 1)
ACCEPT, REJECT, EDIT = Decision.ACCEPT, Decision.REJECT, Decision.EDIT


def told(**changes: object) -> tuple[Told, Claim]:
    """A record of one sure claim that is in no audit."""
    record = Told()
    record.outlet("Wire", "USA")
    claim = record.tell("IRN", "CONSULT", "RUS", DAY, **({"id": _plain()} | changes))  # type: ignore[arg-type]
    return record, claim


def _plain(number: int = 0) -> str:
    """An id that is not audited."""
    ids = (f"cl_{n}" for n in range(1000) if not is_audited(f"cl_{n}"))
    return [next(ids) for _ in range(number + 1)][-1]


def _audited() -> str:
    return next(f"cl_{n}" for n in range(1000) if is_audited(f"cl_{n}"))


def queue(record: Told, user: str = "ann", others: tuple[Claim, ...] = ()) -> Queue:
    return review_queue(fold(record), {}, record.judged, user, others)


def grounds(record: Told) -> dict[str, set[Ground]]:
    return {entry.claim.id: set(entry.grounds) for entry in queue(record).entries}


def judge(record: Told, decision: Decision, claim: str, user: str = "ann") -> None:
    record.judged.append(
        Judgement(
            decision=decision,
            user=user,
            claims=(claim,),
            reason="read again",
            changes={"status": "future"} if decision is EDIT else {},
            id=f"ju_{len(record.judged)}",
        )
    )


def test_a_sure_claim_that_nothing_hangs_on_need_not_be_checked() -> None:
    record, _ = told()
    assert grounds(record) == {}


def test_a_claim_that_its_coder_doubts_is_to_be_checked() -> None:
    record, claim = told(confidence=0.49)
    assert grounds(record) == {claim.id: {Ground.CONFIDENCE}}


def test_a_claim_whose_type_is_read_in_two_ways_is_in_dispute() -> None:
    record, claim = told(reasons=(VIEWS_DISAGREE,), type_top=(("CONSULT", 0.5), ("AGREE", 0.4)))
    (entry,) = queue(record).entries
    assert entry.claim == claim
    assert entry.grounds[Ground.DISAGREEMENT].endswith("the other view reads AGREE")


def test_the_coder_writes_the_words_by_which_a_dispute_is_known() -> None:
    assert VIEWS_DISAGREE in assemble.__loader__.get_source(assemble.__name__)  # type: ignore[union-attr]


def test_an_act_that_one_voice_tells_and_another_denies_is_in_dispute() -> None:
    record, claim = told()
    denial = record.tell("IRN", "CONSULT", "RUS", DAY, id=_plain(1), status=Status.NEGATED)
    assert grounds(record) == {name: {Ground.DISAGREEMENT} for name in (claim.id, denial.id)}


def test_what_many_tell_of_is_to_be_checked() -> None:
    record, claim = told()
    other = record.tell("IRN", "CONSULT", "RUS", DAY, id=_plain(1))
    assert grounds(record) == {name: {Ground.IMPACT} for name in (claim.id, other.id)}


def test_what_carries_an_arrow_is_to_be_checked_and_says_which() -> None:
    record, claim = told()
    (entry,) = review_queue(fold(record), {claim.id: "behind it"}, (), "ann").entries
    assert entry.grounds == {Ground.IMPACT: "behind it"}


def test_a_judged_claim_leaves_the_queue_of_everybody() -> None:
    record, claim = told(confidence=0.1)
    judge(record, ACCEPT, claim.id, user="bob")
    assert queue(record).entries == ()


def test_an_audited_claim_is_read_by_each_reviewer_as_it_was_coded() -> None:
    record, claim = told(id=_audited())
    judge(record, REJECT, claim.id, user="bob")
    (entry,) = queue(record, "ann", others=(claim,)).entries
    assert (entry.claim, entry.second) == (claim, True)
    assert queue(record, "bob", others=(claim,)).entries == ()


def test_more_grounds_come_first() -> None:
    record, sure = told(confidence=0.3)
    unsure = record.tell(
        "TUR", "AID", "SYR", DAY, id=_plain(1), confidence=0.4, reasons=(VIEWS_DISAGREE,)
    )
    assert [entry.claim for entry in queue(record).entries] == [unsure, sure]


def test_about_one_claim_in_twenty_is_audited() -> None:
    found = sum(is_audited(f"cl_{number}") for number in range(20_000))
    assert found == pytest.approx(20_000 * AUDIT_PART, rel=0.1)


def test_precision_is_the_last_word_on_each_claim_and_an_edit_is_no_agreement() -> None:
    record = Told()
    claims = {
        name: record.tell("IRN", "AID" if name < "c" else "CONSULT", "RUS", DAY, id=name)
        for name in "abcd"
    }
    for decision, name in ((REJECT, "a"), (ACCEPT, "a"), (ACCEPT, "b"), (EDIT, "c"), (ACCEPT, "c")):
        judge(record, decision, name)
    found = reviewed(record.judged, claims.get)
    told_of = {entry.event_type: (entry.right.part, entry.right.whole) for entry in found.by_type}
    assert told_of == {"AID": (2, 2), "CONSULT": (0, 1)}
    assert (found.whole.right.part, found.whole.right.whole) == (2, 3)
    assert found.users == {"ann": 5}


def test_reviewers_are_compared_on_what_both_judged() -> None:
    record = Told()
    claims = {name: record.tell("IRN", "AID", "RUS", DAY, id=name) for name in "abcd"}
    for user, said in (
        ("ann", (ACCEPT, ACCEPT, REJECT, REJECT)),
        ("bob", (ACCEPT, REJECT, REJECT)),
    ):
        for name, decision in zip("abcd", said, strict=False):
            judge(record, decision, name, user=user)
    (agreement,) = reviewed(record.judged, claims.get).agreements
    assert (agreement.first, agreement.second) == ("ann", "bob")
    assert (agreement.alike.part, agreement.alike.whole) == (2, 3)
    assert agreement.kappa == pytest.approx(0.4)


DECISIONS = st.sampled_from([ACCEPT, REJECT, EDIT])


@given(st.lists(st.tuples(DECISIONS, DECISIONS), min_size=1, max_size=30))
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[Decision, Decision]]) -> None:
    kappa = cohens_kappa(pairs)
    assert kappa == cohens_kappa([(other, one) for one, other in pairs])
    assert kappa is None or kappa <= 1
    if kappa == 1:
        assert all(one is other for one, other in pairs)
