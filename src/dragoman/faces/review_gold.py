"""Reviewed claims as annotated stories, in the format that training and `eval events` read."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dragoman.answers.reviews.queue import judges_of
from dragoman.model import Claim, Participant, Voice
from dragoman.record import View

Json = dict[str, Any]


def reviewed_stories(view: View) -> Iterator[Json]:
    """Yield each article with a judged claim: its text, and as events the claims that stand.

    `rejected` are the triggers of claims that were rejected. `is_complete` tells whether
    all claims of the article were judged; an act that the coder missed is in neither, so a
    complete story still shows precision alone.
    """
    judged = judges_of(view.judgements())
    by_article: dict[str, list[str]] = defaultdict(list)
    for claim_id in sorted(judged):
        coded = view.coded_claim(claim_id)
        if coded is not None and coded.evidence is not None:
            by_article[coded.article].append(claim_id)
    for article_id, claims in sorted(by_article.items()):
        yield _story(view, article_id, claims, judged)


def _story(view: View, article_id: str, claims: list[str], judged: dict[str, set[str]]) -> Json:
    article = view.article(article_id)
    assert article is not None  # a claim with a sentence has one: verify holds it to its words
    kept = [claim for claim_id in claims if (claim := view.claim(claim_id)) is not None]
    gone = [view.coded_claim(c) for c in claims if view.claim(c) is None]
    unread = [claim for claim in view.claims(article=article_id) if claim.id not in judged]
    return {
        "id": article.id,
        "published": article.published.day if article.published else None,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "events": [_event(claim) for claim in sorted(kept, key=lambda c: (c.position, c.id))],
        "agenda": [],
        "rejected": [_place(claim) for claim in gone if claim is not None],
        "is_complete": not unread,
        "reviewers": sorted({user for claim in claims for user in judged[claim]}),
        "snapshot": view.snapshot,
    }


def _event(claim: Claim) -> Json:
    """Return a claim under the names of the annotated stories."""
    when = claim.when
    place = claim.where[0] if claim.where else None
    return _place(claim) | {
        "event_type": claim.event_type,
        "mode": list(claim.modes),
        "actors": [_party(party) for party in claim.actors],
        # The stories have no third side: whom an act is against stands with whom it is done to.
        "recipients": [_party(party) for party in (*claim.recipients, *claim.against)],
        "status": claim.status.value,
        "historical": claim.historical,
        "hedged": claim.hedged,
        "source": _voice(claim.voices[0]) if claim.voices else None,
        "date": {
            "text": when.passage.exact,
            "start": when.start.isoformat(),
            "end": when.end.isoformat(),
        }
        if when is not None and when.passage is not None
        else None,
        "place": {"text": place.passage.exact, "country": place.country} if place else None,
    }


def _place(claim: Claim) -> Json:
    assert claim.evidence is not None
    return {"sentence": claim.evidence.exact, "trigger": claim.trigger.exact}


def _party(party: Participant) -> Json:
    actor = party.actor
    return {
        "text": party.passage.exact,
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
    }


def _voice(voice: Voice) -> Json:
    return {
        "text": voice.passage.exact,
        "country": voice.actor.country,
        "sector": voice.actor.sector,
        "cue": voice.cue.exact if voice.cue else None,
    }
