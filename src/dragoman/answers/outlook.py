"""Outlook: what is most likely to be told next of one side or of two, and the past behind it.

It says what recurs, not what will surprise. So no share stands without the base rate of the same
act in the whole record, the share of deeds that nobody had told of before, and how the same
ranking did on the latest deeds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.answers.deeds import Deed, customs_of, deeds_of, weight
from dragoman.answers.evidence import Backing, Said, backing_of_events, said
from dragoman.answers.pairs import Pairs, find_pairs
from dragoman.answers.prospects import MEANINGS, Likely, Scene
from dragoman.answers.shares import Share, share
from dragoman.answers.sides import Direction
from dragoman.answers.state import STALE_DAYS, Standing
from dragoman.answers.stories import Stories, fold
from dragoman.answers.view import Claims
from dragoman.errors import AnswerError

OUTLOOK_RULE = "outlook/1"
# Below this many deeds a ranking says more about the record than about those asked about.
MIN_DEEDS = 8
# On how many of the latest deeds the ranking is tried.
TRIED_DEEDS = 20
# How far down the ranking the deed that came is looked for.
TRIED_PLACES = 3
# How many past events are named behind one term.
MAX_EVENTS = 5
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
    """An act that may be told next; `share` is the sum of its reasons.

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

    `by_base` is the same for a ranking by base rate alone, `tried` the events that came.
    """

    ranked: Share
    by_base: Share
    tried: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the record suggests comes next of one side, or of two where `second` is given.

    `unlisted` is what is left of the shares for acts that are not listed. `unseen` is the share
    of deeds of those asked about that nobody had told of the same two before, `unseen_in_record`
    the same of everybody. `today` and `newest` are None when nothing is told of any day.
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
    return outlook_in(find_pairs(fold(view)), (first, second), today, most)


def outlook_in(
    pairs: Pairs, asked: tuple[str, str | None], today: date | None = None, most: int = 10
) -> Outlook:
    """Return the answer of `outlook` from a record that is already folded."""
    first, second = asked
    if first == second:
        raise AnswerError(f"{first} and {second} are one; name two countries, or only one")
    if most < 1:
        raise AnswerError(f"{most} prospects are no outlook; say 1 or more")
    deeds = [deed for deed in deeds_of(pairs) if today is None or deed.day <= today]
    now = today or (deeds[-1].day if deeds else None)
    own = [deed for deed in deeds if deed.side == first and second in {None, deed.other}]
    scene = _scene(deeds, asked, now) if own and now else None
    ranked = scene.likely()[:most] if scene else []
    stories = pairs.stories
    return Outlook(
        first=first,
        second=second,
        today=now,
        newest=own[-1].day if own else None,
        standing=_standing(deeds, own, now),
        snapshot=stories.snapshot,
        rules=(OUTLOOK_RULE, stories.folding),
        told=backing_of_events((deed.event for deed in own), stories),
        prospects=tuple(_prospect(scene, likely, stories) for likely in ranked if scene),
        unlisted=round(1 - sum(likely.share for likely in ranked), 4),
        unseen=_unseen(own),
        unseen_in_record=_unseen(deeds),
        trial=_trial(deeds, own, asked),
    )


def _scene(deeds: Sequence[Deed], asked: tuple[str, str | None], today: date) -> Scene:
    first, second = asked
    past = [deed for deed in deeds if deed.side == first]
    return Scene(side=first, second=second, past=past, customs=customs_of(deeds), today=today)


def _standing(deeds: Sequence[Deed], own: Sequence[Deed], today: date | None) -> Standing:
    if not deeds or today is None:
        return Standing.NOT_COLLECTED
    if not own:
        return Standing.OUTSIDE_COVERAGE
    if (today - deeds[-1].day).days > STALE_DAYS:
        return Standing.STALE
    return Standing.ENOUGH if len(own) >= MIN_DEEDS else Standing.BELOW_THRESHOLD


def _prospect(scene: Scene, likely: Likely, stories: Stories) -> Prospect:
    """Return a prospect with the past events that speak for each term."""
    of_two = [deed for deed in scene.past if deed.other == likely.other]
    same = [deed for deed in of_two if deed.act == likely.act]

    def calling(deed: Deed) -> float:
        return scene.calls(deed.act, likely.act) * weight(deed, scene.today)

    grounds = (
        _latest(same),
        sorted(of_two, key=calling, reverse=True)[:MAX_EVENTS],
        _latest([deed for deed in scene.past if deed.act == likely.act]),
    )
    event_type, direction = likely.act
    shown = _latest(same) or grounds[1]
    return Prospect(
        first=scene.side,
        second=likely.other,
        event_type=event_type,
        direction=_words(direction, scene.side, likely.other),
        share=round(likely.share, 4),
        base=round(likely.base, 4),
        last=same[-1].day if same else None,
        reasons=tuple(
            Reason(
                name=name,
                value=round(term, 4),
                meaning=meaning,
                backing=backing_of_events((deed.event for deed in ground), stories),
            )
            for (name, meaning), term, ground in zip(
                MEANINGS.items(), likely.terms, grounds, strict=True
            )
        ),
        sentences=tuple(
            said(stories.claim_of[deed.event.claims[0]], stories) for deed in shown[:MAX_SENTENCES]
        ),
    )


def _latest(deeds: Sequence[Deed]) -> Sequence[Deed]:
    return deeds[::-1][:MAX_EVENTS]


def _words(direction: Direction, first: str, second: str) -> str:
    """Return a direction with the codes of the two."""
    if direction is Direction.MUTUAL:
        return direction.value
    ends = (first, second) if direction is Direction.FIRST_TO_SECOND else (second, first)
    return f"{ends[0]} to {ends[1]}"


def _unseen(deeds: Sequence[Deed]) -> Share:
    """Return the share of deeds that were told of the same two for the first time."""
    new = {(deed.side, deed.other, deed.act) for deed in deeds}
    return share(len(new), len(deeds))


def _trial(deeds: Sequence[Deed], own: Sequence[Deed], asked: tuple[str, str | None]) -> Trial:
    """Return how such a ranking would have done on the latest deeds, each seen from before it.

    What is usual in the record is taken from before the first of them.
    """
    tried = [deed for deed in own[-TRIED_DEEDS:] if deed.day > own[0].day]
    if not tried:
        return Trial(ranked=share(0, 0), by_base=share(0, 0), tried=())
    customs = customs_of([deed for deed in deeds if deed.day < tried[0].day])
    past = [deed for deed in deeds if deed.side == asked[0]]
    hits = {True: 0, False: 0}
    for deed in tried:
        before = [earlier for earlier in past if earlier.day < deed.day]
        scene = Scene(side=asked[0], second=asked[1], past=before, customs=customs, today=deed.day)
        likely = scene.likely()
        hits[True] += _is_among(deed, likely, lambda entry: entry.share)
        hits[False] += _is_among(deed, likely, lambda entry: entry.base)
    return Trial(
        ranked=share(hits[True], len(tried)),
        by_base=share(hits[False], len(tried)),
        tried=tuple(deed.event.id for deed in tried),
    )


def _is_among(deed: Deed, likely: Sequence[Likely], worth: Callable[[Likely], float]) -> bool:
    best = sorted(likely, key=lambda entry: (-worth(entry), entry.other, entry.act))
    return (deed.other, deed.act) in {(e.other, e.act) for e in best[:TRIED_PLACES]}
