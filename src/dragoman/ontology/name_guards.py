"""Keeps names that are also something else ("Jordan", "Male") from being found in error."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.tables import read_toml

__all__ = ["NameGuards", "name_guards"]

# The word before, on the same line, with a hyphen or a space between ("Navarro-Valls");
# a full stop only after an initial ("J. Washington").
WORD_BEFORE = re.compile(r"(?<![\w'’-])(?P<word>[A-Z](?:\.|[\w'’-]*))[ -]$")
# No word of a name is longer; keeps the search from the start of the text.
REACH = 40
WORD_AFTER = re.compile(r" (?P<word>[A-Z](?:\.|[\w-]+))")
SHOUT_BEFORE = re.compile(r"\b[A-Z]{2,} $")
SHOUT_AFTER = re.compile(r" [A-Z]{2,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGuards:
    """Which names are never, or not everywhere, the state they spell."""

    silent: tuple[str, ...]
    guarded: frozenset[str]
    office_words: frozenset[str]
    office_endings: tuple[str, ...]
    institution_words: frozenset[str]
    shouted: frozenset[str]
    blocks: tuple[str, ...]
    other_sense: Mapping[str, re.Pattern[str]]

    def is_person(self, text: str, start: int, end: int) -> bool:
        """Tell whether a guarded name is part of a person's name at this place.

        Words that belong to another known name are for the caller to exclude.
        """
        after = WORD_AFTER.match(text, end)
        if after is not None and after["word"] not in self.office_words:
            return True
        before = WORD_BEFORE.search(text, max(0, start - REACH), start)
        return before is not None and self._may_be_given_name(before["word"])

    def is_institution(self, text: str, end: int) -> bool:
        """Tell whether a person's name goes on as that of a house or a fund."""
        after = WORD_AFTER.match(text, end)
        return after is not None and after["word"] in self.institution_words

    def is_shouted(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word that may be a name in capitals stands among capitals."""
        if text[start:end] not in self.shouted:
            return False
        before = SHOUT_BEFORE.search(text, max(0, start - REACH), start)
        after = SHOUT_AFTER.match(text, end)
        return before is not None or after is not None

    def _may_be_given_name(self, word: str) -> bool:
        """Tell whether a capitalised word before a name may belong to it."""
        return word not in self.office_words and not word.endswith(self.office_endings)

    def has_other_sense(self, name: str, text: str) -> bool:
        """Tell whether the text uses the name for something else (Georgia, the US state)."""
        pattern = self.other_sense.get(name)
        return pattern is not None and pattern.search(text) is not None


@cache
def name_guards() -> NameGuards:
    """Return the guards, read once."""
    table = read_toml("name_guards.toml")
    return NameGuards(
        silent=tuple(table["silent"]),
        guarded=frozenset(table["guarded"]),
        office_words=frozenset(table["office_words"]),
        office_endings=tuple(table["office_endings"]),
        institution_words=frozenset(table["institution_words"]),
        shouted=frozenset(table["shouted"]),
        blocks=tuple(table["blocks"]),
        other_sense={
            name: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
            for name, words in table["other_sense"].items()
        },
    )
