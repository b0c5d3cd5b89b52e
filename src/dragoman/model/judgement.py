"""The judgement: what a person decided about claims. Appended, never overwritten, undoable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Decision(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


# What says whether a claim is right; the others say which claims tell of one act.
VERDICTS = (Decision.ACCEPT, Decision.REJECT, Decision.EDIT)
# To agree needs no reason; whatever changes what the record says does.
WITHOUT_REASON = (Decision.ACCEPT, Decision.UNDO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision of one user.

    `claims` are what it is about: of `merge` the claims that tell of one act, of `split`
    those that tell of an act of their own. `changes` are the fields that an `edit` replaces,
    in the public JSON of claims. `undoes` is the judgement that an `undo` takes back. `id` and
    `at` (UTC) are given by the record when it keeps the judgement.
    """

    decision: Decision
    user: str
    claims: tuple[str, ...] = ()
    reason: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    undoes: str | None = None
    id: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        if not self.user.strip():
            raise ValueError("a judgement is somebody's; say whose")
        if (self.decision is Decision.UNDO) != (self.undoes is not None):
            raise ValueError("an undo names the judgement that it takes back, and no other does")
        if self.decision is not Decision.UNDO and not self.claims:
            raise ValueError(f"{self.decision} is about no claim; name one")
        if self.decision is Decision.MERGE and len(self.claims) < 2:
            raise ValueError("a merge joins two claims at least")
        if (self.decision is Decision.EDIT) != bool(self.changes):
            raise ValueError("an edit changes a field at least, and nothing else changes any")
        if self.decision not in WITHOUT_REASON and not (self.reason or "").strip():
            raise ValueError(f"{self.decision} changes what the record says; give the reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What the standing judgements say of single claims: left out, or with other fields."""

    rejected: frozenset[str] = frozenset()
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def change_nothing(self) -> bool:
        """Tell whether every claim is as it was coded."""
        return not self.rejected and not self.changes


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that nobody took back, in their order, without the undos."""
    said = tuple(judgements)
    undone = {judgement.undoes for judgement in said}
    return tuple(
        judgement
        for judgement in said
        if judgement.decision is not Decision.UNDO and judgement.id not in undone
    )


def verdicts_of(judgements: Iterable[Judgement]) -> Verdicts:
    """Return what becomes of each claim; of several verdicts on one the last counts.

    Edits add up: each replaces the fields that it names. Whoever accepts or edits a rejected
    claim takes it in again, with the edits made so far.
    """
    rejected: set[str] = set()
    changes: dict[str, dict[str, Any]] = {}
    for judgement in standing(judgements):
        if judgement.decision not in VERDICTS:
            continue
        for claim in judgement.claims:
            if judgement.decision is Decision.REJECT:
                rejected.add(claim)
            else:
                rejected.discard(claim)
            if judgement.changes:
                changes[claim] = changes.get(claim, {}) | dict(judgement.changes)
    return Verdicts(rejected=frozenset(rejected), changes=changes)
