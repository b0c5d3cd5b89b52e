"""Finding: which actors and places of a record some words name, and what is told of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dragoman.answers.evidence import Backing, backing
from dragoman.answers.name_index import NameIndex
from dragoman.answers.stories.folded import Stories
from dragoman.model import Claim
from dragoman.ontology import actors


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActor:
    """An actor that the words name; `told` is what the record tells of it, maybe nothing."""

    name: str
    code: str
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place of the record with the words in its name; `told` happens there."""

    name: str
    kind: str
    country: str | None
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What some words name, what is told of most first."""

    words: str
    actors: tuple[FoundActor, ...]
    places: tuple[FoundPlace, ...]


def named_in(stories: Stories, index: NameIndex, words: str, today: date, most: int) -> Named:
    """Return the actors and places that some words name; no words name nothing.

    Args:
        stories: the record.
        index: what it names.
        words: a name, a part of one, or a code.
        today: the day for which to say who somebody is.
        most: how many to return of each.
    """
    if not words:
        return Named(words=words, actors=(), places=())
    return Named(
        words=words,
        actors=tuple(islice(_actors(stories, index, words, today), most)),
        places=tuple(_places(stories, index, words, most)),
    )


def _actors(stories: Stories, index: NameIndex, words: str, today: date) -> Iterator[FoundActor]:
    """Yield the actors that the words are a name or code of, or stand in the name of."""
    folded = words.casefold()
    told: dict[str, list[Claim]] = defaultdict(list)
    for (name, code), claims in index.by_party.items():
        if folded in name.casefold() or folded == code.casefold():
            told[code] += claims
    known = _known(words, today)
    for code in known:
        told.setdefault(code, [])
    # A code of the words themselves leads: "Iran" asks for Iran before its forces.
    for code in sorted(told, key=lambda code: (code not in known, -len(told[code]), code)):
        country = actors.country(code.partition(".")[0])
        yield FoundActor(
            name=known.get(code, country.name), code=code, told=backing(told[code], stories)
        )


def _known(words: str, today: date) -> dict[str, str]:
    """Return the names, by code, of those that the words name whether told of or not."""
    folded = words.casefold()
    found = {
        entry.code: entry.name
        for entry in actors.countries()
        if folded == entry.code.casefold() or folded in entry.name.casefold()
    }
    for hit in actors.find(words, on=today):
        if hit.actor.id is not None:
            found.setdefault(hit.actor.id, hit.actor.name)
    return found


def _places(stories: Stories, index: NameIndex, words: str, most: int) -> Iterator[FoundPlace]:
    """Yield the places with the words in their name, most told of first."""
    folded = words.casefold()
    found = [
        (-len({claim.id for claim in claims}), key)
        for key, (_, claims) in index.by_place.items()
        if folded in key[0].casefold()
    ]
    for _, key in sorted(found)[:most]:
        place, claims = index.by_place[key]
        yield FoundPlace(
            name=place.name, kind=place.kind, country=place.country, told=backing(claims, stories)
        )
