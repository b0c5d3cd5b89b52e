"""The review desk behind the command and the page: the queue, one card, what to keep."""

from collections.abc import Iterator, Mapping
from datetime import date

from dragoman.answers.briefing import changes_in
from dragoman.answers.reviews.precision import Reviewed, reviewed
from dragoman.answers.reviews.queue import Candidate, Queue, is_audited, judges_of, review_queue
from dragoman.faces.moment import Moment
from dragoman.faces.texts.review_text import InContext
from dragoman.faces.texts.words import named
from dragoman.model import Claim
from dragoman.record import View


def queue_in(moment: Moment, today: date, user: str) -> Queue:
    """Return what one user should check first; the arrows are those of the brief of a day."""

    def found() -> Queue:
        return review_queue(
            moment.stories,
            _carrying(moment.told_alike, today),
            moment.view.judgements(),
            user,
            _audited_by_others(moment.view, user),
        )

    return moment.once(("queue", today, user), found)


def _carrying(moment: Moment, today: date) -> Mapping[str, str]:
    """Return the claims behind the arrows of the brief of a day, with which arrow.

    Finding the arrows takes most of the time of a queue. A decision that changes no claim and no
    event leaves them as they are.
    """

    def found() -> Mapping[str, str]:
        return {
            claim: f"behind the arrow of {named(changed.first)} and {named(changed.second)}"
            for changed in changes_in(moment.pairs, moment.shifts(today))
            for claim in changed.told.claims
        }

    return moment.once(("carrying", today), found)


def candidate_of(queue: Queue, claim: Claim) -> Candidate:
    """Return the place of a claim in the queue; a claim that nobody need check has no ground."""
    found = (entry for entry in queue.entries if entry.claim.id == claim.id)
    return next(found, Candidate(claim=claim, grounds={}, told=1))


def reviewed_in(view: View) -> Reviewed:
    """Return what the judgements of a record tell of coder and reviewers."""
    return reviewed(view.judgements(), view.coded_claim)


def context_of(view: View, claim: Claim) -> InContext | None:
    """Return what stands around the sentence of a claim; None for a claim of a dataset."""
    article = view.article(claim.article)
    if article is None or claim.evidence is None:
        return None
    around = view.neighbours(claim.article, claim.evidence.span)
    before, after = (article.text[span.start : span.end] if span else "" for span in around)
    return InContext(before, after, article.title)


def claims_meant(moment: Moment, name: str) -> tuple[str, ...]:
    """Return the claims that an id means: those of an event, or itself."""
    for event in moment.stories.events:
        if event.id == name:
            return event.claims
    return (name,)


def _audited_by_others(view: View, user: str) -> Iterator[Claim]:
    """Yield the audited claims that somebody else judged, as the coder read them."""
    for claim_id, users in sorted(judges_of(view.judgements()).items()):
        if is_audited(claim_id) and user not in users:
            claim = view.coded_claim(claim_id)
            if claim is not None:
                yield claim
