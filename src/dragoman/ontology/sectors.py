"""What part of a society an agent noun names: `data/sectors.toml`."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.gazetteer import Gazetteer, Match
from dragoman.ontology.tables import read_toml

__all__ = ["SectorHit", "find", "sector_of"]

# Tables of the file that hold no sector.
NOT_SECTORS = frozenset({"neutral", "things"})
# The neutral nouns that alone are nobody we could tell.
NOBODY = "NONE"
JOINTS = re.compile(r"[\s-]+")
# In small letters, or in capitals as the whole of a shouted headline.
NEXT_WORD = re.compile(r"[\s-]+([a-z][\w-]*|[A-Z][A-Z-]+(?!\w))")
OF = re.compile(r"\s+(?:of|for|from)\s+(?:(?:the|a|an|its|their)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorHit:
    """An agent noun at its place in a text."""

    start: int
    end: int
    sector: str


@dataclass(frozen=True, slots=True)
class _Noun:
    """An agent noun. `sector` None: nobody we could tell unless other words say so.

    A neutral noun takes the sector of the words around it; one that is also an adjective
    ("military") is no agent before a thing ("talks").
    """

    sector: str | None
    is_neutral: bool = False
    is_adjective: bool = False


def find(text: str) -> tuple[SectorHit, ...]:
    """Return the agent nouns of a text, in any case, left to right.

    >>> [(hit.sector, text[hit.start : hit.end]) for text in ("Rebel leaders left military talks.",)
    ...  for hit in find(text)]
    [('REB', 'Rebel leaders')]
    """
    nouns = _agents_among(text, tuple(_nouns().matches(text)))
    modifiers = {match.end: match for match in _modifiers().matches(text)}
    found: list[SectorHit] = []
    for position, noun in enumerate(nouns):
        hit = _hit(text, noun, modifiers, nouns[position + 1 : position + 2])
        if hit is None:
            continue
        while found and found[-1].end > hit.start:
            found.pop()
        found.append(hit)
    return tuple(found)


def sector_of(words: str) -> str | None:
    """Return the sector of a phrase by its last agent noun before "of".

    >>> sector_of("delegation of officers"), sector_of("military delegation")
    ('MIL', 'MIL')
    """
    hits = find(words)
    of = OF.search(words)
    before = [hit for hit in hits if of is None or hit.start < of.start()]
    return (before or hits)[-1].sector if hits else None


def _hit(
    text: str,
    noun: Match[_Noun],
    modifiers: dict[int, Match[str]],
    following: list[Match[_Noun]],
) -> SectorHit | None:
    """Return one noun with the sector that it has here; None when it has none."""
    if not noun.value.is_neutral:
        assert noun.value.sector is not None
        return SectorHit(start=noun.start, end=noun.end, sector=noun.value.sector)
    before = _before(text, noun.start, modifiers)
    if before is not None:
        return SectorHit(start=before.start, end=noun.end, sector=before.value)
    behind = following[0] if following else None
    if behind is not None and behind.value.sector and OF.fullmatch(text[noun.end : behind.start]):
        return SectorHit(start=noun.start, end=noun.end, sector=behind.value.sector)
    sector = noun.value.sector
    return SectorHit(start=noun.start, end=noun.end, sector=sector) if sector else None


def _before(text: str, start: int, modifiers: dict[int, Match[str]]) -> Match[str] | None:
    """Return the modifier right before a noun."""
    end = len(text[:start].rstrip(" -"))
    return modifiers.get(end) if JOINTS.fullmatch(text[end:start]) else None


def _agents_among(text: str, nouns: Sequence[Match[_Noun]]) -> list[Match[_Noun]]:
    """Return the nouns without those that are adjectives of what follows."""
    starts = {noun.start for noun in nouns}
    return [noun for noun in nouns if not _is_adjective(text, noun, starts)]


def _is_adjective(text: str, noun: Match[_Noun], starts: Collection[int]) -> bool:
    """Tell whether a noun that is also an adjective stands before a thing or another agent."""
    following = NEXT_WORD.match(text, noun.end) if noun.value.is_adjective else None
    if following is None:
        return False
    return _is_thing(following.group(1).lower()) or following.start(1) in starts


@cache
def _is_thing(word: str) -> bool:
    things = read_toml("sectors.toml")["things"]
    return word in things["words"] or word.endswith(tuple(things["endings"]))


@cache
def _nouns() -> Gazetteer[_Noun]:
    return Gazetteer(_names(), any_case=True)


@cache
def _modifiers() -> Gazetteer[str]:
    return Gazetteer(
        (
            (word, sector)
            for sector, nouns in read_toml("sectors.toml").items()
            if sector not in NOT_SECTORS
            for word in nouns.get("modifiers", ())
        ),
        any_case=True,
    )


def _names() -> Iterator[tuple[str, _Noun]]:
    """Yield every form of every noun; of two entries for one form the first stands."""
    table = read_toml("sectors.toml")
    adjectives = {
        word
        for name, nouns in table.items()
        if name not in NOT_SECTORS
        for word in nouns.get("adjectives", ())
    }
    for name, nouns in table.items():
        if name in NOT_SECTORS:
            continue
        for word in (*nouns["heads"], *nouns.get("compounds", ())):
            for form in (word, _plural(word)):
                yield form, _Noun(sector=name, is_adjective=form in adjectives)
        for word in nouns.get("fixed", ()):
            yield word, _Noun(sector=name, is_adjective=word in adjectives)
    for name, words in table["neutral"].items():
        sector = None if name == NOBODY else name
        for word in words:
            for form in (word, _plural(word)):
                yield form, _Noun(sector=sector, is_neutral=True, is_adjective=form in adjectives)


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "ch", "sh", "x")) else f"{noun}s"
