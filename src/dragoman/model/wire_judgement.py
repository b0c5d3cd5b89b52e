"""The public JSON of a judgement; the shape is documented in docs/review.md."""

from collections.abc import Mapping
from typing import Any

from dragoman.model.judgement import Decision, Judgement

Json = dict[str, Any]


def decided(judgement: Judgement) -> Json:
    """Return what was decided, by whom and why, without what the record adds (id and time)."""
    return {
        "decision": judgement.decision.value,
        "user": judgement.user,
        "claims": list(judgement.claims),
        "reason": judgement.reason,
        "changes": dict(judgement.changes),
        "undoes": judgement.undoes,
    }


def judgement_to_json(judgement: Judgement) -> Json:
    """Return a judgement whole."""
    return {"id": judgement.id, "at": judgement.at} | decided(judgement)


def judgement_from_json(row: Mapping[str, Any]) -> Judgement:
    """Return the judgement that `judgement_to_json` wrote.

    Raises:
        KeyError: a field is missing.
        ValueError: it decides nothing that can be decided.
    """
    return Judgement(
        id=row["id"],
        at=row["at"],
        decision=Decision(row["decision"]),
        user=row["user"],
        claims=tuple(row["claims"]),
        reason=row["reason"],
        changes=row["changes"],
        undoes=row["undoes"],
    )
