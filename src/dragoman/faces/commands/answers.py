"""Commands that answer: the brief, two countries, who says so, what is due, what is hidden."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dragoman.faces.output import Output, Row, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import ActorCode, Day, period, sentences_option, today_option
from dragoman.model import AGENDA_KINDS, AgendaStatus

if TYPE_CHECKING:
    from dragoman.answers import DueItem, Said, VagueItem
    from dragoman.faces.texts.sheet import Sheet

UNITS = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer in the three forms that it may leave in."""

    found: bool
    text: Callable[["Sheet"], None]
    lines: Iterable[Row]
    rows: Iterable[Row]
    sentences: Sequence["Said"]


def deliver(answered: Answered, out: Output, *, sentences: bool) -> int:
    """Write an answer as text, as the JSON of docs/answers.md, or as flat rows."""
    from dragoman.faces.answer_rows import sentence_rows
    from dragoman.faces.texts.sheet import Sheet

    if out.is_table:
        sheet = Sheet.for_stdout(out.path)
        answered.text(sheet)
        out.write_text(sheet.text())
    elif sentences:
        out.write(sentence_rows(answered.sentences))
    else:
        out.write(answered.lines if out.form == "jsonl" else answered.rows)
    return out.exit_code(found=answered.found)


@click.command()
@click.argument("first", type=ActorCode(), metavar="A")
@click.argument("second", type=ActorCode(), metavar="B")
@click.option(
    "--by", type=click.Choice(UNITS), default="month", show_default=True, help="One row each."
)
@period
@sentences_option
@output_options
@pass_session
def dyad(
    session: Session, /, first: str, second: str, *, sentences: bool, out: Output, **asked: Any
) -> int:
    """Show two countries: month by month, and where they go.

    A and B are codes or names: RUS, Russia, "the Kremlin".
    """
    from dragoman.answers import dyad as answer_dyad
    from dragoman.answers.wire import dyad_to_json
    from dragoman.faces.answer_rows import dyad_rows
    from dragoman.faces.texts.dyad_text import write_dyad

    with session.view() as view:
        found = answer_dyad(view, first, second, **asked)
        answered = Answered(
            found=bool(found.total.claims),
            text=lambda sheet: write_dyad(sheet, found, view.claim, sentences=sentences),
            lines=(dyad_to_json(found),),
            rows=dyad_rows(found),
            sentences=found.sentences,
        )
        return deliver(answered, out, sentences=sentences)


@click.command()
@click.argument("first", type=ActorCode(), metavar="A")
@click.argument("second", type=ActorCode(), metavar="B")
@click.option("--copies", is_flag=True, help="Count every copy of a syndicated text.")
@period
@sentences_option
@output_options
@pass_session
def voices(session: Session, /, *, copies: bool, sentences: bool, out: Output, **asked: Any) -> int:
    """Show who says so about two countries.

    By country of the outlet and of the speaker, and what the outlets of one leave out.
    """
    from dragoman.answers.voicing import voices_in
    from dragoman.answers.wire import voices_to_json
    from dragoman.faces.answer_rows import voices_rows
    from dragoman.faces.texts.voices_text import write_voices
    from dragoman.faces.windows import pairs_within

    with session.view() as view:
        pairs = pairs_within(view, asked["since"], asked["until"])
        found = voices_in(pairs, asked["first"], asked["second"], independent=not copies)
        answered = Answered(
            found=bool(found.total.claims),
            text=lambda sheet: write_voices(sheet, found, view.claim, sentences=sentences),
            lines=(voices_to_json(found),),
            rows=voices_rows(found),
            sentences=found.sentences,
        )
        return deliver(answered, out, sentences=sentences)


@click.command()
@today_option
@click.option("--since", type=Day(), help="Leave out what ended before; 30 days ago if not given.")
@click.option("--until", type=Day(last=True), help="Leave out what begins later; +30d is ahead.")
@click.option(
    "--actor",
    "parties",
    type=ActorCode(),
    multiple=True,
    help="Only what names this country; twice for what names both.",
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(AGENDA_KINDS),
    multiple=True,
    metavar="KIND",
    help="Only this kind, such as visit; may be given several times.",
)
@click.option(
    "--status",
    "statuses",
    type=click.Choice([status.value for status in AgendaStatus]),
    multiple=True,
    help="Only what stands so; may be given several times.",
)
@sentences_option
@output_options
@pass_session
def agenda(session: Session, /, today: date, *, sentences: bool, out: Output, **asked: Any) -> int:
    """List what is announced, and what became of it.

    What is over and unresolved comes first, then what is to come, soonest first.
    """
    from dragoman.answers import agenda as answer_agenda
    from dragoman.answers.state import Standing
    from dragoman.answers.wire import due_to_json
    from dragoman.faces.answer_rows import due_row
    from dragoman.faces.texts.agenda_text import standing_of, write_agenda

    asked["statuses"] = tuple(AgendaStatus(status) for status in asked["statuses"])
    with session.view() as view:
        found = answer_agenda(view, today, **asked)
        if not found.things:
            session.note_newest(view, today)
    if found.standing is not Standing.ENOUGH and not out.is_table:
        session.note(standing_of(found))
    entries: tuple[DueItem | VagueItem, ...] = (*found.things, *found.vague)
    answered = Answered(
        found=bool(entries),
        text=lambda sheet: write_agenda(sheet, found, sentences=sentences),
        lines=map(due_to_json, entries),
        rows=map(due_row, entries),
        sentences=[said for item in entries for said in item.sentences],
    )
    return deliver(answered, out, sentences=sentences)


@click.command()
@today_option
@click.option(
    "--window",
    default=14,
    show_default=True,
    type=click.IntRange(1),
    metavar="DAYS",
    help="How many days the louder story may have run.",
)
@sentences_option
@output_options
@pass_session
def overshadowed(
    session: Session, today: date, window: int, *, sentences: bool, out: Output
) -> int:
    """List shifts that a louder story hid."""
    from dragoman.answers import overshadowed as answer_overshadowed
    from dragoman.answers.wire import overshadowed_to_json
    from dragoman.faces.answer_rows import overshadowed_row
    from dragoman.faces.texts.shadows_text import write_shadows

    with session.view() as view:
        found = answer_overshadowed(view, today, window)
        if not found.entries:
            session.note_newest(view, today)
        if not found.state.is_enough and not out.is_table:
            session.note(found.state.words)
        answered = Answered(
            found=bool(found.entries),
            text=lambda sheet: write_shadows(sheet, found, view.claim, sentences=sentences),
            lines=map(overshadowed_to_json, found.entries),
            rows=map(overshadowed_row, found.entries),
            sentences=[said for entry in found.entries for said in entry.sentences],
        )
        return deliver(answered, out, sentences=sentences)


@click.command()
@today_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "jsonl")),
    default="text",
    show_default=True,
    help="A page to read, or one line of JSON with every id.",
)
@click.option("-o", "--output", metavar="FILE", help="Write here, not to stdout; - is stdout.")
@pass_session
def brief(session: Session, today: date, form: str, output: str | None) -> int:
    """Print what changed, what is due, what was hidden."""
    from dragoman.answers import brief as answer_brief
    from dragoman.answers.wire import brief_to_json
    from dragoman.faces.texts.brief_text import write_brief
    from dragoman.faces.texts.sheet import Sheet

    out = Output(form, None if output == "-" else output, fail_empty=False)
    with session.view() as view:
        found = answer_brief(view, today)
        if not (found.changed or found.due):
            session.note_newest(view, today)
        if form == "jsonl":
            return out.write([brief_to_json(found)])
        sheet = Sheet.for_stdout(out.path)
        write_brief(sheet, found, view.claim, session.called)
    out.write_text(sheet.text())
    return 0
