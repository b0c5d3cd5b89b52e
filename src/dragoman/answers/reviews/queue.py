"""What a human should check first, and why: the queue of the review desk."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.answers.stories.folded import Stories
from dragoman.answers.stories.folding import MAX_DAYS_APART
from dragoman.model import Claim, Event, Judgement, Status, standing
from dragoman.model.judgement import VERDICTS

REVIEW_RULE = "review/1"
# Below even odds the coder itself takes a claim for wrong.
LOW_CONFIDENCE = 0.5
# How many events count as most told of: what a reader meets on the first pages.
MOST_TOLD = 20
# One origin is no echo: below two nothing is told of much.
MIN_ORIGINS = 2
# One claim in twenty is read whatever the coder thinks of it: only such a sample tells how
# often the coder is right where nobody has doubts.
AUDIT_PART = 0.05
# What the coder writes into the reasons of a claim whose type it reads in two ways.
VIEWS_DISAGREE = "the views disagree on the type"


class Ground(StrEnum):
    """Why a claim is in the queue."""

    IMPACT = "impact"
    DISAGREEMENT = "disagreement"
    CONFIDENCE = "low confidence"
    AUDIT = "random audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A claim to check, as coded, with each ground in words.

    `second` tells that others have judged it: the audit is read by every reviewer.
    """

    claim: Claim
    grounds: Mapping[Ground, str]
    told: int
    second: bool = False

    @property
    def rank(self) -> tuple[int, int, float, str]:
        """The order: most grounds first, then what most tell of, then the least sure."""
        return -len(self.grounds), -self.told, self.claim.confidence, self.claim.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What is left for one reviewer, in order."""

    rule: str
    entries: tuple[Candidate, ...]

    def by_ground(self) -> dict[Ground, int]:
        """Return how many are here for each ground; one may be here for several."""
        counted = Counter(ground for entry in self.entries for ground in entry.grounds)
        return {ground: counted[ground] for ground in Ground}


def review_queue(
    stories: Stories,
    carrying: Mapping[str, str],
    judged: Sequence[Judgement],
    user: str,
    others: Iterable[Claim] = (),
) -> Queue:
    """Return the claims that one user should check, those first that matter most.

    A claim that somebody judged is done, but for the audit, which every user reads as it was
    coded: that is how their agreement is known.

    Args:
        stories: the record, folded.
        carrying: for the claims behind an arrow, which one.
        judged: all judgements.
        user: who asks.
        others: the audited claims that others judged, as coded.
    """
    by_claim = judges_of(judged)
    grounds = _grounds(stories, carrying)
    left = [
        Candidate(claim=claim, grounds=grounds[claim.id], told=_told(claim, stories))
        for claim in stories.claim_of.values()
        if claim.id in grounds and claim.id not in by_claim
    ]
    again = [
        Candidate(
            claim=claim,
            grounds=grounds.get(claim.id, {Ground.AUDIT: _AUDITED}),
            told=_told(claim, stories),
            second=True,
        )
        for claim in others
        if user not in by_claim.get(claim.id, {user})
    ]
    ranked = sorted([*left, *again], key=lambda entry: entry.rank)
    return Queue(rule=REVIEW_RULE, entries=tuple(ranked))


def judges_of(judgements: Iterable[Judgement]) -> dict[str, set[str]]:
    """Return who gave a standing verdict on each claim."""
    by_claim: dict[str, set[str]] = defaultdict(set)
    for judgement in standing(judgements):
        if judgement.decision in VERDICTS:
            for claim in judgement.claims:
                by_claim[claim].add(judgement.user)
    return dict(by_claim)


_AUDITED = "one of the claims that everybody reads"


def is_audited(claim_id: str) -> bool:
    """Tell whether a claim is of the random audit.

    The digest of its id decides, so the sample is the same for everybody, nobody chooses it,
    and pages that are added later take no claim out of it.
    """
    digest = hashlib.sha256(f"{REVIEW_RULE} audit {claim_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < AUDIT_PART * 2**64


def _grounds(stories: Stories, carrying: Mapping[str, str]) -> dict[str, dict[Ground, str]]:
    """Return why each claim should be checked; claims that need not be are left out."""
    found: dict[str, dict[Ground, str]] = defaultdict(dict)
    for claim_id, told in _most_told(stories):
        found[claim_id][Ground.IMPACT] = told
    for claim_id, arrow in carrying.items():
        found[claim_id][Ground.IMPACT] = arrow
    for claim_id, why in _disagreements(stories):
        found[claim_id][Ground.DISAGREEMENT] = why
    for claim in stories.claim_of.values():
        # Of an imported claim nobody said how sure it is.
        if claim.row is None and claim.confidence < LOW_CONFIDENCE:
            words = f"the coder gives it {claim.confidence:.2f}, below {LOW_CONFIDENCE}"
            found[claim.id][Ground.CONFIDENCE] = words
        if is_audited(claim.id):
            found[claim.id][Ground.AUDIT] = _AUDITED
    return {name: why for name, why in found.items() if name in stories.claim_of}


def _most_told(stories: Stories) -> Iterator[tuple[str, str]]:
    ranked = sorted(stories.events, key=lambda event: (-len(event.origins), event.id))
    for event in ranked[:MOST_TOLD]:
        if len(event.origins) >= MIN_ORIGINS:
            for claim in event.claims:
                yield claim, f"of an event that {len(event.origins)} independent stories tell of"


def _disagreements(stories: Stories) -> Iterator[tuple[str, str]]:
    """Yield the claims on which the reader, the tellings or the voices do not agree."""
    for event in stories.events:
        types = sorted({stories.claim_of[claim].event_type for claim in event.claims})
        if len(types) > 1:
            for name in event.claims:
                yield name, f"the claims of its event are read as {' and '.join(types)}"
    for event, denial in _denied(stories.events):
        for name in (*event.claims, *denial.claims):
            yield name, "one voice tells it as done, another denies it"
    for name, claim in stories.claim_of.items():
        if VIEWS_DISAGREE in claim.reasons:
            others = [code for code, _ in claim.type_top if code != claim.event_type]
            near = f"; the other view reads {others[0]}" if others else ""
            yield name, f"the reader's two views of the type differ{near}"


def _denied(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Yield an act told as done with a denial of it: same type and sides, days that are near."""
    kept: dict[tuple[object, ...], dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.actors or event.recipients:
            key = (event.event_type, event.actors, event.recipients)
            kept[key][event.status].append(event)
    for by_status in kept.values():
        for event in by_status[Status.ACTUAL.value]:
            for denial in by_status[Status.NEGATED.value]:
                apart = max(event.start - denial.end, denial.start - event.end)
                if apart.days <= MAX_DAYS_APART:
                    yield event, denial


def _told(claim: Claim, stories: Stories) -> int:
    event = stories.event_of.get(claim.id)
    return len(event.origins) if event is not None else 1
