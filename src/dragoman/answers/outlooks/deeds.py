"""Deeds: what was done between two on one day, as a record tells it, for asking what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.answers.pairs import JOINTLY, Pairs, Ways
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
        for pair in pairs.events_of
        for event, ways in pairs.done_between(pair)
        if _is_narrow(event)
        for deed in _seen_by_both(event, ways, *pair)
    ]
    return sorted(found, key=lambda deed: (deed.day, deed.event.id, deed.side, deed.other))


def _is_narrow(event: Event) -> bool:
    return (event.end - event.start).days < MAX_DAYS_NARROW


def _seen_by_both(event: Event, ways: Ways, first: str, second: str) -> Iterator[Deed]:
    between = ways - JOINTLY
    if not between:
        return
    way = next(iter(between)) if len(between) == 1 else Direction.MUTUAL
    for side, other, seen in ((first, second, way), (second, first, turned(way))):
        act = (event.event_type, seen)
        yield Deed(side=side, other=other, act=act, day=event.start, event=event)


def turned(way: Direction) -> Direction:
    """Return a direction as the other side sees it."""
    return _TURNED.get(way, way)
