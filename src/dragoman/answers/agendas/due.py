"""Things to come, folded over everything that announces them: what, when, who, told by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.answers.agendas.kinds import MEETINGS
from dragoman.answers.agendas.matching import Thing
from dragoman.answers.agendas.outcomes import Outcome
from dragoman.answers.evidence import Said, said_of_item
from dragoman.answers.sides import countries
from dragoman.answers.stories.folded import Stories
from dragoman.model import AgendaItem, AgendaStatus, content_id

AGENDA_RULE = "agenda/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """One thing announced, folded over everything that says so, and how it stands.

    `actors` are named by at least half of the sentences, `named` by any; `hedged` is how many
    of the sentences doubt it.
    """

    id: str
    what: str
    outcome: Outcome
    actors: tuple[str, ...]
    named: tuple[str, ...]
    words: str
    items: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    hedged: int
    sentences: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem(AgendaEntry):
    """A thing with an interval.

    `is_rough` tells that the words give no single day. `days` counts from today to the
    start, below 0 when the interval has begun.
    """

    start: date
    end: date
    is_rough: bool
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueItem(AgendaEntry):
    """A thing without a date: "soon". `told_on` is when it was last said so.

    `vague` are the words of the time, each once.
    """

    vague: tuple[str, ...]
    told_on: date


@dataclass(frozen=True, slots=True)
class Announced:
    """The items that announce one thing, with its interval; None where all are vague."""

    items: tuple[AgendaItem, ...]
    days: tuple[date, date] | None

    @property
    def what(self) -> str:
        """The kind."""
        return self.items[0].what

    def thing(self, today: date) -> Thing:
        """Return what its outcome hangs on; a vague one is open till today."""
        announced = min(published(item, today) for item in self.items)
        start, end = self.days or (announced, today)
        parties = frozenset(_usual(self.items)) or frozenset(_named(self.items))
        return Thing(what=self.what, start=start, end=end, announced=announced, parties=parties)


def published(item: AgendaItem, today: date) -> date:
    """Return the day an item was printed; where nobody knows, it counts as of today."""
    return date.fromisoformat(item.published) if item.published else today


def announced_in(items: Iterable[AgendaItem]) -> list[Announced]:
    """Return the things that items announce; what is moved to a new day is announced for it."""
    dated: dict[tuple[str, date, date], list[AgendaItem]] = defaultdict(list)
    vague: dict[str, list[AgendaItem]] = defaultdict(list)
    for item in items:
        if item.vague is not None:
            vague[item.what].append(item)
        elif item.when is not None and item.status in {AgendaStatus.ANNOUNCED, AgendaStatus.MOVED}:
            dated[(item.what, item.when.start, item.when.end)].append(item)
    found = [
        Announced(tuple(same), (start, end))
        for (what, start, end), group in dated.items()
        for same in _same_things(what, group)
    ]
    return found + [
        Announced(tuple(same), None)
        for what, group in vague.items()
        for same in _same_things(what, group)
    ]


def due_item(told: Announced, outcome: Outcome, stories: Stories, today: date) -> DueItem:
    """Return a dated thing.

    Raises:
        ValueError: it has no date.
    """
    if told.days is None:
        raise ValueError(f"{told.items[0].id} has no date")
    start, end = told.days
    return DueItem(
        **_folded(told, stories),
        outcome=outcome,
        start=start,
        end=end,
        is_rough=start != end,
        days=(start - today).days,
    )


def vague_item(told: Announced, outcome: Outcome, stories: Stories, today: date) -> VagueItem:
    """Return a thing without a date."""
    words = {" ".join(item.vague.exact.lower().split()) for item in told.items if item.vague}
    return VagueItem(
        **_folded(told, stories),
        outcome=outcome,
        vague=tuple(sorted(words)),
        told_on=max(published(item, today) for item in told.items),
    )


def _folded(told: Announced, stories: Stories) -> dict[str, Any]:
    """Return what dated and vague things have alike: who, in which words, told by whom."""
    ranked = sorted(told.items, key=lambda item: (item.published or "", item.outlet or "", item.id))
    phrases = Counter(item.passage.exact for item in ranked)
    return {
        "id": content_id("du", AGENDA_RULE, ranked[0].id),
        "what": told.what,
        "actors": _usual(ranked),
        "named": _named(ranked),
        "words": min(phrases, key=lambda words: (-phrases[words], len(words), words)),
        "items": tuple(sorted(item.id for item in ranked)),
        "claims": tuple(sorted({item.claim for item in ranked if item.claim is not None})),
        "outlets": tuple(sorted({item.outlet for item in ranked if item.outlet is not None})),
        "origins": tuple(sorted({stories.origin(item.article) for item in ranked})),
        "hedged": sum(item.hedged for item in ranked),
        "sentences": tuple(said_of_item(item) for item in ranked),
    }


def _usual(items: Sequence[AgendaItem]) -> tuple[str, ...]:
    """Return the countries that at least half of the sentences name."""
    named = Counter(code for item in items for code in countries(item.actors))
    return tuple(sorted(code for code, count in named.items() if 2 * count >= len(items)))


def _named(items: Sequence[AgendaItem]) -> tuple[str, ...]:
    return tuple(sorted({code for item in items for code in countries(item.actors)}))


def _same_things(what: str, group: Sequence[AgendaItem]) -> list[list[AgendaItem]]:
    """Return items of one kind and one interval, joined where their actors agree."""
    clusters: list[tuple[set[str], list[AgendaItem]]] = []
    ranked = sorted(group, key=lambda item: (-len(countries(item.actors)), item.id))
    for item in ranked:
        own = set(countries(item.actors))
        fitting = [cluster for cluster in clusters if _agree(what, own, cluster[0])]
        if not own and what not in MEETINGS and len(clusters) == 1:
            fitting = clusters
        if len(fitting) == 1 or (fitting and what not in MEETINGS):
            fitting[0][0].update(own)
            fitting[0][1].append(item)
        else:
            clusters.append((own, [item]))
    return [items for _, items in clusters]


def _agree(what: str, own: set[str], named: set[str]) -> bool:
    """Tell whether two sets of actors can mean one thing."""
    if own == named:
        return True
    return own <= named and bool(own) if what in MEETINGS else bool(own & named)
