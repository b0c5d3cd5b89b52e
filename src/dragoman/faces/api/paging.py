"""Pages of a list: a token that says where the next one begins, in which state of the record."""

import base64
import hashlib
import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException

# So much of a digest tells two states, or two questions, apart.
DIGITS = 16
# The last row that a page can begin at; more than any record holds.
LAST_OFFSET = 2**40
NOT_OURS = "next is no token of ours; ask without it for the first page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """Where a page begins: in which state of the record, of which question, at which row."""

    as_of: int
    digest: str
    question: str
    offset: int

    def token(self) -> str:
        """Return the bookmark as callers give it back; what is in it is no promise."""
        body = [self.as_of, self.digest[:DIGITS], self.question, self.offset]
        return base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")


def bookmark_of(token: str) -> Bookmark:
    """Return the bookmark of a token.

    Raises:
        HTTPException: 400, it is none of ours.
    """
    try:
        padded = token + "=" * (-len(token) % 4)
        as_of, digest, question, offset = json.loads(base64.b64decode(padded, b"-_", validate=True))
    except (ValueError, TypeError, RecursionError) as error:
        raise HTTPException(400, NOT_OURS) from error
    is_ours = isinstance(digest, str) and isinstance(question, str)
    if not is_ours or not all(_is_place(number) for number in (as_of, offset)):
        raise HTTPException(400, NOT_OURS)
    return Bookmark(as_of=as_of, digest=digest, question=question, offset=offset)


def _is_place(number: object) -> bool:
    """Tell whether a number can be an entry of a ledger or a row of a list."""
    return type(number) is int and 0 <= number < LAST_OFFSET


def question_digest(path: str, parameters: list[tuple[str, str]]) -> str:
    """Return what tells one question from another, free of the order of its parameters."""
    kept = sorted((name, text) for name, text in parameters if name != "next")
    return hashlib.sha256(json.dumps([path, kept]).encode()).hexdigest()[:DIGITS]
