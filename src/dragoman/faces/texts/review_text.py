"""A claim to check, and the log of what was decided, as text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.answers.reviews.queue import Candidate
from dragoman.faces.review_edits import texts_of
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import act_of, commitment_of, no_sentence
from dragoman.model import Decision, Judgement
from dragoman.ontology import plover

# Readings of the type that are shown beside the one that was coded.
ALTERNATIVES = 2


@dataclass(frozen=True, slots=True)
class InContext:
    """A sentence with the text before and after it; both are empty at the ends of an article."""

    before: str
    after: str
    title: str | None


def write_candidate(sheet: Sheet, entry: Candidate | None, context: InContext | None) -> None:
    """Write one claim with what one needs to judge it, and the commands that do."""
    if entry is None:
        sheet.line("the queue is empty: nothing is doubtful, in dispute or left to audit", indent=0)
        return
    claim = entry.claim
    sheet.title(act_of(claim))
    sheet.line(f"{claim.id}; {commitment_of(claim)}")
    for ground, words in entry.grounds.items():
        sheet.line(f"{ground.value}: {words}")
    sheet.heading("In its context")
    if claim.row is not None:
        sheet.line(no_sentence(claim.row))
    elif claim.evidence is not None:
        before, after = (context.before, context.after) if context else ("", "")
        if before:
            sheet.line(" ".join(before.split()), style="dim")
        sheet.quote(claim.evidence.exact, f"{claim.outlet or 'unknown outlet'}, {claim.published}")
        if after:
            sheet.line(" ".join(after.split()), style="dim")
    sheet.heading("As coded")
    sheet.table(
        ("field", "value"), [(name, text) for name, text in texts_of(claim).items() if text]
    )
    sheet.line(f"{claim.event_type}: {plover.event_type(claim.event_type).definition}")
    for code, share in claim.type_top[1 : 1 + ALTERNATIVES]:
        sheet.line(f"or {code} ({share:.2f}): {plover.event_type(code).definition}", style="dim")
    sheet.heading("Decide")
    sheet.command(f"dragoman review accept {claim.id}", "it is right as it stands")
    sheet.command(f"dragoman review reject {claim.id} --reason WHY", "it tells of no such act")
    sheet.command(f"dragoman review edit {claim.id} --type TYPE --reason WHY", "a field is wrong")


def cells_of_judgement(judgement: Judgement, stand: Collection[str]) -> tuple[str, ...]:
    """Return id, time, user, decision and reason; what was undone says so."""
    if judgement.decision is Decision.UNDO:
        what = f"undo of {judgement.undoes}"
    else:
        undone = "" if judgement.id in stand else " (undone)"
        what = f"{judgement.decision.value}{undone}: {', '.join(judgement.claims)}"
    if judgement.changes:
        what += f"\n{changes_named(judgement.changes)}"
    return judgement.id, judgement.at[:16], judgement.user, what, judgement.reason or ""


def changes_named(changes: Mapping[str, Any]) -> str:
    """Return what an edit put where, in words; what follows from the type is left out.

    >>> changes_named({"event_type": "AID", "quad": "material cooperation", "hedged": True})
    'event_type AID; hedged yes'
    """
    shown = {name: value for name, value in changes.items() if name not in {"quad", "score"}}
    return "; ".join(f"{name} {_value_named(value)}" for name, value in shown.items())


def _value_named(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | []:
            return "none"
        case list():
            return ", ".join(_value_named(entry) for entry in value)
        case {"start": start, "end": end, "basis": _}:
            return str(start) if start == end else f"{start} to {end}"
        case {"exact": words, "actor_id": code}:
            return f"{words} ({code or 'no code'})"
    return str(value)
