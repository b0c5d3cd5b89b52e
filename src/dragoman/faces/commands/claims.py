"""Commands that list claims and events, and show one event with all that stands behind it."""

from datetime import date
from typing import Any

import click

from dragoman.errors import AnswerError
from dragoman.faces.commands.code import COLUMNS, table_row
from dragoman.faces.output import chosen, output_options, write_rows
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import ActorCode, TypeCode, period
from dragoman.model.wire import claim_to_json


@click.command()
@click.option("--dyad", nargs=2, type=ActorCode(), help="Two sides, in either order.")
@click.option("--actor", type=ActorCode())
@click.option("--recipient", type=ActorCode())
@click.option("--type", "event_type", type=TypeCode())
@click.option("--outlet")
@click.option("--status", type=click.Choice(("actual", "future", "hypothetical", "negated")))
@click.option("--hedged/--unhedged", default=None)
@click.option("--limit", type=click.IntRange(1))
@period
@output_options
@pass_session
def claims(
    session: Session, /, form: str | None, output: str | None, *, fail_empty: bool, **filters: Any
) -> int:
    """List claims: what single sentences state."""
    with session.view() as view:
        rows = (claim_to_json(claim) for claim in view.claims(**filters))
        if chosen(form, output) == "table":
            rows = (table_row(row) for row in rows)
        return write_rows(rows, form=form, output=output, columns=COLUMNS, fail_empty=fail_empty)


@click.command()
@click.option("--dyad", nargs=2, type=ActorCode(), help="Two sides, in either order.")
@click.option("--type", "event_type", type=TypeCode())
@period
@output_options
@pass_session
def events(  # noqa: PLR0913 - every option of the command is an argument to click
    session: Session,
    dyad: tuple[str, str] | None,
    event_type: str | None,
    since: date | None,
    until: date | None,
    *,
    form: str | None,
    output: str | None,
    fail_empty: bool,
) -> int:
    """List events: acts, each with its claims, outlets and independent origins."""
    from dragoman.answers import fold
    from dragoman.answers.wire import event_to_json

    with session.view() as view:
        kept = {
            c.id for c in view.claims(dyad=dyad, event_type=event_type, since=since, until=until)
        }
        folded = [event for event in fold(view).events if kept.intersection(event.claims)]
    rows = [event_to_json(event) for event in folded]
    return write_rows(rows, form=form, output=output, fail_empty=fail_empty)


@click.command()
@click.argument("event_id")
@output_options
@pass_session
def event(
    session: Session, event_id: str, form: str | None, output: str | None, *, fail_empty: bool
) -> int:
    """Show one event with its claims and their sentences."""
    from dragoman.answers import fold

    with session.view() as view:
        found = next((e for e in fold(view).events if e.id == event_id), None)
        if found is None:
            raise AnswerError(f"no event {event_id!r} in this record; `dragoman events` lists them")
        kept = [claim for claim_id in found.claims if (claim := view.claim(claim_id))]
    rows = [claim_to_json(claim) for claim in kept]
    if chosen(form, output) == "table":
        rows = [table_row(row) for row in rows]
    return write_rows(rows, form=form, output=output, columns=COLUMNS, fail_empty=fail_empty)
