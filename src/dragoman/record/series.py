"""Series: how many claims bring two countries together, by week, month or year.

Counting a pair over the segments reads the sides of every claim, seconds for millions. So the
pairs of all claims are laid out once per view, in the memory of the engine, and every series
of every pair is counted from there.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dragoman.errors import AnswerError
from dragoman.record.engine import Engine
from dragoman.record.filters import HOSTILE

UNITS = ("day", "week", "month", "quarter", "year")

_PAIR = "{'first': least(a, b), 'second': greatest(a, b)}"
# One row for each pair of each claim, the pairs that `Filters.dyad` means: on opposite sides,
# or both among the actors. Nearly all claims have one actor and one whom it meets; the lists of
# the others cost ten times as much, so those few alone go that way.
# Sorted, a pair lies in few row groups, and the engine reads no other.
_LAY_OUT = f"""
create table if not exists dyad_claims as
with sided as (
    select when_start, quad, actors,
        case when {HOSTILE} then list_concat(recipients, against) else recipients end as faced
    from claims
),
paired as (
    select when_start, quad,
        case when len(actors) = 1 and len(faced) = 1 and actors[1] <> faced[1]
        then [{_PAIR.replace("(a, b)", "(actors[1], faced[1])")}]
        else list_distinct(flatten(
            [[{_PAIR} for b in list_concat(actors, faced) if b <> a] for a in actors]
        )) end as pairs
    from sided
)
select * from (
    select unnest(pairs, recursive := true), when_start,
        quad like '%cooperation' as is_cooperation, quad like '%conflict' as is_conflict
    from paired
)
order by first, second
"""
_COUNTED = (
    "select first, second, date_trunc('{by}', when_start)::date as start, count(*),"
    " count(*) filter (is_cooperation), count(*) filter (is_conflict) from dyad_claims"
)
_GROUPED = "group by first, second, start order by first, second, start nulls last"


class PairCount(NamedTuple):
    """How many claims bring two countries together in one period, and on which axis.

    `first` comes before `second` in the alphabet. `start` is the first day of the period in
    which the acts begin, None for those that nobody dates.
    """

    first: str
    second: str
    start: date | None
    claims: int
    cooperation: int
    conflict: int


class Series:
    """The pairs of all claims of one engine, laid out at the first question."""

    def __init__(self, engine: Engine) -> None:
        engine.rows(_LAY_OUT)
        self._engine = engine

    def of(self, pair: tuple[str, str], by: str) -> list[PairCount]:
        """Return the counts of one pair, earliest first.

        Raises:
            AnswerError: `by` is none of `UNITS`.
        """
        query = f"{_counted(by)} where first = ? and second = ? {_GROUPED}"
        return [PairCount(*row) for row in self._engine.rows(query, sorted(pair))]

    def of_all(self, by: str) -> Iterator[PairCount]:
        """Yield the counts of every pair; until the last, nobody else can ask the engine.

        Raises:
            AnswerError: `by` is none of `UNITS`.
        """
        for batch in self._engine.batches(f"{_counted(by)} {_GROUPED}"):
            yield from map(PairCount._make, batch)


def _counted(by: str) -> str:
    if by not in UNITS:
        raise AnswerError(f"no series by {by!r}; say one of {', '.join(UNITS)}")
    return _COUNTED.format(by=by)
