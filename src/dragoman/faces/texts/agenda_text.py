"""What is announced and how it stands: over and open, to come, settled, and without a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.answers import Agenda, DueItem, VagueItem
from dragoman.answers.agendas.due import AgendaEntry
from dragoman.answers.state import Standing
from dragoman.faces.texts.evidence import write_said
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import counted, named
from dragoman.model import AgendaStatus

NAMES = ("when", "left", "what, who, told by whom")
HEADS = ("when", "status", "what, who, why")
VAGUE_HEADS = ("told on", "status", "what, who, in which words")
SETTLED = (AgendaStatus.MOVED, AgendaStatus.MISSED, AgendaStatus.DONE)
# More names than this say less than their number.
MAX_NAMED = 4


def write_agenda(sheet: Sheet, agenda: Agenda, *, sentences: bool = False) -> None:
    """Write an agenda: what is over and open, to come, settled, and vague; and what it rests on."""
    by_status = defaultdict(list)
    for item in agenda.things:
        by_status[item.outcome.status].append(item)
    over = map(_settled_row, by_status[AgendaStatus.UNKNOWN])
    settled = (_settled_row(item) for status in SETTLED for item in by_status[status])
    _write_table(sheet, "Over, and nobody told what became of it", HEADS, tuple(over))
    if by_status[AgendaStatus.ANNOUNCED]:
        write_due(sheet, by_status[AgendaStatus.ANNOUNCED])
    _write_table(sheet, "Moved, missed or done", HEADS, tuple(settled))
    _write_table(sheet, "Without a day", VAGUE_HEADS, [_vague_row(item) for item in agenda.vague])
    sheet.line(standing_of(agenda))
    if sentences:
        _write_sentences(sheet, (*agenda.things, *agenda.vague))


def write_due(sheet: Sheet, items: Sequence[DueItem]) -> None:
    """Write what is to come: what has a day, then what has an interval, each soonest first."""
    if not items:
        sheet.line("Nothing is told to come.")
    _write_table(sheet, "On a day", NAMES, [_row(item) for item in items if not item.is_rough])
    _write_table(sheet, "Roughly", NAMES, [_row(item) for item in items if item.is_rough])


def standing_of(agenda: Agenda) -> str:
    """Return how far an agenda can be relied on, in words."""
    read = f"{counted(agenda.articles, 'article')} read, the latest word of {agenda.newest}"
    match agenda.standing:
        case Standing.NOT_COLLECTED:
            return (
                f"Nothing was collected by {agenda.today}; nothing can be said of what is to come."
            )
        case Standing.OUTSIDE_COVERAGE:
            return f"The record never speaks of who was asked for ({read}); much may be to come."
        case Standing.STALE:
            return (
                f"The record is stale since {agenda.newest}; what was announced later is missing."
            )
        case Standing.BELOW_THRESHOLD:
            vague = counted(len(agenda.vague), "thing")
            return f"No date was found as asked ({read}); {vague} without a date."
        case Standing.ENOUGH:
            return f"As of {agenda.today}; {read}."


def _write_table(
    sheet: Sheet, words: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> None:
    if rows:
        sheet.line(words, style="bold")
        sheet.table(heads, rows, whole=heads[:2])


def _settled_row(item: DueItem) -> tuple[str, ...]:
    outcome = item.outcome
    rests_on = outcome.rests_on.sentence if outcome.rests_on else _briefest(item)
    quoted = " ".join((rests_on or "").split())
    what = f"{item.what}: {_who(item) or 'nobody named'}; {outcome.reason}"
    return _when(item), outcome.status.value, f"{what}\n“{quoted}”"


def _vague_row(item: VagueItem) -> tuple[str, ...]:
    what = f"{item.what}: {_who(item) or 'nobody named'}; {', '.join(item.vague)}"
    return item.told_on.isoformat(), item.outcome.status.value, f"{what}\n“{_briefest(item)}”"


def _row(item: DueItem) -> tuple[str, ...]:
    told = f"{counted(len(item.outlets), 'outlet')}, {len(item.origins)} independent"
    doubt = f", {item.hedged} hedged" if item.hedged else ""
    what = f"{item.what}: {_who(item) or 'nobody named'}; {told}{doubt}"
    return _when(item), _ahead(item.days), f"{what}\n“{_briefest(item)}”"


def _briefest(item: AgendaEntry) -> str:
    """Return the shortest sentence: what is to come stands there with little else."""
    sentences = (" ".join(said.sentence.split()) for said in item.sentences if said.sentence)
    return min(sentences, key=lambda words: (len(words), words), default=item.words)


def _when(item: DueItem) -> str:
    if not item.is_rough:
        return item.start.isoformat()
    end = item.end.isoformat()
    return f"{item.start}..{end[5:] if item.start.year == item.end.year else end}"


def _ahead(days: int) -> str:
    """Return how many days are left.

    >>> _ahead(8), _ahead(1), _ahead(-5)
    ('8 days', '1 day', 'begun')
    """
    if days < 0:
        return "begun"
    return counted(days, "day") if days else "today"


def _who(item: AgendaEntry) -> str:
    codes = item.actors or item.named
    more = f" and {len(codes) - MAX_NAMED} more" if len(codes) > MAX_NAMED else ""
    return ", ".join(map(named, codes[:MAX_NAMED])) + more


def _write_sentences(sheet: Sheet, items: Iterable[DueItem | VagueItem]) -> None:
    for item in items:
        sheet.blank()
        when = _when(item) if isinstance(item, DueItem) else ", ".join(item.vague)
        sheet.line(f"{when} {item.what}", style="bold")
        for said in item.sentences:
            write_said(sheet, said)
        if item.outcome.rests_on is not None:
            sheet.line(f"{item.outcome.status}: {item.outcome.reason}")
            write_said(sheet, item.outcome.rests_on)
    sheet.blank()
