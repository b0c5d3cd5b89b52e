"""The agenda of an article: what its sentences announce, and what became of things announced."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.agenda.dates import coming
from dragoman.coding.agenda.outcomes import outcomes
from dragoman.coding.agenda.vague import vague_spans
from dragoman.coding.agenda.words import thing_at
from dragoman.coding.participants import participants_in
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.standins import BOTH
from dragoman.model import (
    AgendaItem,
    AgendaStatus,
    Claim,
    Participant,
    Passage,
    Span,
    When,
    content_id,
)


def find_agenda(views: Sequence[SentenceView], claims: Sequence[Claim]) -> tuple[AgendaItem, ...]:
    """Return what an article's sentences say of things scheduled, in their order."""
    return tuple(
        _item(view, claims, told)
        for view in views
        for told in sorted(_told(view), key=lambda told: (told.span, told.what))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a sentence says of one thing; spans are in sentence offsets."""

    what: str
    span: Span
    status: AgendaStatus = AgendaStatus.ANNOUNCED
    when: When | None = None
    vague: Span | None = None
    moved_from: When | None = None


def _told(view: SentenceView) -> Iterator[_Told]:
    """Yield what became of things, then what has a date ahead, then what has a vague time."""
    text = view.sentence.text
    became = [
        _Told(
            what=outcome.thing.what,
            span=outcome.thing.span,
            status=outcome.status,
            when=outcome.when,
            moved_from=outcome.moved_from,
        )
        for outcome in outcomes(text, _placed(view), view.published)
    ]
    yield from became
    taken = {when for told in became for when in (told.when, told.moved_from)}
    soon = tuple(vague_spans(text))
    dated = [
        told
        for place, when in _placed(view)
        if when not in taken and not any(place.overlaps(span) for span in soon)
        if (told := _announced(view, place, when)) is not None
    ]
    yield from dated
    for span in soon:
        thing = thing_at(text, span, sure=False)
        named = [told.span for told in dated]
        if thing is not None and not any(thing.words.overlaps(other) for other in named):
            yield _Told(what=thing.what, span=_around(thing.span, span), vague=span)


def _placed(view: SentenceView) -> list[tuple[Span, When]]:
    """Return the dates that a sentence says, each with its place in the sentence."""
    return [
        (when.passage.span.shift(-view.sentence.start), when)
        for when in view.times
        if when.passage is not None
    ]


def _announced(view: SentenceView, place: Span, when: When) -> _Told | None:
    """Return what a date is announced for, None where it lies behind or nothing says so."""
    text = view.sentence.text
    ahead = coming(text, place, when, view.published)
    if ahead is None:
        return None
    thing = thing_at(text, place, sure=ahead.is_sure)
    if thing is None:
        return None
    return _Told(what=thing.what, span=_around(thing.span, place), when=ahead.when)


def _around(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _item(view: SentenceView, claims: Sequence[Claim], told: _Told) -> AgendaItem:
    article, sentence = view.article, view.sentence
    span = told.span.shift(sentence.start)
    claim = next(
        (c for c in claims if sentence.passage == c.evidence and c.trigger.span.overlaps(span)),
        None,
    )
    # What is announced keeps the id that it had before there were other statuses.
    status = () if told.status is AgendaStatus.ANNOUNCED else (told.status.value,)
    return AgendaItem(
        id=content_id("ag", article.id, sentence.start, span.start, span.end, told.what, *status),
        article=article.id,
        evidence=sentence.passage,
        passage=Passage.of(article.text, span),
        what=told.what,
        when=told.when,
        vague=Passage.of(article.text, told.vague.shift(sentence.start)) if told.vague else None,
        status=told.status,
        moved_from=told.moved_from,
        actors=_parties(view, claim, told.what, span),
        hedged=bool(claim and claim.hedged),
        claim=claim.id if claim else None,
        outlet=article.outlet,
        published=view.published.isoformat(),
    )


def _parties(
    view: SentenceView, claim: Claim | None, what: str, span: Span
) -> tuple[Participant, ...]:
    """Return whose thing it is: the parties of its act, else all that the sentence names.

    What has a host and one party is also of its host. What takes two and names one at most is
    of the two states named side by side before.
    """
    parties = (claim.actors + claim.recipients if claim else ()) or participants_in(view)
    known = {party.actor.country for party in parties}
    if what in HOSTED and len(known) == 1:
        parties = (*parties, *_hosts(view, known, span))
        known = {party.actor.country for party in parties}
    if what not in MUTUAL or len(known) > 1 or not known <= {a.country for a in view.pair}:
        return parties
    words = Passage.of(view.article.text, span)
    added = [Participant(passage=words, actor=actor, reason=BOTH) for actor in view.pair]
    return (*parties, *(party for party in added if party.actor.country not in known))


def _hosts(
    view: SentenceView, known: Collection[str | None], span: Span
) -> tuple[Participant, ...]:
    """Return who receives: who the thing's own words name, "will visit Tehran next week".

    Else the only other country of the sentence, as a guess: "Tehran announced that a Russian
    delegation would arrive next week".
    """
    others = [p for p in participants_in(view) if p.actor.country not in known]
    inside = tuple(p for p in others if p.passage.span.overlaps(span))
    if inside or len({p.actor.country for p in others}) != 1:
        return inside
    return (replace(others[0], reason="guess: the only other country of the sentence"),)


# Kinds of things that somebody receives somebody for.
HOSTED = frozenset({"visit", "talks", "meeting", "summit", "exercise", "exchange", "delivery"})
# Kinds of things that take two states.
MUTUAL = frozenset({"talks", "exchange", "exercise"})
