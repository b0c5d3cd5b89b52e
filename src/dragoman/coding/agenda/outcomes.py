"""What became of things announced: moved to another day, called off, or held as planned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.coding.agenda.dates import next_such
from dragoman.coding.agenda.words import Thing, distance, things_in
from dragoman.coding.lexicon import any_of, found_by, lexicon
from dragoman.model import AgendaStatus, Span, When

# Characters between a verb such as "postponed" and the thing that it is told of.
REACH = 70
# Characters before the verb in which a condition or a negation governs it.
GOVERNED = 30
# "The postponed vote" says nothing new of the vote.
ATTRIBUTE = re.compile(
    r"\b(?:the|an?|its|his|her|their|this|that|twice|long)[\s-]+$", re.IGNORECASE
)
INFINITIVE = re.compile(r"\bto\s+$")
# The month is no modal.
MONTH_OF_MAY = "May"
# Of two days the one in front is the new one.
INSTEAD = "instead of"
BREAK = re.compile(r"[;\"“”]|\.\s")
# The keys of the word lists, in the order in which verbs are looked for.
STATUSES = {
    "moved": AgendaStatus.MOVED,
    "missed": AgendaStatus.MISSED,
    "done": AgendaStatus.DONE,
}

Placed = Sequence[tuple[Span, When]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a sentence says became of a thing; see `AgendaItem` for its dates."""

    thing: Thing
    status: AgendaStatus
    when: When | None
    moved_from: When | None = None


def outcomes(text: str, times: Placed, published: date) -> Iterator[Outcome]:
    """Yield what a sentence says became of things announced, one of each thing.

    Args:
        text: the sentence.
        times: its dates with their places in the sentence.
        published: the day of publication; what is done is done by then.
    """
    taken: list[Span] = []
    for status, verb, thing in _told(text):
        span = Span(min(verb.start, thing[1].start), max(verb.end, thing[1].end))
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        named = Thing(thing[0], thing[1], span)
        clause = _clause(text, verb)
        near = [(place, when) for place, when in times if clause.contains(place)]
        if status is AgendaStatus.MOVED:
            yield _moved(text, named, verb, near, published)
        else:
            yield _settled(named, status, verb, near, published)


def _told(text: str) -> Iterator[tuple[AgendaStatus, Span, tuple[str, Span]]]:
    """Yield each verb of an outcome with the thing nearest to it."""
    for key, status in STATUSES.items():
        for verb in _sure(text, found_by_key("became", key)):
            near = list(things_in(text, _clause(text, verb)))
            nearest = min(near, key=lambda thing: distance(thing[1], verb), default=None)
            if nearest is not None and distance(nearest[1], verb) <= REACH:
                yield status, verb, nearest
    for verb in _sure(text, found_by_key("became", "extended")):
        found = _running().search(text, verb.end, min(verb.end + REACH, len(text)))
        found = found or _running().search(text, max(0, verb.start - REACH), verb.start)
        if found is not None:
            what = "deadline" if found.group().lower() == "deadline" else "expiry"
            yield AgendaStatus.MOVED, verb, (what, Span(*found.span()))
    for what, pattern in _itself():
        for verb in _sure(text, pattern):
            yield AgendaStatus.DONE, verb, (what, verb)


@cache
def _running() -> re.Pattern[str]:
    """Return what runs for a time and may run longer."""
    return found_by(["deadline", *lexicon("agenda")["turned"]["instruments"]])


def _sure(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Yield the finds that tell: no condition before them, and no attribute of a noun."""
    for match in pattern.finditer(text):
        start = max(0, match.start() - GOVERNED)
        unsure = found_by_key("became", "unsure").finditer(text, start, match.start())
        is_unsure = any(cue.group() != MONTH_OF_MAY for cue in unsure)
        if not is_unsure and not _is_part(text, match.start()):
            yield Span(*match.span())


def _is_part(text: str, verb: int) -> bool:
    """Tell whether a verb is the attribute of a noun, or an infinitive that settles nothing."""
    if ATTRIBUTE.search(text, 0, verb) is not None:
        return True
    return (
        INFINITIVE.search(text, 0, verb) is not None and _settling().search(text, 0, verb) is None
    )


def _moved(text: str, thing: Thing, verb: Span, near: Placed, published: date) -> Outcome:
    """Return a move: from which day, to which, as far as its clause says."""
    new = _new_date(text, verb, near)
    old = next((when for place, when in near if new is None or place != new[0]), None)
    if new is None:
        return Outcome(thing=thing, status=AgendaStatus.MOVED, when=None, moved_from=old)
    place, when = new
    span = Span(min(thing.span.start, place.start), max(thing.span.end, place.end))
    return Outcome(
        thing=Thing(thing.what, thing.words, span),
        status=AgendaStatus.MOVED,
        when=next_such(place.cut(text), when, published),
        moved_from=old,
    )


def _new_date(text: str, verb: Span, near: Placed) -> tuple[Span, When] | None:
    """Return the date that a thing moved to: behind "to" or "until", or before "instead of"."""
    if verb.cut(text).lower() == INSTEAD:
        before = [(place, when) for place, when in near if place.end <= verb.start]
        return before[-1] if before else None
    behind = ((place, when) for place, when in near if place.start >= verb.end)
    return next(
        ((place, when) for place, when in behind if _to_date().search(text, verb.end, place.start)),
        None,
    )


def _settled(
    thing: Thing, status: AgendaStatus, verb: Span, near: Placed, published: date
) -> Outcome:
    """Return a thing done or called off with the date nearest its verb; what is done is past."""
    ranked = sorted(near, key=lambda placed: distance(placed[0], verb))
    done = status is AgendaStatus.DONE
    fitting = (when for _, when in ranked if not done or when.start <= published)
    return Outcome(thing=thing, status=status, when=next(fitting, None))


def _clause(text: str, verb: Span) -> Span:
    """Return the part of a sentence around a verb, to the next quotation mark or semicolon."""
    start = max((m.end() for m in BREAK.finditer(text, 0, verb.start)), default=0)
    after = BREAK.search(text, verb.end)
    return Span(start, after.start() if after else len(text))


@cache
def found_by_key(table: str, key: str) -> re.Pattern[str]:
    """Return the pattern of one list of the agenda's words."""
    return found_by(lexicon("agenda")[table][key])


@cache
def _itself() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon("agenda")["became_itself"]
    return tuple((what, found_by(listed)) for what, listed in words.items())


@cache
def _to_date() -> re.Pattern[str]:
    """Return the word right before the date that a thing moved to."""
    words = any_of(lexicon("agenda")["became"]["to_date"])
    return re.compile(rf"\b{words}\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _settling() -> re.Pattern[str]:
    """Return what makes an infinitive right behind it a thing settled."""
    return re.compile(rf"\b{any_of(lexicon('agenda')['became']['settling'])}\s+$", re.IGNORECASE)
