"""Finds the words of a text that may be a place, with everything that they may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import PLAIN, WORD, Gazetteer, without_accents
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.place_index import place_index
from dragoman.ontology.place_known import Candidate
from dragoman.ontology.place_names import named
from dragoman.ontology.tables import read_toml

__all__ = ["Option", "names_in", "options_in"]

# The longest names of towns and counties that the news prints have this many words.
MOST_WORDS = 5
# Surfaces of one article come again and again.
KEPT = 8_192
# Shorter words in capitals are acronyms.
SHORTEST_SHOUTED = 4
# How newspapers shorten the first word of a town, which GeoNames writes out, or the reverse.
SHORTENED = (
    (re.compile(r"Mt\.? (?=[A-Z])"), "Mount "),
    (re.compile(r"Ft\.? (?=[A-Z])"), "Fort "),
    (re.compile(r"St (?=[A-Z])"), "St. "),
    (re.compile(r"Saint (?=[A-Z])"), "St. "),
    (re.compile(r"St\. (?=[A-Z])"), "Saint "),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Words that may be a place; a block has no candidates and no place may begin in it."""

    start: int
    end: int
    surface: str
    candidates: tuple[Candidate, ...]


@cache
def names_in(key: str) -> frozenset[str]:
    """Return a list of data/place_guards.toml."""
    return frozenset(read_toml("place_guards.toml")[key])


@cache
def _peoples() -> frozenset[str]:
    """Return the peoples of the states, which some town shares its name with ("Canadian, TX")."""
    return frozenset(people for entry in countries() for people in entry.demonyms)


@cache
def _own_layer() -> Gazetteer[tuple[Candidate, ...]]:
    """Return the index of our own names and of the blocks, built on first use."""
    return Gazetteer(_own_names())


def _own_names() -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """Yield our names; a block of another table gives way to a place of ours."""
    for name in read_toml("place_guards.toml")["silent"]:
        yield name, ()
    yield from named()
    for name in (*read_toml("place_guards.toml")["blocks"], *name_guards().blocks):
        if ", " not in name:
            yield name, ()


def options_in(text: str) -> dict[int, tuple[Option, ...]]:
    """Return the words that may be a place by where they start, the longest first."""
    plain = text.translate(PLAIN)
    own = {match.start: match for match in _own_layer().matches(plain)}
    words = tuple(WORD.finditer(plain))
    found: dict[int, tuple[Option, ...]] = {}
    for number, word in enumerate(words):
        match = own.get(word.start())
        first = None
        if match is not None:
            first = Option(
                start=match.start, end=match.end, surface=match.surface, candidates=match.value
            )
        options = tuple(_options_at(plain, words[number : number + MOST_WORDS], first))
        if options:
            found[word.start()] = options
    return found


def _options_at(plain: str, words: Sequence[re.Match[str]], own: Option | None) -> Iterator[Option]:
    """Yield the options that begin with a word; our own stands where it is the longest."""
    start = words[0].start()
    for word in reversed(words):
        end = word.end()
        if own is not None and own.end >= end:
            yield _joined(own)
            if not own.candidates:
                return
            own = None
        if not words[0].group()[0].isupper():
            continue
        surface = plain[start:end]
        candidates = _indexed(surface)
        if candidates and (own is None or own.end != end):
            yield Option(start=start, end=end, surface=surface, candidates=candidates)
    if own is not None:
        yield _joined(own)


def _joined(own: Option) -> Option:
    """Return one of our names with what the index has of the same name behind it."""
    if not own.candidates:
        return own
    ours = {candidate.place.geonames for candidate in own.candidates}
    others = tuple(c for c in _indexed(own.surface) if c.place.geonames not in ours)
    return Option(
        start=own.start, end=own.end, surface=own.surface, candidates=own.candidates + others
    )


@lru_cache(KEPT)
def _indexed(surface: str) -> tuple[Candidate, ...]:
    """Return what the index has under some words."""
    if surface in _peoples():
        return ()
    plain = without_accents(surface)
    if plain.isupper() and len(plain) >= SHORTEST_SHOUTED:
        plain = plain.title()
    for spelling in (plain, *_written_out(plain)):
        first = WORD.match(spelling)
        within = place_index().range_of(first.group()) if first else (0, 0)
        found = place_index().named(spelling, within) if within[0] < within[1] else ()
        if found:
            return found
    return ()


def _written_out(name: str) -> Iterator[str]:
    """Yield the name with its first word in another print ("Mt. Vernon")."""
    for short, full in SHORTENED:
        changed = short.sub(full, name, count=1) if short.match(name) else name
        if changed != name:
            yield changed
