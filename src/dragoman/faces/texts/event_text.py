"""One act, with everything that tells of it."""

from collections.abc import Iterable

from dragoman.answers import Said
from dragoman.faces.texts.evidence import ClaimById, write_claims
from dragoman.faces.texts.listing import told_of
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import named_all
from dragoman.model import Event


def write_event(
    sheet: Sheet, event: Event, sentences: Iterable[Said], claim_by_id: ClaimById
) -> None:
    """Write what an event is, how often it is told, and each sentence that tells it."""
    to = f" to {named_all(event.recipients)}" if event.recipients else ""
    sheet.title(f"{event.event_type}: {named_all(event.actors)}{to}")
    hedged = ", hedged in every claim" if event.hedged else ""
    sheet.line(f"{event.start} to {event.end}; {event.quad}; {event.status}{hedged}")
    sheet.line(told_of(event))
    sheet.line(f"{event.id}, joined by the rule {event.folding}, score {event.score:.2f}")
    sheet.blank()
    write_claims(sheet, sentences, claim_by_id)
