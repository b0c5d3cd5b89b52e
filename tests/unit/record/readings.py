"""Readings made by hand, so that the record is tested without the other stages."""

from datetime import date

from dragoman.model import (
    Actor,
    AgendaItem,
    Article,
    Basis,
    Citation,
    Claim,
    LabelledSpan,
    Page,
    Participant,
    Passage,
    Place,
    Precision,
    Published,
    Reading,
    Rejection,
    Sentence,
    Span,
    Status,
    Verdict,
    Voice,
    When,
    content_id,
    text_digest,
)

CODER = "fake coder 1"
TEXT = "Russia reportedly met Iran in Baku on Monday, Tehran said. A visit follows in May."


def passage(words: str, text: str = TEXT) -> Passage:
    start = text.index(words)
    return Passage(span=Span(start, start + len(words)), exact=words)


def party(words: str, country: str | None, sector: str | None = "GOV") -> Participant:
    return Participant(
        passage=passage(words), actor=Actor(name=words, country=country, sector=sector), reason="n"
    )


def page_of(number: int, *, published: str | None = None, outlet: str | None = None) -> Page:
    return Page(
        raw=f"page {number}".encode(),
        origin=f"folder/{number}.html",
        published=published,
        outlet=outlet,
    )


def article_of_page(page: Page, text: str = TEXT, verdict: Verdict = Verdict.ARTICLE) -> Article:
    return Article(
        id=content_id("ar", page.sha256, text),
        page_sha256=page.sha256,
        origin=page.origin,
        text=text,
        text_sha256=text_digest(text),
        verdict=verdict,
        spans=(LabelledSpan(span=Span(0, len(text))),) if text else (),
        outlet=page.outlet or "Example Wire",
        published=Published(day="2020-10-06", source="given"),
    )


def claim_in(article: Article, **changes: object) -> Claim:
    fields: dict[str, object] = {
        "id": content_id("cl", article.id, str(sorted(changes))),
        "article": article.id,
        "evidence": passage("Russia reportedly met Iran in Baku on Monday, Tehran said."),
        "trigger": passage("met"),
        "event_type": "CONSULT",
        "modes": ("visit",),
        "quad": "verbal cooperation",
        "score": 2.5,
        "actors": (party("Russia", "RUS"), party("Iran", "IRN")),
        "status": Status.ACTUAL,
        "hedged": True,
        "hedges": (passage("reportedly"),),
        "voices": (
            Voice(
                passage=passage("Tehran"),
                actor=Actor(name="Iran", country="IRN", sector="GOV"),
                cue=passage("said"),
            ),
        ),
        "when": When(
            start=date(2020, 10, 5),
            end=date(2020, 10, 5),
            precision=Precision.DAY,
            basis=Basis.SAID,
            passage=passage("Monday"),
        ),
        "where": (Place(passage=passage("Baku"), name="Baku", kind="city", country="AZE"),),
        "confidence": 0.8125,
        "type_top": (("CONSULT", 0.8125),),
        "reasons": ("because",),
        "coder": CODER,
        "outlet": article.outlet,
        "published": "2020-10-06",
    }
    return Claim(**{**fields, **changes})  # type: ignore[arg-type]


def reading_of(page: Page, *claims: Claim) -> Reading:
    article = article_of_page(page)
    evidence = passage("A visit follows in May.")
    return Reading(
        article=article,
        sentences=(
            Sentence(
                id=content_id("se", article.id, 0),
                index=0,
                paragraph=0,
                passage=evidence,
                quotes=(evidence.span,),
                citations=(Citation(passage=passage("May"), outlet=None, date=None),),
            ),
        ),
        claims=claims or (claim_in(article),),
        agenda=(
            AgendaItem(
                id=content_id("ag", article.id),
                article=article.id,
                evidence=evidence,
                passage=passage("visit"),
                what="visit",
                when=When(
                    start=date(2021, 5, 1),
                    end=date(2021, 5, 31),
                    precision=Precision.MONTH,
                    basis=Basis.SAID,
                    passage=passage("May"),
                ),
                published="2020-10-06",
            ),
        ),
        rejections=(
            Rejection(
                stage="sentences",
                reason="citation_hole",
                article=article.id,
                origin=page.origin,
                passage=passage("May"),
            ),
        ),
    )


def unreadable(page: Page) -> Reading:
    article = article_of_page(page, text="", verdict=Verdict.EMPTY)
    rejection = Rejection(stage="articles", reason="empty", article=article.id, origin=page.origin)
    return Reading(article=article, rejections=(rejection,))
