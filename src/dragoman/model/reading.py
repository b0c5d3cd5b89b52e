"""The reading: everything that came out of one page."""

from dataclasses import dataclass

from dragoman.model.agenda import AgendaItem
from dragoman.model.article import Article
from dragoman.model.claim import Claim
from dragoman.model.rejection import Rejection
from dragoman.model.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page, read: the article with its sentences, claims, agenda and rejections."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    rejections: tuple[Rejection, ...] = ()
