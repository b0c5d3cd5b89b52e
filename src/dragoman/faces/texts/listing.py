"""Lists of what was read: when, what, and the words; long cells are wrapped, never cut."""

from collections.abc import Iterable, Iterator, Sequence

from dragoman.answers import Backing
from dragoman.faces.output import Output
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import act_of, commitment_of, named_all, no_sentence, parties_named
from dragoman.model import AgendaItem, AgendaStatus, Article, Claim, Event, Reading, Rejection, When

Cells = tuple[str, ...]
READ = ("when", "what was read", "in the words")
# Codes, days and ids are for copying: they stay on one line.
WHOLE = ("when", "from", "id", "code")
EVENTS = ("from", "id", "event")


def write_listing(out: Output, names: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a list for a person and return the exit code; days and ids stay whole."""
    kept = list(rows)
    sheet = Sheet.for_stdout(out.path)
    if kept:
        sheet.table(names, kept, whole=WHOLE, indent=0)
    else:
        sheet.line("nothing found", indent=0)
    out.write_text(sheet.text())
    return out.exit_code(found=bool(kept))


def cells_of_reading(reading: Reading, *, everything: bool) -> Iterator[Cells]:
    """Yield the claims of a page, and with `everything` all that came out of it."""
    if everything:
        yield _cells_of_article(reading.article)
    yield from map(cells_of_claim, reading.claims)
    if everything:
        yield from map(_cells_of_item, reading.agenda)
        yield from map(_cells_of_rejection, reading.rejections)


def cells_of_claim(claim: Claim) -> Cells:
    """Return the day, the act and the sentence of a claim; of an imported one, its row."""
    words = claim.evidence.exact if claim.evidence else ""
    place = no_sentence(claim.row) if claim.row else words
    return _day(claim.when), f"{act_of(claim)}\n{commitment_of(claim)}", place


def cells_of_event(event: Event) -> Cells:
    """Return the day, the id and the act of an event, with how often it is told."""
    to = f" to {named_all(event.recipients)}" if event.recipients else ""
    act = f"{event.event_type}: {named_all(event.actors)}{to}"
    hedged = ", hedged" if event.hedged else ""
    return event.start.isoformat(), event.id, f"{act}; {event.status}{hedged}\n{told_of(event)}"


def told_of(event: Event) -> str:
    """Return the counts of an event: "1 event, 6 claims, 4 outlets, 2 independent"."""
    return Backing(
        claims=event.claims, events=(event.id,), outlets=event.outlets, origins=event.origins
    ).words


def _cells_of_article(article: Article) -> Cells:
    published = article.published.day if article.published else ""
    return published, f"({article.verdict.value}) {article.outlet or ''}", article.title or ""


def _cells_of_item(item: AgendaItem) -> Cells:
    who = parties_named(item.actors) or "nobody named"
    status = "to come" if item.status is AgendaStatus.ANNOUNCED else item.status.value
    return _day(item.when), f"({status}) {item.what}: {who}", item.evidence.exact


def _cells_of_rejection(rejection: Rejection) -> Cells:
    words = rejection.passage.exact if rejection.passage else rejection.detail
    return "", f"(not kept) {rejection.reason}", words


def _day(when: When | None) -> str:
    return when.start.isoformat() if when else ""
