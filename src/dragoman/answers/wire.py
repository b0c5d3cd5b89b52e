"""The public JSON of answers: every number with the ids behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from dragoman.answers.agendas.answer import Agenda
from dragoman.answers.agendas.due import DueItem, VagueItem
from dragoman.answers.blocs import Network
from dragoman.answers.briefing import Brief
from dragoman.answers.dyads import DyadAnswer
from dragoman.answers.evidence import Backing
from dragoman.answers.outlooks.answer import Outlook
from dragoman.answers.shadows import Overshadowed
from dragoman.answers.stories.folded import Stories
from dragoman.answers.voicing import VoicesAnswer
from dragoman.model import Event

Json = dict[str, Any]


def event_to_json(event: Event) -> Json:
    """Return an event with its counts."""
    counts = _counts(claims=event.claims, outlets=event.outlets, origins=event.origins)
    return {"kind": "event"} | _fields(event) | counts


def stories_to_json(stories: Stories) -> Json:
    """Return events, stories of several articles, and what was refused with the reason."""
    return {
        "kind": "stories",
        "snapshot": stories.snapshot,
        "folding": stories.folding,
        "events": [event_to_json(event) for event in stories.events],
        "stories": [plain(story) for story in stories.stories],
        "refused": [plain(entry) for entry in stories.refused],
    }


def dyad_to_json(answer: DyadAnswer) -> Json:
    """Return the answer about two countries."""
    return {"kind": "dyad"} | _fields(answer)


def due_to_json(item: DueItem | VagueItem, most: int | None = None) -> Json:
    """Return one thing announced; one without a date is of kind `vague`.

    Each list has at most so many entries.
    """
    counts = _counts(items=item.items, outlets=item.outlets, origins=item.origins)
    kind = "due" if isinstance(item, DueItem) else "vague"
    return {"kind": kind} | _fields(item, most) | counts


def agenda_to_json(answer: Agenda) -> Json:
    """Return a whole agenda, with how far it can be relied on."""
    things = {"things": [due_to_json(item) for item in answer.things]}
    return (
        {"kind": "agenda"}
        | _fields(answer)
        | things
        | {"vague": [due_to_json(item) for item in answer.vague]}
    )


def voices_to_json(answer: VoicesAnswer) -> Json:
    """Return who says so about two countries."""
    return {"kind": "voices"} | _fields(answer)


def overshadowed_to_json(entry: Overshadowed) -> Json:
    """Return one overshadowed shift with the terms of its score."""
    return {"kind": "overshadowed"} | _fields(entry)


def outlook_to_json(answer: Outlook) -> Json:
    """Return what is likely to come next, with the terms of every share."""
    return {"kind": "outlook"} | _fields(answer)


def network_to_json(answer: Network) -> Json:
    """Return who is aligned with whom, against whom."""
    return {"kind": "network"} | _fields(answer)


def brief_to_json(answer: Brief, most: int | None = None) -> Json:
    """Return the whole brief, or at most so many entries of each list in it; counts are of all."""
    due = [due_to_json(item, most) for item in answer.due[:most]]
    return {"kind": "brief"} | _fields(answer, most) | {"due": due}


def longer(answer: Any, most: int, pointer: str = "") -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield what is cut of an answer that has at most so many entries of each list.

    Each list comes whole, with the pointer (RFC 6901) to it in the JSON of the answer.
    """
    if isinstance(answer, (tuple, list)):
        if len(answer) > most:
            yield pointer, answer
        for number, entry in enumerate(answer[:most]):
            yield from longer(entry, most, f"{pointer}/{number}")
    elif is_dataclass(answer):
        for part in (field.name for field in fields(answer) if field.repr):
            yield from longer(getattr(answer, part), most, f"{pointer}/{part}")


def _fields(noun: Any, most: int | None = None) -> Json:
    # What is left out of `repr` is for computing on, and not for reading.
    kept = (field.name for field in fields(noun) if field.repr)
    return {name: plain(getattr(noun, name), most) for name in kept}


def plain(value: Any, most: int | None = None) -> Any:
    """Return any noun of an answer as JSON has it; a backing brings its counts along.

    Each list has at most so many entries, and the counts are of all.
    """
    if isinstance(value, Backing):
        counts = {f"n_{field.name}": len(getattr(value, field.name)) for field in fields(value)}
        return counts | _fields(value, most)
    if is_dataclass(value):
        return _fields(value, most)
    if isinstance(value, (tuple, list)):
        return [plain(entry, most) for entry in value[:most]]
    return value.isoformat() if isinstance(value, date) else _code(value)


def _code(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _counts(**ids: tuple[str, ...]) -> Json:
    return {f"n_{name}": len(found) for name, found in ids.items()}
