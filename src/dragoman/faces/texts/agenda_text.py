"""What is still to come, dated and roughly dated."""

from collections.abc import Iterable, Sequence

from dragoman.answers import DueItem
from dragoman.faces.texts.evidence import write_said
from dragoman.faces.texts.sheet import Sheet
from dragoman.faces.texts.words import counted, named

NAMES = ("when", "left", "what, who, told by whom")
# More names than this say less than their number.
MAX_NAMED = 4


def write_agenda(sheet: Sheet, items: Sequence[DueItem], *, sentences: bool = False) -> None:
    """Write an agenda: what has a day, then what has an interval, each soonest first."""
    if not items:
        sheet.line("Nothing is told to come.")
    for words, found in (
        ("On a day", [item for item in items if not item.is_rough]),
        ("Roughly", [item for item in items if item.is_rough]),
    ):
        if found:
            sheet.line(words, style="bold")
            sheet.table(NAMES, [_row(item) for item in found], whole=NAMES[:2])
            if sentences:
                _write_sentences(sheet, found)


def _row(item: DueItem) -> tuple[str, ...]:
    told = f"{counted(len(item.outlets), 'outlet')}, {len(item.origins)} independent"
    doubt = f", {item.hedged} hedged" if item.hedged else ""
    what = f"{item.what}: {_who(item) or 'nobody named'}; {told}{doubt}"
    return _when(item), _ahead(item.days), f"{what}\n“{_briefest(item)}”"


def _briefest(item: DueItem) -> str:
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


def _who(item: DueItem) -> str:
    codes = item.actors or item.named
    more = f" and {len(codes) - MAX_NAMED} more" if len(codes) > MAX_NAMED else ""
    return ", ".join(map(named, codes[:MAX_NAMED])) + more


def _write_sentences(sheet: Sheet, items: Iterable[DueItem]) -> None:
    for item in items:
        sheet.blank()
        sheet.line(f"{_when(item)} {item.what}", style="bold")
        for said in item.sentences:
            write_said(sheet, said)
    sheet.blank()
