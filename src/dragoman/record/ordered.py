"""All claims of a question in their order, of whatever number.

DuckDB holds whole rows while it sorts them, and a million do not fit into what it may take. As
nouns they are in memory anyway, and these are sorted here.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from math import inf
from typing import Any

from dragoman.model import Claim
from dragoman.model.parts import Parts
from dragoman.model.wire import claim_from_json
from dragoman.record.engine import Engine


def claims_in_order(engine: Engine, query: str, values: Sequence[object]) -> Iterator[Claim]:
    """Return the claims whose `wire` a query selects, in the order that all lists have."""
    found: list[Claim] = []
    parts = Parts()

    def take(rows: list[tuple[Any, ...]]) -> None:
        found.extend(claim_from_json(json.loads(wire), parts) for (wire,) in rows)

    engine.each(query, take, values)
    return iter(sorted(found, key=place_of))


def place_of(claim: Claim) -> tuple[date, str, float, int, str]:
    """Return where a view lists a claim: by its day, undated ones last, then as it was read.

    It is `CLAIM_ORDER` for nouns.
    """
    begins = claim.when.start if claim.when else date.max
    sentence = claim.evidence.start if claim.evidence else inf
    return begins, claim.article, sentence, claim.trigger.start, claim.id
