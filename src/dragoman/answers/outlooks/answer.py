"""Outlook: what is most likely to be told next of one side or of two, and the past behind it.

It says what recurs, not what will surprise. So no share stands without the base rate of the same
act in the whole record, the share of deeds that nobody had told of before, and how the same
ranking did on the latest deeds.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.answers.evidence import Backing, Said, backing_of_events, said
from dragoman.answers.outlooks.deeds import Deed, deeds_of
from dragoman.answers.outlooks.facts import Real
from dragoman.answers.outlooks.past import Past
from dragoman.answers.outlooks.prospects import (
    ACT_PARTS,
    MEANINGS,
    OTHER_PARTS,
    STEPS,
    Scene,
    Weights,
    learn_at,
    stops_of,
)
from dragoman.answers.outlooks.tallies import Table, Tallies, table_of
from dragoman.answers.pairs import Pairs, find_pairs
from dragoman.answers.shares import Share, share
from dragoman.answers.sides import Direction
from dragoman.answers.state import STALE_DAYS, Standing
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.errors import AnswerError

OUTLOOK_RULE = "outlook/3"
# Below this many deeds a ranking says more about the record than about those asked about.
MIN_DEEDS = 8
# On how many of the latest deeds the ranking is tried.
TRIED_DEEDS = 20
# How far down the ranking the deed that came is looked for.
TRIED_PLACES = 3
# How many sentences are shown of one prospect.
MAX_SENTENCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One term of a share: its value, what it means and the latest events that it rests on."""

    name: str
    value: float
    meaning: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """An act that may be told next; `share` is its chance, the sum of its reasons.

    `base` is what the share would be if those asked about did as the whole record does. `last`
    is the day on which the two did it last, None where that was never told.
    """

    first: str
    second: str
    event_type: str
    direction: str
    share: float
    base: float
    last: date | None
    reasons: tuple[Reason, ...]
    sentences: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How often the deed that came was among the first TRIED_PLACES of a ranking made before it.

    `promised` is the mean of what the shares of these places added up to, None where nothing
    could be tried; `by_base` is the same as `ranked` for a ranking by base rate alone, `tried`
    the events that came.
    """

    ranked: Share
    promised: float | None
    by_base: Share
    tried: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one part of the past counts where `told` deeds or more are known, up to the next step.

    `of` is "act" or "other": what the part gives a chance of. The weights of one step add up to 1.
    """

    of: str
    told: int
    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the record suggests comes next of one side, or of two where `second` is given.

    `unlisted` is what is left of the shares for acts that are not listed. `unseen` is the share
    of deeds of those asked about that nobody had told of the same two before, `unseen_in_record`
    the same of everybody. `mixture` says how much each part of the past counts in these shares,
    `learned_from` from how many deeds, seen from both sides, that was learned. `today` and
    `newest` are None when nothing is told of any day.
    """

    first: str
    second: str | None
    today: date | None
    newest: date | None
    standing: Standing
    snapshot: str
    rules: tuple[str, ...]
    told: Backing
    prospects: tuple[Prospect, ...]
    unlisted: float
    unseen: Share
    unseen_in_record: Share
    trial: Trial
    mixture: tuple[Part, ...]
    learned_from: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What a record tells up to a day, and what it taught: the same for whoever is asked about.

    `lessons` are the weights learned from the rows of `table` before each of `stops`, the last
    ones from all; `tallies` counts all rows.
    """

    deeds: Sequence[Deed]
    past: Past
    today: date | None
    table: Table
    stops: Sequence[int]
    lessons: Sequence[Weights]
    tallies: Tallies

    @property
    def weights(self) -> Weights:
        """What all deeds taught."""
        return self.lessons[-1]

    def weights_before(self, row: int) -> Weights:
        """Return the last weights that were learned from rows before one."""
        return self.lessons[max(bisect_right(self.stops, row) - 1, 0)]


def known_on(pairs: Pairs, today: date | None = None) -> Known:
    """Return what is known on a day; None is the day of the latest deed."""
    deeds = [deed for deed in deeds_of(pairs) if today is None or deed.day <= today]
    table = table_of(deeds)
    stops = stops_of(len(deeds))
    lessons, tallies = learn_at(table, stops)
    now = today or (deeds[-1].day if deeds else None)
    return Known(
        deeds=deeds,
        past=Past(deeds, table),
        today=now,
        table=table,
        stops=stops,
        lessons=lessons,
        tallies=tallies,
    )


def outlook(
    view: Claims, first: str, second: str | None = None, today: date | None = None, most: int = 10
) -> Outlook:
    """Return what is most likely to be told next of a side, or of two.

    Args:
        view: the record.
        first: the code of a country or organisation.
        second: whom it is with; None ranks all others too.
        today: what is told of later days is left out; None leaves nothing out.
        most: how many prospects to list.

    Raises:
        AnswerError: the two are one, or nothing is to be listed.
    """
    pairs = find_pairs(fold(view))
    return outlook_in(pairs, (first, second), known_on(pairs, today), most)


def outlook_in(
    pairs: Pairs, asked: tuple[str, str | None], known: Known, most: int = 10
) -> Outlook:
    """Return the answer of `outlook` from a record that is already folded and learned from."""
    first, second = asked
    if first == second:
        raise AnswerError(f"{first} and {second} are one; name two countries, or only one")
    if most < 1:
        raise AnswerError(f"{most} prospects are no outlook; say 1 or more")
    deeds, now = known.deeds, known.today
    own = known.past.of(first, second)
    scene = _scene((known.weights, known.tallies), asked, now) if own and now else None
    ranked = _first_of(scene.share, most) if scene else []
    stories = pairs.stories
    listed = float(sum(scene.share[place] for place in ranked)) if scene else 0.0
    return Outlook(
        first=first,
        second=second,
        today=now,
        newest=own[-1].day if own else None,
        standing=_standing(deeds, own, now),
        snapshot=stories.snapshot,
        rules=(OUTLOOK_RULE, stories.folding),
        told=backing_of_events((deed.event for deed in own), stories),
        prospects=tuple(_prospect(scene, place, known, stories) for place in ranked if scene),
        unlisted=max(1 - listed, 0.0),
        unseen=known.past.unseen(first, second),
        unseen_in_record=known.past.unseen_in_record,
        trial=_trial(known, own, asked),
        mixture=tuple(_mixture(scene, ranked)) if scene else (),
        learned_from=known.weights.learned_from,
    )


def _scene(learned: tuple[Weights, Tallies], asked: tuple[str, str | None], today: date) -> Scene:
    weights, tallies = learned
    sides = tallies.table.sides
    return Scene(
        side=sides.index(asked[0]),
        second=None if asked[1] is None else sides.index(asked[1]),
        weights=weights,
        tallies=tallies,
        today=today.toordinal(),
    )


def _first_of(worth: Real, most: int) -> list[tuple[int, int]]:
    """Return the places of the largest values, row and column; of equal ones the first."""
    order = np.argsort(-worth, axis=None, kind="stable")[:most]
    return [(int(place // worth.shape[1]), int(place % worth.shape[1])) for place in order]


def _standing(deeds: Sequence[Deed], own: Sequence[Deed], today: date | None) -> Standing:
    if not deeds or today is None:
        return Standing.NOT_COLLECTED
    if not own:
        return Standing.OUTSIDE_COVERAGE
    if (today - deeds[-1].day).days > STALE_DAYS:
        return Standing.STALE
    return Standing.ENOUGH if len(own) >= MIN_DEEDS else Standing.BELOW_THRESHOLD


def _prospect(scene: Scene, place: tuple[int, int], known: Known, stories: Stories) -> Prospect:
    """Return a prospect with the past events that speak for each term."""
    row, column = place
    sides, act = known.table.sides, known.table.acts[column]
    side, other = sides[scene.side], sides[scene.others[row]]
    grounds = known.past.grounds((side, other), act, scene.tallies.follows()[:, column])
    same = grounds["recurrence"]
    event_type, direction = act
    return Prospect(
        first=side,
        second=other,
        event_type=event_type,
        direction=_words(direction, side, other),
        share=float(scene.share[place]),
        base=float(scene.base[place]),
        last=same[0].day if same else None,
        reasons=tuple(
            Reason(
                name=name,
                value=term,
                meaning=MEANINGS[name],
                backing=backing_of_events((deed.event for deed in grounds[name]), stories),
            )
            for name, term in scene.terms(row, column).items()
        ),
        sentences=tuple(
            said(stories.claim_of[deed.event.claims[0]], stories)
            for deed in (same or grounds["association"])[:MAX_SENTENCES]
        ),
    )


def _mixture(scene: Scene, listed: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Yield the weights by which the listed shares came about."""
    least = (0, *STEPS)
    for step in sorted({int(scene.act_steps[row]) for row, _ in listed}):
        for (_, name), weight in zip(ACT_PARTS, scene.weights.acts[step], strict=True):
            yield Part(of="act", told=least[step], name=name, weight=float(weight))
    if scene.second is None:
        step = scene.side_step
        for name, weight in zip(OTHER_PARTS, scene.weights.others[step], strict=True):
            yield Part(of="other", told=least[step], name=name, weight=float(weight))


def _words(direction: Direction, first: str, second: str) -> str:
    """Return a direction with the codes of the two."""
    if direction is Direction.MUTUAL:
        return direction.value
    ends = (first, second) if direction is Direction.FIRST_TO_SECOND else (second, first)
    return f"{ends[0]} to {ends[1]}"


def _trial(known: Known, own: Sequence[Deed], asked: tuple[str, str | None]) -> Trial:
    """Return how such a ranking would have done on the latest deeds, each seen from before it.

    The weights are learned from before the first of them, as of when the record was a little
    smaller: all trials share what few times of learning teach.
    """
    tried = [deed for deed in own[-TRIED_DEEDS:] if deed.day > own[0].day]
    if not tried:
        return Trial(ranked=share(0, 0), promised=None, by_base=share(0, 0), tried=())
    table = known.table
    weights = known.weights_before(table.rows_until(tried[0].day.toordinal()))
    tallies = Tallies(table, table.sides.index(asked[0]))
    hits, promised = {True: 0, False: 0}, 0.0
    for deed in tried:
        tallies.take(table.rows_until(deed.day.toordinal()))
        scene = _scene((weights, tallies), asked, deed.day)
        came = (table.sides.index(deed.other), table.acts.index(deed.act))
        hits[True] += came in _named(scene, best := _first_of(scene.share, TRIED_PLACES))
        hits[False] += came in _named(scene, _first_of(scene.base, TRIED_PLACES))
        promised += float(sum(scene.share[place] for place in best))
    return Trial(
        ranked=share(hits[True], len(tried)),
        promised=promised / len(tried),
        by_base=share(hits[False], len(tried)),
        tried=tuple(deed.event.id for deed in tried),
    )


def _named(scene: Scene, places: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(int(scene.others[row]), column) for row, column in places}
