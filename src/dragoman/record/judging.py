"""Judgements in the ledger: kept, read, checked, and laid over what was coded."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dragoman.errors import RecordError, UnknownCode
from dragoman.model import Claim, Judgement, content_id, standing
from dragoman.model.wire import claim_from_json, claim_to_json
from dragoman.model.wire_judgement import decided, judgement_from_json, judgement_to_json
from dragoman.ontology import plover
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.passages import claim_passages

KIND, TABLE = "judge", "judgements"
# What an edit may replace. Where a claim stands, who printed it and what the reader thought of
# it are no matter of judgement; quad, score and what is incomplete follow from the others.
EDITABLE = (
    "event_type",
    "modes",
    "contexts",
    "actors",
    "recipients",
    "against",
    "status",
    "historical",
    "hedged",
    "when",
    "quad",
    "score",
    "incomplete",
)

Json = Mapping[str, Any]


def judgements_of(ledger: Ledger, as_of: int) -> tuple[Judgement, ...]:
    """Return every judgement up to an entry, in the order in which they were made."""
    if not ledger.has_table(TABLE):
        return ()
    rows = ledger.rows(f"select body from {TABLE} where seq <= ? order by seq, id", as_of)
    return tuple(judgement_from_json(json.loads(body)) for (body,) in rows)


def keep_judgement(ledger: Ledger, judgement: Judgement) -> Judgement:
    """Append a judgement that was checked; return it with its id and time."""
    # A record of an older format gets the table with its first judgement.
    ledger.create_tables()
    kept = replace(
        judgement,
        id=judgement_id(judgement, ledger.head()[0] + 1),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    body = {"judgements": [(kept.id, canonical(judgement_to_json(kept)))]}
    ledger.append(KIND, body)
    return kept


def judgement_id(judgement: Judgement, seq: int) -> str:
    """Return the id of a judgement that stands in one entry: the same said twice is two."""
    return content_id("ju", seq, canonical(decided(judgement)))


def check_undo(judgement: Judgement, known: tuple[Judgement, ...]) -> None:
    """Raise unless what is to be taken back stands.

    Raises:
        RecordError: there is no such judgement, or it does not stand any more.
    """
    if all(judgement.undoes != entry.id for entry in standing(known)):
        raise RecordError(
            f"no judgement {judgement.undoes!r} stands; `dragoman review log` lists those that do"
        )


def edited(claim: Claim, changes: Json) -> Claim:
    """Return a claim with some fields replaced.

    Raises:
        RecordError: a field is not one that can be edited, or its value is none of its kind.
    """
    strange = sorted(set(changes) - set(EDITABLE))
    if strange:
        raise RecordError(
            f"{', '.join(strange)} of a claim cannot be edited; {', '.join(EDITABLE)} can"
        )
    try:
        return claim_from_json(claim_to_json(claim) | dict(changes))
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"the edit of {claim.id} makes no claim: {error!r}") from error


def faults_of(claim: Claim, text: str | None) -> Iterator[str]:
    """Yield what an edited claim must not say: codes that are none, words that are not there.

    Args:
        claim: the claim as edited.
        text: what its passages point into; None where nobody has it at hand.
    """
    try:
        plover.score(claim.event_type, claim.modes)
        for code in claim.contexts:
            plover.context(code)
    except UnknownCode as error:
        yield str(error)
    for passage in claim_passages(claim) if text is not None else ():
        if passage.span.cut(text or "") != passage.exact:
            yield f"{passage.start}..{passage.end} is not {passage.exact!r} in the article"
