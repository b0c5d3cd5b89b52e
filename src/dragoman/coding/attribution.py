"""Who says so: the voices of a sentence, with the words each one covers.

A speech verb beside its subject ("X said", "said X"), a verb of accusation ("accused Y of"),
a source phrase ("according to X") and an inline citation "(Outlet, July 30, 2019)". A voice
covers its report, not the whole sentence; a voice in a voice names the outer one. A
quotation that runs on into other sentences keeps its speaker (quotations.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.coding.lexicon import any_of, lexicon
from dragoman.coding.memory import ArticleMemory
from dragoman.coding.speakers import shared_subject, speech_cues, subject_before, subject_behind
from dragoman.model import Actor, Citation, Mention, Participant, Passage, Sentence, Span, Voice
from dragoman.ontology import outlets

# A report of fewer characters is "said so" or a day.
MIN_REPORT = 12
DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
# What follows an inverted or trailing cue without being the report: when, where, to whom.
CIRCUMSTANCE = re.compile(
    rf"\s*(?:{DAY}\b|(?:in|on|at|during|after|before|from|to|ahead|following|when|as|while|of|by|"
    r"VOA|reporters|journalists|the|a|an|his|her|their|lawmakers|Reuters|AFP|AP)\b)"
)
SUBORDINATE = re.compile(
    r"\s*[“\"]?(?:In|On|At|While|Although|Though|Even though|As|After|Before|Following|During|For|"
    r"Since|Speaking|Despite|With|When|If|By|Until|Under|Unlike|Amid|Asked|Last|Later|Earlier|"
    r"Meanwhile|But|And|However|Also|Still)\b"
)
# A new clause of the outlet's own ends the report: ", but Baku refused".
TURN = re.compile(r";|,\s+(?:but|although|though|while|whereas)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A voice and the ranges of the sentence (article offsets) that it answers for."""

    voice: Voice
    covers: tuple[Span, ...]


def find_voices(
    sentence: Sentence, mentions: Sequence[Mention], memory: ArticleMemory
) -> tuple[Attribution, ...]:
    """Return the voices of a sentence in the order of their cues."""
    spoken = tuple(_speakers(sentence, mentions, memory))
    found = [
        *_citations(sentence),
        *_sources(sentence, mentions),
        *spoken,
        *_participles(sentence, mentions, memory, spoken),
        *_accusers(sentence, mentions, memory),
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
    voices: dict[tuple[Span, str | None], Voice] = {}
    for attribution in covering:
        key = (attribution.voice.passage.span, attribution.voice.cited_date)
        voices.setdefault(key, attribution.voice)
    return tuple(voices.values())


# Types that are done by speaking: their speaker is the actor, not a voice.
SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# Words a speaker has for himself.
FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})


def is_own_act(event_type: str, voice: Voice, actors: Sequence[Participant]) -> bool:
    """Tell whether a voice only does the act itself: "X said it would help" is X's promise.

    Another speaker of the same state reports it: "Iran signed, the ministry said".
    """
    if event_type not in SPEECH_ACTS or voice.cited_date is not None:
        return False
    return any(_is_speaker(voice, actor) for actor in actors)


def _is_speaker(voice: Voice, party: Participant) -> bool:
    """Tell whether a party is the speaker: by its words, by a pronoun or by its name."""
    same_words = party.passage.span.overlaps(voice.passage.span)
    own_words = party.passage.exact.lower() in FIRST_PERSON
    return same_words or own_words or party.actor.name == voice.actor.name


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


def _sources(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """Yield "according to X": it covers the whole sentence but its own words."""
    for cue in _source_cue().finditer(sentence.text):
        named = _words_from(sentence, cue.end())
        if named is None or not _could_cite(cue.group().strip().lower(), named.exact):
            continue
        start, end = cue.start() + sentence.start, named.end
        first, last = _reach_of_source(sentence, cue.start())
        spans = [(first, start), (end, last)]
        covers = tuple(Span(a, b) for a, b in spans if b - a > 1)
        if covers:
            words = Span(cue.start(), cue.start() + len(cue.group().rstrip()))
            actor = _actor_in(named.span, mentions, named.exact)
            voice = Voice(passage=named, actor=actor, cue=_passage(sentence, words))
            yield Attribution(voice=voice, covers=covers)


def _reach_of_source(sentence: Sentence, cue: int) -> tuple[int, int]:
    """Return what a source phrase answers for: its own clause, else the sentence."""
    text = sentence.text
    reported = re.search(r"\bthat\s*,?\s*$", text[:cue])
    if reported is not None:
        return sentence.start + reported.start(), sentence.end
    relative = re.search(r",\s+(?:who|which)\s*,?\s*$", text[:cue])
    if relative is None:
        return sentence.start, sentence.end
    end = text.find(",", cue)
    return sentence.start + relative.start() + 1, sentence.start + (end if end > 0 else len(text))


def _could_cite(cue: str, words: str) -> bool:
    """Tell whether "citing X" cites somebody rather than giving a reason."""
    if cue not in {"citing", "quoting"}:
        return True
    return bool(re.search(r"\b[A-Z]", words)) or words.rsplit(maxsplit=1)[-1] in _words("anonymous")


def _words_from(sentence: Sentence, start: int) -> Passage | None:
    """Return who is named from a place on: the phrase up to a comma or a verb."""
    phrase = re.match(r"[^,;.()\"“”]*(?:\.(?=\w|\s?[a-z])[^,;.()\"“”]*)*", sentence.text[start:])
    words = phrase.group().rstrip() if phrase else ""
    words = re.split(r"\s(?:who|which|that|on|in a|after|as)\s", words)[0]
    verb = _finite().search(words)
    words = words[: verb.start()] if verb else words
    return _passage(sentence, Span(start, start + len(words))) if words.strip() else None


def _speakers(
    sentence: Sentence, mentions: Sequence[Mention], memory: ArticleMemory
) -> Iterator[Attribution]:
    """Yield subjects beside speech verbs, with the words each one reports."""
    text = sentence.text
    last: Span | None = None
    for cue in speech_cues(text):
        if not _reports(text, cue):
            continue
        subject = subject_before(text, cue.start())
        if subject is None and re.search(
            r"\b(?:and|but)\s+(?:\w+ly\s+|later\s+)?$", text[: cue.start()]
        ):
            subject = last or shared_subject(text, cue.start())
        if subject is None and cue.group() not in NEVER_BEHIND:
            subject = subject_behind(text, cue.start())
        if subject is None:
            continue
        last = subject
        covers = _reported(sentence, cue, subject)
        if covers:
            yield Attribution(
                voice=_voice(sentence, subject, Span(*cue.span()), mentions, memory), covers=covers
            )


# "told X" names the hearer, never the speaker.
NEVER_BEHIND = frozenset({"told", "tells", "tell", "expressed concern", "voiced concern"})


def _reports(text: str, cue: re.Match[str]) -> bool:
    """Tell whether a verb that can also act reports here: "found that", "denied that"."""
    if cue.group() not in _words("needs_that"):
        return True
    behind, before = text[cue.end() :], text[: cue.start()].rstrip()
    return bool(re.match(r"[^,.;\"“]{0,40}?(?:\bthat\b|[,:]?\s*[\"“])", behind)) or bool(
        re.search(r"[,\"”]\s*[^,\"”]{0,40}$", before) and re.match(r"\s*[.!]?\s*$", behind)
    )


def _voice(
    sentence: Sentence,
    subject: Span,
    cue: Span,
    mentions: Sequence[Mention],
    memory: ArticleMemory,
) -> Voice:
    """Return the voice of a subject and its verb."""
    words = subject.cut(sentence.text)
    passage = _passage(sentence, subject)
    actor = _actor_in(passage.span, mentions, words)
    if actor.country is None:
        known = memory.recall(words) or memory.recall(words.split()[-1])
        if words.lower() in {"he", "she"}:
            known = memory.last_person
        actor = known or actor
    return Voice(passage=passage, actor=actor, cue=_passage(sentence, cue))


def _actor_in(span: Span, mentions: Sequence[Mention], words: str) -> Actor:
    """Return who the words are: their last named actor with a person's or agent's name."""
    inside = [m for m in mentions if span.overlaps(m.passage.span) and m.actors]
    if not inside:
        outlet = outlets.find(words)
        return Actor(
            name=words,
            country=outlet.country if outlet else None,
            sector="JRN" if outlet else None,
        )
    named = [m for m in inside if m.actors[0].country]
    country = named[0].actors[0].country if named else None
    last = inside[-1].actors[0]
    sector = next((m.actors[0].sector for m in reversed(inside) if m.actors[0].sector), None)
    return Actor(name=last.name, country=last.country or country, sector=last.sector or sector)


def _reported(sentence: Sentence, cue: re.Match[str], subject: Span) -> tuple[Span, ...]:
    """Return what a speaker answers for: what stands before an inserted cue, else behind it."""
    text = sentence.text
    before = text[: min(cue.start(), subject.start)].rstrip()
    behind = max(cue.end(), subject.end)
    ahead = _before(text, before, behind, heard=cue.group() in NEVER_BEHIND)
    rest = _behind(text, behind, quoted=ahead is not None)
    return tuple(span.shift(sentence.start) for span in (ahead, rest) if span is not None)


def _before(text: str, before: str, behind: int, *, heard: bool) -> Span | None:
    """Return the report in front of a cue, None where the clause there is another one.

    Args:
        text: the sentence.
        before: what stands in front of the cue and its subject.
        behind: where the text goes on behind them.
        heard: the cue is followed by its hearer and not by a report: "told the agency".
    """
    if len(before) <= MIN_REPORT or not before.endswith((",", '"', "”", "’", "—", "?", "!")):
        return None
    rest = text[behind:]
    is_quote = before.endswith(('"', "”", '",', "”,")) or text.lstrip().startswith(('"', "“"))
    if not is_quote:
        reports_on = re.match(r"[^,.;]{0,40}?\bthat\b", rest)
        long_rest = len(rest.strip(" .,")) > MIN_REPORT and not CIRCUMSTANCE.match(rest)
        long_rest = long_rest and not heard
        if reports_on or long_rest or (SUBORDINATE.match(before) and len(rest.strip(" .")) > 1):
            return None
    return Span(0, len(before))


def _behind(text: str, behind: int, *, quoted: bool) -> Span | None:
    """Return the report that follows a cue, up to a turn of the outlet's own."""
    start = behind
    if quoted:
        opening = re.compile(r"[^“\"]{0,60}?[“\"]|\s*,\s*(?:and|because|but)\s|\s+that\s").match(
            text, behind
        )
        if opening is None:
            return None
        start = opening.end() - 1
    end = _turn(text, start)
    return Span(start, end) if len(text[start:end].strip(' .,"”')) > MIN_REPORT else None


def _turn(text: str, start: int) -> int:
    """Return where a report ends: at a turn outside of quotation marks."""
    for match in TURN.finditer(text, start):
        said = text[start : match.start()]
        if said.count("“") <= said.count("”") and said.count('"') % 2 == 0:
            return match.start()
    return len(text)


def _participles(
    sentence: Sentence,
    mentions: Sequence[Mention],
    memory: ArticleMemory,
    spoken: Sequence[Attribution],
) -> Iterator[Attribution]:
    """Yield ", adding that ...": the speaker is the one before or the sentence's subject."""
    text = sentence.text
    for cue in _participle().finditer(text):
        words = Span(*cue.span())
        start = cue.end()
        if len(text) - start <= MIN_REPORT:
            continue
        covers = (Span(start, _turn(text, start)).shift(sentence.start),)
        earlier = [a for a in spoken if a.voice.passage.start < sentence.start + cue.start()]
        if earlier:
            voice = replace(earlier[-1].voice, cue=_passage(sentence, words))
            yield Attribution(voice=voice, covers=covers)
            continue
        subject = shared_subject(text, cue.start())
        if subject is not None:
            yield Attribution(
                voice=_voice(sentence, subject, words, mentions, memory), covers=covers
            )


def _accusers(
    sentence: Sentence, mentions: Sequence[Mention], memory: ArticleMemory
) -> Iterator[Attribution]:
    """Yield "X accused Y of Z": X answers for Z."""
    text = sentence.text
    for cue in _accusing().finditer(text):
        subject = subject_before(text, cue.start()) or shared_subject(text, cue.start())
        charge = re.compile(r"[^.;]{1,120}?\s(?:of|with|for)\s").match(text, cue.end())
        if subject is None or charge is None or len(text) - charge.end() <= MIN_REPORT:
            continue
        end = re.compile(r"[.;]|,\s+(?:but|and|while)\s|$").search(text, charge.end())
        covers = Span(charge.end(), end.start() if end else len(text)).shift(sentence.start)
        yield Attribution(
            voice=_voice(sentence, subject, Span(*cue.span()), mentions, memory), covers=(covers,)
        )


def _passage(sentence: Sentence, span: Span) -> Passage:
    return Passage(span=span.shift(sentence.start), exact=span.cut(sentence.text))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("attribution")[name])


@cache
def _finite() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(lexicon('attribution')['finite'])}\s")


@cache
def _source_cue() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('attribution')['sources'])}\s+", re.IGNORECASE)


@cache
def _participle() -> re.Pattern[str]:
    words = any_of(lexicon("attribution")["participles"])
    return re.compile(rf"(?<![Tt]he )(?<!\ba )(?<!is )(?<!are )(?<!been )\b{words}\b")


@cache
def _accusing() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(lexicon('attribution')['accusing'])}\b")
