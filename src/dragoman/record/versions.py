"""The versions of an article: the pages of one address, and how their claims differ."""

from contextlib import closing
from dataclasses import dataclass

from dragoman.model import Claim, Participant
from dragoman.record.ledger import LEDGER_FILE, Ledger
from dragoman.record.store import Record

# What a claim says apart from where in the text it stands; an edit moves everything below it.
_Said = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article, with what it says that the one before did not, and the reverse.

    `fetched_at` is when it was first seen. A version that is not read yet has no claims.
    """

    page: str
    fetched_at: str | None
    title: str | None
    is_read: bool
    added: tuple[Claim, ...]
    gone: tuple[Claim, ...]


def versions_of(record: Record, url: str) -> tuple[Version, ...]:
    """Return the versions of an address, oldest first; none where the record lacks it."""
    view, seen = record.view(), _seen(record, url)
    pages = {page for page, _ in seen}
    articles = {a.page_sha256: a for a in view.articles() if a.page_sha256 in pages}
    before: dict[_Said, Claim] = {}
    versions: list[Version] = []
    for page, fetched_at in seen:
        article = articles.get(page)
        found = view.claims(article=article.id) if article else ()
        now = {_said(claim): claim for claim in found}
        is_first = not any(version.is_read for version in versions)
        versions.append(
            Version(
                page=page,
                fetched_at=fetched_at,
                title=article.title if article else None,
                is_read=article is not None,
                added=() if is_first else _without(now, before),
                gone=() if is_first or article is None else _without(before, now),
            )
        )
        before = now if article else before
    return tuple(versions)


def _seen(record: Record, url: str) -> list[tuple[str, str | None]]:
    """Return each page of an address with when it was first seen, oldest first."""
    query = (
        "select page, min(json_extract(body, '$.fetched_at')), min(seq) from sightings "
        "where json_extract(body, '$.url') = ? or json_extract(body, '$.origin') = ? "
        "group by page order by 2, 3, page"
    )
    with closing(Ledger(record.folder / LEDGER_FILE, writable=False)) as ledger:
        return [(page, fetched_at) for page, fetched_at, _ in ledger.rows(query, url, url)]


def _without(claims: dict[_Said, Claim], others: dict[_Said, Claim]) -> tuple[Claim, ...]:
    return tuple(claim for said, claim in claims.items() if said not in others)


def _said(claim: Claim) -> _Said:
    evidence = " ".join(claim.evidence.exact.split()) if claim.evidence else ""
    return (
        claim.event_type,
        claim.modes,
        claim.status,
        *(tuple(map(_party, side)) for side in (claim.actors, claim.recipients, claim.against)),
        claim.trigger.exact,
        evidence,
    )


def _party(party: Participant) -> tuple[str | None, str | None]:
    return party.actor.name, party.actor.country
