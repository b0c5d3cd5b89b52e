"""An article: what was read, what was dropped and why, and what was coded."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.web.claim_cards import card_of
from dragoman.faces.web.desk import desk_of
from dragoman.faces.web.marks import Piece, marks_of, pieces
from dragoman.model import Article, Claim
from dragoman.record import gone_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the text: content with its marks, or what was dropped, with the reason."""

    pieces: tuple[Piece, ...]
    reason: str | None


def article_page(request: Request) -> Response:
    """Return the text of one article with every coded word marked."""
    desk = desk_of(request)
    asked = desk.asked(request)
    view = asked.moment.view
    article = view.article(request.path_params["article"])
    if article is None:
        name = request.path_params["article"]
        raise HTTPException(404, f"no article {name!r} in this record; /claims lists some")
    claims = sorted(view.claims(article=article.id), key=lambda claim: claim.position)
    return desk.page(
        asked,
        "article.html",
        article=article,
        stretches=stretches_of(article, claims),
        cards=[card_of(claim, asked.moment.stories) for claim in claims],
        rejections=list(view.rejections(article=article.id)),
        origin=asked.moment.stories.origin(article.id),
        gone=gone_of(desk.moments.folder, article.page_sha256),
    )


def stretches_of(article: Article, claims: list[Claim]) -> list[Stretch]:
    """Return the whole text, in order: each character of it stands in one stretch."""
    marks = [mark for claim in claims if claim.evidence for mark in marks_of(claim)]
    return [
        Stretch(
            pieces(article.text[part.span.start : part.span.end], marks, part.span.start),
            part.reason,
        )
        for part in article.spans
    ]
