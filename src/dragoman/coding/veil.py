"""The veil: the model never learns which country it reads of.

Names and demonyms of states are shown to the model as those of a few stand-ins, in the order in
which they come up in the sentence: what is coded of "Iran seized a Korean ship" is coded of any
two states. Who they were is read off the text itself by the rules. Measured by
`python -m eval bias`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.model import Span
from dragoman.ontology.countries import countries

# States of one word each whose names and demonyms are single word pieces of the vocabulary, on four
# continents; a sentence with more states than these begins again.
STAND_INS = (
    ("France", "French"),
    ("Japan", "Japanese"),
    ("Brazil", "Brazilian"),
    ("Egypt", "Egyptian"),
    ("Sweden", "Swedish"),
    ("Peru", "Peruvian"),
    ("Kenya", "Kenyan"),
    ("Poland", "Polish"),
)


@dataclass(frozen=True, slots=True)
class Veiled:
    """A text with stand-ins for its states; each piece is a place of it and one of the original."""

    text: str
    pieces: tuple[tuple[Span, Span], ...]

    def original(self, start: int, end: int) -> Span:
        """Return the characters of the original that some of the veiled text stand for."""
        shift = 0
        for veiled, given in self.pieces:
            if veiled.end <= start:
                shift = given.end - veiled.end
            elif veiled.start < end:
                return given
        return Span(start + shift, end + shift)


# A sentence is looked at once plain and once for every trigger: a few are kept.
@lru_cache(maxsize=32)
def veil(text: str) -> Veiled:
    """Return a text as the model sees it.

    >>> veil("Iran warned Iraqi troops; Iran left.").text
    'France warned Japanese troops; France left.'
    """
    order: dict[str, int] = {}
    pieces: list[tuple[Span, Span]] = []
    veiled, last = "", 0
    for match in _names().finditer(text):
        code, is_demonym = _known()[match.group()]
        place = order.setdefault(code, len(order))
        word = STAND_INS[place % len(STAND_INS)][is_demonym]
        veiled += text[last : match.start()]
        pieces.append((Span(len(veiled), len(veiled) + len(word)), Span(*match.span())))
        veiled, last = veiled + word, match.end()
    return Veiled(veiled + text[last:], tuple(pieces))


@cache
def _known() -> Mapping[str, tuple[str, bool]]:
    """Return the code of every name and demonym, and whether it is a demonym."""
    known: dict[str, tuple[str, bool]] = {}
    for country in countries():
        for name in (country.name, *country.variants):
            known.setdefault(name, (country.code, False))
        for demonym in country.demonyms:
            known.setdefault(demonym, (country.code, True))
    return known


@cache
def _names() -> re.Pattern[str]:
    names = sorted(_known(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
