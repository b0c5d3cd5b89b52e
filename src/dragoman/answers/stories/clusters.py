"""Clusters: articles in words of their own that tell of one happening.

Copies print one text (`copies`); a cluster is wider: whoever tells the same story. Texts are
compared by their words and pairs of words, weighted by how few texts have them (TF-IDF); names
and the lead weigh more, for two trials differ in who stands in them and hardly in what is said.
Clusters are joined by average linkage, so that one text on two stories does not join them.
"""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.answers.stories.copies import content_text
from dragoman.model import Article

# Two clusters are one when the mean cosine of their texts is at least this. It, and the three
# weights below, were chosen on topics 1-20 of ECB+, where .19 to .22 are alike within .02 and
# the weights matter less; `python -m eval stories PATH --least N` tries another.
MIN_LIKENESS = 0.2
# A word in capitals that starts no sentence is mostly a name.
NAME_WEIGHT = 4.0
# News says in its first words what it is about; so many are about three sentences.
LEAD_WEIGHT = 2.0
LEAD_WORDS = 75
# A happening is news for some days; what is written later is on what came of it.
MAX_DAYS_APART = 3
# How many words name a cluster.
NAMING_WORDS = 5
# Words that say nothing of what a text is about.
_EMPTY = frozenset(
    """a about after again against all also am an and any are as at be because been before being
    between both but by can could did do does doing down during each few for from further had has
    have having he her here hers him his how i if in into is it its itself just many may me might
    more most much must my no nor not now of off on once only or other our out over own said same
    say says she should since so some still such than that the their them then there these they
    this those through to too under until up upon us very was we were what when where which while
    who whom why will with within without would yet you your""".split()
)
_TOKEN = re.compile(r"\w+(?:-\w+)*|[.!?\n]")

Likeness = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Articles on one story, earliest first, and the words that most set them apart."""

    articles: tuple[str, ...]
    words: tuple[str, ...]


def find_clusters(
    articles: Iterable[Article], *, least: float = MIN_LIKENESS
) -> tuple[Cluster, ...]:
    """Return readable articles as stories, earliest first; one that is alone is a story too."""
    known = {article.id: article for article in articles if article.is_readable}
    ranked = sorted(known.values(), key=lambda one: (_day(one) or date.max, one.id))
    vectors = _vectors([_weigh(content_text(article)) for article in ranked])
    groups = _joined(_likeness(vectors, [_day(article) for article in ranked]), len(ranked), least)
    return tuple(
        Cluster(
            articles=tuple(ranked[place].id for place in group),
            words=_naming(vectors[place] for place in group),
        )
        for group in groups
    )


def _day(article: Article) -> date | None:
    return date.fromisoformat(article.published.day) if article.published else None


def _weigh(text: str) -> Mapping[str, float]:
    """Return the words and pairs of words of a text, with what they weigh."""
    found: dict[str, float] = defaultdict(float)
    previous, is_first, place = "", True, 0
    for token in _TOKEN.findall(text):
        if not token[0].isalnum():
            previous, is_first = "", True
            continue
        place += 1
        word = token.casefold()
        if word in _EMPTY or len(word) == 1:
            previous, is_first = "", False
            continue
        lead = LEAD_WEIGHT if place <= LEAD_WORDS else 1.0
        found[word] += lead * (NAME_WEIGHT if token[0].isupper() and not is_first else 1.0)
        if previous:
            found[f"{previous} {word}"] += lead
        previous, is_first = word, False
    return found


def _vectors(weights: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """Return texts as vectors of length 1; what stands in one text alone is left out."""
    texts = Counter(word for weight in weights for word in weight)
    rare = {word: math.log((1 + len(weights)) / (1 + n)) + 1 for word, n in texts.items() if n > 1}
    vectors = []
    for weight in weights:
        whole = {
            word: (1 + math.log(count)) * rare[word]
            for word, count in sorted(weight.items())
            if word in rare
        }
        length = math.hypot(*whole.values()) or 1.0
        vectors.append({word: value / length for word, value in whole.items()})
    return vectors


def _likeness(vectors: Sequence[Mapping[str, float]], days: Sequence[date | None]) -> Likeness:
    """Return the cosine of every two texts of near days; undated ones only meet each other."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found: dict[tuple[int, int], float] = {}
    for place, vector in enumerate(vectors):
        own: dict[int, float] = defaultdict(float)
        for word, value in vector.items():
            held = holders[word]
            # What is too old for this text is too old for every later one.
            held[:] = [entry for entry in held if _within_days(days[entry[0]], days[place])]
            for other, theirs in held:
                own[other] += value * theirs
            held.append((place, value))
        found |= {(other, place): value for other, value in own.items()}
    return found


def _within_days(day: date | None, other: date | None) -> bool:
    if day is None or other is None:
        return day is other
    return abs(day - other) <= timedelta(days=MAX_DAYS_APART)


def _joined(likeness: Likeness, texts: int, least: float) -> list[list[int]]:
    """Return the groups of average linkage; two texts that never met count as unlike."""
    members = {place: [place] for place in range(texts)}
    sums: dict[int, dict[int, float]] = {place: {} for place in range(texts)}
    heap: list[tuple[float, int, int, int]] = []

    def offer(one: int, other: int) -> None:
        size = len(members[one]) * len(members[other])
        mean = sums[one][other] / size
        if mean >= least:
            heapq.heappush(heap, (-mean, min(one, other), max(one, other), size))

    for (one, other), value in likeness.items():
        sums[one][other] = sums[other][one] = value
        offer(one, other)
    while heap:
        _, one, other, size = heapq.heappop(heap)
        is_stale = one not in members or other not in members
        if is_stale or size != len(members[one]) * len(members[other]):
            continue
        members[one] += members.pop(other)
        for third, value in sums.pop(other).items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value
        for third in sums[one]:
            offer(one, third)
    return [sorted(group) for _, group in sorted(members.items())]


def _naming(vectors: Iterator[Mapping[str, float]]) -> tuple[str, ...]:
    """Return the words that weigh most in some texts together."""
    whole: Counter[str] = Counter()
    for vector in vectors:
        whole.update({word: value for word, value in vector.items() if " " not in word})
    return tuple(sorted(whole, key=lambda word: (-whole[word], word))[:NAMING_WORDS])
