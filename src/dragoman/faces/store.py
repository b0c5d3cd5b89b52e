"""The door to a record on disk, as a program uses it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Self, Unpack

from dragoman.faces.asking import ClaimQuery
from dragoman.faces.moment import Moment
from dragoman.model import Claim
from dragoman.record import Question, Record, View


class Store:
    """A record as of one moment: that of opening it, or of a snapshot."""

    def __init__(self, record: Record, snapshot: str | None = None) -> None:
        self.record = record
        self._asked = snapshot

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record."""
        self.record.close()

    def view(self, snapshot: str | None = None) -> View:
        """Return what the record says now, or said at a snapshot."""
        return self.record.view(snapshot or self._asked)

    def claims(self, **question: Unpack[Question]) -> ClaimQuery:
        """Return the claims of a question, which is asked when they are read.

        `store.claims(dyad=("RUS", "IRN"), hedged=True).count(by="month")`; all filters stand
        in `dragoman.record.Question`.
        """
        return ClaimQuery(self, question)

    @cached_property
    def moment(self) -> Moment:
        """The answers: `store.moment.dyad("RUS", "IRN")`; folded once."""
        return Moment(self._view)

    @property
    def snapshot(self) -> str:
        """The name of the moment that answers."""
        return self._view.snapshot

    @property
    def name(self) -> str:
        """The folder of the record."""
        return self.record.folder.name

    def find(self, question: Question) -> Iterator[Claim]:
        """Yield the claims of a question, earliest act first."""
        return self._view.claims(**question)

    def count(self, question: Question) -> int:
        """Return how many claims a question means."""
        return self._view.count(**question)

    def count_by(self, by: str, question: Question) -> Mapping[str | None, int]:
        """Return how many claims of a question fall to each value of `by`."""
        return self._view.count_by(by, **question)

    @cached_property
    def _view(self) -> View:
        return self.view()
