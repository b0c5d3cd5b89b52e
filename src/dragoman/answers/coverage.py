"""Coverage: which outlets the record has read, how much of each, and how fresh that is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dragoman.answers.evidence import Backing, backing
from dragoman.answers.shares import Share, share
from dragoman.answers.state import STALE_DAYS
from dragoman.answers.stories.folded import Stories
from dragoman.model import READABLE, Claim, Outlet
from dragoman.ontology import outlets as known_outlets
from dragoman.record.found import Imprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One outlet with what was read of it.

    `outlet` has no country and no kind where nobody gave them and no table knows them. `coded`
    is the share of readable articles that tell an act, `copied` of those that copy another
    article. `first` and `last` are days of publication; `is_stale` tells that the last one is
    long before the day asked about.
    """

    outlet: Outlet
    is_given: bool
    articles: tuple[str, ...]
    unreadable: int
    coded: Share
    copied: Share
    first: date | None
    last: date | None
    is_stale: bool
    told: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The outlets of a record, most articles first.

    `nameless` are articles of which nobody said who printed them; `silent` are outlets that
    were given and have no article.
    """

    snapshot: str
    sources: tuple[Source, ...]
    nameless: tuple[str, ...]
    silent: tuple[Outlet, ...]


def coverage_in(stories: Stories, imprints: Iterable[Imprint], today: date) -> Coverage:
    """Return what a folded record has read of each outlet, as of a day."""
    printed: dict[str | None, list[Imprint]] = defaultdict(list)
    for imprint in imprints:
        printed[imprint.outlet and imprint.outlet.lower()].append(imprint)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in stories.claim_of.values():
        if claim.outlet is not None:
            told[claim.outlet.lower()].append(claim)
    nameless = printed.pop(None, [])
    sources = (
        _source(of_outlet, told[name], stories, today)
        for name, of_outlet in printed.items()
        if name
    )
    silent = (outlet for name, outlet in stories.outlets.items() if name not in printed)
    return Coverage(
        snapshot=stories.snapshot,
        sources=tuple(sorted(sources, key=lambda s: (-len(s.articles), s.outlet.name))),
        nameless=tuple(imprint.article for imprint in nameless),
        silent=tuple(sorted(silent, key=lambda outlet: outlet.name)),
    )


def _source(imprints: list[Imprint], claims: list[Claim], stories: Stories, today: date) -> Source:
    name = imprints[0].outlet or ""
    given = stories.outlets.get(name.lower())
    readable = [imprint for imprint in imprints if imprint.verdict in READABLE]
    telling = {claim.article for claim in claims}
    days = [imprint.published for imprint in imprints if imprint.published is not None]
    last = max(days, default=None)
    return Source(
        outlet=outlet_named(name, stories),
        is_given=given is not None,
        articles=tuple(imprint.article for imprint in imprints),
        unreadable=len(imprints) - len(readable),
        coded=share(sum(i.article in telling for i in readable), len(readable)),
        copied=share(sum(stories.origin(i.article) != i.article for i in readable), len(readable)),
        first=min(days, default=None),
        last=last,
        is_stale=last is not None and (today - last).days > STALE_DAYS,
        told=backing(claims, stories),
    )


def outlet_named(name: str, stories: Stories) -> Outlet:
    """Return an outlet as it was given with the pages, else as the tables know it.

    It keeps the name that the pages print ("AP"), for by that its articles are found.
    """
    given = stories.outlets.get(name.lower())
    known = known_outlets.find(name)
    if given is not None and (given.country is not None or known is None):
        return given
    return replace(known, name=name) if known is not None else Outlet(name=name)
