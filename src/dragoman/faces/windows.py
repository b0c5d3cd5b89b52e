"""What a record tells between two days, for answers that are asked about all of it."""

from datetime import date

from dragoman.answers import Claims, fold
from dragoman.answers.pairs import Pairs, find_pairs
from dragoman.model import Event


def pairs_within(view: Claims, since: date | None, until: date | None) -> Pairs:
    """Return the pairs of a record with their events that touch the days asked for.

    The record is folded whole, so that an event has one id whatever days are asked for.
    """
    return within(find_pairs(fold(view)), since, until)


def within(pairs: Pairs, since: date | None, until: date | None) -> Pairs:
    """Return pairs with only those of their events that touch the days asked for."""

    def is_within(event: Event) -> bool:
        return (until is None or event.start <= until) and (since is None or event.end >= since)

    return Pairs(
        stories=pairs.stories,
        events_of={
            pair: tuple(filter(is_within, events)) for pair, events in pairs.events_of.items()
        },
        done=tuple(filter(is_within, pairs.done)),
        begins=pairs.begins,
        ends=pairs.ends,
    )
