"""Which place a name means here, if any: a sum of what speaks for each candidate.

A candidate's points are the power of ten of its inhabitants, more where the text names its
country or division elsewhere or a place close to it, more behind a word of place, fewer where
the name is also a word or a person's. The best candidate is taken where it has enough. The
weights were set on GeoVirus: `python -m eval geoparsing GeoVirus.xml` moves them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, log10, radians

from dragoman.ontology.place_known import Candidate, KnownPlace
from dragoman.ontology.place_surroundings import Surroundings

__all__ = ["ENOUGH", "Evidence", "points", "ranked", "standing", "told"]

# A town of a hundred thousand speaks for itself.
ENOUGH = 5.0
# States and our own rows are in the table because the news names them.
STATE, OURS, OUR_TOWN = 12.0, 8.0, 5.0
CAPITAL = 2.0
# "Aleppo" is the town rather than the province, "Orange" no county at all.
DIVISION_LESS, COUNTY_LESS = 1.0, 2.0
# Salisbury is no old name of Harare where the table has a Salisbury.
OTHER_NAME_LESS = 1.5
# Behind "in" and "near"; before "County" or "province".
BEHIND_PLACE_WORD, BEFORE_DIVISION_WORD = 2.0, 4.0
# The text names the state, and in which share of its places; the division; a place nearby.
IN_NAMED_STATE, BY_SHARE, IN_NAMED_DIVISION, NEARBY = 0.7, 0.6, 1.5, 0.6
# A name that is also a word; a word of place before it takes this away and adds nothing.
WORD_LESS = 4.0
NEAR_KM, DEGREE_KM = 150.0, 111.2
# A lead of less than one point, ten times the inhabitants, is a guess.
LEAD = 1.0
# So many others are named in a reason; a name has up to some thirty places.
TOLD = 3


@dataclass(slots=True)
class Evidence:
    """What the rest of a text says of where it plays, each with the words that say it.

    A name is no evidence for itself, so words are kept beside what they speak for.
    """

    states: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    divisions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    points: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, surface: str, place: KnownPlace) -> None:
        """Note that a text names a place."""
        if place.country is not None:
            said = self.states[place.country]
            said[surface] = said.get(surface, 0) + 1
        if place.division is not None:
            self.divisions[place.division].add(surface)
        if place.kind == "city" and place.lat is not None and place.lon is not None:
            self.points[surface] = (place.lat, place.lon)

    def add_state(self, surface: str, code: str) -> None:
        """Note that a text names a state or its people."""
        self.states[code][surface] = self.states[code].get(surface, 0) + 1

    def speaks_for(self, surface: str, place: KnownPlace) -> float:
        """Return the points that the rest of the text gives a place of this name."""
        said = self.states.get(place.country or "", {})
        others = sum(count for words, count in said.items() if words != surface)
        if not others:
            return 0.0
        total = sum(
            count
            for words_of in self.states.values()
            for words, count in words_of.items()
            if words != surface
        )
        found = IN_NAMED_STATE + BY_SHARE * others / total
        if self.divisions.get(place.division or "", set()) - {surface}:
            found += IN_NAMED_DIVISION
        return found + (NEARBY if self._has_nearby(surface, place) else 0.0)

    def _has_nearby(self, surface: str, place: KnownPlace) -> bool:
        """Tell whether another place of the text lies close."""
        if place.lat is None or place.lon is None:
            return False
        return any(
            _distance(place.lat, place.lon, lat, lon) < NEAR_KM
            for words, (lat, lon) in self.points.items()
            if words != surface
        )


def _distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return about how many kilometres lie between two points close to each other."""
    across = (lon - other_lon) * cos(radians(lat))
    return DEGREE_KM * hypot(lat - other_lat, across)


def points(candidate: Candidate, here: Surroundings, evidence: Evidence) -> float:
    """Return what speaks for a candidate."""
    found = standing(candidate.place) + evidence.speaks_for(here.surface, candidate.place)
    if candidate.is_other_name:
        found -= OTHER_NAME_LESS
    if here.has_division_word and candidate.place.kind == "admin":
        found += BEFORE_DIVISION_WORD
    if here.is_word and not candidate.place.is_ours:
        return found if here.has_place_word else found - WORD_LESS
    return found + BEHIND_PLACE_WORD if here.has_place_word else found


def standing(place: KnownPlace) -> float:
    """Return what a place is worth without any text."""
    if place.kind == "country":
        return STATE
    size = log10(place.inhabitants) if place.inhabitants else 0.0
    if place.is_capital:
        return size + CAPITAL
    if place.is_ours:
        return max(size, OUR_TOWN) if place.kind == "city" else OURS
    if place.kind == "admin":
        return size - (COUNTY_LESS if place.is_county else DIVISION_LESS)
    return size


def ranked(
    candidates: Sequence[Candidate], here: Surroundings, evidence: Evidence
) -> list[tuple[float, Candidate]]:
    """Return the candidates that need no holder with their points, most first, equals as given."""
    alone = [candidate for candidate in candidates if not candidate.needs_holder]
    scored = [(points(candidate, here, evidence), candidate) for candidate in alone]
    return sorted(scored, key=lambda row: -row[0])


def told(rank: Sequence[tuple[float, Candidate]], here: Surroundings, evidence: Evidence) -> str:
    """Return why the first of a ranking is meant, and which others had been enough themselves.

    It is a guess where the next is as likely to within `LEAD`.
    """
    lead, first = rank[0][0], rank[0][1].place
    others = {_key(c.place): (score, c.place) for score, c in reversed(rank)}
    others.pop(_key(first), None)
    if not others:
        return "the only place of this name"
    nearest = sorted(others.values(), key=lambda row: -row[0])[:TOLD]
    rest = ", ".join(_label(place) for score, place in nearest if score >= ENOUGH)
    if not rest:
        return "no other place of this name is as well known"
    is_guess = lead - nearest[0][0] < LEAD
    fits = evidence.speaks_for(here.surface, first) > 0
    why = "the likeliest by size and by what else the text names" if fits else "the best known"
    return f"{'guess: ' if is_guess else ''}{why}; else {rest}"


def _key(place: KnownPlace) -> int | KnownPlace:
    """Return what tells a place from others, whatever name it goes by."""
    return place.geonames or place


def _label(place: KnownPlace) -> str:
    """Return a place with its kind and its division, else its state: "Paris (city, US.TX)"."""
    within = place.division or place.country
    return f"{place.name} ({place.kind}{f', {within}' if within else ''})"
