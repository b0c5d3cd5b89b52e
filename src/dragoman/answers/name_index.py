"""Who and what a record names: the claims of each name, code and place, found once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.answers.stories.folded import Stories
from dragoman.model import Claim, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """The claims of a record by what they name, each list in the order of the record.

    `by_party` has those with a name and code on any side, `by_country` those with a country on
    any side or as a speaker, `by_place` those of a name and kind of place, with the first such
    place.
    """

    by_party: Mapping[tuple[str, str], Sequence[Claim]]
    by_country: Mapping[str, Sequence[Claim]]
    by_place: Mapping[tuple[str, str], tuple[Place, Sequence[Claim]]]


def names_of(stories: Stories) -> NameIndex:
    """Return the index of a folded record: one walk over its claims."""
    by_party: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    by_country: dict[str, list[Claim]] = defaultdict(list)
    by_place: dict[tuple[str, str], tuple[Place, list[Claim]]] = {}
    for claim in stories.claim_of.values():
        sides = [party.actor for party in claim.actors + claim.recipients + claim.against]
        for party in {(a.name, code) for a in sides if (code := a.id) is not None}:
            by_party[party].append(claim)
        heard = [voice.actor for voice in claim.voices]
        for country in {actor.country for actor in sides + heard if actor.country is not None}:
            by_country[country].append(claim)
        for place in claim.where:
            by_place.setdefault((place.name, place.kind), (place, []))[1].append(claim)
    return NameIndex(by_party=dict(by_party), by_country=dict(by_country), by_place=by_place)
