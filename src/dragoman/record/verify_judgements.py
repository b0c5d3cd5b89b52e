"""The audit of judgements: about claims that were read, and edits that say what is there."""

from collections.abc import Iterator

from dragoman.model import Claim, Judgement
from dragoman.record.judging import faults_of, judgement_id, judgements_of
from dragoman.record.ledger import Ledger
from dragoman.record.passages import claim_passages
from dragoman.record.segments import read_table
from dragoman.record.state import State
from dragoman.record.view import View


def faulty_judgements(ledger: Ledger, state: State) -> Iterator[tuple[str, str]]:
    """Yield the id of each judgement that cannot be, with the reason."""
    judgements = judgements_of(ledger, state.as_of)
    if not judgements:
        return
    ids = {judgement.id for judgement in judgements}
    entries = dict(ledger.rows("select id, seq from judgements"))
    claims = _claims_ever_read(state)
    for judgement in judgements:
        if judgement.id != judgement_id(judgement, entries[judgement.id]):
            yield judgement.id, "its id does not follow from what it says"
        if judgement.undoes is not None and judgement.undoes not in ids:
            yield judgement.id, f"undoes {judgement.undoes}, which nobody made"
        for claim in judgement.claims:
            if claim not in claims:
                yield judgement.id, f"is about {claim}, which nobody read"
    yield from _faulty_edits(View(state), judgements)


def _claims_ever_read(state: State) -> set[str]:
    """Return the ids of all claims, those of readings that do not count any more too."""
    segments = (segment for segment in state.segments if segment.kind == "claim")
    tables = (read_table(segment.path(state.folder), ["id"]) for segment in segments)
    return {claim for table in tables for claim in table.column("id").to_pylist()}


def _faulty_edits(view: View, judgements: tuple[Judgement, ...]) -> Iterator[tuple[str, str]]:
    edits = {claim: j.id for j in judgements if j.changes for claim in j.claims}
    for claim_id, judgement in edits.items():
        coded, claim = view.coded_claim(claim_id), view.claim(claim_id)
        if coded is not None and claim is not None:
            for fault in _faults(view, coded, claim):
                yield judgement, fault


def _faults(view: View, coded: Claim, claim: Claim) -> Iterator[str]:
    """Yield what is wrong with an edited claim; an imported one has no words but its row's."""
    article = view.article(claim.article)
    yield from faults_of(claim, article.text if article is not None else None)
    if article is None:
        known = set(claim_passages(coded))
        for passage in claim_passages(claim):
            if passage not in known:
                yield f"{passage.exact!r} is in no cell that the coder read"
