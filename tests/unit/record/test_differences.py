"""A difference says all that differs, and why; applied to the one moment it gives the other."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import Decision, Judgement
from dragoman.record import Record, View, difference
from dragoman.record.differences import apply
from tests.unit.record.readings import CODER, article_of_page, claim_in, page_of, reading_of


def read(record: Record, number: int, coder: str = CODER) -> None:
    """Read one page; each coder finds a claim of its own there and one that all find."""
    article = article_of_page(page_of(number))
    claims = [claim_in(article, id=f"cl_{name}_{number}", coder=coder) for name in ("same", coder)]
    record.add([page_of(number)])
    record.write([reading_of(page_of(number), *claims)], coder)


def judge(record: Record, decision: Decision, claim: str) -> None:
    changes = {"status": "future"} if decision is Decision.EDIT else {}
    if record.view().coded_claim(claim) is not None:
        judgement = Judgement(
            decision=decision, user="ann", claims=(claim,), reason="read again", changes=changes
        )
        record.judge(judgement)


def undo(record: Record) -> None:
    from dragoman.model import standing

    stand = standing(record.view().judgements())
    if stand:
        record.judge(Judgement(decision=Decision.UNDO, user="bob", undoes=stand[0].id))


Step = Callable[[Record], None]
NUMBERS = st.integers(0, 2)
READ = st.builds(
    lambda number, coder: lambda record: read(record, number, coder),
    NUMBERS,
    st.sampled_from([CODER, "fake coder 2"]),
)
JUDGE = st.builds(
    lambda decision, number: lambda record: judge(record, decision, f"cl_same_{number}"),
    st.sampled_from([Decision.ACCEPT, Decision.REJECT, Decision.EDIT]),
    NUMBERS,
)
STEPS = st.lists(st.one_of(READ, JUDGE, st.just(undo)), max_size=5)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(first=STEPS, second=STEPS)
def test_a_difference_applied_to_one_moment_gives_the_other(
    first: list[Step], second: list[Step]
) -> None:
    with TemporaryDirectory() as folder, Record.create(Path(folder) / "record") as record:
        for step in first:
            step(record)
        before = record.view()
        for step in second:
            step(record)
        after = record.view()
        for one, other in ((before, after), (after, before)):
            assert apply(difference(one, other), one.keyed_claims()) == other.keyed_claims()


def reasons(before: View, after: View) -> dict[str, str]:
    found = difference(before, after)
    moved = {moved.claim.id: moved.reason for moved in (*found.added, *found.gone)}
    return moved | {changed.after.id: changed.reason for changed in found.changed}


def test_a_claim_is_new_because_its_page_is(record: Record) -> None:
    before = record.view()
    read(record, 1)
    assert set(reasons(before, record.view()).values()) == {"its page was added"}


def test_a_claim_is_new_because_its_page_was_read(record: Record) -> None:
    record.add([page_of(1)])
    before = record.view()
    read(record, 1)
    assert set(reasons(before, record.view()).values()) == {f"its page was read by {CODER}"}


def test_a_claim_goes_because_another_coder_read_its_page(record: Record) -> None:
    read(record, 1)
    before = record.view()
    read(record, 1, "fake coder 2")
    why = reasons(before, record.view())
    assert why[f"cl_{CODER}_1"] == "its page was read again by fake coder 2"


def test_a_judgement_is_named_with_its_user_and_reason(record: Record) -> None:
    read(record, 1)
    before = record.view()
    judge(record, Decision.EDIT, "cl_same_1")
    found = difference(before, record.view())
    (changed,) = found.changed
    assert (changed.fields, changed.reason) == (("status",), "edited by ann: read again")


def test_a_moment_does_not_differ_from_itself(record: Record) -> None:
    read(record, 1)
    found = difference(record.view(), record.view())
    assert (found.added, found.gone, found.changed) == ((), (), ())
