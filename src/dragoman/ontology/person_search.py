"""Whom words may name among all that the tables know: for an analyst who looks an actor up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from dragoman.model import Actor
from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import without_accents
from dragoman.ontology.known_names import KnownName, Spell, known_names
from dragoman.ontology.outlets import spoken_names

__all__ = ["Suggestion", "suggest"]

# Of 100 for equal spelling: "Araqchi" for Araghchi is in, another Ali is not.
CLOSE = 82
FEW = 20
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Somebody whom the words may name, and how we came to that.

    `spell` is what that was on the day asked for, None for what has no days.
    """

    name: str
    kind: str
    actor: Actor
    spell: Spell | None
    how: str


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: str
    actor: Actor
    known: KnownName | None


def suggest(words: str, on: date | None = None, limit: int = 10) -> tuple[Suggestion, ...]:
    """Return who bears the words as a name or in one, then who is spelled nearly so.

    >>> [found.name for found in suggest("Zarif", limit=1)]
    ['Mohammad Javad Zarif']

    Args:
        words: any part of a name; case and accents do not matter.
        on: the day for which to say who somebody is, None for the latest that we know.
        limit: how many to return at most.
    """
    ways = (("the name", _named(words)), ("in the name", _holding(words)), ("near", _near(words)))
    found: dict[str, Suggestion] = {}
    for how, entries in ways:
        for entry in entries:
            if len(found) == limit:
                return tuple(found.values())
            found.setdefault(f"{entry.kind} {entry.name}", _suggestion(entry, how, on))
    return tuple(found.values())


def _suggestion(entry: _Entry, how: str, on: date | None) -> Suggestion:
    actor = entry.known.actor_on(on) if entry.known else entry.actor
    spell = entry.known.spell_on(on) if entry.known else None
    return Suggestion(name=entry.name, kind=entry.kind, actor=actor, spell=spell, how=how)


def _folded(words: str) -> str:
    return " ".join(WORDS.findall(without_accents(words).casefold()))


@cache
def _entries() -> Mapping[str, tuple[_Entry, ...]]:
    """Return everybody by folded name and spelling."""
    found: dict[str, tuple[_Entry, ...]] = {}
    for name, entry in _spelled():
        found[_folded(name)] = (*found.get(_folded(name), ()), entry)
    return found


def _spelled() -> Iterator[tuple[str, _Entry]]:
    for state in countries():
        entry = _Entry(state.name, "state", Actor(name=state.name, country=state.code), None)
        for name in (state.name, *state.variants):
            yield name, entry
    for known in known_names():
        entry = _Entry(known.name, known.kind, known.spells[-1].actor, known)
        for name in (known.name, *known.variants):
            yield name, entry
    for name, outlet in spoken_names():
        actor = Actor(name=outlet.name, country=outlet.country, sector="JRN")
        yield name, _Entry(outlet.name, "outlet", actor, None)


def _named(words: str) -> tuple[_Entry, ...]:
    return _entries().get(_folded(words), ())


def _holding(words: str) -> Iterator[_Entry]:
    asked = frozenset(_folded(words).split())
    if not asked:
        return
    for name, entries in _entries().items():
        if asked <= frozenset(name.split()):
            yield from entries


def _near(words: str) -> Iterator[_Entry]:
    spellings = tuple(_entries())
    for name, _, _ in process.extract(
        _folded(words), spellings, scorer=fuzz.ratio, limit=FEW, score_cutoff=CLOSE
    ):
        yield from _entries()[name]
