"""A small corpus and a small coder: the flow without models, for tests that kill it."""

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.coding import Coded
from dragoman.model import (
    Actor,
    Article,
    Basis,
    Claim,
    LabelledSpan,
    Outlet,
    Page,
    Participant,
    Passage,
    Precision,
    Published,
    Reading,
    Rejection,
    Sentence,
    Span,
    Verdict,
    When,
    content_id,
    text_digest,
)
from dragoman.ontology import plover
from dragoman.pipeline import Coding

PUBLISHED = date(2020, 10, 6)
OUTLETS = (Outlet(name="Example Wire", country="USA", kind="agency", domains=("wire.example",)),)
_COUNTRIES = {"Russia": "RUS", "Iran": "IRN", "Turkey": "TUR", "Armenia": "ARM"}
_VERBS = {"met": "CONSULT", "praised": "SUPPORT", "warned": "THREATEN", "struck": "ASSAULT"}


def small_pages(count: int) -> Iterator[Page]:
    """Yield small pages that differ; every seventh has no text."""
    names, verbs = sorted(_COUNTRIES), sorted(_VERBS)
    for number in range(count):
        digits = hashlib.sha256(str(number).encode()).digest()
        text = " ".join(
            f"{names[d % 4]} {verbs[d // 4 % 4]} {names[(d + 1) % 4]} in town {number}."
            for d in digits[:3]
        )
        raw = b"" if number == 3 else text.encode()
        if number % 7 == 6:
            raw = f"EMPTY {number}".encode()
        yield Page(raw=raw, origin=f"corpus/{number}.txt", outlet="Example Wire")


class SmallCoder:
    """One claim for every sentence with a verb it knows."""

    def __init__(self, name: str = "small 1") -> None:
        self.name = name

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        return Coded(
            claims=tuple(self._claim(article, s) for s in sentences if _verb(s) is not None)
        )

    def _claim(self, article: Article, sentence: Sentence) -> Claim:
        verb = _verb(sentence)
        assert verb is not None
        parties = [
            Participant(
                passage=_passage(article.text, sentence.start + hit.start(), hit.group()),
                actor=Actor(name=hit.group(), country=_COUNTRIES[hit.group()]),
            )
            for hit in re.finditer("|".join(_COUNTRIES), sentence.text)
        ]
        trigger = _passage(article.text, sentence.start + sentence.text.index(verb), verb)
        return Claim(
            id=content_id("cl", article.id, sentence.start, self.name),
            article=article.id,
            evidence=sentence.passage,
            trigger=trigger,
            event_type=_VERBS[verb],
            actors=tuple(parties[:1]),
            recipients=tuple(parties[1:]),
            quad=plover.quad(_VERBS[verb]),
            score=plover.score(_VERBS[verb]),
            when=When(start=PUBLISHED, end=PUBLISHED, precision=Precision.DAY, basis=Basis.ASSUMED),
            confidence=0.5,
            coder=self.name,
            outlet=article.outlet,
            published=PUBLISHED.isoformat(),
        )


def small_read(page: Page, coder: Coding) -> Reading:
    """Read a small page as `pipeline.read_page` reads a real one."""
    text = page.raw.decode()
    readable = bool(text) and not text.startswith("EMPTY")
    article = Article(
        id=content_id("ar", page.sha256, text),
        page_sha256=page.sha256,
        origin=page.origin,
        text=text,
        text_sha256=text_digest(text),
        verdict=Verdict.ARTICLE if readable else Verdict.EMPTY,
        spans=(LabelledSpan(span=Span(0, len(text))),) if text else (),
        outlet=page.outlet,
        published=Published(day=PUBLISHED.isoformat(), source="given"),
    )
    if not readable:
        rejection = Rejection(
            stage="articles", reason="empty", article=article.id, origin=page.origin
        )
        return Reading(article=article, rejections=(rejection,))
    sentences = tuple(_sentences(article))
    coded = coder.code(article, sentences)
    return Reading(article=article, sentences=sentences, claims=coded.claims)


def slow_read(page: Page, coder: Coding) -> Reading:
    """Read a page slowly enough for a signal to land in the middle."""
    time.sleep(0.05)
    return small_read(page, coder)


def _sentences(article: Article) -> Iterator[Sentence]:
    for index, hit in enumerate(re.finditer(r"[^ ].*?\.", article.text)):
        yield Sentence(
            id=content_id("se", article.id, hit.start()),
            index=index,
            paragraph=0,
            passage=_passage(article.text, hit.start(), hit.group()),
        )


def _verb(sentence: Sentence) -> str | None:
    return next((verb for verb in _VERBS if f" {verb} " in sentence.text), None)


def _passage(text: str, start: int, words: str) -> Passage:
    span = Span(start, start + len(words))
    assert span.cut(text) == words
    return Passage(span=span, exact=words)
