"""Finds known places in a text: states, towns, divisions, seas, straits, bases, sites, regions.

Most names are also other places', people's or words. What stands behind a comma decides first
("Paris, Texas"), then the guards of data/place_guards.toml and people's names, then the points
of `place_choice`, which see the whole text: give `find` an article, not a sentence, where you can.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.countries import countries
from dragoman.ontology.gazetteer import Gazetteer
from dragoman.ontology.name_guards import name_guards
from dragoman.ontology.place_choice import ENOUGH, Evidence, ranked, standing, told
from dragoman.ontology.place_known import KINDS, KnownPlace
from dragoman.ontology.place_matches import Option, names_in, options_in
from dragoman.ontology.place_surroundings import is_money, people_in, surroundings

__all__ = ["KINDS", "PlaceHit", "find"]

# What stands between a place and what holds it.
COMMA = ", "
TIES = (COMMA, " in ", " in the ", " (")
AMERICAN = "USA"
# A smaller town gives way to a person of its name.
INHABITANTS_OF_FAME = 1_000_000
Ties = Mapping[int, tuple[int, KnownPlace]]
# Reasons that are no sum of points.
TIED = "the text names it together with what holds it"
OTHER_SENSE = "the name has another sense, the words around lead to the United States"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """A known place at its words; a country has no coordinates, it is no point.

    `kind` is one of `KINDS`; `reason` says why this place is meant and which others may be.
    """

    start: int
    end: int
    name: str
    kind: str
    country: str | None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """What a name means, and why."""

    place: KnownPlace
    reason: str


def find(text: str) -> tuple[PlaceHit, ...]:
    """Return the known places of a text, left to right, the longest name at each place.

    >>> [(hit.name, hit.kind) for hit in find("Three bases on its Gulf coast, near Hormuz")]
    [('Persian Gulf', 'sea'), ('Strait of Hormuz', 'strait')]
    >>> [(hit.name, hit.country) for hit in find("A school in Reading, Pennsylvania")]
    [('Reading', 'USA'), ('Pennsylvania', 'USA')]
    """
    options = options_in(text)
    people = people_in(text, (option for found in options.values() for option in found))
    ties = _ties(text, options)
    evidence = Evidence()
    for match in _peoples().matches(text):
        evidence.add_state(match.surface, match.value)
    for start, (end, place) in ties.items():
        evidence.add(text[start:end], place)
    reading = _Reading(text=text, options=options, ties=ties, people=people, evidence=evidence)
    for option, meant in tuple(reading.chosen()):
        if option.start not in ties:
            evidence.add(option.surface, meant.place)
    return tuple(_hit(option, meant) for option, meant in reading.chosen())


def _hit(option: Option, meant: _Meant) -> PlaceHit:
    place = meant.place
    return PlaceHit(
        start=option.start,
        end=option.end,
        name=place.name,
        kind=place.kind,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonames=place.geonames,
        reason=meant.reason,
    )


@cache
def _peoples() -> Gazetteer[str]:
    """Return the peoples of the states: "Iranian" tells that a text plays in Iran."""
    return Gazetteer((people, entry.code) for entry in countries() for people in entry.demonyms)


def _ties(text: str, options: Mapping[int, Sequence[Option]]) -> Ties:
    """Return the places tied to what holds them ("Tripoli, Lebanon"), both ends, by start."""
    tied: dict[int, tuple[int, KnownPlace]] = {}
    for start in sorted(options, reverse=True):
        for inner in options[start]:
            pair = _tie(text, inner, options, tied)
            if pair is not None:
                place, outer, holder = pair
                tied[start] = (inner.end, place)
                tied[outer.start] = (outer.end, holder)
                break
    return tied


def _tie(
    text: str, inner: Option, options: Mapping[int, Sequence[Option]], tied: Ties
) -> tuple[KnownPlace, Option, KnownPlace] | None:
    """Return a place that the next words hold, those words, and what they mean."""
    for between in TIES:
        if not text.startswith(between, inner.end):
            continue
        for outer in options.get(inner.end + len(between), ()):
            known = tied.get(outer.start)
            if known is not None and known[0] != outer.end:
                continue
            holders = (known[1],) if known else tuple(c.place for c in outer.candidates)
            found = _held(text, inner, holders)
            if found is not None:
                return found[0], outer, found[1]
    return None


def _held(
    text: str, inner: Option, holders: Sequence[KnownPlace]
) -> tuple[KnownPlace, KnownPlace] | None:
    """Return the pair of the best standing of which the second holds the first.

    "Matthew Palmer, U.S. envoy": only a well-known place may follow a capital letter. A state
    is in no other state, whatever village has its name.
    """
    is_person = name_guards().is_person(text, inner.start, inner.end)
    is_state = any(c.place.kind == "country" for c in inner.candidates)
    is_division = any(
        c.place.kind == "admin" and c.place.is_ours and not c.needs_holder for c in inner.candidates
    )
    pairs = [
        (standing(c.place) + standing(holder), c.place, holder)
        for c in inner.candidates
        for holder in holders
        if not c.needs_holder
        and holder.holds(c.place)
        and not (is_person and standing(c.place) < ENOUGH)
        and not (is_state and holder.kind == "country")
        and not (is_division and holder.kind == "admin")
    ]
    best_pair = max(pairs, key=lambda pair: pair[0], default=None)
    return None if best_pair is None else best_pair[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A text with its names, the ties between them, its people and what it says of where."""

    text: str
    options: Mapping[int, Sequence[Option]]
    ties: Ties
    people: frozenset[str]
    evidence: Evidence

    def chosen(self) -> Iterator[tuple[Option, _Meant]]:
        """Yield what each name means, left to right, the longest that means a place."""
        free_from = 0
        for start in sorted(self.options):
            if start < free_from:
                continue
            for option in self.options[start]:
                if not option.candidates:
                    free_from = option.end
                    break
                tied = self.ties.get(start)
                is_tied = tied is not None and tied[0] == option.end
                meant = (
                    _Meant(place=tied[1], reason=TIED) if tied and is_tied else self._alone(option)
                )
                if meant is not None:
                    free_from = option.end
                    yield option, meant
                    break

    def _alone(self, option: Option) -> _Meant | None:
        """Return what a name means by itself, None where it may well be no place."""
        if is_money(self.text, option):
            return None
        if name_guards().has_other_sense(option.surface, self.text):
            there = (c.place for c in option.candidates if c.place.country == AMERICAN)
            return next((_Meant(place=place, reason=OTHER_SENSE) for place in there), None)
        here = surroundings(self.text, option, self.people)
        rank = ranked(option.candidates, here, self.evidence)
        if not rank or rank[0][0] < ENOUGH:
            return None
        place = rank[0][1].place
        is_led = here.has_place_word or (here.has_division_word and place.kind == "admin")
        if here.is_guarded and not is_led and place.kind != "country":
            return None
        gives_way = here.is_person or self._is_behind(option)
        if gives_way and _gives_way(option, place):
            return None
        return _Meant(place=place, reason=told(rank, here, self.evidence))

    def _is_behind(self, option: Option) -> bool:
        """Tell whether a comma ties the name to a state or division that holds none of its name.

        "Sparta, Manitoba" is no town in Greece, though the index has none in Manitoba.
        """
        if not self.text.startswith(COMMA, option.end):
            return False
        outer = self.options.get(option.end + len(COMMA), ())
        return any(
            c.place.is_ours and c.place.kind in {"admin", "country"}
            for other in outer[:1]
            for c in other.candidates[:1]
        )


def _gives_way(option: Option, place: KnownPlace) -> bool:
    """Tell whether a place gives way to a person of its name."""
    is_listed = option.surface in names_in("guarded") | names_in("also_people")
    is_guarded = option.surface in name_guards().guarded
    is_ours = place.kind != "city" and place.is_ours
    is_small = place.inhabitants < INHABITANTS_OF_FAME and not place.is_capital
    return is_listed or is_guarded or (is_small and not is_ours)
