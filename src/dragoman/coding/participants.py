"""Who the words of a role are: a mention, the members of a list, or a guess marked as one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.coding.attribution import FIRST_PERSON
from dragoman.coding.lexicon import any_of, lexicon
from dragoman.coding.memory import AT_HOME
from dragoman.coding.reader import Role, whole_words
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.standins import BORDERLESS, NO_COUNTRY, borderless, not_local
from dragoman.model import Actor, Mention, Participant, Passage, Span

# States that stand in the text as a bare name, a capital or a demonym act as governments.
ACTING_SECTOR = "GOV"
# Whose bodies act, where the reader took the bodies alone.
OF_THE_TWO = re.compile(
    r" of (?:the two|both|these two) (?:countries|states|nations|governments)\b"
)


def participants(view: SentenceView, roles: Iterable[Role]) -> tuple[Participant, ...]:
    """Return who the words of some roles are; unknown words stay with no code."""
    found: list[Participant] = []
    for role in roles:
        words = _with_owners(whole_words(role.span, view.sentence.text), view.sentence.text)
        span = words.shift(view.sentence.start)
        mentions = _naming(span, view.mentions, view.article.text)
        if mentions:
            for mention in mentions:
                found += [_participant(view, span, mention, actor) for actor in mention.actors]
        elif not EMPTY.fullmatch(span.cut(view.article.text)):
            found.append(_unknown(view, span))
    return _unique(found)


def _with_owners(span: Span, text: str) -> Span:
    """Return words with the two states behind them: "the navies" of "the two countries"."""
    behind = OF_THE_TWO.match(text, span.end)
    return Span(span.start, behind.end()) if behind else span


def _participant(view: SentenceView, span: Span, mention: Mention, actor: Actor) -> Participant:
    """Return a mention in the words of a role as a party; its country may be a guess."""
    if actor.country is not None and mention.reason != AT_HOME:
        return Participant(passage=mention.passage, actor=_acting(actor), reason=mention.reason)
    actor, reason = _guessed(view, span, actor, mention.reason)
    return Participant(passage=mention.passage, actor=actor, reason=reason)


def _unknown(view: SentenceView, span: Span) -> Participant:
    """Return words that name nobody we know as a party."""
    words = Passage.of(view.article.text, span)
    actor, reason = _guessed(view, span, Actor(name=words.exact), "no name known")
    return Participant(passage=words, actor=actor, reason=reason)


def _guessed(view: SentenceView, span: Span, actor: Actor, reason: str) -> tuple[Actor, str]:
    """Return somebody of no known country with that of the words, else of the article.

    "Relatives in Miami" are of where that lies. Newspapers name the country of a local once
    and then leave it out: see `home_of`. Foreigners stay open.
    """
    whole = _with_behind(view, span)
    inside = _named_in(view, whole)
    if inside is not None:
        return replace(actor, country=inside), "guess: who is named in the same words"
    there = _place_in(view, whole)
    if there is not None:
        return replace(actor, country=there), "guess: the place in its words"
    words = span.cut(view.article.text)
    code = borderless(words)
    if code is not None:
        return replace(actor, country=code), BORDERLESS
    if words.lower() in FIRST_PERSON or not_local().search(words):
        return replace(actor, country=None), "no country known"
    if view.home is None:
        return actor, reason
    return replace(actor, country=view.home), AT_HOME


def _with_behind(view: SentenceView, span: Span) -> Span:
    """Return words with the name or the place that a preposition ties to them: "in Miami"."""
    tie = OF_PLACE.match(view.article.text, span.end)
    if tie is None:
        return span
    named = [m.passage.span for m in view.mentions] + [p.passage.span for p in view.places]
    ends = [name.end for name in named if name.start == tie.end()]
    return Span(span.start, max(ends, default=span.end))


OF_PLACE = re.compile(r"\s+(?:in|of|from|at|near|outside)\s+(?:the\s+)?")


def _named_in(view: SentenceView, span: Span) -> str | None:
    """Return the only country that the names in some words are of."""
    inside = [m for m in view.mentions if span.contains(m.passage.span)]
    named = {a.country for m in inside if not m.reason.startswith("guess") for a in m.actors}
    codes = named - {None}
    return codes.pop() if len(codes) == 1 else None


def _place_in(view: SentenceView, span: Span) -> str | None:
    """Return the country of the first place in some words."""
    places = (place for place in view.places if span.contains(place.passage.span))
    return next((place.country for place in places if place.country), None)


# Words that name nobody by themselves: "the", "of a".
EMPTY = re.compile(
    rf"(?:\b{any_of(lexicon('mentions')['empty_words'])}\b|\b[\d.,]+\b|['’]s\b|\bs\b|[^\w])*",
    re.IGNORECASE,
)


def _acting(actor: Actor) -> Actor:
    """Return a state that acts as its government."""
    if actor.sector is None and actor.country is not None and len(actor.country) == 3:
        return Actor(name=actor.name, country=actor.country, sector=ACTING_SECTOR)
    return actor


def _naming(span: Span, mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the mentions a role's words are: one, or the members of a list.

    "A spokesman for the ministry in Moscow" names one party; "France, Germany and the
    EU" three. Words that are no mention but lie in one ("Tehran" of "Tehran's envoy")
    stand for the one that holds them.
    """
    inside = [m for m in mentions if span.contains(m.passage.span)]
    if not inside:
        return [m for m in mentions if m.passage.span.overlaps(span)][:1]
    inside = _without_owner(inside, span.cut(text))
    if not inside:
        return []
    if OF_THE_TWO.match(text, inside[0].passage.end):
        return inside[1:2] or inside
    listed = inside[:1]
    for mention in inside[1:]:
        if not _is_list(text[listed[-1].passage.end : mention.passage.start]):
            break
        listed.append(mention)
    return listed


def _without_owner(inside: list[Mention], words: str) -> list[Mention]:
    """Return the mentions of some words without the pronoun that only owns the next one.

    "His Australian counterpart" is an Australian, "his staff" of where he is from, "his allies"
    of nowhere that we know.
    """
    own, *others = inside
    if own.passage.exact.lower() not in OWNERS:
        return inside
    if not others:
        return [] if not_local().search(words) else inside
    head, *rest = others
    if head.reason not in {AT_HOME, NO_COUNTRY}:
        return others
    named = tuple(replace(head.actors[0], country=owner.country) for owner in own.actors)
    return [replace(head, actors=named, reason=own.reason), *rest]


OWNERS = frozenset({"my", "our", "his", "her", "its", "their"})


def _is_list(between: str) -> bool:
    """Tell whether the words between two mentions make them members of one list."""
    words = re.findall(r"[\w&]+", between.lower())
    return all(word in lexicon("mentions")["list_words"] for word in words)


def participants_in(view: SentenceView) -> tuple[Participant, ...]:
    """Return everybody a sentence names whose country is known."""
    return _unique(
        [
            Participant(passage=mention.passage, actor=actor, reason=mention.reason)
            for mention in view.mentions
            for actor in mention.actors
            if actor.country
        ]
    )


def _unique(found: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the participants without repeated actors, in the order of the text."""
    seen: set[tuple[str, str | None, str | None]] = set()
    kept = []
    for participant in found:
        actor = participant.actor
        key = (actor.name, actor.country, actor.sector)
        if key not in seen:
            seen.add(key)
            kept.append(participant)
    return tuple(kept)
