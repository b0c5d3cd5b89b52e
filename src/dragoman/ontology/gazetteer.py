"""Finds known names in a text: the longest at each place, left to right, no overlap."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Gazetteer", "Match", "same_length_lower", "without_accents"]

Value = TypeVar("Value")

WORD = re.compile(r"\w+")
# Printers' marks that stand for a plain one. One character for one, so that offsets hold.
PLAIN = str.maketrans("’‘ʼ´`‐‑‒– \n\r\t  ", "'''''---" + "-" + " " * 6)


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """A name at its place in the text, and what the gazetteer knows about it."""

    start: int
    end: int
    surface: str
    value: Value


def without_accents(words: str) -> str:
    """Return the words as a newsroom without accents prints them.

    >>> without_accents("Erdoğan in Türkiye, Łódź")
    'Erdogan in Turkiye, Lodz'
    """
    if words.isascii():
        return words
    decomposed = unicodedata.normalize("NFKD", words)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return plain.translate(str.maketrans("ıøØłŁđĐ", "ioOlLdD"))


def same_length_lower(text: str) -> str:
    """Return the text in lower case with every character at its old place.

    >>> len(same_length_lower("İran"))
    4
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in text)


def _spellings(surface: str, *, any_case: bool) -> set[str]:
    """Return a name as it may be printed: without accents, at the start of a sentence."""
    surface = surface.translate(PLAIN)
    if any_case:
        surface = same_length_lower(surface)
    both = {surface, without_accents(surface)}
    return both if any_case else both | {name[0].upper() + name[1:] for name in both}


class Gazetteer(Generic[Value]):
    """Names indexed by their first word.

    A name whose value is None is a block: it takes its words ("Bank of America") so
    that no shorter name is found in them, and gives no match. Of two entries for one
    name the first stands. `any_case` is for common nouns.
    """

    def __init__(
        self, names: Iterable[tuple[str, Value | None]], *, any_case: bool = False
    ) -> None:
        self._any_case = any_case
        self._by_first: dict[str, dict[str, Value | None]] = {}
        for name, value in names:
            for surface in _spellings(name, any_case=any_case):
                first = WORD.match(surface)
                if first is None:
                    raise ValueError(f"the name {name!r} does not start with a word")
                self._by_first.setdefault(first.group(), {}).setdefault(surface, value)
        self._longest = {
            first: tuple(sorted(surfaces.items(), key=lambda item: -len(item[0])))
            for first, surfaces in self._by_first.items()
        }

    def __contains__(self, surface: str) -> bool:
        """Tell whether the words are a name here, blocks included."""
        first = WORD.match(surface)
        return first is not None and surface in self._by_first.get(first.group(), {})

    def matches(self, text: str) -> Iterator[Match[Value]]:
        """Yield the names in a text, in order, none inside another."""
        plain = text.translate(PLAIN)
        if self._any_case:
            plain = same_length_lower(plain)
        free_from = 0
        for word in WORD.finditer(plain):
            start = word.start()
            if start < free_from:
                continue
            for surface, value in self._longest.get(word.group(), ()):
                end = start + len(surface)
                if plain.startswith(surface, start) and not plain[end : end + 1].isalnum():
                    free_from = end
                    if value is not None:
                        yield Match(start, end, surface, value)
                    break
