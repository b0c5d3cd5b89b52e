"""A coder whose claims name places of every extent, for pages that draw them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding import Coded
from dragoman.model import Article, Claim, Passage, Place, Sentence, Span
from tests.faults.small import SmallCoder

# Name, kind, country and point; the last two have no point.
KNOWN = (
    ("Bandar Abbas", "city", "IRN", 27.19, 56.28),
    ("Strait of Hormuz", "strait", None, 26.57, 56.5),
    ("Nagorno-Karabakh", "region", "AZE", 39.85, 46.75),
    ("Iran", "country", "IRN", None, None),
    ("Old Fort", "site", "ARM", None, None),
)


class PlacedCoder(SmallCoder):
    """As the small coder; of six claims five name a place, some of them hedged."""

    def code(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        coded = super().code(article, sentences)
        return Coded(claims=tuple(self._placed(article, coded.claims)))

    @staticmethod
    def _placed(article: Article, claims: Sequence[Claim]) -> Iterator[Claim]:
        for number, claim in enumerate(claims, len(article.text)):
            start = article.text.index("town", claim.position)
            words = Passage(span=Span(start, start + 4), exact="town")
            places = [_place(words, *known) for known in KNOWN[number % 6 : number % 6 + 1]]
            yield replace(claim, where=tuple(places), hedged=number % 3 == 0)


def _place(
    words: Passage, name: str, kind: str, country: str | None, lat: float | None, lon: float | None
) -> Place:
    return Place(passage=words, name=name, kind=kind, country=country, lat=lat, lon=lon)
