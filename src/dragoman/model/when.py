"""When something happened: an interval, how exact it is, and who said so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dragoman.model.span import Passage


class Precision(StrEnum):
    """How wide the words are."""

    DAY = "day"
    WEEK = "week"
    TEN_DAYS = "ten_days"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


class Basis(StrEnum):
    """Why we believe the date."""

    SAID = "said"
    ASSUMED = "assumed"
    IMPORTED = "imported"  # the day a dataset gives; what its text said nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A closed interval of days, start <= end.

    `passage` holds the words; it is None exactly when the date is assumed to be
    the publication date because the text gives none.
    """

    start: date
    end: date
    precision: Precision
    basis: Basis
    passage: Passage | None = None

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"interval {self.start}..{self.end} runs backwards")
        if (self.passage is None) != (self.basis is Basis.ASSUMED):
            raise ValueError(f"a date is said with words or assumed without, not {self.basis}")
