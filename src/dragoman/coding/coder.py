"""The coder: one article's sentences in, its claims, agenda and rejections out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from dragoman.coding.agenda.finding import find_agenda
from dragoman.coding.assemble import Act, assemble
from dragoman.coding.attribution import find_voices
from dragoman.coding.confidence import Doubts
from dragoman.coding.memory import ArticleMemory, home_of
from dragoman.coding.mentions import find_mentions
from dragoman.coding.places import places_by_sentence
from dragoman.coding.quotations import carry_voices
from dragoman.coding.reader import Proposal, Reader
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.times.finding import find_times
from dragoman.model import (
    Actor,
    AgendaItem,
    Article,
    Claim,
    Passage,
    Place,
    Rejection,
    Sentence,
)
from dragoman.ontology import actors

CODER_VERSION = "dragoman 0.1.0"

# The reader and the rules know English alone.
LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What came out of one article."""

    claims: tuple[Claim, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class Coder:
    """Reads sentences with the model and the rules; made once per process."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.name = f"{CODER_VERSION} {reader.labels.version}"

    @classmethod
    def load(cls) -> Self:
        """Return the coder with the shipped weights."""
        return cls(Reader())

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        """Return what an article's sentences state."""
        refusal = _refusal(article)
        if refusal is not None:
            return Coded(rejections=(refusal,))
        assert article.published is not None
        published = date.fromisoformat(article.published.day)
        views = tuple(_views(article, sentences, published))
        judged = [(view, act) for view in views for act in self.judged(view.sentence.text)]
        claims = tuple(
            one_per_act(assemble(view, act, self.name) for view, act in judged if self.is_act(act))
        )
        doubtful = tuple(_doubtful(view, act) for view, act in judged if not self.is_act(act))
        return Coded(claims=claims, agenda=find_agenda(views, claims), rejections=doubtful)

    def judged(self, text: str) -> Iterator[Act]:
        """Yield every proposal of a sentence as an act, those that turn out to be none too."""
        if self.reader.may_act(text):
            for proposal in self.reader.find(text):
                yield self._judge(text, proposal)

    def acts(self, text: str) -> Iterator[Act]:
        """Yield the acts of a sentence: proposals that the second look confirms."""
        return (act for act in self.judged(text) if self.is_act(act))

    def is_act(self, act: Act) -> bool:
        """Tell whether the second look takes a proposal for an act."""
        return act.reading.none < self.reader.labels.none_threshold

    def _judge(self, text: str, proposal: Proposal) -> Act:
        """Return a proposal as an act, with how far the two views of its type agree."""
        reading = self.reader.read(text, proposal.span)
        ranked = tuple(sorted(reading.types.items(), key=lambda row: (-row[1], row[0])))
        doubts = Doubts(
            trigger=proposal.probability,
            share=ranked[0][1],
            agreement=_best(reading.types) == _best(reading.linked),
        )
        return Act(
            trigger=proposal.span,
            reading=reading,
            types=ranked,
            doubts=doubts,
            confidence=self.reader.labels.calibration.confidence(doubts),
        )


def _views(
    article: Article, sentences: Sequence[Sentence], published: date
) -> Iterator[SentenceView]:
    """Yield what the rules see in each sentence; later ones know the earlier ones."""
    located = places_by_sentence(article.text, sentences)
    named = (hit.actor.country for s in sentences for hit in actors.find(s.text, on=published))
    home = home_of((place.country for row in located for place in row), named)
    memory = ArticleMemory(published, home)
    views = [
        _view(article, sentence, places, memory)
        for sentence, places in zip(sentences, located, strict=True)
    ]
    voices = carry_voices(article, sentences, [view.attributions for view in views])
    for view, attributions in zip(views, voices, strict=True):
        yield replace(view, attributions=attributions)


def _view(
    article: Article, sentence: Sentence, places: tuple[Place, ...], memory: ArticleMemory
) -> SentenceView:
    """Return what the rules see in one sentence; the memory learns."""
    assert memory.published is not None
    mentions = find_mentions(sentence, memory)
    times = find_times(sentence, memory.published, memory.last_time)
    memory.last_time = times[-1] if times else memory.last_time
    heard = find_voices(sentence, mentions, memory)
    memory.hear(each.voice for each in heard)
    return SentenceView(
        article=article,
        sentence=sentence,
        published=memory.published,
        mentions=mentions,
        times=times,
        places=places,
        attributions=heard,
        home=memory.home(),
        pair=memory.last_pair,
    )


def _best(shares: Mapping[str, float]) -> str:
    return max(shares, key=shares.__getitem__)


def _doubtful(view: SentenceView, act: Act) -> Rejection:
    """Return words that may state an act and became no claim: a candidate for review."""
    (code, share), *_ = act.types
    return Rejection(
        stage="coding",
        reason="unsure_act",
        article=view.article.id,
        origin=view.article.origin,
        passage=Passage.of(view.article.text, act.trigger.shift(view.sentence.start)),
        detail=f"perhaps {code} ({share:.2f}), no act {act.reading.none:.2f}",
    )


def _refusal(article: Article) -> Rejection | None:
    """Return why an article is not coded, None when it is."""
    if article.language not in {None, *LANGUAGES}:
        return Rejection(
            stage="coding",
            reason="outside_coverage",
            article=article.id,
            origin=article.origin,
            detail=f"language {article.language!r} is not read; we read {sorted(LANGUAGES)}",
        )
    if article.published is None:
        return Rejection(
            stage="coding",
            reason="no_publication_date",
            article=article.id,
            origin=article.origin,
            detail="the page gives no date; pass --published YYYY-MM-DD",
        )
    return None


def one_per_act(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield claims but for those that tell one act again, in words that overlap or go with it."""
    taken: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.position, -c.confidence, c.trigger.start)):
        if not any(_is_same_act(claim, other) for other in taken):
            taken.append(claim)
            yield claim


def _is_same_act(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are of one act: "launched an offensive" has a verb and a noun."""
    if (one.position, one.event_type) != (other.position, other.event_type):
        return False
    left, right = sorted((one.trigger.span, other.trigger.span))
    if left.overlaps(right):
        return True
    if one.evidence is None or _sides(one) != _sides(other):
        return False
    start = one.evidence.start
    between = one.evidence.exact[left.end - start : right.start - start]
    return len(between) <= LIGHT and not APART.search(between)


def _sides(claim: Claim) -> tuple[frozenset[Actor], ...]:
    parties = (claim.actors, claim.recipients)
    return tuple(frozenset(party.actor for party in side) for side in parties)


# Characters between a light verb and the noun of its act; with a conjunction they are two acts. On
# the gold train stories 15 drops 26 claims and no right one, 30 and 45 drop right ones.
LIGHT = 15
APART = re.compile(r"[,;:()\"“”]|\b(?:and|or|but|then|after|before|while|that|which|who)\b")
