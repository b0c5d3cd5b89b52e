"""The alert: a question about claims with a threshold, and a firing: a day on which it was met."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """Where a firing belongs: what rests on too few independent origins wakes nobody up."""

    SIREN = "siren"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A question that is asked again every day, saved by name.

    It fires when claims of `query` that were published within `within` days, the last one
    counted, tell of `at_least` acts; as a siren when they have `origins` independent origins.
    `query` holds the parameters of /v1/claims, as an address has them. A siren is posted to
    `webhook`, None where nobody waits for it.
    """

    name: str
    query: tuple[tuple[str, str], ...]
    at_least: int
    within: int
    origins: int
    webhook: str | None = None

    def __post_init__(self) -> None:
        if min(self.at_least, self.within, self.origins) < 1:
            raise ValueError(f"alert {self.name!r} counts from 1: acts, days and origins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """A day on which an alert was met, and all that it counted then.

    `since` is the first day of the window that ends on `day`. `events` are the acts that the
    claims of the window tell of, folded without any other claim.
    """

    alert: str
    channel: Channel
    since: date
    day: date
    events: tuple[str, ...]
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
