"""Blocs: who is aligned with whom, and against whom, between two days.

A pair has two axes, and neither is subtracted from the other in what it shows: its sign says on
which of them the two have more than their activity predicts. Only the order of the blocs puts
them together, for an order must.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import permutations

from dragoman.answers.acts import AXES
from dragoman.answers.alignment import find_blocs
from dragoman.answers.closeness import Dealings, closeness
from dragoman.answers.evidence import Backing, backing
from dragoman.answers.pairs import Days, Pair, Pairs, Ways, axis_between, find_pairs, sorted_pair
from dragoman.answers.shares import Ratio
from dragoman.answers.sides import Axis, Direction, countries
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import fold
from dragoman.answers.view import Claims
from dragoman.model import Event

BLOCS_RULE = "blocs/3"
# A pair of fewer events says little: one of five has an interval of about a half to two.
LEAST_EVENTS = 5
# More than these cannot be told apart on a page; the busiest are kept.
MOST_STATES = 60
# Two pairs make no pattern.
LEAST_TIES = 3


class Sign(StrEnum):
    """On which axes a pair has more events than the activity of the two predicts."""

    ALIGNED = "aligned"
    OPPOSED = "opposed"
    BOTH = "both"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A pair of enough events; `is_certain` says that the interval of its sign excludes 1.

    `common_foes` is how alike the conflicts of the two with all others are (-1..1), `busyness`
    how many doublings more acts they have than others, and `closeness` both and the excess of
    cooperation together, by the formula of `answers.closeness`.
    """

    first: str
    second: str
    sign: Sign
    is_certain: bool
    cooperation: Backing
    conflict: Backing
    excess_cooperation: Ratio
    excess_conflict: Ratio
    common_foes: float
    busyness: float
    closeness: float

    @property
    def pair(self) -> Pair:
        """The codes of the two, sorted."""
        return self.first, self.second

    @property
    def closeness_words(self) -> str:
        """The closeness with what it is made of."""
        warm = f"cooperation {self.excess_cooperation.value:.1f} times"
        rest = f"common foes {self.common_foes:.2f}, busyness {self.busyness:.1f}"
        return f"{self.closeness:.1f} ({warm}, {rest})"

    @property
    def gain(self) -> float:
        """What it gains to put the two in one bloc: doublings of cooperation over the expected.

        Those of conflict are lost. It orders blocs and is no measure of the pair.
        """
        warm, harsh = self.excess_cooperation.log2, self.excess_conflict.log2
        return max(0.0, warm) - max(0.0, harsh)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A state among its ties; `bloc` counts from 1."""

    code: str
    bloc: int
    aligned: tuple[str, ...]
    opposed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imbalance:
    """A triad out of balance: `middle` is aligned with two that are opposed (Heider, 1946)."""

    first: str
    middle: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A pair that had another sign in the window before; None is no tie."""

    first: str
    second: str
    before: Sign | None
    now: Sign | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFront:
    """What two do together against a third."""

    first: str
    second: str
    third: str
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Who is aligned with whom, against whom.

    `nodes` stand bloc by bloc, and in each the one of most ties first. `before` are the days
    that `turns` compares with, None where the record does not reach back so far. `below` is how
    many pairs have fewer events than `least`, `beyond` how many states are left out for room.
    """

    since: date | None
    until: date | None
    least: int
    snapshot: str
    rules: tuple[str, ...]
    state: State
    ties: tuple[Tie, ...]
    nodes: tuple[Node, ...]
    blocs: tuple[tuple[str, ...], ...]
    imbalances: tuple[Imbalance, ...]
    before: tuple[date, date] | None
    turns: tuple[Turn, ...]
    fronts: tuple[JointFront, ...]
    below: int
    beyond: int

    @property
    def closest(self) -> tuple[Tie, ...]:
        """The ties without more conflict than expected, the closest first.

        Foes too have much to do with each other and meet the same others.
        """
        ties = (tie for tie in self.ties if tie.sign not in {Sign.OPPOSED, Sign.BOTH})
        return tuple(sorted(ties, key=lambda tie: (-tie.closeness, tie.pair)))


def network(
    view: Claims,
    since: date | None = None,
    until: date | None = None,
    least: int = LEAST_EVENTS,
) -> Network:
    """Return the states of a record in blocs, from what is told between two days.

    Args:
        view: the record at one moment.
        since: the first day; None is open.
        until: the last day; None is open.
        least: how many events done a pair needs for a tie.
    """
    return network_in(find_pairs(fold(view)), (since, until), least)


def network_in(pairs: Pairs, span: Days = (None, None), least: int = LEAST_EVENTS) -> Network:
    """Return the answer of `network` from a record that is already folded."""
    told = _Window(pairs, span)
    enough = told.enough(least)
    kept = _busiest(enough)
    ties = tuple(told.ties([pair for pair in enough if kept.issuperset(pair)]))
    blocs = find_blocs({tie.pair: tie.gain for tie in ties}, kept)
    before = _before(pairs, span)
    return Network(
        since=span[0],
        until=span[1],
        least=least,
        snapshot=pairs.stories.snapshot,
        rules=(BLOCS_RULE, pairs.stories.folding),
        state=state_of(pairs, (), span, (len(ties), LEAST_TIES), "pairs"),
        ties=ties,
        nodes=tuple(_nodes(ties, blocs)),
        blocs=blocs,
        imbalances=tuple(_imbalances(ties)),
        before=before,
        turns=tuple(_turns(ties, pairs, before, least)) if before else (),
        fronts=tuple(told.fronts()),
        below=len(told.events_of) - len(enough),
        beyond=len({side for pair in enough for side in pair}) - len(kept),
    )


def _busiest(weights: Mapping[Pair, int]) -> frozenset[str]:
    """Return the states of most events."""
    ends: Counter[str] = Counter()
    for pair, weight in weights.items():
        ends.update(dict.fromkeys(pair, weight))
    return frozenset(sorted(ends, key=lambda side: (-ends[side], side))[:MOST_STATES])


@dataclass(frozen=True, slots=True)
class _Window:
    """What is told of all pairs between two days."""

    pairs: Pairs
    span: Days
    events_of: Mapping[Pair, Mapping[Axis, Sequence[Event]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "events_of", dict(self._placed()))

    def _placed(self) -> Iterator[tuple[Pair, Mapping[Axis, Sequence[Event]]]]:
        """Yield the events of each pair that were done in these days, by their axis."""
        for pair in self.pairs.events_of:
            by_axis: dict[Axis, list[Event]] = defaultdict(list)
            for event, ways in self._done(pair):
                axis = axis_between(event, ways)
                if axis is not None:
                    by_axis[axis].append(event)
            if by_axis:
                yield pair, by_axis

    def _done(self, pair: Pair) -> Iterator[tuple[Event, Ways]]:
        since, until = self.span
        for event, ways in self.pairs.done_between(pair):
            if (since is None or event.start >= since) and (until is None or event.start <= until):
                yield event, ways

    def enough(self, least: int) -> Mapping[Pair, int]:
        """Return the pairs of so many events or more, with how many each has."""
        weights = {pair: sum(map(len, found.values())) for pair, found in self.events_of.items()}
        return {pair: weight for pair, weight in weights.items() if weight >= least}

    def signs(self, asked: Iterable[Pair]) -> Mapping[Pair, Sign]:
        """Return the sign of some pairs."""
        warm, harsh = (Dealings(self._counts(axis)) for axis in AXES)
        return {pair: _sign(warm.excess(pair), harsh.excess(pair)) for pair in asked}

    def ties(self, asked: Sequence[Pair]) -> Iterator[Tie]:
        """Yield some pairs with their signs."""
        warm, harsh = (self._counts(axis) for axis in AXES)
        close = {one.pair: one for one in closeness(warm, harsh, asked)}
        for pair in asked:
            by_axis, found = self.events_of[pair], close[pair]
            sign = _sign(found.cooperation, found.conflict)
            yield Tie(
                first=pair[0],
                second=pair[1],
                sign=sign,
                is_certain=_is_certain(sign, found.cooperation, found.conflict),
                cooperation=self._backing(by_axis.get(Axis.COOPERATION, ())),
                conflict=self._backing(by_axis.get(Axis.CONFLICT, ())),
                excess_cooperation=found.cooperation,
                excess_conflict=found.conflict,
                common_foes=found.common_foes,
                busyness=found.busyness,
                closeness=found.value,
            )

    def _counts(self, axis: Axis) -> Mapping[Pair, int]:
        return {pair: len(by_axis.get(axis, ())) for pair, by_axis in self.events_of.items()}

    def _backing(self, events: Iterable[Event]) -> Backing:
        return backing(self.pairs.claims(events), self.pairs.stories)

    def fronts(self) -> Iterator[JointFront]:
        """Yield whom two act against together, most told of first."""
        claims_of: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for pair in self.pairs.events_of:
            for event in (event for event, ways in self._done(pair) if Direction.JOINT in ways):
                for claim, way in self.pairs.directions(event, *pair).items():
                    if way is Direction.JOINT:
                        whole = self.pairs.stories.claim_of[claim]
                        for third in countries(whole.recipients + whole.against):
                            claims_of[(*pair, third)].append(claim)
        claim_of = self.pairs.stories.claim_of
        found = [
            JointFront(
                first=first,
                second=second,
                third=third,
                told=backing((claim_of[claim] for claim in claims), self.pairs.stories),
            )
            for (first, second, third), claims in claims_of.items()
        ]
        yield from sorted(
            found, key=lambda one: (-len(one.told.events), one.first, one.second, one.third)
        )


def _sign(warm: Ratio, harsh: Ratio) -> Sign:
    if warm.value > 1:
        return Sign.BOTH if harsh.value > 1 else Sign.ALIGNED
    return Sign.OPPOSED if harsh.value > 1 else Sign.NEITHER


def _is_certain(sign: Sign, warm: Ratio, harsh: Ratio) -> bool:
    match sign:
        case Sign.ALIGNED:
            return warm.low > 1
        case Sign.OPPOSED:
            return harsh.low > 1
        case Sign.BOTH:
            return warm.low > 1 and harsh.low > 1
        case Sign.NEITHER:
            return warm.high < 1 and harsh.high < 1


def _nodes(ties: Sequence[Tie], blocs: Iterable[Sequence[str]]) -> Iterator[Node]:
    signs = {pair: tie.sign for tie in ties for pair in (tie.pair, tie.pair[::-1])}
    for number, bloc in enumerate(blocs, 1):
        nodes = [
            Node(
                code=code,
                bloc=number,
                aligned=_those(code, signs, Sign.ALIGNED),
                opposed=_those(code, signs, Sign.OPPOSED),
            )
            for code in bloc
        ]
        yield from sorted(nodes, key=lambda node: (-len(node.aligned + node.opposed), node.code))


def _those(code: str, signs: Mapping[Pair, Sign], wanted: Sign) -> tuple[str, ...]:
    """Return with whom a state has a tie of a sign, or of both."""
    return tuple(
        sorted(b for (a, b), sign in signs.items() if a == code and sign in {wanted, Sign.BOTH})
    )


def _imbalances(ties: Iterable[Tie]) -> Iterator[Imbalance]:
    """Yield each triad of two alignments and one opposition, once."""
    signs = {tie.pair: tie.sign for tie in ties}
    friends: dict[str, list[str]] = defaultdict(list)
    for (first, second), sign in sorted(signs.items()):
        if sign is Sign.ALIGNED:
            friends[first].append(second)
            friends[second].append(first)
    for middle in sorted(friends):
        for first, second in permutations(sorted(friends[middle]), 2):
            if first < second and signs.get((first, second)) is Sign.OPPOSED:
                yield Imbalance(first=first, middle=middle, second=second)


def _before(pairs: Pairs, span: Days) -> tuple[date, date] | None:
    """Return as many days right before a window; None where the record has none of them."""
    since, until = span[0], span[1] or pairs.ends
    if since is None or until is None or pairs.begins is None or since <= pairs.begins:
        return None
    if until < since:
        return None
    return since - (until - since) - timedelta(days=1), since - timedelta(days=1)


def _turns(
    ties: Iterable[Tie], pairs: Pairs, before: tuple[date, date], least: int
) -> Iterator[Turn]:
    told = _Window(pairs, before)
    earlier = told.signs(told.enough(least))
    now = {tie.pair: tie.sign for tie in ties}
    for pair in sorted(earlier.keys() | now.keys()):
        if earlier.get(pair) != now.get(pair):
            first, second = sorted_pair(*pair)
            yield Turn(first=first, second=second, before=earlier.get(pair), now=now.get(pair))
