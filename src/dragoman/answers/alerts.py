"""Alerts: on which days a saved question had enough to tell, with what was known on that day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dragoman.answers.pairs import Pairs, find_pairs
from dragoman.answers.state import Standing, State, state_of
from dragoman.answers.stories.copies import Story, leaders_of
from dragoman.answers.stories.folded import fold
from dragoman.answers.stories.folding import fold_claims
from dragoman.answers.view import Claims
from dragoman.model import Alert, Article, Channel, Claim, Event, Firing, Judgement

ALERT_RULE = "alert/1"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAnswer:
    """What an alert gave between two days.

    `firings` are those of these days, earliest first. `standing` is the latest firing of the
    run of days that the last day belongs to, None where the last day does not meet the alert;
    it may be older than `since`. `unplaced` claims match but are in no window, for nobody
    knows when they were published or when their act was.
    """

    alert: Alert
    since: date
    until: date
    snapshot: str
    state: State
    firings: tuple[Firing, ...]
    standing: Firing | None
    unplaced: int
    rule: str = ALERT_RULE


class Told(NamedTuple):
    """A record folded once for all alerts: its pairs, and the days of its readable articles."""

    pairs: Pairs
    published: Mapping[str, date]
    judgements: tuple[Judgement, ...]


def tell(view: Claims) -> Told:
    """Return what every alert of a record needs of it."""
    return Told(
        pairs=find_pairs(fold(view)),
        published=dict(_days_of(view.articles())),
        judgements=view.judgements(),
    )


def _days_of(articles: Iterable[Article]) -> Iterator[tuple[str, date]]:
    for article in articles:
        if article.is_readable and article.published is not None:
            yield article.id, date.fromisoformat(article.published.day)


def alert_in(
    told: Told, alert: Alert, claims: Iterable[Claim], since: date, until: date
) -> AlertAnswer:
    """Return every firing of an alert between two days.

    Nothing that was published after a day counts on that day: neither claims, nor the copies
    that make two articles one origin. What people judged counts as it stands in the record.

    Args:
        told: the record.
        alert: the threshold.
        claims: those of its question.
        since: the first day on which it may fire.
        until: the last one.
    """
    matching = [claim for claim in claims if not claim.historical]
    windows = Windows(alert, matching, told)
    runs = tuple(windows.firings(since, until))
    met = windows.met_on(until) is not None
    return AlertAnswer(
        alert=alert,
        since=since,
        until=until,
        snapshot=told.pairs.stories.snapshot,
        state=_state(told, alert, since, until, windows.most(since, until)),
        firings=tuple(firing for firing in runs if firing.day >= since),
        standing=runs[-1] if met else None,
        unplaced=len(matching) - len(windows),
    )


class Windows:
    """The claims of an alert by the day of their publication, a window ending on any day."""

    def __init__(self, alert: Alert, claims: Iterable[Claim], told: Told) -> None:
        dated = [(claim.told_on, claim) for claim in claims if claim.when is not None]
        kept = [(day, claim) for day, claim in dated if day is not None]
        kept.sort(key=lambda entry: (entry[0], entry[1].id))
        self._alert, self._told = alert, told
        # A window never changes, and several questions of one answer ask for it.
        self._window = lru_cache(None)(self._folded)
        self._days = [day for day, _ in kept]
        self._claims = [claim for _, claim in kept]
        own = {claim.article for claim in self._claims}
        self._stories = [s for s in told.pairs.stories.stories if own.intersection(s.articles)]

    def __len__(self) -> int:
        return len(self._claims)

    def firings(self, since: date, until: date) -> Iterator[Firing]:
        """Yield the firings of some days, and those of the run that the first day goes on with.

        A run are days in a row that meet the alert. It fires on its first day, and once more
        when it began with too few origins for a siren and has enough of them.
        """
        first = since
        while self.met_on(first - _DAY) is not None:
            first -= _DAY
        loudest: Channel | None = None
        for day in _each(first, until):
            met = self.met_on(day)
            if met is None:
                loudest = None
            elif loudest is None or (loudest, met.channel) == (Channel.DIGEST, Channel.SIREN):
                loudest = met.channel
                yield met

    def met_on(self, day: date) -> Firing | None:
        """Return what the window that ends on a day holds, None where that is too little."""
        claims, events = self._window(day)
        if len(events) < self._alert.at_least:
            return None
        origins = {origin for event in events for origin in event.origins}
        is_siren = len(origins) >= self._alert.origins
        return Firing(
            alert=self._alert.name,
            channel=Channel.SIREN if is_siren else Channel.DIGEST,
            since=self._begins(day),
            day=day,
            events=tuple(sorted(event.id for event in events)),
            claims=tuple(sorted(claim.id for claim in claims)),
            outlets=tuple(sorted({c.outlet for c in claims if c.outlet is not None})),
            origins=tuple(sorted(origins)),
        )

    def most(self, since: date, until: date) -> int:
        """Return how many acts the fullest window of some days tells of."""
        return max((len(self._window(day)[1]) for day in _each(since, until)), default=0)

    def _begins(self, day: date) -> date:
        return day - timedelta(days=self._alert.within - 1)

    def _folded(self, day: date) -> tuple[Sequence[Claim], Sequence[Event]]:
        """Return the claims of the window that ends on a day, and the acts they tell of."""
        start = bisect_left(self._days, self._begins(day))
        claims = self._claims[start : bisect_right(self._days, day)]
        told = fold_claims(claims, self._origins(claims, day), self._told.judgements)
        return claims, told.events

    def _origins(self, claims: Sequence[Claim], day: date) -> Mapping[str, str]:
        """Return the origin of each article as far as copies were known on a day."""
        own = {claim.article for claim in claims}
        known: dict[str, str] = {}
        for story in self._stories:
            if own.intersection(story.articles):
                known |= self._known(story, day)
        return known

    def _known(self, story: Story, day: date) -> Mapping[str, str]:
        published = self._told.published
        printed = [a for a in story.articles if a in published and published[a] <= day]
        names = set(printed)
        copies = (c for c in story.copies if c.article in names and c.of in names)
        return leaders_of(printed, copies)


def _each(since: date, until: date) -> Iterator[date]:
    for number in range((until - since).days + 1):
        yield since + timedelta(days=number)


def _state(told: Told, alert: Alert, since: date, until: date, most: int) -> State:
    """Return how far silence can be relied on: not where nothing was printed in the windows."""
    begins = since - timedelta(days=alert.within - 1)
    state = state_of(
        told.pairs, _sides(alert), (begins, until), (most, alert.at_least), "acts in a window"
    )
    days = [claim.told_on for claim in told.pairs.stories.claim_of.values() if claim.row]
    printed = [*told.published.values(), *(day for day in days if day is not None)]
    is_silent = not any(begins <= day <= until for day in printed)
    if is_silent and state.standing in {Standing.ENOUGH, Standing.BELOW_THRESHOLD}:
        return replace(state, standing=Standing.OUTSIDE_COVERAGE)
    return state


def _sides(alert: Alert) -> tuple[str, ...]:
    """Return the countries that the question of an alert names."""
    asked = dict(alert.query)
    named = [asked.get("dyad", ""), asked.get("actor", ""), asked.get("recipient", "")]
    codes = ",".join(named).split(",")
    return tuple(code.partition(".")[0] for code in codes if code)
