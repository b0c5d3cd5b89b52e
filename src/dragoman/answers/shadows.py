"""Overshadowed: real shifts that got little attention because something louder ran."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers.dyads import shift_between
from dragoman.answers.evidence import Backing, Said, backing, said
from dragoman.answers.pairs import Pair, Pairs, find_pairs
from dragoman.answers.shares import Ratio, Share, ratio, share
from dragoman.answers.shifts.arrows import Arrow, Shift
from dragoman.answers.shifts.breaks import Break
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import fold
from dragoman.answers.view import Claims
from dragoman.errors import AnswerError
from dragoman.model import Claim

OVERSHADOWED_RULE = "overshadowed/3"
# How far back a shift may lie and the attention that a pair is used to is counted.
LOOKBACK_DAYS = 365
# A pair must have been told of so often before the window for its attention to be known.
MIN_STORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the formula: its name, its value and what it means."""

    name: str
    value: float
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overshadowed:
    """A shift, the louder story that hid it, and the formula with its terms.

    score = surprise * shortfall. `attention` compares the stories of the window that tell
    of the pair with what its share before the window predicts. `entangled` are stories of
    the louder pair that also tell of one of these two.
    """

    first: str
    second: str
    score: float
    shift: Shift
    attention: Ratio
    told: Backing
    louder: Pair
    louder_told: Backing
    louder_share: Share
    entangled: tuple[str, ...]
    terms: tuple[Term, ...]
    sentences: tuple[Said, ...]
    window: tuple[date, date]
    rule: str = OVERSHADOWED_RULE


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A pair that was weighed and is not overshadowed; `reason` says why not.

    `surprise` is in bits, `told` what was told of the pair in the window.
    """

    first: str
    second: str
    shift: Shift
    surprise: float
    attention: Ratio
    told: Backing
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadows:
    """What was overshadowed in a window, the highest score first, and how far to rely on it.

    `louder` is the pair of most stories in the window, None when no story tells of any.
    `misses` were weighed and are not overshadowed, those of the largest shift first; of the
    pairs in neither too little is told to weigh them.
    """

    window: tuple[date, date]
    louder: Pair | None
    state: State
    entries: tuple[Overshadowed, ...]
    misses: tuple[NearMiss, ...]


def overshadowed(view: Claims, today: date, window_days: int = 14) -> Shadows:
    """Return shifts that were less told of than usual while another story was louder.

    Args:
        view: the record.
        today: the last day of the window.
        window_days: how many days the louder story may have run.

    Raises:
        AnswerError: the window has no day.
    """
    return overshadowed_in(find_pairs(fold(view)), today, window_days)


def overshadowed_in(
    pairs: Pairs,
    today: date,
    window_days: int = 14,
    shifts: Mapping[Pair, Shift] | None = None,
) -> Shadows:
    """Return the answer of `overshadowed` from a record that is already folded.

    `shifts` is where each pair is going by itself over the days that are looked back, where
    that is known already.
    """
    if window_days < 1:
        raise AnswerError(f"a window of {window_days} days holds nothing; say 1 or more")
    window = (today - timedelta(days=window_days - 1), today)
    attention = _Attention.of(pairs, window)
    louder = attention.loudest()
    shifts = shifts_alone(pairs, today) if shifts is None else shifts
    found = [
        _judge(pair, shifts[pair], louder, attention)
        for pair in pairs.events_of
        if louder is not None and set(pair) != set(louder)
    ]
    kept = (entry for entry in found if isinstance(entry, Overshadowed))
    misses = (entry for entry in found if isinstance(entry, NearMiss))
    told = len(attention.stories), MIN_STORIES
    return Shadows(
        window=window,
        louder=louder,
        state=state_of(pairs, (), window, told, "stories in the window"),
        entries=tuple(sorted(kept, key=lambda entry: (-entry.score, entry.first, entry.second))),
        misses=tuple(sorted(misses, key=lambda miss: (-miss.surprise, miss.first, miss.second))),
    )


def shifts_alone(pairs: Pairs, today: date) -> Mapping[Pair, Shift]:
    """Return where every pair is going over the days that are looked back, asked about alone."""
    since = today - timedelta(days=LOOKBACK_DAYS)
    return {pair: shift_between(pairs, *pair, since, today) for pair in pairs.events_of}


@dataclass(frozen=True, slots=True)
class _Attention:
    """Claims by pair, in the window and before it, and all stories of either."""

    window: tuple[date, date]
    inside: Mapping[Pair, list[Claim]]
    earlier: Mapping[Pair, list[Claim]]
    stories: frozenset[str]
    days: Mapping[str, date]
    ordered: Sequence[date]
    pairs: Pairs

    @classmethod
    def of(cls, pairs: Pairs, window: tuple[date, date]) -> "_Attention":
        """Return who was told of when, by the day of publication."""
        start, today = window
        inside: dict[Pair, list[Claim]] = defaultdict(list)
        earlier: dict[Pair, list[Claim]] = defaultdict(list)
        for pair, events in pairs.events_of.items():
            for claim in pairs.claims(events):
                day = claim.told_on
                if day is not None and start <= day <= today:
                    inside[pair].append(claim)
                elif day is not None and start - timedelta(days=LOOKBACK_DAYS) <= day < start:
                    earlier[pair].append(claim)
        days: dict[str, date] = {}
        for claim in pairs.stories.claim_of.values():
            day = claim.told_on
            if day is not None:
                origin = pairs.stories.origin(claim.article)
                days[origin] = min(day, days.get(origin, day))
        stories = frozenset(origin for origin, day in days.items() if start <= day <= today)
        return cls(window, inside, earlier, stories, days, sorted(days.values()), pairs)

    def loudest(self) -> Pair | None:
        """Return the pair of most independent stories in the window."""
        sizes = {pair: len(self.origins(claims)) for pair, claims in self.inside.items()}
        return min(sizes, key=lambda pair: (-sizes[pair], pair), default=None)

    def origins(self, claims: list[Claim]) -> set[str]:
        """Return the independent stories of some claims."""
        return {self.pairs.stories.origin(claim.article) for claim in claims}

    def expected(self, pair: Pair, since: date) -> float | None:
        """Return how many stories of the window its share since a day predicts.

        None when too few stories tell of the pair to know its share.
        """
        start, _ = self.window
        told = {o for o in self.origins(self.earlier.get(pair, [])) if self.days[o] >= since}
        everything = bisect_left(self.ordered, start) - bisect_left(self.ordered, since)
        if len(told) < MIN_STORIES:
            return None
        return len(self.stories) * len(told) / everything


def _judge(
    pair: Pair, shift: Shift, louder: Pair, attention: _Attention
) -> Overshadowed | NearMiss | None:
    """Return a pair as overshadowed or not; None where too little is told to weigh it."""
    start, today = attention.window
    pairs = attention.pairs
    if shift.found is None:
        return None
    dated = shift.since if shift.since and shift.since < start else None
    since = dated or today - timedelta(days=LOOKBACK_DAYS)
    expected = attention.expected(pair, since)
    if expected is None:
        return None
    claims = sorted(attention.inside.get(pair, []), key=lambda c: (c.published or "", c.id))
    loud_claims = attention.inside[louder]
    heard = ratio(len(attention.origins(claims)), expected)
    surprise, shortfall = surprise_bits(shift.found), round(-heard.log2, 4)
    reason = _why_not(shift, surprise, shortfall)
    if reason is not None:
        return NearMiss(
            first=pair[0],
            second=pair[1],
            shift=shift,
            surprise=surprise,
            attention=heard,
            told=backing(claims, pairs.stories),
            reason=reason,
        )
    loud = share(len(attention.origins(loud_claims)), len(attention.stories))
    return Overshadowed(
        first=pair[0],
        second=pair[1],
        score=round(surprise * shortfall, 4),
        shift=shift,
        attention=heard,
        told=backing(claims, pairs.stories),
        louder=louder,
        louder_told=backing(loud_claims, pairs.stories),
        louder_share=loud,
        entangled=_entangled(pair, loud_claims, attention),
        terms=_terms(surprise, shortfall, heard, loud),
        sentences=tuple(said(claim, pairs.stories) for claim in claims),
        window=attention.window,
    )


def _why_not(shift: Shift, surprise: float, shortfall: float) -> str | None:
    """Return why a pair is not overshadowed; None when it is."""
    if shift.arrow not in {Arrow.CLOSER, Arrow.APART} or not shift.since:
        return "it shows no clear change"
    if surprise <= 0:
        return "its change is no surprise"
    return "it was told of as much as expected" if shortfall <= 0 else None


def surprise_bits(found: Break) -> float:
    """Return how surprising a break is, in bits: -log2 of its chance under no change.

    Twice a gain in log-likelihood is about chi-squared with two degrees of freedom, whose
    tail is exp(-x/2); every place where the break could have been costs its share. That tail is
    of counts that scatter evenly: it is never more than the reordered periods bear out.
    """
    nats = found.gain / 2 - math.log(found.places)
    return round(min(max(nats, 0.0) / math.log(2), -math.log2(found.chance)), 4)


def _entangled(pair: Pair, loud: list[Claim], attention: _Attention) -> tuple[str, ...]:
    """Return the stories of the louder pair that also tell of one of these two."""
    of_pair = {
        origin
        for other, claims in attention.inside.items()
        if set(other) & set(pair)
        for origin in attention.origins(claims)
    }
    return tuple(sorted(of_pair & attention.origins(loud)))


def _terms(surprise: float, shortfall: float, heard: Ratio, loud: Share) -> tuple[Term, ...]:
    return (
        Term(
            name="surprise",
            value=surprise,
            meaning="bits: how improbable the shift is if nothing changed, at most -log2(chance)",
        ),
        Term(name="told", value=heard.observed, meaning="independent stories in the window"),
        Term(
            name="expected",
            value=heard.expected,
            meaning="stories of the window times the share of the pair before it",
        ),
        Term(
            name="shortfall",
            value=shortfall,
            meaning="halvings: -log2((told + 1) / (expected + 1))",
        ),
        Term(
            name="news pressure",
            value=loud.value or 0.0,
            meaning="share of the louder story among the stories of the window",
        ),
    )
