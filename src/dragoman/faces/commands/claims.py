"""Commands that list claims and events, and show one event with all that stands behind it."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dragoman.errors import AnswerError
from dragoman.faces.output import FORMATS, Output, output_options
from dragoman.faces.question import STATUSES
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import ActorCode, Command, SideCode, TypeCode, period
from dragoman.ontology import plover

if TYPE_CHECKING:
    from dragoman.record import Question, View

# Claims have places, so they can be a map; and they are what datasets of events hold.
CLAIM_FORMATS = (*FORMATS, "geojson", "polecat", "icews", "gdelt", "atom")


FILTERS = (
    click.option("--dyad", nargs=2, type=SideCode(), help="Two sides, in either order."),
    click.option("--actor", type=SideCode(), help="Who acts: RUS, Russia, RUS.GOV."),
    click.option("--recipient", type=SideCode(), help="To whom it is done."),
    click.option("--type", "event_type", type=TypeCode(), help="See `dragoman codebook`."),
    click.option(
        "--quad",
        type=click.Choice(plover.QUADS),
        metavar="QUAD",
        help="Verbal or material, cooperation or conflict: 'verbal conflict'.",
    ),
    click.option("--outlet", help="Who printed it, by name."),
    click.option("--article", metavar="ID", help="In this article."),
    click.option("--status", type=click.Choice(STATUSES)),
    click.option("--hedged/--unhedged", default=None, help="Only what the text doubts, or not."),
)


def claim_filters(command: Command) -> Command:
    """Give a command the filters of claims but --since, --until and --limit."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.command()
@claim_filters
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@period
@partial(output_options, forms=CLAIM_FORMATS)
@pass_session
def claims(session: Session, /, *, out: Output, **filters: Any) -> int:
    """List claims: what single sentences state.

    polecat, icews and gdelt are the layouts of these datasets, which `dragoman import` reads;
    stderr says what they have no place for. atom is a feed of those that became known last.
    """
    from dragoman.faces.texts.listing import READ, cells_of_claim, write_listing
    from dragoman.model.wire import claim_to_json
    from dragoman.record import export
    from dragoman.record.layouts import Losses

    with session.view() as view:
        if out.form == "atom":
            return _write_feed(view, cast("Question", filters), out)
        found = view.claims(**filters)
        if out.is_table:
            return write_listing(out, READ, map(cells_of_claim, found))
        if out.form == "jsonl":
            return out.write(map(claim_to_json, found))
        target = sys.stdout.buffer if out.path is None else Path(out.path)
        losses = Losses()
        written = export(found, out.form, target, losses=losses)
    for line in losses.lines:
        session.note(line)
    return out.exit_code(found=written > 0)


def _write_feed(view: "View", question: "Question", out: Output) -> int:
    from dragoman.faces.claim_feed import feed_of_claims, newest_of

    newest = newest_of(view, question)
    out.write_text(feed_of_claims(newest, question, datetime.now(UTC).date()))
    return out.exit_code(found=bool(newest))


@click.command()
@click.option("--dyad", nargs=2, type=ActorCode(), help="Two sides, in either order.")
@click.option("--type", "event_type", type=TypeCode(), help="See `dragoman codebook`.")
@period
@output_options
@pass_session
def events(session: Session, /, *, out: Output, **filters: Any) -> int:
    """List events: acts, and how often each is told.

    An event joins the claims of one act; copies of one text are one independent origin.
    """
    from dragoman.answers import fold
    from dragoman.answers.wire import event_to_json
    from dragoman.faces.texts.listing import EVENTS, cells_of_event, write_listing

    with session.view() as view:
        kept = {claim.id for claim in view.claims(**filters)}
        folded = [event for event in fold(view).events if kept.intersection(event.claims)]
    if out.is_table:
        return write_listing(out, EVENTS, map(cells_of_event, folded))
    return out.write(map(event_to_json, folded))


@click.command()
@click.argument("event_id", metavar="EVENT")
@output_options
@pass_session
def event(session: Session, event_id: str, out: Output) -> int:
    """Show one event with its claims and their sentences.

    `dragoman events` lists the ids.
    """
    from dragoman.answers import fold
    from dragoman.answers.evidence import said
    from dragoman.faces.texts.event_text import write_event
    from dragoman.faces.texts.sheet import Sheet
    from dragoman.model.wire import claim_to_json

    with session.view() as view:
        stories = fold(view)
    found = next((entry for entry in stories.events if entry.id == event_id), None)
    if found is None:
        raise AnswerError(f"no event {event_id!r} in this record; `dragoman events` lists them")
    kept = [stories.claim_of[claim] for claim in found.claims]
    if not out.is_table:
        return out.write(map(claim_to_json, kept))
    sheet = Sheet.for_stdout(out.path)
    write_event(sheet, found, [said(claim, stories) for claim in kept], stories.claim_of.get)
    out.write_text(sheet.text())
    return 0
