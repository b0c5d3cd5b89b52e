"""Quotations that run over several sentences keep their speaker.

Newspapers name a speaker once and quote on. A quoted sentence without a cue of its own
takes the voice of the same quotation, else that of the quotation right before it. This
is a guess, and a claim that rests on it says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding.attribution import MIN_REPORT, Attribution
from dragoman.model import Article, Sentence, Span

# Share of a sentence that is quoted before it counts as a quotation going on; on the train
# stories .3, .6 and .8 lie within .001 of one another.
MOSTLY = 0.6
# Paragraphs that a speaker may lie back. Not measured: the annotated stories are one
# paragraph each; a quotation is taken to go on in the next paragraph and no farther.
FARTHEST = 1
MARK = re.compile(r"[“”\"]")


def carry_voices(
    article: Article,
    sentences: Sequence[Sentence],
    attributions: Sequence[tuple[Attribution, ...]],
) -> tuple[tuple[Attribution, ...], ...]:
    """Return the attributions of all sentences with those of running quotations added."""
    quotes = tuple(_quotations(article.text, sentences))
    carried = []
    last: tuple[int, Attribution] | None = None
    for sentence, own in zip(sentences, attributions, strict=True):
        quoted = [part for quote in quotes if (part := _part(quote, sentence))]
        speaker: Attribution | None = None
        added: tuple[Attribution, ...] = ()
        if _is_open(quoted, sentence, own):
            speaker = _of_same_quotation(quoted, quotes, attributions) or _before(last, sentence)
        else:
            speaker = next((found for found in reversed(own) if _speaks(found)), None)
        if speaker is not None and speaker not in own:
            # Unquoted words of the sentence are the outlet's own.
            added = (Attribution(voice=speaker.voice, covers=tuple(quoted)),)
        if speaker is not None:
            last = (sentence.paragraph, speaker)
        elif not quoted:
            # The outlet speaks in between; who is quoted next is open again.
            last = None
        carried.append((*own, *added))
    return tuple(carried)


def _quotations(text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Yield what stands between quotation marks; one left open ends with its paragraph."""
    paragraphs: dict[int, Span] = {}
    for sentence in sentences:
        known = paragraphs.get(sentence.paragraph, sentence.passage.span)
        paragraphs[sentence.paragraph] = Span(known.start, max(known.end, sentence.end))
    for paragraph in paragraphs.values():
        start: int | None = None
        for mark in MARK.finditer(text, paragraph.start, paragraph.end):
            opens = mark.group() == "“" or (mark.group() == '"' and start is None)
            if opens:
                start = mark.end() if start is None else start
            elif start is not None:
                if start < mark.start():
                    yield Span(start, mark.start())
                start = None
        if start is not None and start < paragraph.end:
            yield Span(start, paragraph.end)


def _part(quote: Span, sentence: Sentence) -> Span | None:
    """Return what of a quotation stands in a sentence."""
    start, end = max(quote.start, sentence.start), min(quote.end, sentence.end)
    return Span(start, end) if end - start > MIN_REPORT else None


def _is_open(quoted: Sequence[Span], sentence: Sentence, found: Sequence[Attribution]) -> bool:
    """Tell whether a sentence is a quotation that nobody in it answers for."""
    length = sum(part.end - part.start for part in quoted)
    if length < MOSTLY * (sentence.end - sentence.start):
        return False
    return not any(
        cover.overlaps(part)
        for attribution in found
        if not _inside_quote(attribution, quoted)
        for cover in attribution.covers
        for part in quoted
    )


def _inside_quote(attribution: Attribution, quoted: Sequence[Span]) -> bool:
    """Tell whether somebody is quoted by the one who is quoted."""
    return any(part.contains(attribution.voice.passage.span) for part in quoted)


def _of_same_quotation(
    quoted: Sequence[Span], quotes: Sequence[Span], all_found: Sequence[tuple[Attribution, ...]]
) -> Attribution | None:
    """Return who answers for another part of the same quotation."""
    whole = [quote for quote in quotes if any(quote.contains(part) for part in quoted)]
    for found in all_found:
        for attribution in found:
            if _inside_quote(attribution, whole) or not _speaks(attribution):
                continue
            if any(cover.overlaps(quote) for cover in attribution.covers for quote in whole):
                return attribution
    return None


def _before(last: tuple[int, Attribution] | None, sentence: Sentence) -> Attribution | None:
    """Return the speaker before, where the quotation follows closely."""
    if last is None or sentence.paragraph - last[0] > FARTHEST:
        return None
    attribution = last[1]
    return replace(attribution, voice=replace(attribution.voice, within=None))


def _speaks(attribution: Attribution) -> bool:
    """Tell whether a voice stands beside a verb: a cited outlet quotes nothing on."""
    return attribution.voice.cited_date is None
