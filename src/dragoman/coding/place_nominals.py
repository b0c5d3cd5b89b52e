"""Places that are named by a common noun: "the country", "the Afghan capital", "the city"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from dragoman.ontology import places
from dragoman.ontology.countries import countries, country
from dragoman.ontology.gazetteer import Gazetteer
from dragoman.ontology.places import PlaceHit

__all__ = ["nominal_places"]

Named = TypeVar("Named")
LAST_NAMED = "guess: the one named last before it"

# "the country" is the state named last before it, "the city" the city named last; nobody calls
# a capital a town.
STATE_NOUN = re.compile(
    r"\b(?:the|this|that|their)\s+(?:[A-Z]\w+\s+){0,2}(?:country|nation)\b(?!['’-])", re.IGNORECASE
)
TOWN_NOUN = re.compile(
    r"\b(?:the|this|that)\s+(?P<noun>city|town|village)\b(?!['’-])", re.IGNORECASE
)
# "the Afghan capital", "Afghanistan's capital"; a bare "the capital" is left open.
CAPITAL_NOUN = re.compile(
    r"\b(?:the\s+)?(?P<people>[A-Z]\w+(?: [A-Z]\w+)?)(?:['’]s)?\s+capital\b(?!,? [A-Z])"
)


@cache
def _peoples() -> Gazetteer[str]:
    """Return the codes of states by their peoples."""
    return Gazetteer((people, entry.code) for entry in countries() for people in entry.demonyms)


@cache
def _capitals() -> frozenset[str]:
    """Return the names of the capitals."""
    return frozenset(entry.capital for entry in countries() if entry.capital)


def nominal_places(text: str, hits: Sequence[PlaceHit]) -> Iterator[PlaceHit]:
    """Yield the places that common nouns of a text stand for, by the names before them.

    A noun before any name stands for nothing we know and is left out.
    """
    states = [(hit.start, hit.country) for hit in hits if hit.kind == "country" and hit.country]
    states += [(match.start, match.value) for match in _peoples().matches(text)]
    cities = [(hit.start, hit) for hit in hits if hit.kind == "city"]
    towns = [(start, hit) for start, hit in cities if hit.name not in _capitals()]
    for match in STATE_NOUN.finditer(text):
        code = _last(states, match.start())
        if code is not None:
            yield _state(code, match)
    for match in TOWN_NOUN.finditer(text):
        town = _last(cities if match["noun"].lower() == "city" else towns, match.start())
        if town is not None:
            yield replace(town, start=match.start(), end=match.end(), reason=LAST_NAMED)
    for match in CAPITAL_NOUN.finditer(text):
        yield from _capital(match)


def _last(named: Sequence[tuple[int, Named]], before: int) -> Named | None:
    """Return what was named last before a place in the text."""
    earlier = [row for row in named if row[0] < before]
    return max(earlier, key=lambda row: row[0])[1] if earlier else None


def _state(code: str, match: re.Match[str]) -> PlaceHit:
    """Return a state at the words of a match; no point, as for every state."""
    return PlaceHit(
        start=match.start(),
        end=match.end(),
        name=country(code).name,
        kind="country",
        country=code,
        reason=LAST_NAMED,
    )


def _capital(match: re.Match[str]) -> Iterator[PlaceHit]:
    """Yield the capital of the people or state that a match names."""
    people = match["people"]
    for entry in countries():
        is_named = people in entry.demonyms or people in (entry.name, *entry.variants)
        if is_named and entry.capital:
            for hit in places.find(entry.capital)[:1]:
                reason = f"the capital of {entry.name}"
                yield replace(hit, start=match.start(), end=match.end(), reason=reason)
            return
