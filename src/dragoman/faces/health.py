"""Whether the picture is complete: pages by outlet, each with what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.record import Fate

# In the order of the conservation law: pages kept = the sum of these.
OUTCOMES = ("article", "rejected", "quarantined", "imported", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many pages there are and what became of them; `reasons` are those of the rejected."""

    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def kept(self) -> int:
        """How many pages there are: the sum of all outcomes."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The whole record, and its parts; an outlet that no page names is None."""

    whole: Tally
    by_outlet: Mapping[str | None, Tally]


def health_of(fates: Iterable[Fate]) -> Health:
    """Return the tallies of some pages: the outlets of most pages first."""
    kept = list(fates)
    outlets: dict[str | None, list[Fate]] = defaultdict(list)
    for fate in kept:
        outlets[fate.outlet].append(fate)
    most_first = sorted(outlets.items(), key=lambda part: (-len(part[1]), part[0] or ""))
    return Health(
        whole=_tally(kept),
        by_outlet={outlet: _tally(part) for outlet, part in most_first},
    )


def _tally(fates: list[Fate]) -> Tally:
    counted = Counter(fate.outcome for fate in fates)
    reasons = Counter(fate.reason or "unknown" for fate in fates if fate.outcome == "rejected")
    return Tally(
        outcomes={outcome: counted[outcome] for outcome in OUTCOMES},
        reasons=dict(sorted(reasons.items())),
    )
