"""The public JSON of answers: every number with the ids behind it."""

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


def due_to_json(item: DueItem | VagueItem) -> Json:
    """Return one thing announced; one without a date is of kind `vague`."""
    counts = _counts(items=item.items, outlets=item.outlets, origins=item.origins)
    kind = "due" if isinstance(item, DueItem) else "vague"
    return {"kind": kind} | _fields(item) | counts


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


def brief_to_json(answer: Brief) -> Json:
    """Return the whole brief."""
    return {"kind": "brief"} | _fields(answer) | {"due": [due_to_json(d) for d in answer.due]}


def _fields(noun: Any) -> Json:
    # What is left out of `repr` is for computing on, and not for reading.
    return {field.name: plain(getattr(noun, field.name)) for field in fields(noun) if field.repr}


def plain(value: Any) -> Any:
    """Return any noun of an answer as JSON has it; a backing brings its counts along."""
    if isinstance(value, Backing):
        counts = {f"n_{field.name}": len(getattr(value, field.name)) for field in fields(value)}
        return counts | _fields(value)
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else _code(value)


def _code(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _counts(**ids: tuple[str, ...]) -> Json:
    return {f"n_{name}": len(found) for name, found in ids.items()}
