"""How surely an act is told: negations and doubt in the clause of its trigger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.coding.lexicon import any_of, lexicon
from dragoman.model import Basis, Passage, Sentence, Span, Status, When

# "About a year" of record.md: older than this at publication is background.
BACKGROUND = timedelta(days=366)
# A negation farther from its verb belongs to another one; swept on the train stories.
NEGATION_REACH = 24
# A modal or a plan governs its verb from so many characters at most; on the train stories
# 30 finds fewer and 60 takes more cues of other verbs.
CUE_REACH = 40
# "If" and "hope" govern a longer stretch; on the train stories 90 loses some, 200 wins none.
CONDITION_REACH = 130
# Words before a participle that make it passive; any other "-ed" is a thing done.
PASSIVE = re.compile(r"\b(?:be|being|been|is|are|get|gets|getting|if|or|and)\s+(?:\w+ly\s+)?$")
# "Alleged" and "suspected" are adjectives: they doubt the words around them only. Chosen, not
# measured: so long a subject may be; train has too few doubts (28) to tell 45 from 60.
NEAR = 60
# Behind the act, where its object stands, they lie closer.
NEAR_BEHIND = 30
# Acts done by speaking: "will", "should" and "if" are what is said, not whether it is said.
SPOKEN = frozenset({"AGREE", "THREATEN", "REJECT", "REQUEST", "ACCUSE"})
# Characters in which the words of an act open with a negation: "doesn't", "could not".
OPENING = 10
# Doubt about what is past, not a possibility: "may have attacked" is told as done, and hedged.
# "Could have" is as often what did not happen and stays possible.
PERHAPS_DONE = re.compile(r"\b(?:may|might)\s+(?:well\s+|also\s+)?have\s+(?:\w+ly\s+|been\s+)?\w+$")
# Types whose words say what is not done: "does not allow", "is not legal".
OPPOSED = frozenset({"REJECT", "ACCUSE", "COERCE", "SANCTION", "THREATEN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReading:
    """What the words around a trigger say of its certainty; `status` None without a cue."""

    status: Status | None
    hedges: tuple[Passage, ...]


def read_status(sentence: Sentence, trigger: Span, event_type: str = "") -> StatusReading:
    """Return the status the cues give, and the words of doubt that reach the trigger.

    Args:
        sentence: the sentence of the act.
        trigger: the words of the act, in article offsets.
        event_type: the act's type; a promise is done when it is given.
    """
    text = sentence.text
    place = Span(trigger.start - sentence.start, trigger.end - sentence.start)
    clause = _clause(text, place)
    return StatusReading(
        status=_status(text, clause, place, event_type),
        hedges=tuple(
            Passage(span=span.shift(sentence.start), exact=span.cut(text))
            for span in _doubts(text, clause, place)
        ),
    )


def _status(text: str, clause: Span, place: Span, event_type: str) -> Status | None:
    """Return what the nearest kind of cue says; a negation before a plan, a plan before doubt."""
    if _is_negated(text, clause, place, event_type):
        return Status.NEGATED
    if event_type == "AGREE":
        return None
    trigger = place.cut(text)
    near = text[max(clause.start, place.start - CUE_REACH) : place.start]
    spoken = event_type in SPOKEN
    if spoken or _is_done(text, place):
        conditional = False
    else:
        start = max(clause.start, place.start - CONDITION_REACH)
        conditional = _cues("conditions").search(text, start, place.start) is not None
    if _cues("future").search(near) or (not spoken and _cues("future").match(trigger)):
        return Status.HYPOTHETICAL if conditional else Status.FUTURE
    if not conditional and _is_perhaps_done(near, trigger):
        return Status.ACTUAL
    possible = _cues("hypothetical").search(near)
    if conditional or possible or (not spoken and _cues("hypothetical").match(trigger)):
        return Status.HYPOTHETICAL
    return None


def _is_perhaps_done(near: str, trigger: str) -> bool:
    """Tell whether an act is a verb right behind "may have", or begins with it."""
    first = re.match(r"(?:(?:may|might)\s+(?:well\s+|also\s+)?have\s+(?:been\s+)?)?\w+", trigger)
    return first is not None and PERHAPS_DONE.search(near + first.group()) is not None


def _is_done(text: str, place: Span) -> bool:
    """Tell whether an act is a plain verb in the past: no condition undoes it."""
    first = re.match(r"\w+", place.cut(text))
    is_past = first is not None and first.group().endswith("ed")
    return is_past and PASSIVE.search(text[: place.start]) is None


def _is_negated(text: str, clause: Span, place: Span, event_type: str) -> bool:
    """Tell whether a negation stands before the act, or opens an act of good will."""
    before = text[max(clause.start, place.start - NEGATION_REACH) : place.start]
    if _negations().search(before) or _negated_nouns().search(before):
        return True
    trigger = place.cut(text)
    opens = _negations().search(trigger, 0, OPENING) or _cues("negated_nouns").match(trigger)
    return bool(opens) and event_type not in OPPOSED


def _doubts(text: str, clause: Span, place: Span) -> Iterator[Span]:
    """Yield the words of doubt that reach an act, left to right."""
    found = [*_cues("hedges").finditer(text, clause.start, clause.end)]
    near = max(clause.start, place.start - NEAR)
    found += _cues("hedges_near").finditer(text, near, min(clause.end, place.end + NEAR_BEHIND))
    found += _cues("beliefs").finditer(text, clause.start, place.start)
    found += _charges().finditer(text, 0, place.start)
    spans = sorted({Span(*match.span()) for match in found})
    for span in spans:
        if not span.overlaps(place) and not any(span.overlaps(o) for o in spans if o < span):
            yield span


def is_historical(when: When, published: date) -> bool:
    """Tell whether a date the text gives lies more than about a year before publication."""
    return when.basis is Basis.SAID and when.end < published - BACKGROUND


def _clause(text: str, trigger: Span) -> Span:
    """Return the clause of a trigger: from the last break before it to the next behind it."""
    breaks = _breaks()
    start = max((found.end() for found in breaks.finditer(text, 0, trigger.start)), default=0)
    found = breaks.search(text, trigger.end)
    return Span(start, found.start() if found else len(text))


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(rf"[;:—\"“”]|\s{any_of(lexicon('status')['breaks'])}\s", re.IGNORECASE)


@cache
def _negations() -> re.Pattern[str]:
    words = [word for word in lexicon("status")["negated"] if word != "n't"]
    return re.compile(rf"(?:\b{any_of(words)}\b|n['’]t\b)(?!\s+only)", re.IGNORECASE)


@cache
def _negated_nouns() -> re.Pattern[str]:
    """Return a pattern for "no" right before the act's words."""
    return re.compile(rf"\b{any_of(lexicon('status')['negated_nouns'])}\s+$", re.IGNORECASE)


@cache
def _charges() -> re.Pattern[str]:
    """Return a pattern for an accusation whose content the act is: "accused X of"."""
    words = any_of(lexicon("status")["charges"])
    return re.compile(rf"\b{words}\b(?=[^.;]{{0,100}}?\s(?:of|with|for)\s)")


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(lexicon('status')[kind])}\b", re.IGNORECASE)
