"""Two countries: what went on between them, on two axes, and where they are going."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.evidence import Backing, Said, backing, said
from dragoman.answers.pairs import Pairs, find_pairs, period_of_event
from dragoman.answers.periods import Period, periods
from dragoman.answers.shares import Ratio, Share, share
from dragoman.answers.shifts import Shift, Step, find_shift
from dragoman.answers.sides import Axis, Direction
from dragoman.answers.stories import Stories, fold
from dragoman.answers.view import Claims
from dragoman.errors import AnswerError
from dragoman.model import Claim, Event

DYAD_RULE = "dyad/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One row of a table: `key` is a quad, a type or a direction ("RUS to IRN")."""

    key: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPeriod:
    """What is told of a pair in one period: acts done and present, on two axes.

    `joint` are acts of both against a third. `exposure` is the share of the pair among
    all events told of the period.
    """

    period: Period
    cooperation: Backing
    conflict: Backing
    joint: Backing
    quads: tuple[Tally, ...]
    types: tuple[Tally, ...]
    directions: tuple[Tally, ...]
    not_actual: Backing
    historical: Backing
    exposure: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadAnswer:
    """What the record tells of two countries between two days.

    `imprecise` is told of an interval too wide for one period. `since` and `until` are
    None when nothing is told of the two and no days were asked for.
    """

    first: str
    second: str
    since: date | None
    until: date | None
    by: str
    snapshot: str
    rules: tuple[str, ...]
    total: Backing
    periods: tuple[PairPeriod, ...]
    imprecise: Backing
    excess_cooperation: Ratio
    conflict_share: Share
    shift: Shift
    sentences: tuple[Said, ...]


def dyad(
    view: Claims,
    a: str,
    b: str,
    since: date | None = None,
    until: date | None = None,
    by: str = "month",
) -> DyadAnswer:
    """Return what the record tells of two countries: are they drawing closer, since when?

    `since` and `until` None mean the first and the last day told of in the record.

    Raises:
        AnswerError: the two are one, the days run backwards, or `by` is no unit.
    """
    return dyad_in(find_pairs(fold(view)), a, b, (since, until), by)


def dyad_in(
    pairs: Pairs,
    first: str,
    second: str,
    span: tuple[date | None, date | None] = (None, None),
    by: str = "month",
) -> DyadAnswer:
    """Return the answer of `dyad` from a record that is already folded."""
    if first == second:
        raise AnswerError(f"{first} and {second} are one; name two countries")
    stories = pairs.stories
    since, until = _limits(pairs, span)
    events = [e for e in pairs.of(first, second) if _within(e, since, until)]
    frame = periods(since, until, by) if since and until else ()
    placed = _placed(events, frame, by)
    told = pairs.told(by)
    rows = tuple(
        _row(_Cell(period, tuple(placed[period]), told[period]), pairs, (first, second))
        for period in frame
    )
    claims = sorted(pairs.claims(events), key=_reading_order)
    present = {e.id for row in placed.values() for e in row}
    return DyadAnswer(
        first=first,
        second=second,
        since=since,
        until=until,
        by=by,
        snapshot=stories.snapshot,
        rules=(DYAD_RULE, stories.folding),
        total=backing(claims, stories),
        periods=rows,
        imprecise=backing(pairs.claims(e for e in events if e.id not in present), stories),
        excess_cooperation=pairs.excess_cooperation(first, second, since, until),
        conflict_share=_conflict_share(events, pairs, (first, second)),
        shift=shift_between(pairs, first, second, since, until, by)
        if since and until
        else find_shift([]),
        sentences=tuple(said(claim, stories) for claim in claims),
    )


def _limits(pairs: Pairs, span: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """Return the days asked for, else the first and last that any event is told of.

    Wide events ("in the twentieth century") do not stretch the frame.
    """
    days = [day for e in pairs.done if period_of_event(e, "month") for day in (e.start, e.end)]
    since, until = span
    return since or min(days, default=until), until or max(days, default=since)


def _within(event: Event, since: date | None, until: date | None) -> bool:
    return (until is None or event.start <= until) and (since is None or event.end >= since)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A period, what is told of the pair in it, and how many events are told in all."""

    period: Period
    events: tuple[Event, ...]
    told: int


def _placed(
    events: Iterable[Event], frame: Sequence[Period], by: str
) -> Mapping[Period, list[Event]]:
    """Return the events of each period; what lies in none of them is left out."""
    known = set(frame)
    placed: dict[Period, list[Event]] = defaultdict(list)
    for event in events:
        period = period_of_event(event, by)
        if period in known and period is not None:
            placed[period].append(event)
    return placed


def _row(cell: _Cell, pairs: Pairs, pair: tuple[str, str]) -> PairPeriod:
    """Return the counts of one period."""
    stories = pairs.stories
    done = [event for event in cell.events if pairs.is_done(event)]
    axes: dict[Axis | None, list[Event]] = defaultdict(list)
    quads: dict[str, list[Claim]] = defaultdict(list)
    types: dict[str, list[Claim]] = defaultdict(list)
    ways: dict[str, list[Claim]] = defaultdict(list)
    for event in done:
        axes[pairs.axis(event, *pair)].append(event)
        for claim_id, way in pairs.directions(event, *pair).items():
            ways[_words(way, pair)].append(stories.claim_of[claim_id])
        quads[event.quad] += pairs.claims([event])
        types[event.event_type] += pairs.claims([event])
    rest = [event for event in cell.events if not pairs.is_done(event)]
    background = [e for e in rest if stories.claim_of[e.claims[0]].historical]
    planned = [e for e in rest if e not in background]
    return PairPeriod(
        period=cell.period,
        cooperation=backing(pairs.claims(axes[Axis.COOPERATION]), stories),
        conflict=backing(pairs.claims(axes[Axis.CONFLICT]), stories),
        joint=backing(pairs.claims(axes[None]), stories),
        quads=_tallies(quads, stories),
        types=_tallies(types, stories),
        directions=_tallies(ways, stories),
        not_actual=backing(pairs.claims(planned), stories),
        historical=backing(pairs.claims(background), stories),
        exposure=share(len(done), cell.told),
    )


def _words(way: Direction, pair: tuple[str, str]) -> str:
    """Return a direction with the codes of the two."""
    first, second = pair
    if way is Direction.FIRST_TO_SECOND:
        return f"{first} to {second}"
    return f"{second} to {first}" if way is Direction.SECOND_TO_FIRST else way.value


def _tallies(claims: Mapping[str, list[Claim]], stories: Stories) -> tuple[Tally, ...]:
    return tuple(Tally(key=key, backing=backing(claims[key], stories)) for key in sorted(claims))


def _conflict_share(events: Iterable[Event], pairs: Pairs, pair: tuple[str, str]) -> Share:
    axes = [pairs.axis(event, *pair) for event in events if pairs.is_done(event)]
    conflict = axes.count(Axis.CONFLICT)
    return share(conflict, conflict + axes.count(Axis.COOPERATION))


def shift_between(
    pairs: Pairs, first: str, second: str, since: date, until: date, by: str = "month"
) -> Shift:
    """Return where two are going between two days, without the rest of the answer."""
    events = [e for e in pairs.of(first, second) if pairs.is_done(e) and _within(e, since, until)]
    frame = periods(since, until, by)
    placed = _placed(events, frame, by)
    return find_shift(
        [_step(period, placed[period], pairs, (first, second), by) for period in frame]
    )


def _step(
    period: Period, events: Iterable[Event], pairs: Pairs, pair: tuple[str, str], by: str
) -> Step:
    """Return one period as the search for a break sees it."""
    axes: dict[Axis | None, list[Event]] = defaultdict(list)
    for event in events:
        axes[pairs.axis(event, *pair)].append(event)
    warm, harsh = (pairs.claims(axes[axis]) for axis in (Axis.COOPERATION, Axis.CONFLICT))
    return Step(
        period=period,
        cooperation=backing(warm, pairs.stories),
        conflict=backing(harsh, pairs.stories),
        exposure=pairs.told(by)[period],
    )


def _reading_order(claim: Claim) -> tuple[str, str, int, str]:
    """Return where a sentence comes: by the day of its act, then as it was published."""
    day = claim.when.start.isoformat() if claim.when else ""
    return day, claim.published or "", claim.evidence.start, claim.id
