"""From an article to its sentences: exact offsets, quotes, citations and the holes in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.model import Article, Passage, Rejection, Sentence, Span, content_id
from dragoman.sentences.boundaries import lines, sentences
from dragoman.sentences.citations import citations

# What stands between quotation marks of one kind; a newline never does.
QUOTE = re.compile(r"[“\"«]([^“”\"«»\n]+)[”\"»]")
# Longer than this a "sentence" is a table or a list that lost its lines.
LONGEST_SENTENCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The sentences of an article, and what was seen in them but not kept."""

    sentences: tuple[Sentence, ...]
    rejections: tuple[Rejection, ...] = ()


def split(article: Article) -> Split:
    """Return the sentences of an article's content, in order, with exact offsets.

    Only content spans are cut; a dropped span ends a sentence. A citation that lost
    its outlet's name and a sentence too long to be one are reported as rejections.
    """
    published = date.fromisoformat(article.published.day) if article.published else None
    found: list[Sentence] = []
    rejections: list[Rejection] = []
    for span, paragraph in _sentence_spans(article):
        passage = Passage.of(article.text, span)
        if span.end - span.start > LONGEST_SENTENCE:
            rejections.append(_rejected(article, passage, "sentence_too_long"))
            continue
        cited = tuple(citations(article.text, span, published))
        rejections += [
            _rejected(article, citation.passage, "citation_hole", citation.date or "")
            for citation in cited
            if citation.is_hole
        ]
        found.append(
            Sentence(
                id=content_id("se", article.id, span.start, span.end),
                index=len(found),
                paragraph=paragraph,
                passage=passage,
                quotes=_quotes(article.text, span),
                citations=cited,
            )
        )
    return Split(sentences=tuple(found), rejections=tuple(rejections))


def _sentence_spans(article: Article) -> Iterator[tuple[Span, int]]:
    """Yield the span and the paragraph of every sentence of the content."""
    paragraph = -1
    for labelled in article.spans:
        if not labelled.is_content:
            continue
        for line, opens in lines(article.text, labelled.span):
            paragraph += opens
            for span in sentences(article.text, line):
                yield span, paragraph


def _quotes(text: str, span: Span) -> tuple[Span, ...]:
    """Return what a sentence quotes, without the marks; a quote cut by its end counts."""
    closed = tuple(
        Span(match.start(1), match.end(1)) for match in QUOTE.finditer(text, span.start, span.end)
    )
    rest = closed[-1].end + 1 if closed else span.start
    opening = re.compile(r"[“\"]").search(text, rest, span.end)
    if opening is not None and opening.end() < span.end:
        return (*closed, Span(opening.end(), span.end))
    return closed


DETAILS = {
    "citation_hole": "a citation lost the name of its outlet",
    "sentence_too_long": f"longer than {LONGEST_SENTENCE} characters: not running text",
}


def _rejected(article: Article, passage: Passage, reason: str, found: str = "") -> Rejection:
    detail = f"{DETAILS[reason]}; its date is {found}" if found else DETAILS[reason]
    return Rejection(
        stage="sentences",
        reason=reason,
        article=article.id,
        origin=article.origin,
        passage=passage,
        detail=detail,
    )
