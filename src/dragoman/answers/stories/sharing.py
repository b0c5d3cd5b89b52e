"""Names of sides, outlets and places, each equal set of them held once for all events.

A million events have some thousands of sides, and most stand at one place by one type.
"""

from functools import lru_cache

Names = tuple[str, ...]
Sides = tuple[Names, ...]

# Sets that are held to be used again, those used last: some 100 bytes each beside the names,
# which are those of the events. `python -m bench pages` says what a claim takes.
SETS_HELD = 2**16


@lru_cache(SETS_HELD)
def as_set(*names: str) -> frozenset[str]:
    """Return names as a set."""
    return frozenset(names)


@lru_cache(SETS_HELD)
def as_sides(acting: Names, facing: Names) -> Sides:
    """Return who stands where."""
    return acting, facing


@lru_cache(SETS_HELD)
def once(names: Names) -> Names:
    """Return names as they are."""
    return names


def together(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """Return two sets as one: one of the two where it has all of the other."""
    if some >= others:
        return some
    return others if some <= others else some | others
