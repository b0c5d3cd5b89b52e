"""Between two: which way the acts run, of which types they are, and against whom they are joint."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.answers.evidence import Backing, backing
from dragoman.answers.pairs import Days, Pairs
from dragoman.answers.sides import Axis, Direction, axis_of, countries
from dragoman.answers.stories.folded import Stories
from dragoman.model import Claim, Event

BETWEEN_RULE = "between/1"
WAYS = (Direction.FIRST_TO_SECOND, Direction.SECOND_TO_FIRST, Direction.MUTUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The acts that run one way between two, on two axes."""

    direction: Direction
    cooperation: Backing
    conflict: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeTold:
    """The acts of one type between two."""

    event_type: str
    quad: str
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Third:
    """A third side that both act against or towards together."""

    code: str
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What two did between two days, by way, by type and by third sides; acts done only.

    A claim runs one way alone; `types` are told of most first.
    """

    first: str
    second: str
    snapshot: str
    rules: tuple[str, ...]
    ways: tuple[Way, ...]
    types: tuple[TypeTold, ...]
    thirds: tuple[Third, ...]


def between_in(pairs: Pairs, first: str, second: str, span: Days = (None, None)) -> Between:
    """Return how the acts of two in a folded record run; `span` is inclusive, None is open."""
    stories = pairs.stories
    since, until = span
    done = [
        event
        for event in pairs.of(first, second)
        if pairs.is_done(event)
        and (until is None or event.start <= until)
        and (since is None or event.end >= since)
    ]
    by_way: dict[tuple[Direction, Axis], list[Claim]] = defaultdict(list)
    for event in done:
        for claim, way in pairs.directions(event, first, second).items():
            by_way[way, axis_of(event.quad)].append(stories.claim_of[claim])
    return Between(
        first=first,
        second=second,
        snapshot=stories.snapshot,
        rules=(BETWEEN_RULE, stories.folding),
        ways=tuple(
            Way(
                direction=way,
                cooperation=backing(by_way[way, Axis.COOPERATION], stories),
                conflict=backing(by_way[way, Axis.CONFLICT], stories),
            )
            for way in WAYS
        ),
        types=_types(done, pairs),
        thirds=_thirds(pairs.claims(done), (first, second), stories),
    )


def _types(done: Iterable[Event], pairs: Pairs) -> tuple[TypeTold, ...]:
    by_type: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in done:
        by_type[event.quad, event.event_type].append(event)
    ranked = sorted(by_type.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(
        TypeTold(
            event_type=event_type,
            quad=quad,
            told=backing(pairs.claims(events), pairs.stories),
        )
        for (quad, event_type), events in ranked
    )


def _thirds(claims: Iterable[Claim], pair: tuple[str, str], stories: Stories) -> tuple[Third, ...]:
    """Return whom claims name on the other side of acts that both do, the commonest first."""
    facing: Mapping[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if set(pair) <= set(countries(claim.actors)):
            for code in set(countries(claim.recipients + claim.against)) - set(pair):
                facing[code].append(claim)
    ranked = sorted(facing.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(Third(code=code, told=backing(told, stories)) for code, told in ranked)
