"""The versions of an article: the pages of one address, and how their claims differ."""

import json
from contextlib import closing
from dataclasses import dataclass

from dragoman.model import Claim, Participant
from dragoman.record.ledger import canonical
from dragoman.record.ledger_place import open_ledger
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
    # Whatever holds the address in its text; which of the fields it is, is looked up here.
    query = "select page, seq, body from sightings where replace(body, ?, '') <> body"
    sightings: dict[str, list[tuple[int, str | None]]] = {}
    with closing(open_ledger(record.folder, writable=False)) as ledger:
        for page, seq, body in ledger.rows(query, canonical(url)):
            said = json.loads(body)
            if url in (said["url"], said["origin"]):
                sightings.setdefault(page, []).append((seq, said["fetched_at"]))
    seen = [
        (
            min((at for _, at in of_page if at is not None), default=None),
            min(seq for seq, _ in of_page),
            page,
        )
        for page, of_page in sightings.items()
    ]
    return [(page, at) for at, _, page in sorted(seen, key=lambda one: (one[0] or "", *one[1:]))]


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
