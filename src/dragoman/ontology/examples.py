"""Sentences of our own that show where an event type begins and where it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.ontology.tables import read_rows

__all__ = ["Example", "examples_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that is coded as a type, or that one might take for it; `why` says which way."""

    sentence: str
    is_coded: bool
    why: str


@cache
def _examples() -> Mapping[str, tuple[Example, ...]]:
    """Return the table by event type, read on first use."""
    found: dict[str, tuple[Example, ...]] = {}
    for row in read_rows("plover_examples.tsv"):
        example = Example(sentence=row["sentence"], is_coded=row["coded"] == "yes", why=row["why"])
        found[row["event_type"]] = (*found.get(row["event_type"], ()), example)
    return found


def examples_of(event_type: str) -> tuple[Example, ...]:
    """Return the examples of an event type by its code, those that are coded so first.

    >>> [example.is_coded for example in examples_of("AID")]
    [True, True, False, False]
    """
    return _examples().get(event_type, ())
