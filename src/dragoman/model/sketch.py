"""Sketches of texts: how much of one text stands in another, without comparing the texts.

A wire story comes back under many mastheads, shortened and edited. What stays the same
is runs of words, so a text is kept as hashes of its runs, the smallest ones when there
are many, and containment is read off the hashes that both texts had a chance to keep.
"""

import hashlib
import re
from dataclasses import dataclass

# Five words in a row are seldom the same by chance, and one changed word spoils only
# five runs. No benchmark moves it yet; docs/answers.md says how to try another.
RUN_WORDS = 5
# Up to so many runs a sketch is the whole text; most news is shorter, and a longer text
# keeps an error of about 3 points at containment .7.
KEPT_HASHES = 512

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
    words = _WORD.findall(text.casefold())
    last = max(len(words) - RUN_WORDS + 1, 1 if words else 0)
    hashes = sorted({_hash(words[start : start + RUN_WORDS]) for start in range(last)})
    return Sketch(hashes=tuple(hashes[:kept]), is_whole=len(hashes) <= kept)


def containment(part: Sketch, whole: Sketch) -> float:
    """Return the share of a text's runs that stand in another text, 0..1.

    It is not symmetric: a shortened copy stands wholly in the text it was made from.
    An empty text stands in nothing.

    >>> lead = "the two ministers signed the accord in Moscow on Monday"
    >>> containment(sketch(lead), sketch(lead + " and left for home the same night"))
    1.0
    """
    limits = [bound for bound in (part.horizon, whole.horizon) if bound is not None]
    horizon = min(limits, default=None)
    comparable = {value for value in part.hashes if horizon is None or value <= horizon}
    if not comparable:
        return 0.0
    return len(comparable.intersection(whole.hashes)) / len(comparable)


def _hash(words: list[str]) -> int:
    """Return a hash that is the same on every machine; 64 bits make clashes rare."""
    run = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(run, digest_size=8).digest(), "big")
