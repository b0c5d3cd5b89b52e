"""The agenda: what is still to come, how exact its date is, and who says so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.evidence import Said, said_of_item
from dragoman.answers.sides import countries
from dragoman.answers.stories import Stories, fold
from dragoman.answers.view import Claims
from dragoman.model import AgendaItem, AgendaStatus, content_id

AGENDA_RULE = "agenda/1"
# What takes two: on one day a state can receive two guests, but only one of its
# embargoes runs out. For these, one shared country does not make two items one.
MEETINGS = frozenset(
    {"visit", "meeting", "talks", "summit", "exercise", "signing", "exchange", "delivery"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One thing to come, folded over everything that says so.

    `actors` are named by at least half of the sentences, `named` by any. `is_rough`
    tells that the words give no single day. `days` counts from today to the start,
    below 0 when the interval has begun.
    """

    id: str
    what: str
    start: date
    end: date
    is_rough: bool
    days: int
    actors: tuple[str, ...]
    named: tuple[str, ...]
    words: str
    items: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    hedged: int
    sentences: tuple[Said, ...]


def agenda(
    view: Claims, today: date, until: date | None = None, *, actor: str | None = None
) -> tuple[DueItem, ...]:
    """Return what is still to come on a day, soonest first.

    Args:
        view: the record.
        today: what ends before this day is past.
        until: what starts after this day is left out; None leaves nothing out.
        actor: only what names this country.
    """
    return agenda_in(view.agenda(), fold(view), today, until, actor=actor)


def agenda_in(
    items: Iterable[AgendaItem],
    stories: Stories,
    today: date,
    until: date | None = None,
    *,
    actor: str | None = None,
) -> tuple[DueItem, ...]:
    """Return the answer of `agenda` from a record that is already folded."""
    groups: dict[tuple[str, date, date], list[AgendaItem]] = defaultdict(list)
    for item in items:
        when = item.when
        if item.status is not AgendaStatus.ANNOUNCED or when is None:
            continue
        if when.end >= today and (until is None or when.start <= until):
            groups[(item.what, when.start, when.end)].append(item)
    found = [
        _due(same, (start, end), stories, today)
        for (what, start, end), group in groups.items()
        for same in _same_things(what, group)
    ]
    kept = (due for due in found if actor is None or actor in due.named)
    return tuple(sorted(kept, key=lambda due: (_next_day(due, today), -len(due.items), due.id)))


def _next_day(due: DueItem, today: date) -> tuple[date, date]:
    """Return when to look at a thing next: when it begins, if it has begun when it ends."""
    return (due.start if due.start >= today else due.end), due.end


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


def _due(
    items: Sequence[AgendaItem], days: tuple[date, date], stories: Stories, today: date
) -> DueItem:
    """Return one thing to come from all items that tell of it."""
    ranked = sorted(items, key=lambda item: (item.published or "", item.outlet or "", item.id))
    named = Counter(code for item in ranked for code in countries(item.actors))
    first = ranked[0]
    phrases = Counter(item.passage.exact for item in ranked)
    return DueItem(
        id=content_id("du", AGENDA_RULE, first.id),
        what=first.what,
        start=days[0],
        end=days[1],
        is_rough=days[0] != days[1],
        days=(days[0] - today).days,
        actors=tuple(sorted(code for code, count in named.items() if 2 * count >= len(ranked))),
        named=tuple(sorted(named)),
        words=min(phrases, key=lambda words: (-phrases[words], len(words), words)),
        items=tuple(sorted(item.id for item in ranked)),
        claims=tuple(sorted({item.claim for item in ranked if item.claim is not None})),
        outlets=tuple(sorted({item.outlet for item in ranked if item.outlet is not None})),
        origins=tuple(sorted({stories.origin(item.article) for item in ranked})),
        hedged=sum(item.hedged for item in ranked),
        sentences=tuple(said_of_item(item) for item in ranked),
    )
