"""What is different between two moments of a record, and why."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.model import Claim, Decision, Judgement
from dragoman.model.wire import claim_from_json, claim_to_json
from dragoman.record.ledger import canonical
from dragoman.record.view import View

# How a reason tells of a decision.
_DONE = {
    Decision.ACCEPT: "accepted",
    Decision.REJECT: "rejected",
    Decision.EDIT: "edited",
    Decision.MERGE: "joined with others",
    Decision.SPLIT: "parted from others",
    Decision.UNDO: "a decision taken back",
}
# Two pages may say the same, so a claim is found by its page and its id.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A claim that one of two moments has and the other has not, with the reason."""

    page: str
    claim: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A claim that says something else, with the fields that differ and the reason."""

    page: str
    before: Claim
    after: Claim
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What must be done to the claims of one moment to get those of another."""

    before: str
    after: str
    added: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    changed: tuple[Changed, ...]


def difference(before: View, after: View) -> Difference:
    """Return how two moments of one record differ; neither need be the older one."""
    old, new = before.keyed_claims(), after.keyed_claims()
    why = _Reasons(before, after)
    return Difference(
        before=before.snapshot,
        after=after.snapshot,
        added=_moved(old, new, why.added),
        gone=_moved(new, old, why.gone),
        changed=tuple(
            _changed(key, old[key], new[key], why.changed(key))
            for key in sorted(old.keys() & new.keys())
            if old[key] != new[key]
        ),
    )


def apply(difference: Difference, claims: Mapping[Key, str]) -> dict[Key, str]:
    """Return the claims of the later moment from those of the earlier, as `keyed_claims` has them.

    It is the law that a difference must keep: `apply(difference(a, b), a) == b`.
    """
    after = dict(claims)
    for moved in difference.gone:
        del after[(moved.page, moved.claim.id)]
    kept = [(m.page, m.claim) for m in difference.added]
    kept += [(c.page, c.after) for c in difference.changed]
    for page, claim in kept:
        after[(page, claim.id)] = canonical(claim_to_json(claim))
    return after


def _moved(
    without: Mapping[Key, str], having: Mapping[Key, str], reason: Callable[[Key], str]
) -> tuple[Moved, ...]:
    return tuple(
        Moved(page=key[0], claim=claim_from_json(json.loads(having[key])), reason=reason(key))
        for key in sorted(having.keys() - without.keys())
    )


def _changed(key: Key, before: str, after: str, reason: str) -> Changed:
    old, new = json.loads(before), json.loads(after)
    return Changed(
        page=key[0],
        before=claim_from_json(old),
        after=claim_from_json(new),
        fields=tuple(sorted(field for field in new if new[field] != old.get(field))),
        reason=reason,
    )


class _Reasons:
    """Why a claim moved: its page came or was read, or somebody judged it."""

    def __init__(self, before: View, after: View) -> None:
        self._before, self._after = before, after
        self._readers = before.readers(), after.readers()
        # Of two moments of one ledger the earlier has the first of the judgements of the later.
        said, also = sorted((before.judgements(), after.judgements()), key=len)
        by_id = {judgement.id: judgement for judgement in also}
        self._judged: dict[str, Judgement] = {}
        for judgement in also[len(said) :]:
            about = by_id[judgement.undoes] if judgement.undoes else judgement
            self._judged |= dict.fromkeys(about.claims, judgement)

    def added(self, key: Key) -> str:
        """Return why a claim is there now."""
        page, claim = key
        if claim in self._judged and self._before.coded_claim(claim) is not None:
            return self._decided(claim)
        reader = self._readers[1].get(page)
        if page not in self._before.pages():
            return "its page was added"
        if page not in self._readers[0]:
            return f"its page was read by {reader}"
        return f"its page was read again by {reader}"

    def gone(self, key: Key) -> str:
        """Return why a claim is there no more."""
        page, claim = key
        if claim in self._judged and self._after.coded_claim(claim) is not None:
            return self._decided(claim)
        reader = self._readers[1].get(page)
        if reader is not None:
            return f"its page was read again by {reader}"
        return "its page was not there yet, or was not read yet"

    def changed(self, key: Key) -> str:
        """Return why a claim says something else."""
        page, claim = key
        if claim in self._judged:
            return self._decided(claim)
        return f"its page was read again by {self._readers[1].get(page)}"

    def _decided(self, claim: str) -> str:
        judgement = self._judged[claim]
        done = f"{_DONE[judgement.decision]} by {judgement.user}"
        return f"{done}: {judgement.reason}" if judgement.reason else done
