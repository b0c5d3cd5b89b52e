"""What became of a thing announced: of all tellings of the same thing the latest decides.

A telling is an agenda item that says moved, missed or done, or a claim of a type that fits the
kind, actual or negated.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.agendas.kinds import CLAIM_TYPES, UP_TO, family
from dragoman.answers.agendas.matching import Thing, is_act_of, is_told_of, told_day
from dragoman.answers.evidence import Said, said, said_of_item
from dragoman.answers.sides import countries
from dragoman.answers.stories.folded import Stories
from dragoman.model import AgendaItem, AgendaStatus, Claim, Status, When

# Under this key stand the things that name no party; codes of countries are never empty.
NOBODY = ""
# The order among tellings of one day: the more it settles, the later it counts.
WEIGHT = {AgendaStatus.MOVED: 0, AgendaStatus.MISSED: 1, AgendaStatus.DONE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a thing stands, why, and the sentence that this rests on.

    `rests_on` is None for what nothing was told of: announced and unknown. `moved_to` is the
    first and last day of the new interval, None where nothing was moved or the sentence gives
    none.
    """

    status: AgendaStatus
    reason: str
    rests_on: Said | None = None
    moved_to: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class _Telling:
    """One sentence's word on the outcome of one thing."""

    told_on: date
    outcome: Outcome


class Outcomes:
    """The tellings of a record by a day, ready to be asked about many things."""

    def __init__(self, items: Iterable[AgendaItem], stories: Stories, today: date) -> None:
        self._stories = stories
        self._today = today
        self._items = _tellings(items, today)
        self._claims = _claims(stories.claim_of, today)

    def of(self, things: Sequence[Thing]) -> list[Outcome]:
        """Return the outcome of each thing, in their order."""
        told: dict[int, list[_Telling]] = defaultdict(list)
        for number, telling in self._by_items(things):
            told[number].append(telling)
        for number, thing in enumerate(things):
            told[number] += self._by_claims(thing)
        return [self._latest(thing, told[number]) for number, thing in enumerate(things)]

    def _latest(self, thing: Thing, told: Sequence[_Telling]) -> Outcome:
        """Return the outcome that was told last; without one the calendar decides."""
        if told:
            return max(told, key=lambda t: (t.told_on, WEIGHT[t.outcome.status])).outcome
        if thing.end < self._today:
            reason = f"over since {thing.end}, and nobody told what became of it"
            return Outcome(status=AgendaStatus.UNKNOWN, reason=reason)
        return Outcome(status=AgendaStatus.ANNOUNCED, reason="nobody told otherwise")

    def _by_items(self, things: Sequence[Thing]) -> Iterator[tuple[int, _Telling]]:
        """Yield what items tell: of every thing of their day, else of the nearest that fits."""
        by_party = _by_party(things)
        for told_on, item in self._items:
            near = _candidates(item, by_party)
            fitting = [number for number in near if is_told_of(item, told_on, things[number])]
            if fitting and told_day(item) is None:
                fitting = [min(fitting, key=lambda n: (abs(things[n].start - told_on), n))]
            for number in fitting:
                yield number, _Telling(told_on, _told_by_item(item, told_on))

    def _by_claims(self, thing: Thing) -> Iterator[_Telling]:
        """Yield what claims tell: an act of a fitting type between the parties on its days."""
        first = thing.announced if thing.what in UP_TO else thing.start
        for event_type in CLAIM_TYPES.get(thing.what, ()):
            of_parties = (self._claims.get((event_type, code), ()) for code in thing.parties)
            rarest = min(of_parties, key=len, default=())
            start = bisect_left(rarest, first, key=lambda row: row[0])
            for told_on, claim in rarest[start:]:
                if is_act_of(claim, told_on, thing):
                    yield _Telling(told_on, _told_by_claim(claim, told_on, self._stories))


def _by_party(things: Sequence[Thing]) -> Mapping[tuple[str, str | None], list[int]]:
    """Return the numbers of things by family and each party; by family and None all of them."""
    found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        for code in (None, *(thing.parties or (NOBODY,))):
            found[family(thing.what), code].append(number)
    return found


def _candidates(
    item: AgendaItem, by_party: Mapping[tuple[str, str | None], list[int]]
) -> list[int]:
    """Return the things that share a party with an item, or where either names nobody."""
    kind, named = family(item.what), countries(item.actors)
    keys = [(kind, code) for code in (*named, NOBODY)] if named else [(kind, None)]
    return sorted({number for key in keys for number in by_party.get(key, ())})


def _tellings(items: Iterable[AgendaItem], today: date) -> list[tuple[date, AgendaItem]]:
    """Return the items that tell an outcome, with the day they were told, by a day."""
    told = (
        (date.fromisoformat(item.published), item)
        for item in items
        if item.status is not AgendaStatus.ANNOUNCED and item.published is not None
    )
    return sorted((row for row in told if row[0] <= today), key=lambda row: (row[0], row[1].id))


def _claims(
    claims: Mapping[str, Claim], today: date
) -> Mapping[tuple[str, str], list[tuple[date, Claim]]]:
    """Return the claims of acts done or denied, told by a day, by their type and each party."""
    wanted = {event_type for types in CLAIM_TYPES.values() for event_type in types}
    found: dict[tuple[str, str], list[tuple[date, Claim]]] = defaultdict(list)
    for claim in claims.values():
        told_on = claim.told_on
        settled = claim.status in {Status.ACTUAL, Status.NEGATED} and not claim.historical
        if not settled or claim.event_type not in wanted or told_on is None or told_on > today:
            continue
        for code in countries(claim.actors + claim.recipients + claim.against):
            found[claim.event_type, code].append((told_on, claim))
    for rows in found.values():
        rows.sort(key=lambda row: (row[0], row[1].id))
    return found


def _told_by_item(item: AgendaItem, told_on: date) -> Outcome:
    words = {
        AgendaStatus.MOVED: "put off or moved",
        AgendaStatus.MISSED: "not to be, or not to have been",
        AgendaStatus.DONE: "done",
    }[item.status]
    moved = item.status is AgendaStatus.MOVED and item.when is not None
    to = f", to {_days(item.when)}" if moved and item.when else ""
    return Outcome(
        status=item.status,
        reason=f"told on {told_on} as {words}{to}",
        rests_on=said_of_item(item),
        moved_to=(item.when.start, item.when.end) if moved and item.when else None,
    )


def _told_by_claim(claim: Claim, told_on: date, stories: Stories) -> Outcome:
    negated = claim.status is Status.NEGATED
    on = f" of {_days(claim.when)}" if claim.when else ""
    words = "denied or not done" if negated else "done"
    return Outcome(
        status=AgendaStatus.MISSED if negated else AgendaStatus.DONE,
        reason=f"told on {told_on} as {words}: {claim.event_type}{on}",
        rests_on=said(claim, stories),
    )


def _days(when: When) -> str:
    return f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"
