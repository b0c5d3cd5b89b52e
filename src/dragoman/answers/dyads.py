"""Two countries: what went on between them, on two axes, and where they are going."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.answers.evidence import Backing, Said, backing, said
from dragoman.answers.pairs import Among, Pairs, find_pairs, period_of_event
from dragoman.answers.periods import Period, periods
from dragoman.answers.shares import Ratio, Share, share
from dragoman.answers.shifts.arrows import MIN_EVENTS, Arrow, Shift, Step, find_shifts, too_few
from dragoman.answers.sides import Axis, Direction
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.answers.windows import Window, window_of
from dragoman.errors import AnswerError
from dragoman.model import Claim, Event

DYAD_RULE = "dyad/3"


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

    `elsewhere` is told of an interval too wide for one period, or of days outside them.
    `since` and `until` are None when the record is empty and no days were asked for; `window`
    says whether they were.
    `shifts` are all changes that are dated, earliest first; `shift` is the last one and says
    where the two are going. `state` says how far an answer that shows nothing can be relied on.
    """

    first: str
    second: str
    since: date | None
    until: date | None
    window: Window
    by: str
    snapshot: str
    rules: tuple[str, ...]
    total: Backing
    periods: tuple[PairPeriod, ...]
    elsewhere: Backing
    excess_cooperation: Ratio
    excess_conflict: Ratio
    conflict_share: Share
    state: State
    shift: Shift
    shifts: tuple[Shift, ...]
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

    `since` None is the month of the first publication in the record, `until` None the last
    one; acts of earlier days are then counted apart.

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
    events = [event for event in pairs.of(first, second) if _within(event, *span)]
    since, until = _limits(pairs, span)
    frame = periods(since, until, by) if since and until else ()
    placed = _placed(events, frame, by)
    told = pairs.told(by)
    rows = tuple(
        _row(_Cell(period, tuple(placed[period]), told[period]), pairs, (first, second))
        for period in frame
    )
    claims = sorted(pairs.claims(events), key=_reading_order)
    shifts = (
        shifts_between(pairs, (first, second), (since, until), by)
        if since and until
        else (Shift(arrow=Arrow.TOO_FEW, reason="nothing is told of any day"),)
    )
    counted = sum(pairs.is_done(event) for event in events), MIN_EVENTS
    present = {e.id for row in placed.values() for e in row}
    return DyadAnswer(
        first=first,
        second=second,
        since=since,
        until=until,
        window=window_of(*span),
        by=by,
        snapshot=stories.snapshot,
        rules=(DYAD_RULE, stories.folding),
        total=backing(claims, stories),
        periods=rows,
        elsewhere=backing(pairs.claims(e for e in events if e.id not in present), stories),
        excess_cooperation=pairs.excess(Axis.COOPERATION, (first, second), since, until),
        excess_conflict=pairs.excess(Axis.CONFLICT, (first, second), since, until),
        conflict_share=_conflict_share(events, pairs, (first, second)),
        state=state_of(pairs, (first, second), (since, until), counted, "events"),
        shift=shifts[-1],
        shifts=tuple(shift for shift in shifts if shift.since),
        sentences=tuple(said(claim, stories) for claim in claims),
    )


def _limits(pairs: Pairs, span: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """Return the days asked for, else those between which the record was published."""
    since, until = span
    since, until = since or pairs.begins, until or pairs.ends
    return since or until, until or since


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
    axes = _by_axis(done, pairs, pair)
    quads: dict[str, list[Claim]] = defaultdict(list)
    types: dict[str, list[Claim]] = defaultdict(list)
    ways: dict[str, list[Claim]] = defaultdict(list)
    for event in done:
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
    return shifts_between(pairs, (first, second), (since, until), by)[-1]


def shifts_between(
    pairs: Pairs, pair: tuple[str, str], span: tuple[date, date], by: str = "month"
) -> tuple[Shift, ...]:
    """Return each change of two between two days, earliest first; see `find_shifts`.

    Days before the record begins are left out.
    """
    since, until = span
    since = min(max(since, pairs.begins or since), until)
    events = [e for e in pairs.of(*pair) if _within(e, since, until) and pairs.is_done(e)]
    frame = periods(since, until, by)
    axes = {
        period: _by_axis(placed, pairs, pair)
        for period, placed in _placed(events, frame, by).items()
    }
    told = sum(len(found[axis]) for found in axes.values() for axis in Axis)
    if told < MIN_EVENTS:
        # Most pairs of a large record: what else is told need not be counted for them.
        return (too_few(told),)
    elsewhere = pairs.elsewhere(pair, (since, until), frame, by)
    steps = [
        Step(
            period=period,
            cooperation=_backed(axes.get(period, {}).get(Axis.COOPERATION, ()), pairs),
            conflict=_backed(axes.get(period, {}).get(Axis.CONFLICT, ()), pairs),
            elsewhere=elsewhere[period],
            start=max(period.start, since),
            end=min(period.end, until),
        )
        for period in frame
    ]

    # The level after one break is that before the next.
    @cache
    def among(axis: Axis, start: date, end: date) -> Among:
        return pairs.among(axis, pair, (start, end), (since, until))

    return find_shifts(steps, among)


def _backed(events: Iterable[Event], pairs: Pairs) -> Backing:
    return backing(pairs.claims(events), pairs.stories)


def _by_axis(
    events: Iterable[Event], pairs: Pairs, pair: tuple[str, str]
) -> Mapping[Axis | None, list[Event]]:
    """Return events by what they are between the two; None is what they do jointly."""
    axes: dict[Axis | None, list[Event]] = defaultdict(list)
    for event in events:
        axes[pairs.axis(event, *pair)].append(event)
    return axes


def _reading_order(claim: Claim) -> tuple[str, str, int, str]:
    """Return where a sentence comes: by the day of its act, then as it was published."""
    day = claim.when.start.isoformat() if claim.when else ""
    return day, claim.published or "", claim.position, claim.id
