"""Articles and sentences made by hand for the rules of coding."""

from dataclasses import replace
from datetime import date

from dragoman.model import (
    Article,
    LabelledSpan,
    Published,
    Sentence,
    Span,
    Verdict,
    text_digest,
)
from dragoman.sentences import split

PUBLISHED = date(2020, 10, 6)


def article_of(text: str, *, language: str | None = None) -> Article:
    return Article(
        id="ar_1",
        page_sha256="",
        origin="test",
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE,
        spans=(LabelledSpan(span=Span(0, len(text))),),
        outlet="Example Wire",
        language=language,
        published=Published(day=PUBLISHED.isoformat(), source="given"),
    )


def dated(article: Article, day: str | None) -> Article:
    published = Published(day=day, source="given") if day else None
    return replace(article, published=published)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    return split(article_of(text)).sentences
