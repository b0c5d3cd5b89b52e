"""The event: the act itself, folded over the claims that tell of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One or more claims joined by a versioned judgement.

    `actors` and `recipients` are codes (ISO3 and the like), sorted. `origins` are the
    independent sources: syndicated copies of one text count once. `folding` names
    the version of the rule that joined the claims; `score` is 0..1. `judged` are the
    judgements of people that joined or parted them, in the order of the decisions.
    """

    id: str
    event_type: str
    quad: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    start: date
    end: date
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    status: str
    hedged: bool
    score: float
    folding: str
    judged: tuple[str, ...] = ()
