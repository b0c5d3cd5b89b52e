"""A record whose every name, title and text is one of the hostile ones."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dragoman import pipeline
from dragoman.coding import Coded
from dragoman.model import (
    Actor,
    Article,
    Claim,
    LabelledSpan,
    Outlet,
    Page,
    Place,
    Reading,
    Sentence,
    Span,
    Voice,
)
from dragoman.pipeline import Coding
from dragoman.record import Record
from tests.faults.small import SmallCoder, small_read
from tests.functional.web.hostile import hostile_texts

TEXTS = tuple(hostile_texts())


class HostileCoder(SmallCoder):
    """Names everybody, and every place and voice, by the hostile text of the page."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        coded = super().code(article, sentences)
        return Coded(claims=tuple(self._named(claim, article) for claim in coded.claims))

    def _named(self, claim: Claim, article: Article) -> Claim:
        words = article.title or ""
        actors, recipients = (
            tuple(replace(p, actor=replace(p.actor, name=words)) for p in parties)
            for parties in (claim.actors, claim.recipients)
        )
        passage = claim.trigger
        return replace(
            claim,
            actors=actors,
            recipients=recipients,
            voices=(Voice(passage=passage, actor=Actor(name=words, country="RUS"), cue=passage),),
            where=(Place(passage=passage, name=words, kind="city", lat=55.75, lon=37.62),),
            hedged=True,
            hedges=(claim.actors[0].passage,),
        )


def hostile_read(page: Page, coder: Coding) -> Reading:
    """Read a page whose title, author and body are one hostile text, dropped and kept."""
    read = small_read(replace(page, origin="x"), coder)
    text, words = read.article.text, page.origin
    kept = len(text) - len(words)
    article = replace(
        read.article,
        title=words,
        authors=(words,),
        url=f"javascript:{words}",
        spans=(
            LabelledSpan(span=Span(0, kept)),
            LabelledSpan(span=Span(kept, len(text)), reason="navigation"),
        ),
    )
    coded = coder.code(article, read.sentences)
    return replace(read, article=article, claims=coded.claims)


def make_hostile_record(folder: Path) -> Path:
    """Make a record of a hundred pages, each with another hostile text in every place."""
    pages = [
        Page(
            raw=f"Russia met Iran near {words} {number}. Iran warned Russia. {words}".encode(),
            origin=words,
            outlet=words,
        )
        for number, words in enumerate(TEXTS)
    ]
    outlets = [Outlet(name=words, country="RUS", kind="state", domains=()) for words in TEXTS]
    with Record.create(folder) as record:
        record.add(pages, outlets=outlets)
        pipeline.run(record, HostileCoder(), jobs=0, read=hostile_read)
        record.snapshot("first")
    return folder
