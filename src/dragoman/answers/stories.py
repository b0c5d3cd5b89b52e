"""The two levels of every answer: claims as told, and the events and stories behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.answers.copies import Story, find_stories
from dragoman.answers.folding import Refused, fold_claims, rule_with
from dragoman.answers.view import Claims
from dragoman.model import Claim, Event, Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """A record, folded: which claims are one act, which articles one text.

    `folding` names the rule, and the judgements that went before it.

    `claim_of`, `event_of` (by claim) and `origin_of` (by article) lead from any id to
    what it belongs to.
    """

    snapshot: str
    folding: str
    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    refused: tuple[Refused, ...]
    claim_of: Mapping[str, Claim] = field(repr=False)
    event_of: Mapping[str, Event] = field(repr=False)
    origin_of: Mapping[str, str] = field(repr=False)
    outlets: Mapping[str, Outlet] = field(repr=False)

    def origin(self, article: str) -> str:
        """Return the article that this one copies, or itself."""
        return self.origin_of.get(article, article)


def fold(view: Claims) -> Stories:
    """Return the events and stories of a record.

    Every dated claim is in exactly one event, every readable article in exactly one story.
    """
    claims = {claim.id: claim for claim in view.claims()}
    outlets = view.outlets()
    agencies = {name for name, outlet in outlets.items() if outlet.kind == "agency"}
    stories = find_stories(view.articles(), agencies)
    origin_of = {article: story.origin for story in stories for article in story.articles}
    judgements = view.judgements()
    events, refused = fold_claims(claims.values(), origin_of, judgements)
    return Stories(
        snapshot=view.snapshot,
        folding=rule_with(judgements),
        events=events,
        stories=stories,
        refused=refused,
        claim_of=claims,
        event_of={claim: event for event in events for claim in event.claims},
        origin_of=origin_of,
        outlets=outlets,
    )
