"""Who stands on which side of a claim, and what it is between two of them."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import combinations

from dragoman.model import Claim, Participant

# Acts that two do with each other: "A met B" and "B met A" tell one act.
MUTUAL_TYPES = frozenset({"AGREE", "CONSULT", "COOPERATE"})


class Direction(StrEnum):
    """How an act runs between two sides, called first and second."""

    FIRST_TO_SECOND = "first to second"
    SECOND_TO_FIRST = "second to first"
    MUTUAL = "mutual"
    JOINT = "joint"  # both act, against a third: no conflict between the two


class Axis(StrEnum):
    """The two axes, never subtracted from each other."""

    COOPERATION = "cooperation"
    CONFLICT = "conflict"


@cache
def axis_of(quad: str) -> Axis:
    """Return the axis of a quad such as "verbal cooperation"."""
    return Axis(quad.rsplit(" ", 1)[-1])


def countries(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Return the codes of participants whose country is known, sorted."""
    return tuple(sorted({p.actor.country for p in participants if p.actor.country}))


def names(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Return the names of participants whose country nobody knows, sorted."""
    return tuple(sorted({p.actor.name.casefold() for p in participants if not p.actor.country}))


def facing_in(claim: Claim) -> tuple[Participant, ...]:
    """Return who stands on the other side of a claim's actors."""
    if axis_of(claim.quad) is Axis.CONFLICT:
        return claim.recipients + claim.against
    return claim.recipients


def direction(claim: Claim, first: str, second: str) -> Direction | None:
    """Return how a claim runs between two countries; None when it is not about the two.

    The two stand on opposite sides, or both among the actors. Whom a hostile act is against
    stands on the other side as a recipient does; two who exercise against a third do not
    cooperate with it, and are not in conflict with it by that act.
    """
    acting, facing = set(countries(claim.actors)), set(countries(facing_in(claim)))
    forth = first in acting and second in facing
    back = second in acting and first in facing
    if forth and back:
        return Direction.MUTUAL
    if forth:
        return Direction.FIRST_TO_SECOND
    if back:
        return Direction.SECOND_TO_FIRST
    if not {first, second} <= acting:
        return None
    thirds = facing - acting
    joint = bool(thirds) and axis_of(claim.quad) is Axis.CONFLICT
    return Direction.JOINT if joint else Direction.MUTUAL


def pairs_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return every pair of countries that a claim is about, each sorted."""
    everyone = countries(claim.actors + claim.recipients + claim.against)
    return tuple(
        (one, other)
        for one, other in combinations(everyone, 2)
        if direction(claim, one, other) is not None
    )
