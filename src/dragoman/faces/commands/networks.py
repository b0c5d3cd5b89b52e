"""The command that says who is aligned with whom, against whom."""

import sys
from datetime import date
from pathlib import Path

import click

from dragoman.faces.commands.answers import Answered, deliver
from dragoman.faces.output import FORMATS, STDOUT, Output, chosen
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import Day

# The least of `dragoman.answers.blocs`, which is not imported before the command is called.
LEAST_EVENTS = 5
GRAPHS = ("graphml", "gexf")


@click.command()
@click.option("--since", type=Day(), help="Acts that begin on this day or later.")
@click.option("--until", type=Day(last=True), help="Acts that begin by this day.")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=LEAST_EVENTS,
    show_default=True,
    help="How many events a pair needs.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice((*FORMATS, *GRAPHS)),
    help="Default: table on a terminal, jsonl otherwise.",
)
@click.option("-o", "--output", metavar="FILE", help="Write here, not to stdout; - is stdout.")
@click.option("--fail-empty", is_flag=True, help="Exit with 3 when nothing is found.")
@pass_session
def network(  # noqa: PLR0913 - click calls it with its options
    session: Session,
    /,
    *,
    since: date | None,
    until: date | None,
    least: int,
    form: str | None,
    output: str | None,
    fail_empty: bool,
) -> int:
    """Show who is aligned with whom, against whom.

    Pairs by what they do more than their activity predicts, states in blocs, and what changed
    against as many days before. GraphML and GEXF are for tools of network analysis.
    """
    from dragoman.answers.blocs import network as answer_network
    from dragoman.answers.wire import network_to_json
    from dragoman.faces.networks import network_file, network_rows
    from dragoman.faces.texts.network_text import write_network

    path = None if output == STDOUT else output
    out = Output(chosen(form, path), path, fail_empty)
    with session.view() as view:
        found = answer_network(view, since, until, least)
    if out.form in GRAPHS:
        _write(network_file(found, out.form), path)
        return out.exit_code(found=bool(found.ties))
    answered = Answered(
        found=bool(found.ties),
        text=lambda sheet: write_network(sheet, found),
        lines=(network_to_json(found),),
        rows=network_rows(found),
        sentences=(),
    )
    return deliver(answered, out, sentences=False)


def _write(file: bytes, path: str | None) -> None:
    if path is None:
        sys.stdout.buffer.write(file)
    else:
        Path(path).write_bytes(file)
