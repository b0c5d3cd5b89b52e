"""Pages of a list: a token that says where the next one begins, in which state of the record."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException

# So much of a digest tells two states, or two questions, apart.
DIGITS = 16
# The last row that a page can begin at; more than any record holds.
LAST_OFFSET = 2**40


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
        is_ours = isinstance(digest, str) and isinstance(question, str)
        places = (as_of, offset)
        if is_ours and all(type(place) is int and 0 <= place < LAST_OFFSET for place in places):
            return Bookmark(as_of=as_of, digest=digest, question=question, offset=offset)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise HTTPException(400, "next is no token of ours; ask without it for the first page")


def question_digest(path: str, parameters: list[tuple[str, str]]) -> str:
    """Return what tells one question from another, free of the order of its parameters."""
    kept = sorted((name, text) for name, text in parameters if name != "next")
    return hashlib.sha256(json.dumps([path, kept]).encode()).hexdigest()[:DIGITS]
