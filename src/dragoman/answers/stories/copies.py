"""Copies: one text under many mastheads is one origin, however often it is printed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from dragoman.model import Article
from dragoman.model.sketch import Sketch, comparable, sketch

# Who shares 40 % of the shorter text, run by run, did not write it alone. Of the 481,671
# pairs of ECB+ no two articles on different events share .2; copies that were shortened
# and edited go down to .41 in examples/gulf-2020, where .7 loses five of nineteen.
# docs/answers.md says how to measure another.
MIN_CONTAINMENT = 0.4
# Wire copy is printed within days; the same words weeks later are background, not copies.
MAX_DAYS_APART = 3
# Fewer runs of words than this are a formula ("Your free articles are used up"), which
# two outlets share by chance; then the shorter text must stand in the other as a whole.
MIN_RUNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One article that repeats another, and how much of the shorter stands in the longer."""

    article: str
    of: str
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that print one text. `origin` was published first.

    Of those of one day it is the one that the others name as their source, then that of
    an agency, then the first by outlet and id.
    """

    origin: str
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    copies: tuple[Copy, ...] = ()


def find_stories(articles: Iterable[Article], agencies: Collection[str] = ()) -> tuple[Story, ...]:
    """Return readable articles as stories: earliest first, a story without copies is one article.

    Copies of copies belong together, so that an article more never makes an origin more.

    Args:
        articles: of any verdict; only readable ones have a text to copy.
        agencies: lower-cased names of outlets that sell their reports to others.
    """
    ranked = sorted(
        {a.id: a for a in articles if a.is_readable}.values(),
        key=lambda a: (_day(a) or date.max, a.outlet or "", a.id),
    )
    copies = tuple(_find_copies(ranked))
    leaders = leaders_of([a.id for a in ranked], copies)
    members: dict[str, list[Article]] = defaultdict(list)
    for article in ranked:
        members[leaders[article.id]].append(article)
    by_copy: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_copy[leaders[copy.article]].append(copy)
    return tuple(_story(group, by_copy[leader], agencies) for leader, group in members.items())


def content_text(article: Article) -> str:
    """Return the article's own words, without what was dropped from the page."""
    return "\n".join(s.span.cut(article.text) for s in article.spans if s.is_content)


def _story(members: list[Article], copies: list[Copy], agencies: Collection[str]) -> Story:
    """Return the story of articles in the order of publication."""
    first = [article for article in members if _day(article) == _day(members[0])]
    return Story(
        origin=min(first, key=lambda article: _claim_to_origin(article, members, agencies)).id,
        articles=tuple(article.id for article in members),
        outlets=tuple(sorted({a.outlet for a in members if a.outlet is not None})),
        copies=tuple(copies),
    )


def _claim_to_origin(
    article: Article, members: list[Article], agencies: Collection[str]
) -> tuple[int, bool, str, str]:
    """Return what makes an article the origin among those of one day; the smallest is it."""
    outlet = article.outlet or ""
    others = (member for member in members if member.outlet != article.outlet)
    naming = sum(bool(outlet) and outlet in content_text(other) for other in others)
    return -naming, outlet.lower() not in agencies, outlet, article.id


def _day(article: Article) -> date | None:
    """Return the day of publication, None when nobody knows."""
    return date.fromisoformat(article.published.day) if article.published else None


def _find_copies(ranked: list[Article]) -> Iterator[Copy]:
    """Yield each article that repeats an earlier one, with every one that it repeats."""
    sketches = [sketch(content_text(article)) for article in ranked]
    for number, shared in enumerate(_shared_runs(sketches, list(_firsts(ranked)))):
        found: list[Copy] = []
        for other, runs in shared.items():
            share = _overlap(sketches[number], sketches[other], runs)
            if share >= MIN_CONTAINMENT:
                repeated = ranked[other].id
                found.append(
                    Copy(article=ranked[number].id, of=repeated, containment=round(share, 4))
                )
        yield from sorted(found, key=lambda copy: copy.of)


def _firsts(ranked: Iterable[Article]) -> Iterator[int]:
    """Yield for each article the first, in the order of days, that is near enough in time.

    What is too old for an article is too old for every later one.
    """
    days: list[date | None] = []
    first = 0
    for article in ranked:
        days.append(_day(article))
        while not _within_days(days[-1], days[first]):
            first += 1
        yield first


def _shared_runs(sketches: list[Sketch], firsts: list[int]) -> Iterator[Mapping[int, int]]:
    """Yield for each sketch how many hashes it shares with which earlier ones."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (own, first) in enumerate(zip(sketches, firsts, strict=True)):
        held = [holders[value] for value in own.hashes]
        for numbers in held:
            while numbers and numbers[0] < first:
                del numbers[0]
        yield Counter(chain.from_iterable(held))
        for numbers in held:
            numbers.append(number)


def _within_days(day: date | None, other: date | None) -> bool:
    """Tell whether two days are near enough; undated articles only meet each other."""
    if day is None or other is None:
        return day is other
    return abs(day - other) <= timedelta(days=MAX_DAYS_APART)


def _overlap(one: Sketch, other: Sketch, shared: int) -> float:
    """Return how much of the shorter text stands in the longer, by the hashes they share."""
    fewest = min(len(one.hashes), len(other.hashes))
    share = shared / min(comparable(one, other), comparable(other, one))
    return 0.0 if fewest < MIN_RUNS and share < 1.0 else share


def leaders_of(articles: Sequence[str], copies: Iterable[Copy]) -> Mapping[str, str]:
    """Return for each article, in the order of publication, the first that copying leads to."""
    leader = {article: article for article in articles}

    def lead(article: str) -> str:
        while leader[article] != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    rank = {article: place for place, article in enumerate(articles)}
    for copy in copies:
        first, second = sorted((lead(copy.article), lead(copy.of)), key=rank.__getitem__)
        leader[second] = first
    return {article: lead(article) for article in articles}
