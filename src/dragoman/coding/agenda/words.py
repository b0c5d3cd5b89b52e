"""Which thing a date belongs to, and whether its clause says that it is to come."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.coding.lexicon import any_of, found_by, lexicon
from dragoman.model import Span

# Characters between a date and the words of what is due; beyond it they are not one statement.
REACH = 120
# A modal or a negation governs a thing from so many characters; farther off it has another verb.
GOVERNED = 45
LEADING = re.compile(r"\b(?:will|shall|would|(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to)\s+$")
BREAK = re.compile(r"[;:\"“”]|\.\s")
# "Has until Friday to answer", "was given until May": the date is a deadline by its frame.
UNTIL = re.compile(r"\b(?:ha[sd]|have|given|gives?|gave)\b[^,;.]{0,60}?\buntil\s+$")
# "Expected in July" names no place to visit.
DANGLING = re.compile(r"\sin\s+(?:the\s+|early\s+|mid-|late\s+)?")
# What a comma between a thing and a date costs, in characters: a clause of its own is so long.
COMMA_COST = 30
SHORT_NOT = re.compile(r"n['’]t\b")
# "Must answer by Friday": whatever is to be done, the date is its last.
OBLIGED = re.compile(
    r"\b(?P<must>must|ha(?:s|ve)\s+to|(?:is|are)\s+(?:required|obliged)\s+to)\b[^;.]*"
    r"\b(?:by|before|no\s+later\s+than)\s+(?:the\s+|early\s+|late\s+)?$"
)
# "Travel restrictions" are no travel.
COMPOUND = re.compile(r"\s+(?:bans?|restrictions?|warnings?|documents?|permits?)\b")
NO_THING = re.compile(r"\bno\s+(?:\w+\s+)?$", re.IGNORECASE)
# A condition that opens the sentence: "Should talks fail", "Had Britain voted".
INVERTED = re.compile(r"\W*(?:Had|Should|Were)\b")
# "Would be a mistake" judges; "would be held" tells.
JUDGED = re.compile(r"\bwould\s+be\s+(?:an?|the|too|wise|better|good|bad)\b")


@dataclass(frozen=True, slots=True)
class Thing:
    """What is scheduled: its label, its words, and those with what makes it one to come.

    Spans are in sentence offsets.
    """

    what: str
    words: Span
    span: Span


def thing_at(text: str, when: Span, *, sure: bool) -> Thing | None:
    """Return the thing that a time belongs to, None where nothing says that it is to come.

    Args:
        text: the sentence.
        when: the words of the date or of the vague time, in sentence offsets.
        sure: the date needs no other word to be one to come.
    """
    clause = clause_of(text, when)
    future = future_near(text, clause, when)
    if future is None and not sure:
        return None
    named = named_near(text, clause, when)
    if named is None:
        return None
    what, words = named
    if is_unsaid(text, clause, words):
        return None
    return Thing(what, words, _led(text, words if future is None else _joined(words, future)))


def future_near(text: str, clause: Span, when: Span) -> Span | None:
    """Return the words that make a date one to come: a future, a present, a told "would"."""
    found = futures(text, clause, when)
    return min(found, key=lambda span: distance(span, when), default=None) or _leading(text, when)


def futures(text: str, clause: Span, when: Span) -> list[Span]:
    """Return all words of a clause that make something one to come."""
    found = _finds(_words("future", "words"), text, clause.start, clause.end)
    found += _finds(_words("future", "present"), text, clause.start, clause.end)
    found += [
        s
        for s in _finds(_words("future", "told"), text, clause.start, clause.end)
        if _is_told(text, s)
    ]
    # "Next" in "the next few weeks" makes nothing one to come.
    return [span for span in found if not when.contains(span) or sure_word(span.cut(text))]


def sure_word(word: str) -> bool:
    """Tell whether a word inside a date puts it ahead: "next Friday", "tomorrow"."""
    return word.lower() in {"next", "coming", "tomorrow", "later this"}


def _is_told(text: str, would: Span) -> bool:
    """Tell whether somebody announced what "would" be: it is no condition then."""
    return _announcing().search(text, 0, would.start) is not None and (
        JUDGED.match(text, would.start) is None
    )


def is_unsaid(text: str, clause: Span, words: Span) -> bool:
    """Tell whether a thing is denied, only possible, habitual, conditional, or no politics."""
    if _words("future", "void").search(text, clause.start, clause.end):
        return True
    if _words("unsaid", "elsewhere").search(text) or INVERTED.match(text):
        return True
    for key in ("habit", "early"):
        if _words("unsaid", key).search(text, clause.start, clause.end):
            return True
    if _words("unsaid", "condition").search(text, 0, words.start):
        return True
    return _is_denied(text, words) or _is_possible(text, clause, words)


def _is_denied(text: str, words: Span) -> bool:
    """Tell whether a denial or a doubt stands before a thing with no comma between."""
    start = max(text.rfind(mark, 0, words.start) for mark in ",;:") + 1
    before = max(start, words.start - 2 * GOVERNED)
    near = max(start, words.start - GOVERNED)
    return (
        NO_THING.search(text, 0, words.start) is not None
        or _words("unsaid", "denied").search(text, before, words.start) is not None
        or _governs(text, _finds(_words("unsaid", "negated"), text, near, words.start), words)
        or _governs(text, _finds(SHORT_NOT, text, near, words.start), words)
    )


def _is_possible(text: str, clause: Span, words: Span) -> bool:
    """Tell whether a modal governs a thing: "may hold drills"; May is a month."""
    start, end = max(clause.start, words.start - GOVERNED), min(clause.end, words.end + GOVERNED)
    modals = [
        span
        for span in _finds(_words("unsaid", "possible"), text, start, end)
        if span.cut(text).islower()
    ]
    modals += [
        s for s in _finds(_words("future", "told"), text, start, end) if not _is_told(text, s)
    ]
    return _governs(text, modals, words)


def _governs(text: str, cues: Sequence[Span], words: Span) -> bool:
    """Tell whether one of some cues governs a thing: no plan for it stands between the two."""
    return any(_words("future", "words").search(text, cue.end, words.start) is None for cue in cues)


def named_near(text: str, clause: Span, when: Span) -> tuple[str, Span] | None:
    """Return the label and words of the thing nearest a date; the frame of a deadline first."""
    until = UNTIL.search(text, clause.start, when.start)
    if until is not None:
        return "deadline", Span(until.end() - len(until.group().split()[-1]) - 1, when.start)
    named = _named("what", text, clause, when) or _named("vague", text, clause, when)
    if named is not None:
        return _turned(text, clause, *named), named[1]
    obliged = OBLIGED.search(text, clause.start, when.start)
    return None if obliged is None else ("deadline", Span(*obliged.span("must")))


def _turned(text: str, clause: Span, what: str, words: Span) -> str:
    """Return the label of a thing by what it happens to: a waiver expires, goods are delivered."""
    before = (text, clause.start, words.start)
    if what == "end" and _words("turned", "instruments").search(*before):
        return "expiry"
    is_arrival = what == "visit" and words.cut(text).lower().startswith("arriv")
    return "delivery" if is_arrival and _words("turned", "goods").search(*before) else what


def _named(table: str, text: str, clause: Span, when: Span) -> tuple[str, Span] | None:
    """Return the thing of a table whose words stand nearest a date; a verb to come goes first.

    "Will travel on Tuesday for talks" is a visit: its verb stands behind the auxiliary.
    """
    named = [
        (LEADING.search(text, 0, span.start) is None, _cost(text, span, when), what, span)
        for what, pattern in _whats(table)
        if (span := _nearest(pattern, text, clause, when)) is not None
        if table == "vague" or not DANGLING.fullmatch(text, span.end - 3, when.start)
    ]
    return min(named)[2:] if named else None


def things_in(text: str, clause: Span) -> Iterator[tuple[str, Span]]:
    """Yield every thing that a clause names, with its label."""
    for what, pattern in _whats("what"):
        for span in _finds(pattern, text, clause.start, clause.end):
            yield what, span


def clause_of(text: str, when: Span) -> Span:
    """Return the words around a date that can belong to it."""
    start = max((m.end() for m in BREAK.finditer(text, 0, when.start)), default=0)
    told = (m.end() for m in _reports().finditer(text, start, when.start))
    start = max(told, default=start)
    after = BREAK.search(text, when.end)
    return Span(
        max(start, when.start - REACH), min(after.start() if after else len(text), when.end + REACH)
    )


def distance(span: Span, when: Span) -> int:
    """Return how many characters lie between two spans."""
    return max(span.start - when.end, when.start - span.end, 0)


def _cost(text: str, span: Span, when: Span) -> int:
    """Return how far a thing lies from a date, a comma between them counted as distance."""
    first, last = sorted((span, when))
    return distance(span, when) + COMMA_COST * text.count(
        ",", first.end, max(first.end, last.start)
    )


def _led(text: str, words: Span) -> Span:
    """Return the words of a thing with the auxiliary right before them: "will expire"."""
    leading = LEADING.search(text, 0, words.start)
    return Span(leading.start(), words.end) if leading else words


def _leading(text: str, when: Span) -> Span | None:
    """Return the word right before a date that puts it ahead: "by October 18"."""
    found = None
    for match in _words("future", "before_date").finditer(text, 0, when.start):
        if text[match.end() : when.start].strip() in {"", "the", "early", "late"}:
            found = Span(*match.span())
    return found


def _joined(thing: Span, future: Span) -> Span:
    """Return the words of a thing with those that make it one to come, where they are near."""
    if future.overlaps(thing) or distance(future, thing) < REACH / 4:
        return Span(min(thing.start, future.start), max(thing.end, future.end))
    return thing


def _nearest(pattern: re.Pattern[str], text: str, clause: Span, when: Span) -> Span | None:
    """Return the find that lies nearest to a date in its clause."""
    found = _finds(pattern, text, clause.start, clause.end)
    own = (span for span in found if COMPOUND.match(text, span.end) is None)
    return min(own, key=lambda span: distance(span, when), default=None)


def _finds(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    return [Span(*found.span()) for found in pattern.finditer(text, start, end)]


@cache
def _words(table: str, key: str) -> re.Pattern[str]:
    return found_by(lexicon("agenda")[table][key])


@cache
def _reports() -> re.Pattern[str]:
    """Return what leads to a report: "told a meeting that"; the meeting is not what is due."""
    return re.compile(rf"\b{any_of(lexicon('attribution')['speech'])}\b[^,;]{{0,60}}?\bthat\b")


@cache
def _announcing() -> re.Pattern[str]:
    """Return verbs that announce what they report; "thinks" and "believes" do not."""
    return found_by(lexicon("agenda")["future"]["announcing"])


@cache
def _whats(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((what, found_by(words)) for what, words in lexicon("agenda")[table].items())
