"""Who is on which side of an act: what the words of the reader and the grammar around them say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.attribution import FIRST_PERSON
from dragoman.coding.memory import AT_HOME
from dragoman.coding.participants import participants
from dragoman.coding.reader import Role, TriggerReading
from dragoman.coding.sentence_view import SentenceView
from dragoman.model import Actor, Participant, Span, Voice
from dragoman.ontology.plover import quad

SPEAKER = "guess: the speaker"
# What is called for or discussed is no party, but for somebody who is to do something: "called
# for his release" and "discussed Iran's role" against "called for Iran to halt".
CALLED_FOR = re.compile(r"(?:\bcall\w*\s+for|\bdemand\w*)\b(?!.*\bto\b)", re.IGNORECASE)
DISCUSSED = re.compile(r"\bdiscuss\w*\b(?!.*\bwith\b)", re.IGNORECASE)
TO_DO = re.compile(r"[^,.;]*?\bto\b")
# Types whose acts are words: what is said without naming who demands or blames, its speaker does.
# On the held-out and the gold train stories that is the actor 18 times of 25.
SPOKEN = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN"})
# What stands before whom others work together against.
AIMED_AT = re.compile(
    r"\b(?:against|aimed at|directed at|to (?:counter|deter|contain|confront|isolate))"
    r"(?: (?:the|an?|its|their|common|rival|neighbou?ring))*\s*$",
    re.IGNORECASE,
)
# A side of which the reader gives no more than one run of words that it is less sure of stays
# empty: one such run in three is a party. Right sides among the acts found, by `eval events`: of
# the held-out stories 247 of 384 (238 without), of the gold train stories 528 of 697 (525), of the
# annotated train stories 2,485 of 3,855 (2,468). On the held-out ones .45 and .55 find fewer.
ALONE = 0.5
PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were|get|got)\s+(?:\w+ly\s+)?$")


def parties(
    view: SentenceView,
    trigger: Span,
    event_type: str,
    reading: TriggerReading,
    said: Sequence[Voice],
) -> tuple[tuple[Participant, ...], ...]:
    """Return actors, recipients and those an act is against; nobody is two of them.

    Args:
        view: the sentence.
        trigger: the words of the act, in sentence offsets.
        event_type: what the act is taken for.
        reading: who the model takes for what.
        said: whose words the act is told in.
    """
    actors, recipients, against = (
        _speaking(participants(view, _sure(reading.of_role(role))), said)
        for role in ("actor", "recipient", "against")
    )
    text, start = view.sentence.text, view.sentence.start
    recipients = tuple(
        _other(view, party, actors)
        for party in _without(recipients, actors)
        if not _is_topic(text, trigger, event_type, party.passage.span.shift(-start))
    )
    if not actors and event_type in SPOKEN and not PASSIVE.search(text[: trigger.start]):
        actors = _without(_speaker(said), recipients)
    aimed = tuple(
        p for p in recipients if _is_aimed_at(text, event_type, p.passage.span.shift(-start))
    )
    recipients = _without(recipients, aimed)
    return actors, recipients, _without(_without(aimed + against, actors), recipients)


def _sure(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the words of a side, none where they stand alone and the reader doubts them."""
    return () if len(roles) == 1 and roles[0].probability < ALONE else roles


def _other(view: SentenceView, party: Participant, actors: Sequence[Participant]) -> Participant:
    """Return a party; a pronoun that was led back to an actor is some other local, as we guess.

    "Trump called him": nobody calls "him" whom the sentence is about (binding: Chomsky 1981).
    """
    words = party.passage.exact
    if words.lower() not in OTHERS or all(party.actor != actor.actor for actor in actors):
        return party
    return replace(party, actor=Actor(name=words, country=view.home), reason=AT_HOME)


OTHERS = frozenset({"he", "him", "she", "her", "it", "they", "them", "his", "its", "their"})


def _is_topic(text: str, trigger: Span, event_type: str, party: Span) -> bool:
    """Tell whether words are what is called for or discussed, not whom."""
    if event_type == "CONSULT":
        return DISCUSSED.match(text, trigger.start, party.start) is not None
    if event_type != "REQUEST" or not CALLED_FOR.match(text, trigger.start, party.start):
        return False
    return TO_DO.match(text, party.end) is None


def _is_aimed_at(text: str, event_type: str, party: Span) -> bool:
    """Tell whether words are whom a friendly act of others is against: "exercises against C"."""
    return (
        quad(event_type).endswith("cooperation")
        and AIMED_AT.search(text[: party.start]) is not None
    )


def _speaker(said: Sequence[Voice]) -> tuple[Participant, ...]:
    """Return who speaks as a party, nobody where an outlet of some day is cited."""
    return tuple(
        Participant(passage=voice.passage, actor=voice.actor, reason=SPEAKER)
        for voice in said[:1]
        if voice.cited_date is None
    )


def _speaking(found: Sequence[Participant], said: Sequence[Voice]) -> tuple[Participant, ...]:
    """Return the parties with "we" and "I" led back to who says so."""
    if not said or said[0].cited_date is not None or said[0].actor.country is None:
        return tuple(found)
    speaker = said[0].actor
    return tuple(
        Participant(passage=party.passage, actor=speaker, reason=SPEAKER)
        if party.passage.exact.lower() in FIRST_PERSON
        else party
        for party in found
    )


def _without(
    found: tuple[Participant, ...], others: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return the participants that are not already on the other side, by their words."""
    taken = [other.passage.span for other in others]
    return tuple(p for p in found if not any(p.passage.span.overlaps(span) for span in taken))
