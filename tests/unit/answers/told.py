"""A record in memory: say in one line who did what to whom, when, and who printed it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.model import (
    Actor,
    AgendaItem,
    Article,
    Basis,
    Claim,
    Judgement,
    LabelledSpan,
    Outlet,
    Participant,
    Passage,
    Place,
    Precision,
    Published,
    Span,
    Verdict,
    Voice,
    When,
    content_id,
    text_digest,
)
from dragoman.ontology import plover

# Longer than the shortest text that two articles may share by chance.
WORDS_AN_ARTICLE = 60


def wording(seed: str) -> str:
    """A text that shares no run of words with that of another seed."""
    return " ".join(f"{seed}{number}" for number in range(WORDS_AN_ARTICLE))


def interval(start: date, end: date | None = None, *, said: bool = True) -> When:
    words = Passage(span=Span(0, 4), exact="then") if said else None
    return When(
        start=start,
        end=end or start,
        precision=Precision.DAY,
        basis=Basis.SAID if said else Basis.ASSUMED,
        passage=words,
    )


def parties(*codes: str) -> tuple[Participant, ...]:
    """Participants by country; a lower-case word is somebody whose country nobody knows."""
    return tuple(
        Participant(
            passage=Passage(span=Span(0, len(code)), exact=code),
            actor=Actor(name=code, country=code if code.isupper() else None),
        )
        for code in codes
    )


@dataclass
class Told:
    """A record that a test fills; it is a view too."""

    snapshot: str = "test"
    said: list[Claim] = field(default_factory=list)
    printed: list[Article] = field(default_factory=list)
    due: list[AgendaItem] = field(default_factory=list)
    media: dict[str, Outlet] = field(default_factory=dict)
    judged: list[Judgement] = field(default_factory=list)

    def claims(self) -> Iterator[Claim]:
        return iter(self.said)

    def articles(self) -> Iterator[Article]:
        return iter(self.printed)

    def article(self, article_id: str) -> Article | None:
        return next((a for a in self.printed if a.id == article_id), None)

    def agenda(self) -> Iterator[AgendaItem]:
        return iter(self.due)

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(self.judged)

    def outlets(self) -> dict[str, Outlet]:
        return self.media

    def outlet(self, name: str, country: str, kind: str = "private") -> str:
        self.media[name.lower()] = Outlet(name=name, country=country, kind=kind)
        return name

    def print_article(
        self, outlet: str = "Wire", published: date = date(2020, 6, 1), text: str | None = None
    ) -> Article:
        """Print an article; without a text it has one that nobody else has."""
        words = text if text is not None else wording(f"{outlet.lower()[:3]}{len(self.printed)}x")
        article = Article(
            id=content_id("ar", outlet, published.isoformat(), len(self.printed)),
            page_sha256=content_id("pa", len(self.printed)),
            origin=f"{len(self.printed)}.html",
            text=words,
            text_sha256=text_digest(words),
            verdict=Verdict.ARTICLE,
            spans=(LabelledSpan(span=Span(0, len(words))),) if words else (),
            outlet=outlet,
            published=Published(day=published.isoformat(), source="given"),
        )
        self.printed.append(article)
        return article

    def tell(
        self,
        actors: str,
        event_type: str,
        recipients: str,
        day: date,
        *,
        outlet: str = "Wire",
        article: Article | None = None,
        **changes: object,
    ) -> Claim:
        """Tell of an act; codes of several actors stand with spaces between them."""
        article = article or self.print_article(outlet, day)
        sentence = Passage(span=Span(0, 10), exact=article.text[:10])
        fields: dict[str, object] = {
            "id": content_id("cl", article.id, len(self.said)),
            "article": article.id,
            "evidence": sentence,
            "trigger": sentence,
            "event_type": event_type,
            "quad": plover.quad(event_type),
            "score": plover.score(event_type),
            "actors": parties(*actors.split()),
            "recipients": parties(*recipients.split()),
            "when": interval(day),
            "confidence": 0.8,
            "type_top": ((event_type, 0.9),),
            "outlet": article.outlet,
            "published": article.published.day if article.published else None,
        }
        claim = Claim(**{**fields, **changes})  # type: ignore[arg-type]
        self.said.append(claim)
        return claim

    def copy(self, claim: Claim, outlet: str, *, days_later: int = 0) -> Claim:
        """Print the article of a claim again elsewhere, with the same claim."""
        source = self.article(claim.article)
        assert source is not None
        assert source.published is not None
        day = date.fromisoformat(source.published.day) + timedelta(days=days_later)
        article = self.print_article(outlet, day, source.text)
        copied = {
            name: getattr(claim, name)
            for name in ("when", "where", "status", "historical", "hedged", "voices", "confidence")
        }
        return self.tell(
            " ".join(p.actor.name for p in claim.actors),
            claim.event_type,
            " ".join(p.actor.name for p in claim.recipients),
            day,
            article=article,
            **copied,
        )

    def announce(
        self, what: str, when: When | None, *actors: str, outlet: str = "Wire", **changes: object
    ) -> AgendaItem:
        """Print an article that says that something is to come."""
        article = self.print_article(outlet)
        words = Passage(span=Span(0, len(what)), exact=what)
        fields: dict[str, object] = {
            "id": content_id("ag", article.id, what),
            "article": article.id,
            "evidence": words,
            "passage": words,
            "what": what,
            "when": when,
            "actors": parties(*actors),
            "outlet": outlet,
            "published": "2020-06-01",
        }
        item = AgendaItem(**{**fields, **changes})  # type: ignore[arg-type]
        self.due.append(item)
        return item


def voice(name: str, country: str | None = None) -> Voice:
    words = Passage(span=Span(0, len(name)), exact=name)
    return Voice(passage=words, actor=Actor(name=name, country=country))


def place(name: str, kind: str = "city") -> Place:
    return Place(passage=Passage(span=Span(0, len(name)), exact=name), name=name, kind=kind)
