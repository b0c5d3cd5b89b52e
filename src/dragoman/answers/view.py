"""What answers need of a record: the nouns, read as of one moment."""

from collections.abc import Iterator
from typing import Protocol

from dragoman.model import AgendaItem, Article, Claim, Judgement, Outlet


class Claims(Protocol):
    """A record at one moment. `record.View` is one; a test brings its own."""

    @property
    def snapshot(self) -> str:
        """The name of the moment, printed with every answer."""

    def claims(self) -> Iterator[Claim]:
        """Yield every claim."""

    def article(self, article_id: str) -> Article | None:
        """Return one article."""

    def articles(self) -> Iterator[Article]:
        """Yield every article, unreadable pages too."""

    def agenda(self) -> Iterator[AgendaItem]:
        """Yield everything that is still to come."""

    def outlets(self) -> dict[str, Outlet]:
        """Return the outlets that were given, by lower-cased name."""

    def judgements(self) -> tuple[Judgement, ...]:
        """Return what people decided about the claims, in the order of their decisions."""


class ClaimsById(Claims, Protocol):
    """A record whose claims can be had one by one."""

    def claim(self, claim_id: str) -> Claim | None:
        """Return one claim as judged, None where it is left out."""
