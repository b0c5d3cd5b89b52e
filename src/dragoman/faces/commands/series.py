"""The command that counts the claims of two by period and shows where their number changed."""

import click

from dragoman.faces.commands.answers import UNITS
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import ActorCode


@click.command()
@click.argument("first", type=ActorCode(), metavar="A")
@click.argument("second", type=ActorCode(), metavar="B")
@click.option(
    "--by", type=click.Choice(UNITS), default="month", show_default=True, help="One row each."
)
@output_options
@pass_session
def series(session: Session, /, first: str, second: str, *, by: str, out: Output) -> int:
    """Count the claims of two by period, with levels.

    Claims as they are told, not folded into events: quick for millions, and louder where more
    outlets print the same. dyad says how sure a change is. Needs dragoman[series].
    """
    from dragoman.answers.shifts.series import with_levels

    with session.view() as view:
        told = view.series((first, second), by)
    counts = {row.start: (row.cooperation, row.conflict) for row in told if row.start is not None}
    undated = sum(row.claims for row in told if row.start is None)
    if undated:
        session.note(f"{undated} claims without a day are in no period")
    return out.write(
        {
            "period": each.period.label,
            "start": each.period.start.isoformat(),
            "end": each.period.end.isoformat(),
            "cooperation": each.cooperation,
            "cooperation_level": each.cooperation_level,
            "conflict": each.conflict,
            "conflict_level": each.conflict_level,
        }
        for each in with_levels(counts, by)
    )
