"""Sketches of texts: how much of one text stands in another, without comparing the texts.

A wire story comes back under many mastheads, shortened and edited. What stays the same
is runs of words, so a text is kept as hashes of its runs, the smallest ones when there
are many, and containment is read off the hashes that both texts had a chance to keep.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import xor

# Five words in a row are seldom the same by chance, and one changed word spoils only
# five runs. No benchmark moves it yet; docs/answers.md says how to try another.
RUN_WORDS = 5
# Up to so many runs a sketch is the whole text; most news is shorter, and a longer text
# keeps an error of about 3 points at containment .7.
KEPT_HASHES = 512
# 64 bits make clashes rare.
HASH_BYTES = 8
# Words whose hashes are held, some 400 bytes each: nearly all that news uses again.
WORDS_HELD = 2**16

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's runs of words, in order.

    `is_whole` tells that nothing was left out.
    """

    hashes: tuple[int, ...]
    is_whole: bool

    @property
    def horizon(self) -> int | None:
        """The largest hash up to which the sketch is complete; None when it is whole."""
        return None if self.is_whole else self.hashes[-1]


def sketch(text: str, *, kept: int = KEPT_HASHES) -> Sketch:
    """Return the sketch of a text; case, punctuation and spacing do not matter.

    A text shorter than a run is one run, so that two equal headlines still meet.

    >>> sketch("One, two: three!") == sketch("one two three")
    True
    """
    hashes = sorted(set(_run_hashes(_WORD.findall(text.casefold()))))
    return Sketch(hashes=tuple(hashes[:kept]), is_whole=len(hashes) <= kept)


def comparable(part: Sketch, whole: Sketch) -> int:
    """Return how many of a text's hashes the other sketch had a chance to keep.

    The hashes that both hold are all among them.
    """
    horizon = whole.horizon
    return len(part.hashes) if horizon is None else bisect_right(part.hashes, horizon)


def containment(part: Sketch, whole: Sketch) -> float:
    """Return the share of a text's runs that stand in another text, 0..1.

    It is not symmetric: a shortened copy stands wholly in the text it was made from.
    An empty text stands in nothing.

    >>> lead = "the two ministers signed the accord in Moscow on Monday"
    >>> containment(sketch(lead), sketch(lead + " and left for home the same night"))
    1.0
    """
    count = comparable(part, whole)
    return len(set(part.hashes).intersection(whole.hashes)) / count if count else 0.0


def _run_hashes(words: list[str]) -> Iterable[int]:
    """Return the hash of each run: the exclusive or of one hash per word and place in the run.

    That is simple tabulation (Zobrist 1970; Patrascu and Thorup 2012), and a word that news
    repeats is hashed once. A text shorter than a run is one run.
    """
    if not words:
        return ()
    by_place = list(zip(*map(_word_hashes, words), strict=True))
    hashes: Iterable[int] = by_place[0]
    for place in range(1, min(RUN_WORDS, len(words))):
        hashes = map(xor, hashes, by_place[place][place:])
    return hashes


@lru_cache(WORDS_HELD)
def _word_hashes(word: str) -> tuple[int, ...]:
    """Return the hash of a word for each place in a run; the same on every machine."""
    size = RUN_WORDS * HASH_BYTES
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return tuple(
        int.from_bytes(digest[start : start + HASH_BYTES], "big")
        for start in range(0, size, HASH_BYTES)
    )
