"""State: how far an answer can be relied on, so that an empty one is no all-clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.answers.pairs import Days, Pairs

# A record whose latest deed is older than this tells of another time than today.
STALE_DAYS = 30


class Standing(StrEnum):
    """What an answer rests on; none of these says that nothing happened or will happen.

    A failure is no standing: it is raised.
    """

    ENOUGH = "enough"
    BELOW_THRESHOLD = "below threshold"
    STALE = "stale"
    OUTSIDE_COVERAGE = "outside coverage"
    NOT_COLLECTED = "not collected"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A standing with its figures.

    `seen` is what the answer counts, and below `least` it is too little; `unit` names it.
    `newest` is the day of the last publication of the record, None when there is none.
    """

    standing: Standing
    seen: int
    least: int
    unit: str
    newest: date | None

    @property
    def is_enough(self) -> bool:
        """Tell whether the answer may be taken for what it says."""
        return self.standing is Standing.ENOUGH

    @property
    def words(self) -> str:
        """Return the standing with what it rests on: "below threshold (3 events, least 8)"."""
        if self.standing is Standing.BELOW_THRESHOLD:
            return f"{self.standing.value} ({self.seen} {self.unit}, least {self.least})"
        if self.standing is Standing.STALE:
            return f"{self.standing.value} since {self.newest}"
        return self.standing.value


def state_of(
    pairs: Pairs, sides: Sequence[str], span: Days, counted: tuple[int, int], unit: str
) -> State:
    """Return how far an answer can be relied on.

    Args:
        pairs: the record.
        sides: those asked about; none is the whole record.
        span: the days asked about; None is open.
        counted: how much the answer rests on, and the least that it needs.
        unit: what is counted, in the plural.
    """
    seen, least = counted
    return State(
        standing=_standing(pairs, sides, span, is_enough=seen >= least),
        seen=seen,
        least=least,
        unit=unit,
        newest=pairs.ends,
    )


def _standing(pairs: Pairs, sides: Sequence[str], span: Days, *, is_enough: bool) -> Standing:
    begins, ends = pairs.begins, pairs.ends
    if begins is None or ends is None or not pairs.done:
        return Standing.NOT_COLLECTED
    since, until = span
    if not pairs.sides >= set(sides) or (until is not None and until < begins):
        return Standing.OUTSIDE_COVERAGE
    if since is not None and since > ends:
        return Standing.OUTSIDE_COVERAGE
    if until is not None and (until - ends).days > STALE_DAYS:
        return Standing.STALE
    return Standing.ENOUGH if is_enough else Standing.BELOW_THRESHOLD
