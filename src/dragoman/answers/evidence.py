"""What stands behind a number: the ids that it counts, and the sentences themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.answers.stories.folded import Stories
from dragoman.model import AgendaItem, Claim, Event, ImportedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """The claims, events, outlets and independent origins that a number counts."""

    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The counts as people read them: "1 event, 6 claims, 4 outlets, 2 independent"."""
        return (
            f"{_counted(len(self.events), 'event')}, {_counted(len(self.claims), 'claim')}, "
            f"{_counted(len(self.outlets), 'outlet')}, {len(self.origins)} independent"
        )


NOTHING = Backing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence behind a number: the words, where they stand, and who says so.

    `id` is a claim or an agenda item. `start` and `end` count characters of the article.
    An imported claim has no sentence: then the three are None and `row` says where it is.
    """

    id: str
    article: str
    outlet: str | None
    published: str | None
    sentence: str | None
    start: int | None
    end: int | None
    hedged: bool
    voices: tuple[str, ...] = ()
    event: str | None = None
    event_type: str | None = None
    row: ImportedRow | None = None


def backing(claims: Iterable[Claim], stories: Stories) -> Backing:
    """Return what some claims amount to."""
    kept = {claim.id: claim for claim in claims}
    if not kept:
        return NOTHING
    events = {stories.event_of[claim].id for claim in kept if claim in stories.event_of}
    return Backing(
        claims=tuple(sorted(kept)),
        events=tuple(sorted(events)),
        outlets=tuple(sorted({c.outlet for c in kept.values() if c.outlet is not None})),
        origins=tuple(sorted({stories.origin(c.article) for c in kept.values()})),
    )


def merged(parts: Iterable[Backing]) -> Backing:
    """Return one backing of several."""
    kept = list(parts)
    return Backing(
        claims=tuple(sorted({claim for part in kept for claim in part.claims})),
        events=tuple(sorted({event for part in kept for event in part.events})),
        outlets=tuple(sorted({outlet for part in kept for outlet in part.outlets})),
        origins=tuple(sorted({origin for part in kept for origin in part.origins})),
    )


def backing_of_events(events: Iterable[Event], stories: Stories) -> Backing:
    """Return what some events amount to, over all their claims."""
    claims = (stories.claim_of[claim] for event in events for claim in event.claims)
    return backing(claims, stories)


def said(claim: Claim, stories: Stories) -> Said:
    """Return the sentence of a claim, or the row that it was imported from."""
    words = claim.evidence
    event = stories.event_of.get(claim.id)
    return Said(
        id=claim.id,
        article=claim.article,
        outlet=claim.outlet,
        published=claim.published,
        sentence=words.exact if words else None,
        start=words.start if words else None,
        end=words.end if words else None,
        hedged=claim.hedged,
        voices=tuple(voice.actor.name for voice in claim.voices),
        event=event.id if event else None,
        event_type=claim.event_type,
        row=claim.row,
    )


def said_of_item(item: AgendaItem) -> Said:
    """Return the sentence of an agenda item."""
    return Said(
        id=item.id,
        article=item.article,
        outlet=item.outlet,
        published=item.published,
        sentence=item.evidence.exact,
        start=item.evidence.start,
        end=item.evidence.end,
        hedged=item.hedged,
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
