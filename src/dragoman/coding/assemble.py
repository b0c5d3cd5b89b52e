"""Put one claim together from what the model read and what the rules found.

The model says which words are an act, of which type, and who plays which role; the
mention finder says who those words are; the rules say when, where, in whose voice
and how surely. Nothing is added that neither of them saw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.coding.attribution import is_own_act, voices_at
from dragoman.coding.confidence import Doubts
from dragoman.coding.modes import mode_of
from dragoman.coding.participants import participants
from dragoman.coding.parties import parties
from dragoman.coding.places import where_of
from dragoman.coding.reader import Role, TriggerReading, whole_words
from dragoman.coding.sentence_view import SentenceView
from dragoman.coding.status import StatusReading, is_historical, read_status
from dragoman.coding.times.finding import when_of
from dragoman.model import (
    Basis,
    Claim,
    Participant,
    Passage,
    Precision,
    Sentence,
    Span,
    Status,
    Voice,
    When,
    content_id,
)
from dragoman.ontology import plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of a sentence as the model sees it: its words, type and roles.

    `trigger` and the roles in `reading` are in sentence offsets. `types` are the shares of the
    types, best first, `doubts` what else was said for and against them.
    """

    trigger: Span
    reading: TriggerReading
    types: tuple[tuple[str, float], ...]
    doubts: Doubts
    confidence: float


def assemble(view: SentenceView, act: Act, coder: str) -> Claim:
    """Return the claim that a sentence makes about one act."""
    sentence, article = view.sentence, view.article
    trigger = Passage.of(article.text, act.trigger.shift(sentence.start))
    said = voices_at(view.attributions, trigger.span)
    event_type = act.types[0][0]
    actors, recipients, against = parties(view, act.trigger, event_type, act.reading, said)
    mode = mode_of(event_type, trigger.exact, sentence.text)
    modes = (mode,) if mode else ()
    certainty = read_status(sentence, trigger.span, event_type)
    hedges = certainty.hedges or _read_hedges(view, act)
    speakers = voices(view, act, said, actors)
    dated = [role.span.shift(sentence.start) for role in act.reading.of_role("time")]
    told = when_of(sentence, trigger.span, view.times, view.published, dated)
    when = told or _assumed(view.published)
    located = [role.span.shift(sentence.start) for role in act.reading.of_role("place")]
    status = _status(act, certainty)
    read = {
        "status": certainty.status is None and status is not Status.ACTUAL,
        "doubt": bool(hedges) and not certainty.hedges,
        "voice": bool(speakers) and not said,
    }
    return Claim(
        id=content_id("cl", article.id, sentence.start, trigger.start, trigger.end, event_type),
        article=article.id,
        evidence=sentence.passage,
        trigger=trigger,
        event_type=event_type,
        modes=modes,
        contexts=plover.contexts_of(sentence.text),
        actors=actors,
        recipients=recipients,
        against=against,
        incomplete=_incomplete(event_type, actors, recipients),
        status=status,
        historical=is_historical(when, view.published),
        hedged=bool(hedges),
        hedges=hedges,
        voices=speakers,
        when=when,
        where=where_of(sentence, trigger.span, view.places, located, event_type),
        confidence=round(act.confidence, 4),
        type_top=tuple((code, round(share, 4)) for code, share in act.types[:3]),
        reasons=_reasons(act, sentence, read, speakers),
        coder=coder,
        quad=plover.event_type(event_type).quad,
        score=plover.score(event_type, modes),
        outlet=article.outlet,
        published=view.published.isoformat(),
    )


def _incomplete(
    event_type: str, actors: Sequence[Participant], recipients: Sequence[Participant]
) -> tuple[str, ...]:
    """Return what the type asks for and the sentence does not give."""
    needs = plover.event_type(event_type).needs_recipient
    if needs and not recipients and len(actors) < 2:
        return ("recipient",)
    return () if actors or recipients else ("actor",)


# The reader takes an act for doubted from this share on. Chosen as even odds, not swept.
HEDGED = 0.5


def _read_hedges(view: SentenceView, act: Act) -> tuple[Passage, ...]:
    """Return the words of doubt that the reader marks, where it takes the act for doubted."""
    if act.reading.hedged < HEDGED:
        return ()
    spans = (whole_words(role.span, view.sentence.text) for role in act.reading.of_role("hedge"))
    start = view.sentence.start
    return tuple(Passage.of(view.article.text, span.shift(start)) for span in spans)


def _status(act: Act, certainty: StatusReading) -> Status:
    """Return the rules' status when they saw a cue, else the model's."""
    if certainty.status is not None:
        return certainty.status
    return Status(max(act.reading.statuses, key=act.reading.statuses.__getitem__))


def _reasons(
    act: Act, sentence: Sentence, read: Mapping[str, bool], voices: Sequence[Voice]
) -> tuple[str, ...]:
    """Return what the type, the status, the doubt and the voices rest on; a guess says so.

    Args:
        act: what the model saw.
        sentence: where it stands.
        read: what of the claim was read by the model where no rule saw a cue.
        voices: who says so.
    """
    agree = act.doubts.agreement
    views = "both views agree on the type" if agree else "the views disagree on the type"
    carried = any(not sentence.passage.span.contains(v.passage.span) for v in voices)
    guess = ("guess: the voice is the one of the quotation around",) if carried else ()
    return (
        views,
        *(f"{what} read by the model" for what, is_read in read.items() if is_read),
        *guess,
    )


def _assumed(published: date) -> When:
    """Return the publication date, marked as assumed: the text gives no date."""
    return When(start=published, end=published, precision=Precision.DAY, basis=Basis.ASSUMED)


def voices(
    view: SentenceView, act: Act, said: Sequence[Voice], actors: Sequence[Participant]
) -> tuple[Voice, ...]:
    """Return who says so: by the cue patterns, else by the model's own reading.

    Whose words are the act itself ("Baku said it rejects the offer") is its actor, no voice.
    """
    found = said or _read_voices(view, act)
    event_type = act.types[0][0]
    return tuple(voice for voice in found if not is_own_act(event_type, voice, actors))


def _voice(view: SentenceView, source: Role, cue: Role) -> tuple[Voice, ...]:
    """Return the voice of some words, none where they name nobody."""
    speakers = participants(view, (source,))[:1]
    text, start = view.article.text, view.sentence.start
    return tuple(
        Voice(
            passage=Passage.of(text, source.span.shift(start)),
            actor=speaker.actor,
            cue=Passage.of(text, cue.span.shift(start)),
        )
        for speaker in speakers
    )


# A voice that the model is less sure of is none: voice_f1 of the held-out stories is .602 with
# .9 and .596 with .7 or without a bound.
HEARD = 0.9


def _read_voices(view: SentenceView, act: Act) -> tuple[Voice, ...]:
    """Return the voice the model read for an act, none without a cue."""
    cues = act.reading.of_role("cue")
    found: list[Voice] = []
    for role in act.reading.of_role("voice"):
        if cues and role.probability >= HEARD:
            cue = min(cues, key=lambda c: abs(c.span.start - role.span.start))
            found += _voice(view, role, cue)
    return tuple(found[:1])
