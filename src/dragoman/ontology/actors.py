"""Finds the known actors of the news in a text, and says who each of them is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from dragoman.model import Actor
from dragoman.ontology import outlets
from dragoman.ontology.countries import Country, countries, country, resolve_code
from dragoman.ontology.gazetteer import Gazetteer, Match
from dragoman.ontology.known_names import KnownName, NameHit, Spell, known_names, seats
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.office_holders import Title, namesake, titles
from dragoman.ontology.office_phrases import TitleHit, with_holders

__all__ = ["KINDS", "Country", "NameHit", "countries", "country", "find", "resolve_code"]

KINDS = (
    "state",
    "demonym",
    "capital",
    "seat",
    "organisation",
    "group",
    "office",
    "person",
    "outlet",
)
# Shorter ones in capitals are words of a shouted headline ("US" is a name already).
SHORTEST_SHOUTED = 4
# Who will lead a country is in the news some years before: 1998's "Uhuru" is freedom still.
KNOWN_BEFORE = 8 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """What a name means wherever it stands; who that is may hang on the day."""

    kind: str
    key: str
    known: KnownName

    def is_to_come(self, surface: str, on: date | None) -> bool:
        """Tell whether a surname alone stands years before we know its bearer for anything."""
        since = self.known.spells[0].since
        if self.kind != "person" or " " in surface or since is None or on is None:
            return False
        return (since - on).days > KNOWN_BEFORE

    def hit(self, match: Match["_Meaning | Title"], on: date | None) -> NameHit:
        """Return the name where it stands, as who it was on a day."""
        known = self.known
        if self.kind == "person" and on is not None and " " not in match.surface:
            known = namesake(known, match.surface, on)
        return NameHit(
            start=match.start,
            end=match.end,
            kind=self.kind,
            actor=known.actor_on(on),
            key=self.key if known is self.known else known.name,
            reason=f"{self.kind} name" if known is self.known else "surname of who led then",
            post=self.known.held_as,
        )


def _fixed(kind: str, key: str, actor: Actor) -> _Meaning:
    """Return the meaning of a name that is the same actor at all times."""
    known = KnownName(name=actor.name, kind=kind, variants=(), spells=(Spell(actor=actor),))
    return _Meaning(kind=kind, key=key, known=known)


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


def _states() -> Iterator[tuple[str, _Meaning]]:
    """Yield every name of every state; capitals and seats stand for its government."""
    for entry in countries():
        state = Actor(name=entry.name, country=entry.code)
        meanings = {
            kind: _fixed(kind, entry.code, actor)
            for kind, actor in (
                ("state", state),
                ("demonym", state),
                ("capital", replace(state, sector="GOV")),
                ("seat", replace(state, sector="GOV")),
            )
        }
        for name, kind in _country_names(entry):
            yield name, meanings[kind]
            if kind != "seat" and len(name) >= SHORTEST_SHOUTED:
                yield name.upper(), meanings[kind]


def _others() -> Iterator[tuple[str, _Meaning]]:
    """Yield the names of everybody else: organisations, groups, offices, people, outlets."""
    for known in known_names():
        meaning = _Meaning(kind=known.kind, key=known.name, known=known)
        for name in known.spellings():
            yield name, meaning
    for name, outlet in outlets.spoken_names():
        actor = Actor(name=outlet.name, country=outlet.country, sector="JRN")
        yield name, _fixed("outlet", outlet.name, actor)


def _names() -> Iterator[tuple[str, _Meaning | Title | None]]:
    """Yield all names, the stronger reading of an ambiguous one first, then the titles."""
    guards = name_guards()
    for name in (*guards.blocks, *guards.silent):
        yield name, None
    for name in guards.silent:
        yield name.upper(), None
    for seat, known in seats():
        yield seat, _Meaning(kind="seat", key=known.name, known=known)
    yield from _states()
    yield from _others()
    yield from titles()


@cache
def _gazetteer() -> Gazetteer[_Meaning | Title]:
    """Return the index of all names, built on first use."""
    return Gazetteer(_names())


def _is_meant(
    match: Match[_Meaning | Title], text: str, *, kind: str, ends: set[int], starts: set[int]
) -> bool:
    """Tell whether a name that may be something else is meant as we know it here.

    A surname alone is guarded as "Jordan" is: "Melania Trump" is not Donald Trump.
    """
    guards = name_guards()
    if guards.has_other_sense(match.surface, text):
        return False
    if guards.is_shouted(text, match.start, match.end):
        return False
    is_person = kind == "person"
    if is_person and guards.is_institution(text, match.end):
        return False
    is_surname = is_person and " " not in match.surface
    if not is_surname and match.surface not in guards.guarded:
        return True
    beside_known = match.start - 1 in ends or match.end + 1 in starts
    return beside_known or not guards.is_person(text, match.start, match.end)


def _joined(text: str, hits: Sequence[NameHit]) -> tuple[NameHit, ...]:
    """Return the hits with each office joined to its holder right behind it."""
    joined = list(hits)
    for office, holder in reversed(list(pairwise(hits))):
        one_phrase = text[office.end : holder.start] in {" ", ", "}
        same = office.actor.country == holder.actor.country
        if office.kind == "office" and holder.kind == "person" and one_phrase and same:
            at = joined.index(office)
            joined[at : at + 2] = [replace(holder, start=office.start)]
    return tuple(joined)


def find(text: str, on: date | None = None) -> tuple[NameHit, ...]:
    """Return the known names in a text, the longest at each place, in order.

    >>> [(hit.kind, hit.actor.id) for hit in find("Moscow and the Iranian army agreed.")]
    [('capital', 'RUS.GOV'), ('demonym', 'IRN')]

    Args:
        text: any text; offsets are into it.
        on: the day for which to say who somebody is, such as that of publication;
            None takes the latest that we know.
    """
    hits, titled = _read(text, on)
    if titled or any(hit.post is not None for hit in hits):
        hits = with_holders(text, hits, titled, on)
    return _joined(text, hits)


def _read(text: str, on: date | None) -> tuple[Sequence[NameHit], list[TitleHit]]:
    """Return the names of a text that are meant as such, and the titles."""
    matches = tuple(_gazetteer().matches(text))
    ends = {match.end for match in matches}
    starts = {match.start for match in matches}
    hits: list[NameHit] = []
    titled: list[TitleHit] = []
    common: set[int] = set()
    for match in matches:
        meaning = match.value
        if isinstance(meaning, Title):
            titled.append(TitleHit(match.start, match.end, meaning))
        elif meaning.is_to_come(match.surface, on):
            continue
        elif _is_meant(match, text, kind=meaning.kind, ends=ends, starts=starts):
            hits.append(meaning.hit(match, on))
            common |= {match.start} if meaning.known.is_common else set()
    return (_with_country(hits, common) if common else hits), titled


def _with_country(hits: Sequence[NameHit], common: set[int]) -> list[NameHit]:
    """Return the hits without the names of many whose country the text does not give."""
    named = {hit.actor.country for hit in hits if hit.start not in common}
    return [hit for hit in hits if hit.start not in common or hit.actor.country in named]
