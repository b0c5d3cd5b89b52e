"""Finds the known actors of the news in a text, and says who each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dragoman.model import Actor
from dragoman.ontology.countries import Country, countries, country, resolve_code
from dragoman.ontology.gazetteer import Gazetteer, Match
from dragoman.ontology.name_guards import name_guards

__all__ = ["Country", "NameHit", "countries", "country", "find", "resolve_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """A known name at its place in a text.

    `kind` is state, demonym, capital, seat, organisation, group, office, person or
    outlet. `key` names the row we know it by: the code of a state, else the name.
    """

    start: int
    end: int
    kind: str
    actor: Actor
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a name means wherever it stands."""

    kind: str
    actor: Actor
    key: str


# Shorter ones in capitals are words of a shouted headline ("US" is a name already).
SHORTEST_SHOUTED = 4


def _country_names(entry: Country) -> Iterator[tuple[str, str]]:
    """Yield the names of one state, each with the kind of name it is."""
    for name in (entry.name, *entry.variants):
        yield name, "state"
    for name in entry.demonyms:
        yield name, "demonym"
    if entry.capital is not None:
        yield entry.capital, "capital"
    for name in entry.capital_spellings:
        yield name, "capital"
    for name in entry.seats:
        yield name, "seat"


def _states() -> Iterator[tuple[str, _Known]]:
    """Yield every name of every state; capitals and seats stand for its government."""
    for entry in countries():
        state = Actor(name=entry.name, country=entry.code)
        government = replace(state, sector="GOV")
        for name, kind in _country_names(entry):
            actor = government if kind in ("capital", "seat") else state
            known = _Known(kind=kind, actor=actor, key=entry.code)
            yield name, known
            if kind != "seat" and len(name) >= SHORTEST_SHOUTED:
                yield name.upper(), known


def _names() -> Iterator[tuple[str, _Known | None]]:
    """Yield all names, the stronger reading of an ambiguous one first."""
    guards = name_guards()
    for name in (*guards.blocks, *guards.silent):
        yield name, None
    yield from _states()


@cache
def _gazetteer() -> Gazetteer[_Known]:
    """Return the index of all names, built on first use."""
    return Gazetteer(_names())


def _is_meant(match: Match[_Known], text: str, ends: set[int], starts: set[int]) -> bool:
    """Tell whether a name that may be something else is meant as we know it here."""
    guards = name_guards()
    if guards.has_other_sense(match.surface, text):
        return False
    if match.surface not in guards.guarded:
        return True
    beside_known = match.start - 1 in ends or match.end + 1 in starts
    return beside_known or not guards.is_person(text, match.start, match.end)


def find(text: str, on: date | None = None) -> tuple[NameHit, ...]:
    """Return the known names in a text, the longest at each place, in order.

    >>> [(hit.kind, hit.actor.id) for hit in find("Moscow and the Iranian army agreed.")]
    [('capital', 'RUS.GOV'), ('demonym', 'IRN')]

    Args:
        text: any text; offsets are into it.
        on: the day for which to say who holds which office; None is today's holder.
    """
    del on
    matches = tuple(_gazetteer().matches(text))
    ends = {match.end for match in matches}
    starts = {match.start for match in matches}
    return tuple(
        NameHit(
            start=match.start,
            end=match.end,
            kind=match.value.kind,
            actor=match.value.actor,
            key=match.value.key,
        )
        for match in matches
        if _is_meant(match, text, ends, starts)
    )
