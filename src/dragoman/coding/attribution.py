"""Who says so: the voices of a sentence, with the words each one covers.

Three patterns: a speech verb beside its subject ("X said", "said X"), a source phrase
("according to X"), and an inline citation "(Outlet, July 30, 2019)". A voice covers the rest
of its sentence on the side where the report stands; a voice in a voice names the outer one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.coding.lexicon import any_of, lexicon
from dragoman.coding.memory import ArticleMemory
from dragoman.model import Actor, Citation, Mention, Passage, Sentence, Span, Voice
from dragoman.ontology import outlets

# Between a subject and its verb: an apposition, a "who" clause, adverbs; longer is another clause.
LONGEST_GAP = 80
# "said Friday that", "told reporters in Moscow that": what follows the verb before the report.
REPORT_STARTS = re.compile(r"[^,.;]{0,60}?\bthat\b|[^,.;\"“]{0,40}?[\"“]|\s*,?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A voice and the ranges of the sentence (article offsets) that it answers for."""

    voice: Voice
    covers: tuple[Span, ...]


def find_voices(
    sentence: Sentence, mentions: Sequence[Mention], memory: ArticleMemory
) -> tuple[Attribution, ...]:
    """Return the voices of a sentence in the order of their cues."""
    found = [
        *_citations(sentence),
        *_sources(sentence, mentions),
        *_speakers(sentence, mentions, memory),
    ]
    return tuple(_nested(sorted(found, key=lambda a: a.covers[0])))


def voices_at(attributions: Sequence[Attribution], trigger: Span) -> tuple[Voice, ...]:
    """Return the voices that answer for the words of an act, the inner one first."""
    covering = [
        attribution
        for attribution in attributions
        if any(span.contains(trigger) for span in attribution.covers)
        and not (attribution.voice.cue and attribution.voice.cue.span.overlaps(trigger))
    ]
    covering.sort(key=lambda a: min(s.end - s.start for s in a.covers if s.contains(trigger)))
    return tuple(attribution.voice for attribution in covering)


def _nested(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the voices with the outer one named where one stands inside another."""
    for inner in found:
        outer = next((o for o in found if o is not inner and _inside(inner, o)), None)
        name = outer.voice.actor.name if outer else None
        yield replace(inner, voice=replace(inner.voice, within=name)) if name else inner


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return any(span.contains(inner.voice.passage.span) for span in outer.covers) and not any(
        span.contains(outer.voice.passage.span) for span in inner.covers
    )


def _citations(sentence: Sentence) -> Iterator[Attribution]:
    """Yield the cited outlets; each covers what stands before it, up to the last citation."""
    start = sentence.start
    for citation in sentence.citations:
        if citation.passage.start <= start:
            continue
        if citation.outlet is not None:
            yield Attribution(
                voice=_cited(citation, citation.outlet),
                covers=(Span(start, citation.passage.start),),
            )
        start = citation.passage.end


def _cited(citation: Citation, name: str) -> Voice:
    known = outlets.find(name)
    words = citation.passage
    at = words.start + words.exact.index(name)
    return Voice(
        passage=Passage(span=Span(at, at + len(name)), exact=name),
        actor=Actor(name=name, country=known.country if known else None, sector="JRN"),
        cue=words,
        cited_date=citation.date,
    )


@cache
def _source_cue() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('attribution')['sources'])}\s+", re.IGNORECASE)


@cache
def _speech_cue() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('attribution')['speech'])}\b")


@cache
def _subject() -> re.Pattern[str]:
    """Return a pattern for a subject no gazetteer knows: a pronoun or an anonymous voice."""
    words = lexicon("attribution")
    plural = any_of([*words["anonymous"], *words["pronouns"]])
    return re.compile(rf"\b(?:[\w.'’-]+\s+){{0,2}}?{plural}\b", re.IGNORECASE)


def _sources(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Yield "according to X": it covers the whole sentence but its own words."""
    for cue in _source_cue().finditer(sentence.text):
        named = _words_from(sentence, cue.end(), mentions)
        if named is None:
            continue
        passage, actor = named
        start, end = cue.start() + sentence.start, passage.end
        spans = [(sentence.start, start), (end, sentence.end)]
        covers = tuple(Span(a, b) for a, b in spans if b - a > 1)
        if covers:
            words = Span(cue.start(), cue.start() + len(cue.group().rstrip()))
            yield Attribution(
                voice=Voice(passage=passage, actor=actor, cue=_passage(sentence, words)),
                covers=covers,
            )


def _words_from(
    sentence: Sentence, start: int, mentions: Sequence[Mention]
) -> tuple[Passage, Actor] | None:
    """Return who is named from a place on: the phrase up to a comma, with its first actor."""
    phrase = re.match(r"[^,;.()\"“”]*(?:\.(?=\w|\s?[a-z])[^,;.()\"“”]*)*", sentence.text[start:])
    words = phrase.group().rstrip() if phrase else ""
    words = re.split(r"\s(?:who|which|that|on|in a|after|as)\s", words)[0]
    if not words:
        return None
    span = Span(start, start + len(words))
    return _passage(sentence, span), _actor_in(span.shift(sentence.start), mentions, words)


def _actor_in(span: Span, mentions: Sequence[Mention], words: str) -> Actor:
    """Return who the words are: their last named actor with a person's or agent's name."""
    inside = [m for m in mentions if span.overlaps(m.passage.span) and m.actors]
    if not inside:
        return Actor(name=words)
    named = [m for m in inside if m.actors[0].country]
    country = named[0].actors[0].country if named else None
    last = inside[-1].actors[0]
    sector = next((m.actors[0].sector for m in reversed(inside) if m.actors[0].sector), None)
    return Actor(name=last.name, country=last.country or country, sector=last.sector or sector)


def _speakers(
    sentence: Sentence, mentions: Sequence[Mention], memory: ArticleMemory
) -> Iterator[Attribution]:
    """Yield subjects beside speech verbs, with the words each one reports."""
    text = sentence.text
    for cue in _speech_cue().finditer(text):
        named = _before(sentence, cue.start(), mentions, memory) or _behind(sentence, cue, mentions)
        if named is None:
            continue
        passage, actor = named
        covers = _reported(sentence, cue, passage)
        if covers:
            yield Attribution(
                voice=Voice(
                    passage=passage, actor=actor, cue=_passage(sentence, Span(*cue.span()))
                ),
                covers=covers,
            )


def _before(
    sentence: Sentence, cue: int, mentions: Sequence[Mention], memory: ArticleMemory
) -> tuple[Passage, Actor] | None:
    """Return the subject before a verb, None when another clause stands between."""
    text = sentence.text
    near = [m for m in mentions if m.passage.end - sentence.start <= cue]
    last = near[-1] if near else None
    plain = [m for m in _subject().finditer(text, 0, cue) if _clear(text[m.end() : cue])]
    if plain and (last is None or plain[-1].end() > last.passage.end - sentence.start):
        span = _trimmed(text, Span(*plain[-1].span()))
        words = span.cut(text)
        if words.lower() in lexicon("attribution")["pronouns"] and memory.last_person:
            return _passage(sentence, span), memory.last_person
        return _passage(sentence, span), _actor_in(span.shift(sentence.start), mentions, words)
    if last is None or not _clear(text[last.passage.end - sentence.start : cue]):
        return None
    span = _whole(text, last, near, sentence)
    return _passage(sentence, span), _actor_in(span.shift(sentence.start), mentions, span.cut(text))


def _whole(text: str, last: Mention, near: Sequence[Mention], sentence: Sentence) -> Span:
    """Return the phrase of a subject: from its first mention when only a few words lie between."""
    start = last.passage.start - sentence.start
    for mention in reversed(near[:-1]):
        between = text[mention.passage.end - sentence.start : start]
        if len(between) > LONGEST_GAP / 2 or re.search(r"[,;:.\"”]|\b(?:and|that|but)\b", between):
            break
        start = mention.passage.start - sentence.start
    article = re.search(r"\b(?:[Tt]he|[Aa]n?|[Ss]ome|[Ss]everal)\s+(?:\w+\s+){0,2}$", text[:start])
    return Span(article.start() if article else start, last.passage.end - sentence.start)


def _clear(gap: str) -> bool:
    """Tell whether the words between a subject and a verb hold no other clause."""
    if len(gap) > LONGEST_GAP or re.search(r"[;:\"“”]", gap):
        return False
    if gap.count(",") % 2:
        return False
    if gap.count(","):
        gap = re.sub(r",.*,", " ", gap)
    return (
        re.fullmatch(
            r"\s*(?:\([^)]*\)\s*)?(?:(?:\w+ly|also|has|have|had|later|then|who|on \w+|"
            r"\w+day|spokes\w+|[A-Z]\w+)\s+){0,4}",
            gap,
        )
        is not None
    )


def _trimmed(text: str, span: Span) -> Span:
    """Return a subject without words of the clause before it."""
    words = span.cut(text)
    kept = re.sub(r"^.*\b(?:that|and|but|as|when|while|because)\s+", "", words, flags=re.IGNORECASE)
    return Span(span.end - len(kept), span.end) if kept else span


def _behind(
    sentence: Sentence, cue: re.Match[str], mentions: Sequence[Mention]
) -> tuple[Passage, Actor] | None:
    """Return the subject after a verb: '... ," said X'."""
    before = sentence.text[: cue.start()].rstrip()
    if not before.endswith((",", '"', "”", "?", "!")) or not cue.group().endswith(("d", "s")):
        return None
    start = cue.end() + len(sentence.text[cue.end() :]) - len(sentence.text[cue.end() :].lstrip())
    named = _words_from(sentence, start, mentions)
    if named is None:
        return None
    passage, _ = named
    close = any(
        m.passage.start <= passage.start + LONGEST_GAP / 2
        for m in mentions
        if passage.span.overlaps(m.passage.span)
    )
    return named if close else None


def _reported(sentence: Sentence, cue: re.Match[str], voice: Passage) -> tuple[Span, ...]:
    """Return what a speaker answers for: the clause before an inserted cue, else what follows."""
    text, start = sentence.text, sentence.start
    first = min(cue.start(), voice.start - start)
    last = max(cue.end(), voice.end - start)
    before = text[:first].rstrip()
    covers = []
    if before.endswith((",", '"', "”", "’", "—")) and len(before) > MIN_REPORT:
        covers.append(Span(start, start + len(before)))
    rest = text[last:]
    if len(rest.strip(' .,"”')) > MIN_REPORT:
        covers.append(Span(start + last, sentence.end))
    return tuple(covers)


# A report of fewer characters is "said so" or a day.
MIN_REPORT = 12


def _passage(sentence: Sentence, span: Span) -> Passage:
    return Passage(span=span.shift(sentence.start), exact=span.cut(sentence.text))
