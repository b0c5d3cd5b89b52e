"""Judgements: appended, undoable, heeded by every view, and proved like everything else."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.errors import RecordBusy, RecordError
from dragoman.model import Claim, Decision, Judgement, Status
from dragoman.record import Record, View
from tests.unit.record.readings import CODER, article_of_page, claim_in, page_of, reading_of

ARTICLE = article_of_page(page_of(1))
IDS = ("cl_first", "cl_second", "cl_third")
ACCEPT, REJECT, EDIT = Decision.ACCEPT, Decision.REJECT, Decision.EDIT


@pytest.fixture
def reviewed(record: Record) -> Record:
    """A record of one page with three claims."""
    record.add([page_of(1)])
    claims = [claim_in(ARTICLE, id=name) for name in IDS]
    record.write([reading_of(page_of(1), *claims)], CODER)
    return record


def judge(record: Record, decision: Decision, claim: str = IDS[0], **said: object) -> Judgement:
    fields: dict[str, object] = {"user": "ann", "reason": "read again", "claims": (claim,)}
    return record.judge(Judgement(decision=decision, **(fields | said)))  # type: ignore[arg-type]


def undo(record: Record, judgement: Judgement) -> Judgement:
    return judge(record, Decision.UNDO, undoes=judgement.id, claims=())


def ids(view: View) -> set[str]:
    return {claim.id for claim in view.claims()}


def reopened(record: Record) -> Iterator[View]:
    with Record.open(record.folder) as again:
        yield again.view()


def test_a_rejected_claim_is_in_no_answer_of_the_view(reviewed: Record) -> None:
    judge(reviewed, REJECT)
    view = reviewed.view()
    assert ids(view) == set(IDS[1:])
    assert view.count() == 2
    assert view.claim(IDS[0]) is None
    assert sum(view.count_by("type").values()) == 2
    assert view.sql("select count(*) from claims").rows == ((2,),)


def test_an_edit_changes_what_claims_are_asked_by(reviewed: Record) -> None:
    judge(reviewed, EDIT, changes={"status": "negated"})
    view = reviewed.view()
    assert [claim.id for claim in view.claims(status="negated")] == [IDS[0]]
    found = view.claim(IDS[0])
    assert found is not None
    assert found.status is Status.NEGATED
    assert found.evidence == claim_in(ARTICLE).evidence


def test_the_raw_coding_stays_within_reach(reviewed: Record) -> None:
    before = reviewed.view()
    judge(reviewed, REJECT, IDS[0])
    judge(reviewed, EDIT, IDS[1], changes={"hedged": False})
    view = reviewed.view()
    assert view.as_coded().digest() == before.digest()
    assert list(view.as_coded().claims()) == list(before.claims())
    assert view.coded_claim(IDS[0]) == before.claim(IDS[0])
    assert view.sql("select count(*) from coded_claims").rows == ((3,),)


@pytest.mark.parametrize(
    ("decision", "changes"), [(ACCEPT, {}), (REJECT, {}), (EDIT, {"status": "future"})]
)
def test_a_judgement_is_part_of_the_digest_and_its_undo_gives_the_old_one_back(
    reviewed: Record, decision: Decision, changes: dict[str, str]
) -> None:
    before = reviewed.view().digest()
    judgement = judge(reviewed, decision, changes=changes)
    assert reviewed.view().digest() != before
    undo(reviewed, judgement)
    assert reviewed.view().digest() == before
    assert [entry.decision for entry in reviewed.view().judgements()] == [decision, Decision.UNDO]


def test_edits_add_up_and_the_last_word_on_a_field_counts(reviewed: Record) -> None:
    judge(reviewed, EDIT, changes={"status": "future", "hedged": False})
    judge(reviewed, EDIT, changes={"status": "negated"})
    found = reviewed.view().claim(IDS[0])
    assert found is not None
    assert (found.status, found.hedged) == (Status.NEGATED, False)


def test_who_accepts_a_rejected_claim_takes_it_in_again(reviewed: Record) -> None:
    judge(reviewed, REJECT)
    judge(reviewed, ACCEPT, user="bob")
    assert ids(reviewed.view()) == set(IDS)


def test_a_snapshot_shows_the_judgements_of_its_day(reviewed: Record) -> None:
    judge(reviewed, REJECT)
    reviewed.snapshot("reviewed")
    judge(reviewed, REJECT, IDS[1])
    assert ids(reviewed.view("reviewed")) == set(IDS[1:])
    assert ids(reviewed.view()) == {IDS[2]}
    assert reviewed.verify() == []


def test_a_judgement_survives_being_closed_and_says_who_when_and_why(reviewed: Record) -> None:
    kept = judge(reviewed, REJECT, reason="no act is stated")
    (view,) = reopened(reviewed)
    assert view.judgements() == (kept,)
    assert (kept.user, kept.reason, kept.at[:2]) == ("ann", "no act is stated", "20")


def test_a_judgement_on_a_claim_that_is_read_anew_no_longer_touches_anything(
    reviewed: Record,
) -> None:
    judge(reviewed, REJECT)
    again = claim_in(ARTICLE, id="cl_anew")
    reviewed.write([reading_of(page_of(1), again)], "fake coder 2")
    assert ids(reviewed.view()) == {"cl_anew"}
    assert reviewed.verify() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"claims": ("cl_none",)}, "no claim 'cl_none'"),
        ({"decision": EDIT, "changes": {"mood": "bad"}}, "mood of a claim cannot be edited"),
        ({"decision": EDIT, "changes": {"id": "cl_other"}}, "id of a claim cannot be edited"),
        ({"decision": EDIT, "changes": {"status": "maybe"}}, "makes no claim"),
        ({"decision": EDIT, "changes": {"event_type": "COPERATE"}}, "did you mean 'COOPERATE'"),
        ({"decision": Decision.UNDO, "claims": (), "undoes": "ju_none"}, "no judgement 'ju_none'"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_leaves_nothing(
    reviewed: Record, said: dict[str, object], told: str
) -> None:
    before = reviewed.view().as_of
    with pytest.raises(RecordError, match=told):
        judge(reviewed, **({"decision": REJECT} | said))  # type: ignore[arg-type]
    assert reviewed.view().as_of == before


def test_words_that_the_article_does_not_have_are_no_edit(reviewed: Record) -> None:
    claim = reviewed.view().claim(IDS[0])
    assert claim is not None
    party = {"start": 0, "end": 6, "exact": "Turkey", "name": "Turkey"}
    party |= {"country": "TUR", "sector": None, "actor_id": "TUR", "reason": "reviewer"}
    with pytest.raises(RecordError, match=r"0\.\.6 is not 'Turkey' in the article"):
        judge(reviewed, EDIT, changes={"actors": [party]})


def test_an_undone_judgement_cannot_be_undone_again(reviewed: Record) -> None:
    judgement = judge(reviewed, REJECT)
    undo(reviewed, judgement)
    with pytest.raises(RecordError, match="no judgement"):
        undo(reviewed, judgement)


def test_only_a_writer_judges(reviewed: Record) -> None:
    with Record.open(reviewed.folder) as reader, pytest.raises(RecordBusy):
        judge(reader, REJECT)


@pytest.mark.parametrize(
    "said",
    [
        {"decision": REJECT, "reason": " "},
        {"decision": EDIT},
        {"decision": ACCEPT, "changes": {"status": "future"}},
        {"decision": ACCEPT, "user": " "},
        {"decision": ACCEPT, "claims": ()},
        {"decision": Decision.MERGE},
        {"decision": Decision.UNDO},
    ],
)
def test_a_judgement_that_says_too_little_cannot_be_made(said: dict[str, object]) -> None:
    fields: dict[str, object] = {"user": "ann", "reason": "why", "claims": ("cl_1",)}
    with pytest.raises(ValueError, match=r".+"):
        Judgement(**(fields | said))  # type: ignore[arg-type]


def as_format_1(folder: Path) -> None:
    """Make of a record one that a release without judgements wrote."""
    (folder / "record.toml").write_text("format = 1\n")
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("drop table judgements")


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_a_record_of_the_format_before_opens_and_its_first_judgement_makes_it_new(
    reviewed: Record, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(reviewed.folder, tmp_path / "older"))
    as_format_1(folder)
    with Record.open(folder) as older:
        assert ids(older.view()) == set(IDS)
        assert older.view().digest() == reviewed.view().digest()
        assert older.verify() == []
    with Record.open(folder, writable=True) as older:
        older.add([page_of(2)])
        older.snapshot("as it was")
        assert older.verify() == []
        judge(older, REJECT)
        assert older.verify() == []
        assert ids(older.view()) == set(IDS[1:])
    assert (folder / "record.toml").read_text() == "format = 2\n"


def tamper(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change a judgement in the table and in no entry."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as ledger, ledger:
        ((body,),) = ledger.execute("select body from judgements")
        judgement = json.loads(body)
        change(judgement)
        ledger.execute("update judgements set body = ?", (json.dumps(judgement),))


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_verify_finds_a_judgement_that_was_changed(reviewed: Record, tmp_path: Path) -> None:
    judge(reviewed, REJECT)
    folder = Path(shutil.copytree(reviewed.folder, tmp_path / "changed"))
    tamper(folder, lambda judgement: judgement.update(user="eve"))
    with Record.open(folder) as record:
        (finding,) = record.verify()
    assert (finding.check, finding.place[-10:]) == ("chain", "judgements")


def test_verify_finds_a_judgement_about_nothing(record: Record) -> None:
    record.add([page_of(1)])
    record.write([reading_of(page_of(1))], CODER)
    forged = Judgement(
        decision=REJECT, user="eve", reason="none", claims=("cl_none",), id="ju_forged", at="2020"
    )
    record._ledger.append("judge", {"judgements": [(forged.id, _body(forged))]})
    details = {finding.detail for finding in record.verify() if finding.check == "judgement"}
    assert details == {
        "its id does not follow from what it says",
        "is about cl_none, which nobody read",
    }


def _body(judgement: Judgement) -> str:
    from dragoman.model.wire_judgement import judgement_to_json

    return json.dumps(judgement_to_json(judgement))


def test_a_claim_comes_back_from_the_rows_as_it_was_edited(reviewed: Record) -> None:
    judge(
        reviewed, EDIT, changes={"event_type": "ASSAULT", "modes": [], "quad": "material conflict"}
    )
    view = reviewed.view()
    found: list[Claim] = list(view.claims(event_type="ASSAULT"))
    assert found == [view.claim(IDS[0])]
