"""Deeds: what was done between two on one day, as a record tells it, for asking what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.answers.pairs import Pairs
from dragoman.answers.sides import Direction
from dragoman.answers.stories.folding import MAX_DAYS_NARROW
from dragoman.model import Event

# A type, and how it runs as the first of two sees it.
Act = tuple[str, Direction]

_TURNED = {
    Direction.FIRST_TO_SECOND: Direction.SECOND_TO_FIRST,
    Direction.SECOND_TO_FIRST: Direction.FIRST_TO_SECOND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event between two on one day, as `side` sees it."""

    side: str
    other: str
    act: Act
    day: date
    event: Event


def deeds_of(pairs: Pairs) -> list[Deed]:
    """Return what was done, from both sides, earliest first.

    Left out are acts of both against a third, what was not done, background, and events of
    which nobody knows the day.
    """
    found = [
        deed
        for (first, second), events in pairs.events_of.items()
        for event in events
        if pairs.is_done(event) and _is_narrow(event)
        for deed in _seen_by_both(pairs, event, first, second)
    ]
    return sorted(found, key=lambda deed: (deed.day, deed.event.id, deed.side, deed.other))


def _is_narrow(event: Event) -> bool:
    return (event.end - event.start).days < MAX_DAYS_NARROW


def _seen_by_both(pairs: Pairs, event: Event, first: str, second: str) -> Iterator[Deed]:
    ways = set(pairs.directions(event, first, second).values()) - {Direction.JOINT}
    if not ways:
        return
    way = ways.pop() if len(ways) == 1 else Direction.MUTUAL
    for side, other, seen in ((first, second, way), (second, first, turned(way))):
        act = (event.event_type, seen)
        yield Deed(side=side, other=other, act=act, day=event.start, event=event)


def turned(way: Direction) -> Direction:
    """Return a direction as the other side sees it."""
    return _TURNED.get(way, way)
