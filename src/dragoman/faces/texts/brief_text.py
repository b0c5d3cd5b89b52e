"""The brief: what changed between whom, what is due, what was hidden, who says so."""

from collections.abc import Sequence

from dragoman.answers import Arrow, Brief
from dragoman.answers.briefing import DUE_DAYS, Changed
from dragoman.answers.disputes import Disputed
from dragoman.answers.shifts.discoveries import LookedAt
from dragoman.faces.texts.agenda_text import write_due
from dragoman.faces.texts.evidence import ClaimById, write_claim, write_claims, write_said
from dragoman.faces.texts.shadows_text import write_overshadowed
from dragoman.faces.texts.sheet import INDENT, Sheet
from dragoman.faces.texts.shift_text import certainty_of, rule_of, write_figures
from dragoman.faces.texts.state_text import write_state
from dragoman.faces.texts.voices_text import write_tables
from dragoman.faces.texts.words import (
    counted,
    day_named,
    month_named,
    named_all,
    pair_named,
)

CHANGES = ((Arrow.CLOSER, "Drawing closer"), (Arrow.APART, "Drawing apart"))


def write_brief(sheet: Sheet, brief: Brief, claim_by_id: ClaimById, ask: str) -> None:
    """Write the brief; `ask` is how to call the program on this record."""
    sheet.title(f"Brief of {day_named(brief.today)}")
    sheet.line(f"{brief.told.words}; looking back to {day_named(brief.since)}.", indent=0)
    write_state(sheet, brief.state)
    for arrow, words in CHANGES:
        _write_changed(sheet, words, [c for c in brief.changed if c.shift.arrow is arrow])
    _write_others(sheet, brief)
    sheet.heading(f"To come within {DUE_DAYS} days")
    write_due(sheet, brief.due)
    sheet.heading("Overshadowed")
    write_overshadowed(sheet, brief.overshadowed, claim_by_id)
    if brief.voices is not None:
        pair = pair_named(brief.voices.first, brief.voices.second)
        sheet.heading(f"Who says so about {pair}")
        write_tables(sheet, brief.voices)
    sheet.heading("Disputed")
    _write_disputed(sheet, brief.disputed)
    sheet.heading("Claims with their sentences")
    write_claims(sheet, brief.sentences, claim_by_id)
    if brief.most_told_sentence is not None:
        sheet.heading("Most told")
        sheet.line(brief.most_told.words, style="bold")
        write_claim(sheet, brief.most_told_sentence, claim_by_id)
    claims = (claim_by_id(said.id) for said in brief.sentences)
    coders = dict.fromkeys(claim.coder for claim in claims if claim and claim.coder)
    _write_end(sheet, brief, tuple(coders))
    _write_commands(sheet, brief, ask)


def _write_changed(sheet: Sheet, words: str, changed: Sequence[Changed]) -> None:
    sheet.heading(words)
    if not changed:
        sheet.line("No pair.")
    for number, entry in enumerate(changed):
        if number:
            sheet.blank()
        assert entry.shift.since is not None
        pair = pair_named(entry.first, entry.second)
        sheet.line(f"{pair}, since {month_named(entry.shift.since)}", style="bold")
        sheet.line(f"{rule_of(entry.shift)}; since then {entry.told.words}", indent=2 * INDENT)
        write_figures(sheet, entry.shift)
        sheet.line(certainty_of(entry.shift), indent=2 * INDENT)
        write_said(sheet, entry.sentence)


def _write_others(sheet: Sheet, brief: Brief) -> None:
    """Write how many pairs did not change, so that nobody takes silence for calm."""
    others = [
        f"{counted(len(count.pairs), 'pair')}: {count.arrow.value}"
        for count in brief.arrows
        if count.arrow in {Arrow.UNCLEAR, Arrow.TOO_FEW}
    ]
    sheet.blank()
    sheet.line("; ".join(others) + ".", style="dim")
    _write_looked_at(sheet, brief.looked_at)


def _write_looked_at(sheet: Sheet, looked: LookedAt) -> None:
    """Write how many arrows may be invented where so many pairs are looked at."""
    if looked.tested:
        tested = f"{counted(looked.tested, 'pair')} with enough events tested together"
        rate = f"false discovery rate {looked.false_discovery_rate:.2f}"
        sheet.line(f"{tested}: {rate}.", style="dim")
    if looked.alone:
        named = ", ".join(pair_named(*pair) for pair in looked.alone)
        sheet.line(f"With an arrow only where asked about alone: {named}.", style="dim")


def _write_disputed(sheet: Sheet, disputed: Sequence[Disputed]) -> None:
    if not disputed:
        sheet.line("Nothing is both asserted and denied.")
    for number, entry in enumerate(disputed):
        if number:
            sheet.blank()
        sides = f"{named_all(entry.actors)} to {named_all(entry.recipients)}"
        sheet.line(f"{entry.event_type}: {sides}", style="bold")
        for verb, voices, told in (
            ("asserted", entry.asserting, entry.asserted),
            ("denied", entry.denying, entry.denied),
        ):
            sheet.line(f"{verb} by {', '.join(voices)} ({told.words})", indent=2 * INDENT)
        for said in entry.sentences[:2]:
            write_said(sheet, said)


def _write_end(sheet: Sheet, brief: Brief, coders: Sequence[str]) -> None:
    """Write what the brief rests on: it can be made again from these."""
    sheet.heading("Made from")
    sheet.line(f"snapshot {brief.snapshot}")
    rules = [*brief.rules, *(brief.voices.rules if brief.voices else ())]
    rules += [entry.rule for entry in brief.overshadowed[:1]]
    sheet.line(f"rules {', '.join(dict.fromkeys(rules))}")
    if coders:
        sheet.line(f"read by {', '.join(coders)}")


def _write_commands(sheet: Sheet, brief: Brief, ask: str) -> None:
    """Write the commands that lead behind the numbers."""
    sheet.heading("Go on")
    top = brief.voices or next(iter(brief.changed), None)
    pair = f"{top.first} {top.second}" if top else "A B"
    event = brief.most_told.events[0] if brief.most_told.events else "EVENT"
    # Without its days a dyad is asked of the whole record, and may have another arrow.
    days = f"--since {brief.since} --until {brief.today}"
    for command, what in (
        (f"dyad {pair} {days}", "month by month, with the sentences"),
        (f"voices {pair} --sentences", "who says so, in their words"),
        (f"agenda --today {brief.today} --sentences", "who says that it will come"),
        (f"event {event}", "all claims of the act most told of"),
        ("codebook CONSULT", "what a type means"),
    ):
        sheet.command(f"{ask} {command}", what)
