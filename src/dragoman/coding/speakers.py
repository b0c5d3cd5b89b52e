"""Whose words: the phrase that names the speaker beside a verb of speech.

No parser: a subject is the run of words between the start of its clause and the verb,
with an apposition or a "who" clause stepped over. Words that hold a finite verb are no name.
All spans are in sentence offsets.
"""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.coding.lexicon import any_of, found_by, lexicon
from dragoman.model import Span

# Words of a subject; longer ones are a clause. On the train stories 8 loses
# two voices and 16 wins none.
LONGEST_SUBJECT = 12
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# What may stand between a subject and its verb.
FILLER = re.compile(
    rf"(?:\s+(?:has|have|had|also|later|then|further|once|again|still|even|all|both|(?!\w*family)"
    rf"\w+ly|(?:on\s+|late\s+|early\s+|last\s+)?{DAY}|yesterday|today|on\s+(?:X|Twitter)))*\s*$"
)
# Determiners that stand for people without a noun.
CROWDS = frozenset({"some", "many", "several", "most", "others", "both", "another", "all"})
HARD_BREAK = re.compile(r"[\"“”;:]|[—–](?!\w)|\s[–-]\s")
NAME_WORD = r"(?:[A-Z][\w.’'-]*|al-\w+|bin|ibn|van|von|de|la|el|der)"
FULL_NAME = re.compile(rf"[A-Z][\w.’'-]*(?:\s+{NAME_WORD})+")
NAMED = re.compile(rf"(?:{NAME_WORD}\s*)+")
NOUN_PHRASE = re.compile(
    r"(?:the|a|an|this|that|these|those|his|her|its|their|our|my|some|many|most|several|other|"
    r"both|one|two|another|all|senior|local|state)\b",
    re.IGNORECASE,
)


def subject_before(text: str, cue: int) -> Span | None:
    """Return the words that name who speaks before a verb, None when none can be told.

    >>> text = "Jane Doe, who leads the party, said so."
    >>> subject_before(text, text.index("said")).cut(text)
    'Jane Doe'
    """
    filler = FILLER.search(text, 0, cue)
    end = filler.start() if filler else cue
    head = text[:end]
    if head.endswith(","):
        return _before_aside(text, end - 1)
    span = _last_phrase(text, end)
    if span is None:
        return None
    if span.cut(text).lower() in {"who", "which"}:
        before = text[: span.start].rstrip().rstrip(",")
        return _last_phrase(text, len(before))
    return span


def subject_behind(text: str, cue: int) -> Span | None:
    """Return the words that name who speaks behind a verb: '..., " said X'."""
    before = text[:cue].rstrip()
    match = re.compile(r"\s+([^,;:()\"“”]+)").match(text, _word_end(text, cue))
    if not before.endswith((",", '"', "”", "?", "!", "’")) or match is None:
        return None
    words = re.split(r"\s(?:who|which|that|on|in a|after|as|during|while)\s", match[1])[0]
    words = re.split(rf"\s(?:late\s+|early\s+)?{DAY}\b", words)[0].rstrip(" .?!")
    if not words:
        return None
    span = Span(match.start(1), match.start(1) + len(words))
    return span if _names_somebody(words) else None


def shared_subject(text: str, before: int) -> Span | None:
    """Return the subject the sentence opens with, for a verb that has none of its own."""
    start = max((m.end() for m in HARD_BREAK.finditer(text, 0, before)), default=0)
    for match in re.compile(r"[^,]+").finditer(text, start, before):
        begin = _past_openers(text, Span(match.start(), match.end()))
        words = text[begin : match.end()]
        if not words.strip() or _first(words) in _words("not_subject") | _words("openers"):
            continue
        pronoun = _pronoun().match(words)
        name = pronoun or NAMED.match(words) or _opening_noun(words)
        if name is not None:
            return Span(begin, begin + len(name.group().rstrip()))
        return None
    return None


def _opening_noun(words: str) -> re.Match[str] | None:
    """Match a phrase such as "The ministry" up to its verb."""
    found = re.match(r"(?:\w+\s+){1,4}?(?=\w+ed\b|(?:is|was|has|have|had|are|were)\b)", words)
    return found if found and NOUN_PHRASE.match(words) else None


def _word_end(text: str, cue: int) -> int:
    match = re.compile(r"\w+").match(text, cue)
    return match.end() if match else cue


def _before_aside(text: str, comma: int) -> Span | None:
    """Return the subject in front of an aside that a comma ends: "X, the minister,"."""
    start = max((m.end() for m in HARD_BREAK.finditer(text, 0, comma)), default=0)
    pieces = [Span(m.start(), m.end()) for m in re.compile(r"[^,]+").finditer(text, start, comma)]
    last = _trimmed(text, pieces[-1]) if pieces else None
    heads = [head for piece in pieces[:-1] if (head := _head(text, piece))]
    named = [head for head in heads if NAMED.fullmatch(head.cut(text))]
    if last and FULL_NAME.fullmatch(last.cut(text)) and not named:
        return last
    return next(iter(named or heads), None)


def _head(text: str, piece: Span) -> Span | None:
    """Return the phrase of a piece between commas that could be a subject."""
    breaks = [m.end() for m in _complementizers().finditer(text, piece.start, piece.end)]
    start = max(breaks, default=piece.start)
    return _checked(text, Span(start, piece.end)) if start < piece.end else None


def _last_phrase(text: str, end: int) -> Span | None:
    """Return the phrase between the start of its clause and a place."""
    breaks = [m.end() for m in HARD_BREAK.finditer(text, 0, end)]
    breaks += [m.end() for m in re.compile(r",\s").finditer(text, 0, end)]
    breaks += [
        m.end()
        for m in _complementizers().finditer(text, 0, end)
        if m.end() < end and text[m.start() : m.end()].strip()
    ]
    start = max(breaks, default=0)
    return _checked(text, Span(start, end)) if start < end else None


def _checked(text: str, span: Span) -> Span | None:
    """Return a phrase without what leads to it, None where it names nobody."""
    trimmed = _trimmed(text, span)
    if trimmed is None:
        return None
    clause = re.search(r"\swho\s", trimmed.cut(text))
    named = Span(trimmed.start, trimmed.start + clause.start()) if clause else trimmed
    return named if _names_somebody(named.cut(text)) else None


def _trimmed(text: str, span: Span) -> Span | None:
    """Return a phrase without openers, without a leading date, without white space."""
    start = _past_openers(text, span)
    lead = re.compile(rf"(?:(?:On|on|Late|Early|Last)\s+)?{DAY}\s+|[Ii]n\s+\d{{4}}\s+").match(
        text, start, span.end
    )
    start = lead.end() if lead else start
    words = text[start : span.end].rstrip()
    return Span(start, start + len(words)) if words else None


def _past_openers(text: str, span: Span) -> int:
    """Return where a phrase begins behind "But", "and", "Meanwhile"."""
    match = _openers().match(text, span.start, span.end)
    return match.end() if match else span.start


def _names_somebody(words: str) -> bool:
    """Tell whether a phrase could name a speaker."""
    parts = words.split()
    if not parts or len(parts) > LONGEST_SUBJECT or _first(words) in _words("not_subject"):
        return False
    if parts[-1].lower() in _words("not_subject") | _words("openers"):
        return False
    if _finite().search(words) or words.lower() in {"this", "that", "these", "those", "there"}:
        return False
    if words.lower() in _words("pronouns") or words.lower() in {"who", "which"}:
        return True
    if NOUN_PHRASE.fullmatch(words) and words.lower() not in CROWDS:
        return False
    return bool(
        re.search(r"\b[A-Z]", words)
        or NOUN_PHRASE.match(words)
        or parts[-1].lower() in _words("anonymous")
    )


def _first(words: str) -> str:
    match = re.search(r"\w+", words)
    return match.group().lower() if match else ""


def speech_cues(text: str) -> Iterator[re.Match[str]]:
    """Yield the verbs of speech of a sentence, left to right; a noun of the same form is none."""
    for cue in _speech().finditer(text):
        is_noun = cue.group() in _words("nouns_too") and _noun_after().match(text, cue.end())
        if not is_noun:
            yield cue


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("attribution")[name])


@cache
def _openers() -> re.Pattern[str]:
    words = any_of(lexicon("attribution")["openers"])
    return re.compile(rf"[\s‘’']*(?:{words}\b[\s,]+)*", re.IGNORECASE)


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"{any_of(lexicon('attribution')['pronouns'])}\b", re.IGNORECASE)


@cache
def _speech() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('attribution')['speech'])}\b(?!-)")


@cache
def _noun_after() -> re.Pattern[str]:
    """Return what stands behind a noun such as "report", not behind the verb."""
    speech = any_of(lexicon("attribution")["speech"])
    return re.compile(rf"\s+(?:of|by|on|from|about|in|into|for|as|{speech})\b|['’]|[,.;]|\s*$")


@cache
def _finite() -> re.Pattern[str]:
    return found_by(lexicon("attribution")["finite"])


@cache
def _complementizers() -> re.Pattern[str]:
    words = any_of(lexicon("attribution")["complementizers"])
    return re.compile(rf"\b{words}\s", re.IGNORECASE)
