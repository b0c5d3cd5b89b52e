"""Which claims tell of one act, as a form says it: events are joined, or claims taken out."""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.answers import Stories
from dragoman.errors import InputError
from dragoman.faces.question import one_of
from dragoman.model import Decision, Event, Judgement

# What was typed into each field of a form; a box that is not ticked is in none.
Typed = Mapping[str, Sequence[str]]
DECISIONS = (Decision.MERGE, Decision.SPLIT, Decision.UNDO)


def judgement_of(typed: Typed, event: Event, stories: Stories, user: str) -> Judgement:
    """Return the decision of the form of an event.

    Raises:
        InputError: it decides nothing, or nothing that can be decided of this event.
    """
    decision = Decision(one_of("decision", _first(typed, "decision"), DECISIONS))
    reason = _first(typed, "reason") or None
    claims: tuple[str, ...] = ()
    if decision is Decision.MERGE:
        claims = tuple(dict.fromkeys((*event.claims, *_of_others(typed, event, stories))))
    elif decision is Decision.SPLIT:
        claims = _taken_out(typed, event)
    undone = _first(typed, "judgement") if decision is Decision.UNDO else None
    try:
        return Judgement(decision=decision, user=user, claims=claims, reason=reason, undoes=undone)
    except ValueError as error:
        raise InputError(str(error)) from error


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


def _of_others(typed: Typed, event: Event, stories: Stories) -> Iterator[str]:
    """Yield the claims of the events that a form joins to one.

    Raises:
        InputError: it names none, or one that is not here.
    """
    named = [name.strip() for name in typed.get("events", ()) if name.strip()]
    if not set(named) - {event.id}:
        raise InputError("name another event that tells of this act: tick one, or give its id")
    claims_of = {known.id: known.claims for known in stories.events if known.id in named}
    for name in named:
        if name not in claims_of:
            raise InputError(f"no event {name!r} in this record; its page has its id")
        yield from claims_of[name]


def _taken_out(typed: Typed, event: Event) -> tuple[str, ...]:
    """Return the claims that a form takes out of an event.

    Raises:
        InputError: it names none of them, or all.
    """
    named = set(typed.get("claims", ()))
    kept = tuple(claim for claim in event.claims if claim in named)
    if not kept:
        raise InputError("tick the claims that tell of another act")
    if len(kept) == len(event.claims):
        raise InputError("leave a claim that tells of this act; all of them together are one")
    return kept
