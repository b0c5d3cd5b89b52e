"""What part of a society an agent noun names: `data/sectors.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.gazetteer import Gazetteer
from dragoman.ontology.tables import read_toml

__all__ = ["SectorHit", "find", "sector_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorHit:
    """An agent noun at its place in a text."""

    start: int
    end: int
    sector: str


def find(text: str) -> tuple[SectorHit, ...]:
    """Return the agent nouns of a text, in any case, left to right."""
    return tuple(
        SectorHit(start=match.start, end=match.end, sector=match.value)
        for match in _nouns().matches(text)
    )


def sector_of(words: str) -> str | None:
    """Return the sector of a phrase by its last agent noun before "of".

    >>> sector_of("delegation of officers")
    'GOV'
    """
    hits = find(words.split(" of ")[0]) or find(words)
    return hits[-1].sector if hits else None


@cache
def _nouns() -> Gazetteer[str]:
    return Gazetteer(_names(), any_case=True)


def _names() -> Iterator[tuple[str, str]]:
    for sector, nouns in read_toml("sectors.toml").items():
        for noun in (*nouns["heads"], *nouns.get("compounds", ())):
            for form in (noun, _plural(noun)):
                yield form, sector


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "ch", "sh", "x")) else f"{noun}s"
