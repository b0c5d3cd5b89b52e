"""How surely an act is told: negations and doubt in the clause of its trigger."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.coding.lexicon import any_of, lexicon
from dragoman.model import Basis, Passage, Sentence, Span, Status, When

# "About a year" of record.md: older than this at publication is background.
BACKGROUND = timedelta(days=366)
# A negation farther from its verb belongs to another one; swept on the train stories.
NEGATION_REACH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReading:
    """What the words around a trigger say of its certainty; `status` None without a cue."""

    status: Status | None
    hedges: tuple[Passage, ...]


def read_status(sentence: Sentence, trigger: Span) -> StatusReading:
    """Return the status the cues give, and the words of doubt in the trigger's clause."""
    text = sentence.text
    place = Span(trigger.start - sentence.start, trigger.end - sentence.start)
    clause = _clause(text, place)
    before = text[max(clause.start, place.start - NEGATION_REACH) : place.start]
    negated = _negations().search(before) or _negations().match(place.cut(text))
    hedges = tuple(
        Passage(span=Span(*found.span()).shift(sentence.start), exact=found.group())
        for found in _hedges().finditer(text, clause.start, clause.end)
        if not Span(*found.span()).overlaps(place)
    )
    return StatusReading(status=Status.NEGATED if negated else None, hedges=hedges)


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
def _hedges() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('status')['hedges'])}\b", re.IGNORECASE)
