"""What is due: the dated things that a sentence says are still to come."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dragoman.coding.assemble import SentenceView, participants_in
from dragoman.coding.lexicon import any_of, found_by, lexicon
from dragoman.coding.standins import BOTH
from dragoman.model import AgendaItem, Claim, Participant, Passage, Span, When, content_id

# Characters between a date and the words of what is due; beyond it they are not one statement.
REACH = 120
LEADING = re.compile(r"\b(?:will|shall|would|(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to)\s+$")
BREAK = re.compile(r"[;:\"“”]|\.\s")


def find_agenda(views: Sequence[SentenceView], claims: Sequence[Claim]) -> tuple[AgendaItem, ...]:
    """Return what an article's sentences say is still to come, in their order."""
    return tuple(item for view in views for item in _due(view, claims))


def _due(view: SentenceView, claims: Sequence[Claim]) -> Iterator[AgendaItem]:
    """Yield one item for each date of a sentence that lies ahead of publication."""
    for when in view.times:
        if when.passage is None or when.end <= view.published:
            continue
        place = Span(
            when.passage.start - view.sentence.start, when.passage.end - view.sentence.start
        )
        thing = _thing(view.sentence.text, place, sure=_is_ahead(when, view.published))
        if thing is None:
            continue
        what, words = thing
        span = Span(min(words.start, place.start), max(words.end, place.end))
        yield _item(view, claims, what, span.shift(view.sentence.start), when)


def _item(
    view: SentenceView, claims: Sequence[Claim], what: str, span: Span, when: When
) -> AgendaItem:
    article, sentence = view.article, view.sentence
    claim = next(
        (c for c in claims if sentence.passage == c.evidence and c.trigger.span.overlaps(span)),
        None,
    )
    return AgendaItem(
        id=content_id("ag", article.id, sentence.start, span.start, span.end, what),
        article=article.id,
        evidence=sentence.passage,
        passage=Passage.of(article.text, span),
        what=what,
        when=when,
        actors=_parties(view, claim, what, span),
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


def _is_ahead(when: When, published: date) -> bool:
    """Tell whether a date lies ahead by its own words: it names its year, and that is to come."""
    named = when.passage is not None and re.search(r"\d{4}", when.passage.exact)
    return bool(named) and when.start > published


def _thing(text: str, when: Span, *, sure: bool) -> tuple[str, Span] | None:
    """Return what is due and its words, None where nothing says that the date is to come.

    Args:
        text: the sentence.
        when: the words of the date, in sentence offsets.
        sure: the date needs no other word to be one to come.
    """
    clause = _clause(text, when)
    future = _nearest(_words("future", "words"), text, clause, when) or _leading(text, when)
    if (future is None and not sure) or _words("future", "void").search(
        text, clause.start, clause.end
    ):
        return None
    named = _named("what", text, clause, when) or _named("vague", text, clause, when)
    if named is None:
        return None
    what, span = named
    return what, _led(text, span if future is None else _joined(span, future))


def _named(table: str, text: str, clause: Span, when: Span) -> tuple[str, Span] | None:
    """Return the thing of a table whose words stand nearest a date; a verb to come goes first.

    "Will travel on Tuesday for talks" is a visit: its verb stands behind the auxiliary.
    """
    named = [
        (LEADING.search(text, 0, span.start) is None, _distance(span, when), what, span)
        for what, pattern in _whats(table)
        if (span := _nearest(pattern, text, clause, when)) is not None
    ]
    return min(named)[2:] if named else None


def _led(text: str, words: Span) -> Span:
    """Return the words of a thing with the auxiliary right before them: "will expire"."""
    leading = LEADING.search(text, 0, words.start)
    return Span(leading.start(), words.end) if leading else words


def _clause(text: str, when: Span) -> Span:
    """Return the words around a date that can belong to it."""
    start = max((m.end() for m in BREAK.finditer(text, 0, when.start)), default=0)
    told = (m.end() for m in _told().finditer(text, start, when.start))
    start = max(told, default=start)
    after = BREAK.search(text, when.end)
    return Span(
        max(start, when.start - REACH), min(after.start() if after else len(text), when.end + REACH)
    )


def _leading(text: str, when: Span) -> Span | None:
    """Return the word right before a date that puts it ahead: "by October 18"."""
    found = None
    for match in _words("future", "before_date").finditer(text, 0, when.start):
        if not text[match.end() : when.start].strip() or text[match.end() : when.start].strip() in {
            "the",
            "early",
            "late",
        }:
            found = Span(*match.span())
    return found


def _joined(thing: Span, future: Span) -> Span:
    """Return the words of a thing with those that make it one to come, where they are near."""
    if future.overlaps(thing) or _distance(future, thing) < REACH / 4:
        return Span(min(thing.start, future.start), max(thing.end, future.end))
    return thing


def _nearest(pattern: re.Pattern[str], text: str, clause: Span, when: Span) -> Span | None:
    """Return the find that lies nearest to a date in its clause."""
    spans = [Span(*found.span()) for found in pattern.finditer(text, clause.start, clause.end)]
    return min(spans, key=lambda span: _distance(span, when), default=None)


def _distance(span: Span, when: Span) -> int:
    return max(span.start - when.end, when.start - span.end, 0)


@cache
def _words(table: str, key: str) -> re.Pattern[str]:
    return found_by(lexicon("agenda")[table][key])


@cache
def _told() -> re.Pattern[str]:
    """Return what leads to a report: "told a meeting that"; the meeting is not what is due."""
    return re.compile(rf"\b{any_of(lexicon('attribution')['speech'])}\b[^,;]{{0,60}}?\bthat\b")


@cache
def _whats(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((what, found_by(words)) for what, words in lexicon("agenda")[table].items())
