"""Addresses of what stands behind a number: a JSON pointer into the answer that holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import urlencode

from dragoman.answers import Backing
from dragoman.errors import AnswerError


class Links:
    """Leads from each backing of one answer to the page that lists it.

    Every answer is made of dataclasses and every number in it counts a `Backing`, so a
    pointer (RFC 6901) such as `/periods/3/cooperation` names a number of any answer.
    """

    def __init__(self, kind: str, answer: Any, parameters: Mapping[str, str]) -> None:
        self._kind = kind
        self._parameters = dict(parameters)
        self._pointers = {id(found): pointer for pointer, found in backings(answer)}
        # Pointers are by identity, so what they point into must outlive them.
        self._answer = answer

    def of(self, backing: Backing) -> str:
        """Return the address that lists what a backing counts."""
        asked = self._parameters | {"at": self._pointers[id(backing)]}
        return f"/behind/{self._kind}?{urlencode(asked, safe='/,')}"


def backings(answer: Any, pointer: str = "") -> Iterator[tuple[str, Backing]]:
    """Yield every backing of an answer with the pointer to it."""
    if isinstance(answer, Backing):
        yield pointer, answer
    elif isinstance(answer, list | tuple):
        for number, entry in enumerate(answer):
            yield from backings(entry, f"{pointer}/{number}")
    elif is_dataclass(answer):
        for part in fields(answer):
            yield from backings(getattr(answer, part.name), f"{pointer}/{part.name}")


def pointed(answer: Any, pointer: str) -> Backing:
    """Return the backing that a pointer names.

    Raises:
        AnswerError: it names none.
    """
    found = next((entry for name, entry in backings(answer) if name == pointer), None)
    if found is None:
        raise AnswerError(f"this answer has no number at {pointer!r}; open it from its page")
    return found
