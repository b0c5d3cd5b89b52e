"""Disputes: one voice says that an act was done, another that it was not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from dragoman.answers.evidence import Backing, Said, backing_of_events, said
from dragoman.answers.stories.folded import Stories
from dragoman.answers.stories.folding import MAX_DAYS_APART
from dragoman.model import Event, Status

Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """An event that is asserted and denied, with who says which.

    `asserting` and `denying` are the voices, outlets where they speak themselves.
    """

    event_type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    asserted: Backing
    denied: Backing
    asserting: tuple[str, ...]
    denying: tuple[str, ...]
    sentences: tuple[Said, ...]


def find_disputed(stories: Stories) -> tuple[Disputed, ...]:
    """Return denied events with the asserted ones that they deny, most told of first.

    They agree in type and in sides, both known, and lie within the days that fold claims
    of one act; one voice alone that says both is no dispute.
    """
    asserted: dict[tuple[str, Sides], list[Event]] = defaultdict(list)
    for event in stories.events:
        if event.status == Status.ACTUAL.value:
            asserted[(event.event_type, _sides(event))].append(event)
    found = []
    for denial in stories.events:
        if denial.status != Status.NEGATED.value or not (denial.actors and denial.recipients):
            continue
        against = [e for e in asserted[(denial.event_type, _sides(denial))] if _near(e, denial)]
        entry = _disputed(denial, against, stories) if against else None
        if entry is not None:
            found.append(entry)
    return tuple(sorted(found, key=lambda d: (-len(d.asserted.origins), d.denied.events)))


def _sides(event: Event) -> Sides:
    return frozenset(event.actors), frozenset(event.recipients)


def _near(one: Event, other: Event) -> bool:
    slack = timedelta(days=MAX_DAYS_APART)
    return one.start <= other.end + slack and other.start <= one.end + slack


def _disputed(denial: Event, against: list[Event], stories: Stories) -> Disputed | None:
    """Return the dispute, None when the same voices say both."""
    asserting, denying = _voices(against, stories), _voices([denial], stories)
    if asserting == denying:
        return None
    claims = [stories.claim_of[c] for e in (denial, *against) for c in e.claims]
    return Disputed(
        event_type=denial.event_type,
        actors=denial.actors,
        recipients=denial.recipients,
        asserted=backing_of_events(against, stories),
        denied=backing_of_events([denial], stories),
        asserting=asserting,
        denying=denying,
        sentences=tuple(said(claim, stories) for claim in claims),
    )


def _voices(events: Iterable[Event], stories: Stories) -> tuple[str, ...]:
    """Return who says so: speakers, and outlets that speak in their own voice."""
    names = set()
    for event in events:
        for claim in (stories.claim_of[claim_id] for claim_id in event.claims):
            names |= {voice.actor.name for voice in claim.voices} or {claim.outlet or "unknown"}
    return tuple(sorted(names))
