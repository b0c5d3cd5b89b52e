"""The brief: what changed between whom, what is due, what was hidden, what is disputed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers.agendas.answer import AgendaQuestion, agenda_in
from dragoman.answers.agendas.due import DueItem
from dragoman.answers.disputes import Disputed, find_disputed
from dragoman.answers.evidence import Backing, Said, backing, backing_of_events, said
from dragoman.answers.pairs import Pair, Pairs, find_pairs
from dragoman.answers.shadows import (
    LOOKBACK_DAYS,
    Overshadowed,
    Shadows,
    overshadowed_in,
    shifts_alone,
)
from dragoman.answers.shifts.arrows import MIN_EVENTS, Arrow, Level, Shift
from dragoman.answers.shifts.discoveries import LookedAt, corrected, looked_at
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.answers.voicing import VoicesAnswer, voices_in
from dragoman.answers.windows import Window
from dragoman.model import AgendaItem, AgendaStatus, Claim, Event

BRIEF_RULE = "brief/2"
# What fits on one page.
MAX_PAIRS = 5
MAX_DUE = 10
MAX_OVERSHADOWED = 3
MAX_DISPUTED = 5
MAX_SENTENCES = 5
# How far ahead a reader of a daily brief looks.
DUE_DAYS = 30
# The window in which a louder story may hide another.
WINDOW_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A pair whose level changed, with what is told of it since."""

    first: str
    second: str
    shift: Shift
    told: Backing
    sentence: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowCount:
    """How many pairs got an arrow. Pairs of too few events are counted too."""

    arrow: Arrow
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What the record tells on a day, and how far to rely on it (`state`).

    `due` holds what most stories tell of, soonest first. `voices` are about the pair that
    is overshadowed most, for there a reader must ask who tells of it at all; about the
    pair that changed most where none is. `looked_at` says at which false discovery rate the
    arrows stand, and who would have one if asked about alone.
    """

    today: date
    since: date
    window: Window
    snapshot: str
    rules: tuple[str, ...]
    state: State
    told: Backing
    arrows: tuple[ArrowCount, ...]
    looked_at: LookedAt
    changed: tuple[Changed, ...]
    due: tuple[DueItem, ...]
    overshadowed: tuple[Overshadowed, ...]
    disputed: tuple[Disputed, ...]
    voices: VoicesAnswer | None
    most_told: Backing
    most_told_sentence: Said | None
    sentences: tuple[Said, ...]


def brief(view: Claims, today: date) -> Brief:
    """Return what an analyst should know on a day: changes, what is due, hidden, disputed."""
    return brief_in(find_pairs(fold(view)), view.agenda(), today)


def shifts_by(pairs: Pairs, today: date) -> Mapping[Pair, Shift]:
    """Return where every pair is going over the year that a brief looks back.

    The arrows are those that stand when so many pairs are looked at together.
    """
    return corrected(shifts_alone(pairs, today))


def brief_in(
    pairs: Pairs,
    items: Iterable[AgendaItem],
    today: date,
    shifts: Mapping[Pair, Shift] | None = None,
    shadows: Shadows | None = None,
    disputed: Sequence[Disputed] | None = None,
) -> Brief:
    """Return the answer of `brief` from a record that is already folded.

    `shifts` are those of `shifts_by`, `shadows` those of `WINDOW_DAYS`, and `disputed` those of
    `find_disputed`, where they are known already.
    """
    stories = pairs.stories
    since = today - timedelta(days=LOOKBACK_DAYS)
    alone = shifts_alone(pairs, today) if shifts is None or shadows is None else {}
    shifts = corrected(alone) if shifts is None else shifts
    shadows = overshadowed_in(pairs, today, WINDOW_DAYS, alone) if shadows is None else shadows
    disputed = find_disputed(stories) if disputed is None else disputed
    changed = changes_in(pairs, shifts)
    recent = [e for e in pairs.done if since <= e.start <= today]
    loudest = max(recent, key=lambda e: (len(e.origins), len(e.claims), e.id), default=None)
    ahead = AgendaQuestion(
        today=today,
        since=today,
        until=today + timedelta(days=DUE_DAYS),
        statuses=(AgendaStatus.ANNOUNCED,),
    )
    due = agenda_in(items, stories, ahead).things
    hidden = shadows.entries[:MAX_OVERSHADOWED]
    shown: list[Overshadowed | Changed] = [*hidden, *changed]
    return Brief(
        today=today,
        since=since,
        window=Window.YEAR,
        snapshot=stories.snapshot,
        rules=(BRIEF_RULE, stories.folding),
        state=state_of(pairs, (), (since, today), (len(recent), MIN_EVENTS), "events"),
        told=backing(stories.claim_of.values(), stories),
        arrows=_arrows(shifts),
        looked_at=looked_at(shifts),
        changed=changed,
        due=_most_told(due),
        overshadowed=hidden,
        disputed=tuple(disputed[:MAX_DISPUTED]),
        voices=voices_in(pairs, shown[0].first, shown[0].second) if shown else None,
        most_told=backing_of_events([loudest] if loudest else [], stories),
        most_told_sentence=said(_surest(loudest.claims, stories), stories) if loudest else None,
        sentences=tuple(_sentences(pairs, changed, recent)),
    )


def _arrows(shifts: Mapping[Pair, Shift]) -> tuple[ArrowCount, ...]:
    return tuple(
        ArrowCount(arrow=arrow, pairs=tuple(p for p, s in shifts.items() if s.arrow is arrow))
        for arrow in Arrow
    )


def _most_told(due: Sequence[DueItem]) -> tuple[DueItem, ...]:
    """Return the things that most stories tell of, in the order given."""
    ranked = sorted(due, key=lambda item: -len(item.origins))
    kept = {item.id for item in ranked[:MAX_DUE]}
    return tuple(item for item in due if item.id in kept)


def changes_in(pairs: Pairs, shifts: Mapping[Pair, Shift]) -> tuple[Changed, ...]:
    """Return the clearest changes that a brief names, from the shifts of all pairs."""
    return tuple(_changed(pairs, shifts))


def _changed(pairs: Pairs, shifts: Mapping[Pair, Shift]) -> Iterator[Changed]:
    """Yield the pairs of the clearest changes: the certain ones, then the largest gain."""
    clear = [pair for pair, s in shifts.items() if s.after is not None and s.since]
    ranked = sorted(clear, key=lambda p: (not shifts[p].is_certain, -_gain(shifts[p]), p))
    for pair in ranked[:MAX_PAIRS]:
        shift = shifts[pair]
        assert shift.after is not None
        claims = _claims_of(shift.after, shift.arrow)
        if claims:
            yield Changed(
                first=pair[0],
                second=pair[1],
                shift=shift,
                told=backing((pairs.stories.claim_of[c] for c in claims), pairs.stories),
                sentence=said(_surest(claims, pairs.stories), pairs.stories),
            )


def _gain(shift: Shift) -> float:
    return shift.found.gain if shift.found else 0.0


def _claims_of(level: Level, arrow: Arrow) -> tuple[str, ...]:
    """Return the claims that carry an arrow: cooperation for closer, conflict for apart."""
    carried = level.conflict.claims if arrow is Arrow.APART else level.cooperation.claims
    return carried or level.cooperation.claims + level.conflict.claims


def _surest(claims: Iterable[str], stories: Stories) -> Claim:
    """Return the claim that best stands for several."""
    return min((stories.claim_of[claim] for claim in claims), key=_doubt)


def _doubt(claim: Claim) -> tuple[bool, float, str, str]:
    """Return how little a claim should stand for others: hedged last, then by confidence."""
    return claim.hedged, -claim.confidence, claim.published or "", claim.id


def _sentences(pairs: Pairs, changed: Iterable[Changed], recent: Iterable[Event]) -> Iterator[Said]:
    """Yield five sentences of five events in five stories: the changed pairs first."""
    stories = pairs.stories
    since_change = (c for entry in changed for c in entry.told.claims)
    others = (claim for event in recent for claim in event.claims)
    ranked = [
        sorted((stories.claim_of[c] for c in part), key=_doubt) for part in (since_change, others)
    ]
    seen: set[str] = set()
    for claim in (claim for part in ranked for claim in part):
        marks = {stories.origin(claim.article), stories.event_of[claim.id].id}
        if not marks & seen:
            seen |= marks
            yield said(claim, stories)
        if len(seen) >= 2 * MAX_SENTENCES:
            return
