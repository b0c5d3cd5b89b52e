"""The index of pairs: where each is going, and what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.answers.evidence import Backing, backing_of_events
from dragoman.answers.pairs import Pair, Pairs
from dragoman.answers.shifts.arrows import Arrow, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One pair with its arrow; `told` are all its events, whatever their day."""

    first: str
    second: str
    shift: Shift
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class PairIndex:
    """Some rows of the pairs of an arrow (None: of any), of `total` in all."""

    snapshot: str
    arrow: Arrow | None
    total: int
    rows: tuple[PairRow, ...]


def index_of(
    pairs: Pairs, shifts: Mapping[Pair, Shift], arrow: Arrow | None, start: int, most: int
) -> PairIndex:
    """Return pairs from a row on, those of the clearest change first, then those told of most.

    Args:
        pairs: the record.
        shifts: where each pair is going.
        arrow: which of them; None is all.
        start: how many rows are passed over.
        most: how many are returned.
    """
    kept = [pair for pair, shift in shifts.items() if arrow is None or shift.arrow is arrow]
    ranked = sorted(kept, key=lambda pair: _rank(pair, shifts[pair], pairs))
    return PairIndex(
        snapshot=pairs.stories.snapshot,
        arrow=arrow,
        total=len(ranked),
        rows=tuple(
            PairRow(
                first=pair[0],
                second=pair[1],
                shift=shifts[pair],
                told=backing_of_events(pairs.of(*pair), pairs.stories),
            )
            for pair in ranked[start : start + most]
        ),
    )


def _rank(pair: Pair, shift: Shift, pairs: Pairs) -> tuple[bool, bool, int, Pair]:
    is_change = shift.arrow in {Arrow.CLOSER, Arrow.APART}
    return not is_change, not shift.is_certain, -len(pairs.of(*pair)), pair
