"""The two levels of every answer: claims as told, and the events and stories behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dragoman.answers.stories.copies import Story, find_stories
from dragoman.answers.stories.folding import Folding, Refused, fold_claims, rule_with
from dragoman.answers.view import Claims, ClaimsById
from dragoman.model import Claim, Event, Judgement, Outlet, verdicts_of
from dragoman.record.ordered import place_of


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
    _acts: Folding = field(repr=False, compare=False)

    def origin(self, article: str) -> str:
        """Return the article that this one copies, or itself."""
        return self.origin_of.get(article, article)

    def judged_as(self, view: ClaimsById) -> "Stories":
        """Return what `fold` returns of a view that differs from that of these in judgements alone.

        Articles, and claims that no judgement touched, are not read again. Where the judgements
        change no claim and no event, these are the very ones of before.
        """
        judgements = view.judgements()
        rule = rule_with(judgements)
        touched = _touched(self._acts.judgements, judgements)
        changed = {name: (self.claim_of.get(name), view.claim(name)) for name in touched}
        acts = self._acts.again(changed.values(), judgements)
        if not touched and acts.events == self.events:
            return replace(self, snapshot=view.snapshot, folding=rule, _acts=acts)
        kept = [claim for name, claim in self.claim_of.items() if name not in changed]
        kept += [claim for _, claim in changed.values() if claim is not None]
        return replace(
            self,
            snapshot=view.snapshot,
            folding=rule,
            events=acts.events,
            refused=acts.refused,
            claim_of={claim.id: claim for claim in sorted(kept, key=place_of)},
            event_of={claim: event for event in acts.events for claim in event.claims},
            _acts=acts,
        )


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
    acts = fold_claims(claims.values(), origin_of, judgements)
    return Stories(
        snapshot=view.snapshot,
        folding=rule_with(judgements),
        events=acts.events,
        stories=stories,
        refused=acts.refused,
        claim_of=claims,
        event_of={claim: event for event in acts.events for claim in event.claims},
        origin_of=origin_of,
        outlets=outlets,
        _acts=acts,
    )


def _touched(before: Iterable[Judgement], now: Iterable[Judgement]) -> list[str]:
    """Return the claims that two lists of judgements make different things of."""
    then, later = verdicts_of(before), verdicts_of(now)
    names = then.rejected | later.rejected | then.changes.keys() | later.changes.keys()
    return sorted(
        name
        for name in names
        if (name in then.rejected) is not (name in later.rejected)
        or then.changes.get(name) != later.changes.get(name)
    )
