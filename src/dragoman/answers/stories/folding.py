"""Folding: claims of one act become one event, by a stated rule with a version."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.answers.sides import MUTUAL_TYPES, countries, facing_in, names
from dragoman.answers.stories.sharing import Sides, as_set, as_sides, once, together
from dragoman.model import (
    Basis,
    Claim,
    Decision,
    Event,
    Judgement,
    When,
    content_id,
    standing,
)

# Raise the version with any change of the rule: it stands in every event.
FOLDING = "fold/2"
# News of one act goes on for some days; a week folds rounds of talks into one.
MAX_DAYS_APART = 3
# "In August" does not say which visit of August. Ten days is a third of a month, the
# widest that words for an act name ("mid-October").
MAX_DAYS_NARROW = 10
# How sure the coder must be of its second reading for a near type to be the same act.
MIN_OTHER_TYPE = 0.25

# What claims of one act have in common: status, background, quad, sides. None: no date.
Key = tuple[str, bool, str, Sides] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A claim that nearly joined an event (None: it joined nothing at all), and why not."""

    claim: str
    event: str | None
    reason: str


@dataclass(slots=True)
class _Group:
    """An event in the making; its first claim says when it is and never changes."""

    claims: tuple[Claim, ...]
    when: When
    types: frozenset[str] = frozenset()
    near_types: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    judged: tuple[str, ...] = ()
    event: Event | None = None

    @property
    def id(self) -> str:
        """The id that follows from the first claim, so that later claims do not change it."""
        return content_id("ev", FOLDING, self.claims[0].id)

    def add(self, claim: Claim) -> None:
        self.claims += (claim,)
        self.types = together(self.types, as_set(claim.event_type))
        self.near_types = together(self.near_types, _near_types(claim))
        self.places = together(self.places, _points(claim))


@dataclass(frozen=True, slots=True)
class _Block:
    """The claims of one key, and the events that the rule makes of them alone."""

    undated: tuple[Claim, ...]
    groups: tuple[_Group, ...]
    refused: tuple[Refused, ...]

    def claims(self) -> dict[str, Claim]:
        """Return all its claims, by their id."""
        dated = (claim for group in self.groups for claim in group.claims)
        return {claim.id: claim for claim in (*self.undated, *dated)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Folding:
    """Events in the order of their days, and what was refused; with what `again` needs."""

    events: tuple[Event, ...]
    refused: tuple[Refused, ...]
    judgements: tuple[Judgement, ...] = field(repr=False)
    _blocks: Mapping[Key, _Block] = field(repr=False)
    _origin_of: Mapping[str, str] = field(repr=False)

    def again(
        self, changed: Iterable[tuple[Claim | None, Claim | None]], judgements: Iterable[Judgement]
    ) -> "Folding":
        """Return the folding of other judgements; only the blocks of changed claims are folded.

        Args:
            changed: each claim that a judgement touched as it was and as it is, None where it
                is left out.
            judgements: all of them.
        """
        members: dict[Key, dict[str, Claim]] = {}
        for claim, is_now in ((c, now) for pair in changed for now, c in enumerate(pair) if c):
            key = _key(claim)
            known = self._blocks.get(key)
            block = members.setdefault(key, known.claims() if known else {})
            if is_now:
                block[claim.id] = claim
            else:
                block.pop(claim.id, None)
        blocks = dict(self._blocks) | {key: _folded(claims) for key, claims in members.items()}
        return _joined(blocks, self._origin_of, tuple(judgements))


def fold_claims(
    claims: Iterable[Claim],
    origin_of: Mapping[str, str],
    judgements: Iterable[Judgement] = (),
) -> Folding:
    """Return the events that claims tell of.

    Args:
        claims: in any order; the order does not matter.
        origin_of: for each article the article that it copies, or itself.
        judgements: what people decided; their merges and splits go before the rule.
    """
    members: dict[Key, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        members[_key(claim)][claim.id] = claim
    blocks = {key: _folded(found) for key, found in members.items()}
    return _joined(blocks, origin_of, tuple(judgements))


def _key(claim: Claim) -> Key:
    if claim.when is None:
        return None
    return claim.status.value, claim.historical, claim.quad, _sides(claim)


def _folded(claims: Mapping[str, Claim]) -> _Block:
    dated = [claim for claim in claims.values() if claim.when is not None]
    undated = tuple(claim for claim in claims.values() if claim.when is None)
    refused = [
        Refused(claim=claim.id, event=None, reason="the text gives no date") for claim in undated
    ]
    groups = _fold_block(dated, refused)
    return _Block(undated, tuple(groups), tuple(refused))


def _joined(
    blocks: Mapping[Key, _Block], origin_of: Mapping[str, str], judgements: tuple[Judgement, ...]
) -> Folding:
    groups = [group for block in blocks.values() for group in block.groups]
    refused = [entry for block in blocks.values() for entry in block.refused]
    events = (_event_of(group, origin_of) for group in _as_judged(groups, judgements))
    return Folding(
        events=tuple(sorted(events, key=lambda event: (event.start, event.end, event.id))),
        refused=tuple(sorted(refused, key=lambda r: (r.claim, r.event or "", r.reason))),
        judgements=judgements,
        _blocks=blocks,
        _origin_of=origin_of,
    )


def rule_with(judgements: Iterable[Judgement]) -> str:
    """Return the version of the rule and of the judgements that went before it.

    >>> rule_with(())
    'fold/2'
    """
    counted = standing(judgements)
    if not counted:
        return FOLDING
    version = content_id("jd", *(judgement.id for judgement in counted))
    return f"{FOLDING} after {len(counted)} judgements, {version}"


def _as_judged(groups: list[_Group], judgements: Iterable[Judgement]) -> list[_Group]:
    """Return the events as people joined and parted them, one judgement after the other."""
    for judgement in standing(judgements):
        if judgement.decision not in {Decision.MERGE, Decision.SPLIT}:
            continue
        named = set(judgement.claims)
        touched = [group for group in groups if any(c.id in named for c in group.claims)]
        told = [claim for group in touched for claim in group.claims]
        if judgement.decision is Decision.MERGE:
            parts = [told]
        else:
            apart = [claim for claim in told if claim.id in named]
            parts = [apart, *([c for c in g.claims if c.id not in named] for g in touched)]
        earlier = dict.fromkeys(name for group in touched for name in group.judged)
        gone = {id(group) for group in touched}
        groups = [group for group in groups if id(group) not in gone]
        groups += [_group_of(part, (*earlier, judgement.id)) for part in parts if part]
    return groups


def _group_of(claims: Iterable[Claim], judged: tuple[str, ...]) -> _Group:
    first, *others = sorted(claims, key=_rank)
    group = _opened(first)
    for claim in others:
        group.add(claim)
    group.judged = judged
    return group


def _sides(claim: Claim) -> Sides:
    """Return who stands where, as far as codes go; names only where a side has no code."""
    facing = facing_in(claim)
    acting_codes, facing_codes = countries(claim.actors), countries(facing)
    if claim.event_type in MUTUAL_TYPES and acting_codes and facing_codes:
        return as_sides(tuple(sorted({*acting_codes, *facing_codes})), ())
    return as_sides(acting_codes or names(claim.actors), facing_codes or names(facing))


def _when(claim: Claim) -> When:
    assert claim.when is not None
    return claim.when


def _width(claim: Claim) -> int:
    when = _when(claim)
    return (when.end - when.start).days + 1


def _points(claim: Claim) -> frozenset[str]:
    """Return the places of a claim that are points; a country says nothing about where."""
    return as_set(*(place.name for place in claim.where if place.kind != "country"))


def _fold_block(block: list[Claim], refused: list[Refused]) -> list[_Group]:
    """Return the events among claims of one status, quad and pair of sides.

    Narrow claims first: they say when an event is. Wide ones join the only event that
    fits; where several fit, nobody knows which is meant.
    """
    ranked = sorted(block, key=_rank)
    groups: list[_Group] = []
    near: list[_Group] = []
    for claim in (c for c in ranked if _width(c) <= MAX_DAYS_NARROW):
        # What is too old for this claim is too old for every later one.
        near = [group for group in near if _is_open(group, claim)]
        opened = _place_narrow(claim, near, refused)
        if opened is not None:
            near.append(opened)
            groups.append(opened)
    narrow = tuple(groups)
    for claim in (c for c in ranked if _width(c) > MAX_DAYS_NARROW):
        _place_wide(claim, narrow, groups, refused)
    return groups


def _rank(claim: Claim) -> tuple[date, date, tuple[str, ...], str, str]:
    """Return the order in which claims are folded: it hangs on what they say alone."""
    when = _when(claim)
    return when.start, when.end, tuple(sorted(_points(claim))), claim.event_type, claim.id


def _is_open(group: _Group, claim: Claim) -> bool:
    """Tell whether a claim may still join an event, or be refused by it with a reason."""
    return _near(_when(claim), group.when) or _near(_when(claim), _when(group.claims[-1]))


def _place_narrow(claim: Claim, groups: Iterable[_Group], refused: list[Refused]) -> _Group | None:
    """Add a claim to the first event that fits; return the one it opens where none does."""
    for group in groups:
        reason = _why_not(claim, group)
        if reason is None:
            group.add(claim)
            return None
        if _near(_when(claim), _when(group.claims[-1])):
            refused.append(Refused(claim=claim.id, event=group.id, reason=reason))
    return _opened(claim)


def _place_wide(
    claim: Claim, narrow: Iterable[_Group], groups: list[_Group], refused: list[Refused]
) -> None:
    """Add a claim of a wide interval to the only event it can mean, else open one."""
    fitting = [g for g in narrow if _why_not(claim, g) is None]
    if len(fitting) == 1:
        fitting[0].add(claim)
        return
    reason = f"{len(fitting)} events fit its interval"
    refused += [Refused(claim=claim.id, event=group.id, reason=reason) for group in fitting]
    same = (g for g in groups if g.when.start == _when(claim).start and g not in narrow)
    twin = next((g for g in same if g.when.end == _when(claim).end), None)
    if twin is not None and _why_not(claim, twin) is None:
        twin.add(claim)
    else:
        groups.append(_opened(claim))


def _opened(claim: Claim) -> _Group:
    group = _Group(claims=(), when=_when(claim))
    group.add(claim)
    return group


def _why_not(claim: Claim, group: _Group) -> str | None:
    """Return why a claim is not of an event with the same sides; None when it is."""
    if not _near(_when(claim), group.when):
        return f"more than {MAX_DAYS_APART} days from the first claim of the event"
    places = _points(claim)
    if places and group.places and not places & group.places:
        return f"in {_listed(places)}, not in {_listed(group.places)}"
    if not _types_agree(claim, group):
        return f"{claim.event_type} is not {_listed(group.types)}"
    return None


def _near(one: When, other: When) -> bool:
    """Tell whether two intervals overlap or lie within three days."""
    slack = timedelta(days=MAX_DAYS_APART)
    return one.start <= other.end + slack and other.start <= one.end + slack


def _types_agree(claim: Claim, group: _Group) -> bool:
    """Tell whether the types are one, or one was nearly read as the other."""
    return claim.event_type in group.near_types or bool(_near_types(claim) & group.types)


def _near_types(claim: Claim) -> frozenset[str]:
    """Return the type of a claim and those that the coder nearly gave it."""
    others = (code for code, part in claim.type_top if part >= MIN_OTHER_TYPE)
    return as_set(claim.event_type, *others)


def _listed(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


def _event_of(group: _Group, origin_of: Mapping[str, str]) -> Event:
    """Return the event of a group, made once: a group whose block did not change is kept."""
    if group.event is None:
        group.event = _event(group, origin_of)
    return group.event


def _event(group: _Group, origin_of: Mapping[str, str]) -> Event:
    """Return the event of a group, with everything that tells of it."""
    claims = sorted(group.claims, key=lambda claim: claim.id)
    sure = min(claims, key=_exactness)
    origins = {claim.article: origin_of.get(claim.article, claim.article) for claim in claims}
    event_type = _commonest(claim.event_type for claim in claims)
    articles = once(tuple(sorted(origins)))
    best: dict[str, float] = {}
    for claim in claims:
        origin = origins[claim.article]
        best[origin] = max(best.get(origin, 0.0), claim.confidence)
    return Event(
        id=group.id,
        event_type=event_type,
        quad=next(claim.quad for claim in claims if claim.event_type == event_type),
        actors=once(countries(p for claim in claims for p in claim.actors)),
        recipients=once(countries(p for c in claims for p in c.recipients + c.against)),
        start=_when(sure).start,
        end=_when(sure).end,
        claims=tuple(claim.id for claim in claims),
        articles=articles,
        outlets=once(tuple(sorted({c.outlet for c in claims if c.outlet is not None}))),
        # Where nothing is copied they are the articles.
        origins=articles if best.keys() == origins.keys() else tuple(sorted(best)),
        status=_commonest(claim.status.value for claim in claims),
        hedged=all(claim.hedged for claim in claims),
        score=round(sum(best.values()) / len(best), 4),
        folding=FOLDING,
        judged=group.judged,
    )


def _exactness(claim: Claim) -> tuple[bool, int, date, str]:
    """Return how well a claim knows its day: said before assumed, narrow before wide."""
    when = _when(claim)
    return when.basis is not Basis.SAID, _width(claim), when.start, claim.id


def _commonest(words: Iterable[str]) -> str:
    """Return what most claims say; of a tie the first by name."""
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word))
