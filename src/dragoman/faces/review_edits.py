"""An edit as a person types it, as fields of a claim; and the fields as text, to be edited."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dragoman.errors import InputError
from dragoman.faces.question import STATUSES, actor_code, one_of, truth_of
from dragoman.model import Actor, Basis, Claim, Participant, Passage, Precision, Span, When
from dragoman.model.wire import claim_to_json, participant_to_json, when_to_json
from dragoman.ontology import plover

# Between the words of a sentence and what they are taken for; between two days.
MEANS, TO = "=", ".."
SIDES = ("actors", "recipients", "against")
REASON = "named by a reviewer"
# The fields that can be edited, as a form and a command name them.
FIELDS = ("type", "modes", "status", "hedged", "historical", *SIDES, "when")


def texts_of(claim: Claim) -> dict[str, str]:
    """Return the fields of a claim as they are typed; `changes_of` reads them back."""
    return {
        "type": claim.event_type,
        "modes": ", ".join(claim.modes),
        "status": claim.status.value,
        "hedged": "true" if claim.hedged else "false",
        "historical": "true" if claim.historical else "false",
        **{side: "\n".join(map(_party_text, getattr(claim, side))) for side in SIDES},
        "when": _when_text(claim.when),
    }


def changes_of(claim: Claim, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return which fields of the claim's JSON the typed ones replace, and by what.

    A side is a line for each party, `Tehran = IRN.GOV`: words of the sentence and their code,
    which may be left out. A day is `Monday = 2020-10-05` or `in May = 2020-05-01..2020-05-31`;
    without words it keeps those of the claim.

    Raises:
        InputError: a field is none, or its text is not understood.
        UnknownCode: a code is none of the codebook, or a name is nobody's.
    """
    strange = sorted(set(typed) - set(FIELDS))
    if strange:
        raise InputError(f"{', '.join(strange)} cannot be edited; {', '.join(FIELDS)} can")
    old = texts_of(claim)
    new = {name: text.strip() for name, text in typed.items() if _lines(text) != _lines(old[name])}
    changes = _type_changes(claim, new) | _truths(new)
    for side in (side for side in SIDES if side in new):
        parties = [_party(claim, side, line) for line in _lines(new[side])]
        changes[side] = [participant_to_json(party) for party in parties]
    if "when" in new:
        changes["when"] = _when_changes(claim, new["when"])
    return changes | _incomplete(claim, changes) if changes else {}


def _lines(text: str) -> list[str]:
    """Return what stands between line breaks or semicolons."""
    lines = (line.strip() for line in text.replace(";", "\n").splitlines())
    return [line for line in lines if line]


def _type_changes(claim: Claim, new: Mapping[str, str]) -> dict[str, Any]:
    """Return type and modes with what follows from them; a new type drops the old modes."""
    if not new.keys() & {"type", "modes"}:
        return {}
    event_type = plover.event_type(new.get("type", claim.event_type).upper()).code
    kept = "" if event_type != claim.event_type else ", ".join(claim.modes)
    modes = [mode.strip() for mode in new.get("modes", kept).split(",") if mode.strip()]
    return {
        "event_type": event_type,
        "modes": modes,
        "quad": plover.quad(event_type),
        "score": plover.score(event_type, modes),
    }


def _truths(new: Mapping[str, str]) -> dict[str, Any]:
    changes: dict[str, Any] = {
        name: truth_of(name, new[name]) for name in ("hedged", "historical") if name in new
    }
    if "status" in new:
        changes["status"] = one_of("status", new["status"], STATUSES)
    return changes


def _incomplete(claim: Claim, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the type asks for and the edited claim does not give."""
    row = claim_to_json(claim) | dict(changes)
    needs = plover.event_type(row["event_type"]).needs_recipient
    if needs and not row["recipients"] and len(row["actors"]) < 2:
        missing = ["recipient"]
    else:
        missing = [] if row["actors"] or row["recipients"] else ["actor"]
    return {"incomplete": missing} if missing != list(claim.incomplete) else {}


def _party_text(party: Participant) -> str:
    return f"{party.passage.exact} {MEANS} {party.actor.id or ''}".strip()


def _party(claim: Claim, side: str, line: str) -> Participant:
    """Return the party of one line; one that is there already is left as it is."""
    words, _, code = (part.strip() for part in line.partition(MEANS))
    known = [p for p in _parties(claim) if p.passage.exact == words]
    for party in known:
        if (party.actor.id or "") == code.upper():
            return party
    country, _, sector = (actor_code(side, code) if code else "").partition(".")
    names = (party.actor.name for party in known if party.actor.country == country)
    return Participant(
        passage=known[0].passage if known else _words(claim, words),
        actor=Actor(name=next(names, words), country=country or None, sector=sector or None),
        reason=REASON,
    )


def _parties(claim: Claim) -> Iterator[Participant]:
    for side in SIDES:
        yield from getattr(claim, side)


def _words(claim: Claim, words: str) -> Passage:
    """Return where words stand in the sentence.

    Raises:
        InputError: they do not.
    """
    sentence = claim.evidence
    at = sentence.exact.find(words) if sentence is not None and words else -1
    if sentence is None or at < 0:
        raise InputError(f"{words!r} does not stand in the sentence; give words as they stand")
    start = sentence.start + at
    return Passage(span=Span(start, start + len(words)), exact=words)


def _when_text(when: When | None) -> str:
    if when is None:
        return ""
    days = str(when.start) if when.start == when.end else f"{when.start}{TO}{when.end}"
    return f"{when.passage.exact} {MEANS} {days}" if when.passage is not None else days


def _when_changes(claim: Claim, text: str) -> dict[str, Any] | None:
    """Return the interval of a text; None where it is empty, for then no day is known."""
    if not text:
        return None
    words, means, days = (part.strip() for part in text.rpartition(MEANS))
    first, _, last = (part.strip() for part in days.partition(TO))
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise InputError(f"when={text!r} has no day; write Monday = 2020-10-05") from error
    if end < start:
        raise InputError(f"when={text!r} runs backwards; write the earlier day first")
    old = claim.when
    passage = _when_words(claim, words) if means else (old.passage if old else None)
    basis = old.basis if old and not means else Basis.SAID
    if passage is None and basis is not Basis.ASSUMED:
        raise InputError(
            f"when={text!r} names no words; write those that say it, then = and the day"
        )
    when = When(
        start=start,
        end=end,
        precision=Precision.DAY if start == end else Precision.RANGE,
        basis=basis,
        passage=passage,
    )
    return when_to_json(when)


def _when_words(claim: Claim, words: str) -> Passage:
    """Return the words of a day: those of the claim, which may stand in another sentence."""
    old = claim.when.passage if claim.when is not None else None
    return old if old is not None and old.exact == words else _words(claim, words)
