"""One actor: who it deals with, now and before, in which roles, and what it says itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers.evidence import Backing, backing
from dragoman.answers.name_index import NameIndex, names_of
from dragoman.answers.pairs import Pair, Pairs
from dragoman.answers.sides import Axis, Direction, axis_of, direction
from dragoman.errors import AnswerError
from dragoman.model import Claim, Participant

PARTNERS_RULE = "partners/1"
# A season: long enough for a dozen acts of a busy pair, short enough to be "now".
WINDOW_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an actor is in some claims: acts, faces the act, is acted against, or speaks."""

    name: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One other side, with the events of the window before, of the window now, and of all days.

    `cooperation` and `conflict` are those of now; `forth` are claims in which the actor acts on
    the other, `back` in which the other acts on it, `both` what they do together.
    """

    other: str
    before: Backing
    now: Backing
    cooperation: Backing
    conflict: Backing
    forth: Backing
    back: Backing
    both: Backing
    total: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that the texts give the actor, with the code it was taken for."""

    name: str
    code: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a country, such as its forces: "RUS.MIL"."""

    code: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAnswer:
    """What the record tells of one actor up to a day.

    `before` and `now` are windows of equal length, inclusive. `partners` are those told of most
    now first; `made` are claims in its voice, `about` those in which it has a part.
    """

    code: str
    snapshot: str
    rules: tuple[str, ...]
    before: tuple[date, date]
    now: tuple[date, date]
    about: Backing
    made: Backing
    roles: tuple[Role, ...]
    partners: tuple[Partner, ...]
    parts: tuple[Part, ...]
    names: tuple[Name, ...]


def actor_in(
    pairs: Pairs,
    code: str,
    today: date,
    window_days: int = WINDOW_DAYS,
    index: NameIndex | None = None,
) -> ActorAnswer:
    """Return what a folded record tells of an actor.

    Args:
        pairs: the record.
        code: a country ("RUS"), or one with its sector ("RUS.MIL").
        today: the last day of the window.
        window_days: how long each of the two windows is.
        index: what the record names, where that is known already.

    Raises:
        AnswerError: the window has no day.
    """
    if window_days < 1:
        raise AnswerError(f"a window of {window_days} days holds nothing; say 1 or more")
    start = today - timedelta(days=window_days - 1)
    now, before = (start, today), (start - timedelta(days=window_days), start - timedelta(days=1))
    stories = pairs.stories
    index = names_of(stories) if index is None else index
    roles = _roles(index.by_country.get(code.partition(".")[0], ()), code)
    about = {claim.id: claim for name in ("acts", "faces", "against") for claim in roles[name]}
    return ActorAnswer(
        code=code,
        snapshot=stories.snapshot,
        rules=(PARTNERS_RULE, stories.folding),
        before=before,
        now=now,
        about=backing(about.values(), stories),
        made=backing(roles["speaks"], stories),
        roles=tuple(Role(name=name, backing=backing(roles[name], stories)) for name in ROLES),
        partners=_partners(pairs, code, set(about), (before, now)),
        parts=tuple(_parts(about.values(), code, pairs)),
        names=_names(about.values(), code),
    )


ROLES = ("acts", "faces", "against", "speaks")


def _roles(claims: Iterable[Claim], code: str) -> dict[str, list[Claim]]:
    """Return the claims in which an actor has each role."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        sides = {"acts": claim.actors, "faces": claim.recipients, "against": claim.against}
        for name, parties in sides.items():
            if any(_is(party, code) for party in parties):
                found[name].append(claim)
        if any(code in {voice.actor.country, voice.actor.id} for voice in claim.voices):
            found["speaks"].append(claim)
    return found


def _is(party: Participant, code: str) -> bool:
    return code in {party.actor.country, party.actor.id}


def _partners(
    pairs: Pairs, code: str, about: set[str], windows: tuple[tuple[date, date], ...]
) -> tuple[Partner, ...]:
    """Return the other sides, those of most events now first."""
    country = code.partition(".")[0]
    found = [
        _partner(pairs, pair, country, about, windows)
        for pair in pairs.events_of
        if country in pair
    ]
    told = (partner for partner in found if partner.total.claims)
    return tuple(
        sorted(
            told,
            key=lambda p: (
                -len(p.now.events),
                -len(p.before.events),
                -len(p.total.events),
                p.other,
            ),
        )
    )


def _partner(
    pairs: Pairs,
    pair: Pair,
    country: str,
    about: set[str],
    windows: tuple[tuple[date, date], ...],
) -> Partner:
    stories = pairs.stories
    other = pair[1] if pair[0] == country else pair[0]
    own: dict[str, list[Claim]] = defaultdict(list)
    for event in pairs.events_of[pair]:
        claims = [c for c in pairs.claims([event]) if c.id in about]
        own["total"] += claims
        if not pairs.is_done(event):
            continue
        for name, (start, end) in zip(("before", "now"), windows, strict=True):
            if start <= event.start <= end:
                own[name] += claims
                own[f"{name} {axis_of(event.quad).value}"] += claims
    for claim in own["now"]:
        way = direction(claim, country, other)
        if way is not None:
            own[way.value].append(claim)
    return Partner(
        other=other,
        before=backing(own["before"], stories),
        now=backing(own["now"], stories),
        cooperation=backing(own[f"now {Axis.COOPERATION.value}"], stories),
        conflict=backing(own[f"now {Axis.CONFLICT.value}"], stories),
        forth=backing(own[Direction.FIRST_TO_SECOND.value], stories),
        back=backing(own[Direction.SECOND_TO_FIRST.value], stories),
        both=backing(own[Direction.MUTUAL.value] + own[Direction.JOINT.value], stories),
        total=backing(own["total"], stories),
    )


def _parts(claims: Iterable[Claim], code: str, pairs: Pairs) -> Iterator[Part]:
    """Yield the parts of a country that have a code of their own, most told of first."""
    by_code: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for found in {p.actor.id for p in _parties(claim) if p.actor.country == code}:
            if found is not None and found != code:
                by_code[found].append(claim)
    for part in sorted(by_code, key=lambda part: (-len(by_code[part]), part)):
        yield Part(code=part, backing=backing(by_code[part], pairs.stories))


def _names(claims: Iterable[Claim], code: str) -> tuple[Name, ...]:
    """Return the names that the texts use, most used first."""
    counted = Counter(
        (party.actor.name, party.actor.id or code)
        for claim in claims
        for party in _parties(claim)
        if _is(party, code)
    )
    ranked = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Name(name=name, code=part, claims=count) for (name, part), count in ranked)


def _parties(claim: Claim) -> Sequence[Participant]:
    return claim.actors + claim.recipients + claim.against
