"""The command that says what is likely next."""

from typing import Any

import click

from dragoman.faces.commands.answers import Answered, deliver
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import ActorCode, sentences_option, today_option


@click.command("next")
@click.argument("first", type=ActorCode(), metavar="A")
@click.argument("second", type=ActorCode(), metavar="[B]", required=False)
@today_option
@click.option(
    "--most", default=10, show_default=True, type=click.IntRange(1), help="How many to list."
)
@sentences_option
@output_options
@pass_session
def what_next(session: Session, /, *, sentences: bool, out: Output, **asked: Any) -> int:
    """Rank what may be told next of A, or of A and B.

    Each share stands beside its base rate and the past events that it rests on.
    """
    from dragoman.answers import outlook
    from dragoman.answers.wire import outlook_to_json
    from dragoman.faces.outlook_rows import outlook_rows
    from dragoman.faces.texts.outlook_text import write_outlook

    with session.view() as view:
        found = outlook(view, **asked)
        answered = Answered(
            found=bool(found.prospects),
            text=lambda sheet: write_outlook(sheet, found, view.claim, sentences=sentences),
            lines=(outlook_to_json(found),),
            rows=outlook_rows(found),
            sentences=[said for prospect in found.prospects for said in prospect.sentences],
        )
        return deliver(answered, out, sentences=sentences)
