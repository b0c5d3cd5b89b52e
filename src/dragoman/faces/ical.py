"""An agenda as iCalendar (RFC 5545): what a calendar program subscribes to."""

from datetime import UTC, datetime, time, timedelta
from importlib.metadata import version

from icalendar import Calendar, Event

from dragoman.answers import Agenda, DueItem
from dragoman.faces.texts.words import name_of
from dragoman.model import AgendaStatus

MEDIA_TYPE = "text/calendar"


def calendar_of(agenda: Agenda) -> bytes:
    """Return the dated things of an agenda; those without a day are in no calendar.

    A thing is confirmed when a sentence gives its day and tells that it stands or was done,
    tentative when its days are rough, hedged or of unknown outcome, cancelled when it was missed.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Dragoman//{version('dragoman')}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Dragoman, announced by {agenda.today}")
    for item in agenda.things:
        calendar.add_component(_event(item, agenda))
    written: bytes = calendar.to_ical()
    return written


def _event(item: DueItem, agenda: Agenda) -> Event:
    event = Event()
    event.add("uid", f"{item.id}@dragoman")
    # A clock must not change an answer: the stamp is the day of the latest word read.
    stamp = agenda.newest or agenda.today
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    start, end = item.outcome.moved_to or (item.start, item.end)
    event.add("dtstart", start)
    # The end of a whole day is the day after it (RFC 5545, 3.6.1).
    event.add("dtend", end + timedelta(days=1))
    event.add("summary", summary_of(item))
    event.add("status", _status(item))
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(item))
    event.add("categories", [item.what])
    return event


def summary_of(item: DueItem) -> str:
    """Return a thing in a few words: "visit: Iran, Russia"."""
    who = ", ".join(name_of(code) for code in item.actors or item.named)
    return f"{item.what}: {who}" if who else item.what


def _status(item: DueItem) -> str:
    if item.outcome.status is AgendaStatus.MISSED:
        return "CANCELLED"
    sure = item.outcome.status is not AgendaStatus.UNKNOWN and not item.is_rough
    return "CONFIRMED" if sure and not item.hedged else "TENTATIVE"


def _description(item: DueItem) -> str:
    """Return how a thing stands and the sentences that say so."""
    told = [f"{item.outcome.status.value}: {item.outcome.reason}"]
    for said in item.sentences:
        words = " ".join((said.sentence or "").split())
        told.append(f"“{words}” ({said.outlet or 'unknown outlet'}, {said.published or 'undated'})")
    return "\n".join(told)
