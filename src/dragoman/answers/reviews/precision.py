"""What reviews tell of the coder and of the reviewers: precision by type, agreement."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.answers.reviews.queue import is_audited
from dragoman.answers.shares import Share, share
from dragoman.model import Claim, Decision, Judgement, standing
from dragoman.model.judgement import VERDICTS

# Gives a claim as coded, None when it is not in the record any more.
Coded = Callable[[str], Claim | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How many claims of a type were right as coded, of those that were judged.

    `right` counts claims whose last word is accept and that nobody edited. `audited` counts
    the random audit alone: the queue looks for mistakes, so only the audit says how often the
    coder is right in general.
    """

    event_type: str
    right: Share
    audited: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How often two reviewers decided alike on the claims that both judged.

    `kappa` is Cohen's (1960) over accept, reject and edit: 1 is full agreement, 0 what chance
    gives. It is None where both always decide the same one thing, for then chance agrees too.
    """

    first: str
    second: str
    alike: Share
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The figures of the review desk; `whole` is over all types.

    `type_of` is what the coder gave each judged claim, `is_right` whether it is right as coded.
    """

    whole: Precision
    by_type: tuple[Precision, ...]
    agreements: tuple[Agreement, ...]
    users: Mapping[str, int]
    type_of: Mapping[str, str]
    is_right: Mapping[str, bool]


def reviewed(judgements: Iterable[Judgement], coded: Coded) -> Reviewed:
    """Return what the standing judgements tell."""
    kept = [j for j in standing(judgements) if j.decision in VERDICTS]
    types = _types(kept, coded)
    right = _right(kept)
    by_type: dict[str, list[str]] = defaultdict(list)
    for claim, event_type in sorted(types.items()):
        by_type[event_type].append(claim)
    return Reviewed(
        whole=_precision("all", list(types), right),
        by_type=tuple(_precision(code, by_type[code], right) for code in sorted(by_type)),
        agreements=tuple(_agreements(kept)),
        users=dict(sorted(Counter(j.user for j in kept for _ in j.claims).items())),
        type_of=types,
        is_right={claim: right[claim] for claim in types},
    )


def _types(judgements: Sequence[Judgement], coded: Coded) -> dict[str, str]:
    """Return the type of each judged claim as the coder gave it."""
    claims = (coded(claim) for claim in sorted({c for j in judgements for c in j.claims}))
    return {claim.id: claim.event_type for claim in claims if claim is not None}


def _right(judgements: Sequence[Judgement]) -> dict[str, bool]:
    """Return whether each claim is right as coded, by the last word on it."""
    edited = {claim for j in judgements if j.decision is Decision.EDIT for claim in j.claims}
    return {
        claim: judgement.decision is Decision.ACCEPT and claim not in edited
        for judgement in judgements
        for claim in judgement.claims
    }


def _precision(code: str, claims: Sequence[str], right: Mapping[str, bool]) -> Precision:
    audited = [claim for claim in claims if is_audited(claim)]
    return Precision(
        event_type=code,
        right=share(sum(right[claim] for claim in claims), len(claims)),
        audited=share(sum(right[claim] for claim in audited), len(audited)),
    )


def _agreements(judgements: Sequence[Judgement]) -> Iterable[Agreement]:
    said: dict[str, dict[str, Decision]] = defaultdict(dict)
    for judgement in judgements:
        for claim in judgement.claims:
            said[judgement.user][claim] = judgement.decision
    for first, second in combinations(sorted(said), 2):
        both = sorted(said[first].keys() & said[second].keys())
        pairs = [(said[first][claim], said[second][claim]) for claim in both]
        if pairs:
            alike = sum(one is other for one, other in pairs)
            yield Agreement(
                first=first,
                second=second,
                alike=share(alike, len(pairs)),
                kappa=cohens_kappa(pairs),
            )


def cohens_kappa(pairs: Sequence[tuple[Decision, Decision]]) -> float | None:
    """Return Cohen's kappa of two raters; None where chance alone would always agree.

    >>> a, r = Decision.ACCEPT, Decision.REJECT
    >>> cohens_kappa([(a, a), (a, r), (r, r), (r, r)])
    0.5
    """
    count = len(pairs)
    ours, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(ours[decision] * theirs[decision] for decision in ours) / count**2
    if by_chance == 1:
        return None
    alike = sum(one is other for one, other in pairs) / count
    return round((alike - by_chance) / (1 - by_chance), 4)
