"""What a reader looks for in a record without asking for whole nouns: outlets and words."""

from dataclasses import dataclass
from datetime import date

from dragoman.model import Passage

# Before each of these, LIKE takes the next character as it stands.
_WILD = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """An article without its text: who printed it, when, and what its page turned out to be."""

    article: str
    title: str | None
    outlet: str | None
    published: date | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSentence:
    """A sentence that holds the words looked for, with the article that it stands in.

    `claim` is one that it states, None where it tells no act.
    """

    passage: Passage
    imprint: Imprint
    claim: str | None


def like_of(word: str) -> str:
    r"""Return the pattern of LIKE, escaped by a backslash, that finds a word anywhere.

    >>> like_of("5%")
    '%5\\%%'
    """
    return f"%{word.lower().translate(_WILD)}%"
