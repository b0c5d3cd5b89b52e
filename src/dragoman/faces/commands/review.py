"""`dragoman review`: check claims by hand; what was decided is appended and can be undone."""

import getpass
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.errors import AnswerError
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import today_option
from dragoman.model import Decision, Judgement

if TYPE_CHECKING:
    from dragoman.answers.reviews.queue import Ground
    from dragoman.record import View

Command = TypeVar("Command", bound=Callable[..., Any])
LISTED = ("id", "why", "what was read", "in the words")
LOGGED = ("id", "when", "who", "what", "why")


def by_user(command: Command) -> Command:
    """Give a command --user."""
    return click.option(
        "--user",
        envvar="DRAGOMAN_USER",
        default=getpass.getuser,
        show_default="the login name",
        help="Who decides. Also DRAGOMAN_USER.",
    )(command)


def with_reason(command: Command) -> Command:
    """Give a command --reason, which whatever changes the record must have."""
    return click.option("--reason", required=True, help="Why; it is kept with the decision.")(
        command
    )


@click.group()
def review() -> None:
    """Check claims: accept, reject, edit, undo. Everything is appended, nothing overwritten."""


@review.command("list")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@today_option
@by_user
@output_options
@pass_session
def review_list(session: Session, limit: int, today: date, user: str, out: Output) -> int:
    """List what to check first, and why it is here."""
    from dragoman.faces.moment import Moment
    from dragoman.faces.reviewing import queue_in
    from dragoman.faces.texts.listing import cells_of_claim, write_listing
    from dragoman.model.wire import claim_to_json

    with session.view() as view:
        entries = queue_in(Moment(view), today, user).entries
    if out.is_table:
        rows = (
            (e.claim.id, _why(e.grounds), *cells_of_claim(e.claim)[1:]) for e in entries[:limit]
        )
        return write_listing(out, LISTED, rows)
    return out.write(
        {"grounds": dict(entry.grounds), "claim": claim_to_json(entry.claim)}
        for entry in entries[:limit]
    )


@review.command("next")
@today_option
@by_user
@output_options
@pass_session
def review_next(session: Session, today: date, user: str, out: Output) -> int:
    """Show the claim to check next, in its context, with its codes as they can be edited."""
    from dragoman.faces.moment import Moment
    from dragoman.faces.reviewing import context_of, queue_in
    from dragoman.faces.texts.review_text import write_candidate
    from dragoman.faces.texts.sheet import Sheet
    from dragoman.model.wire import claim_to_json

    with session.view() as view:
        entry = next(iter(queue_in(Moment(view), today, user).entries), None)
        context = context_of(view, entry.claim) if entry is not None else None
    if not out.is_table:
        found = [entry] if entry is not None else []
        return out.write(
            {"grounds": dict(e.grounds), "claim": claim_to_json(e.claim)} for e in found
        )
    sheet = Sheet.for_stdout(out.path)
    write_candidate(sheet, entry, context)
    out.write_text(sheet.text())
    return out.exit_code(found=entry is not None)


@review.command()
@click.argument("names", nargs=-1, required=True, metavar="CLAIM|EVENT...")
@click.option("--reason", help="Why; it is kept with the decision.")
@by_user
@pass_session
def accept(session: Session, names: tuple[str, ...], reason: str | None, user: str) -> None:
    """Say that claims, or all claims of an event, are right as they stand."""
    _judge(session, names, decision=Decision.ACCEPT, user=user, reason=reason)


@review.command()
@click.argument("names", nargs=-1, required=True, metavar="CLAIM|EVENT...")
@with_reason
@by_user
@pass_session
def reject(session: Session, names: tuple[str, ...], reason: str, user: str) -> None:
    """Leave claims, or all claims of an event, out of every answer."""
    _judge(session, names, decision=Decision.REJECT, user=user, reason=reason)


@review.command()
@click.argument("name", metavar="CLAIM")
@click.option("--type", "type_", metavar="TYPE", help="See `dragoman codebook`.")
@click.option("--modes", help="With commas between them; empty for none.")
@click.option("--status", help="actual, future, hypothetical or negated.")
@click.option("--hedged", help="true or false.")
@click.option("--historical", help="true or false.")
@click.option("--actors", help="'Tehran = IRN.GOV; the minister = IRN.GOV', words as they stand.")
@click.option("--recipients", help="As --actors.")
@click.option("--against", help="As --actors.")
@click.option("--when", help="'Monday = 2020-10-05' or 'in May = 2020-05-01..2020-05-31'.")
@with_reason
@by_user
@pass_session
def edit(session: Session, /, name: str, *, reason: str, user: str, **typed: str | None) -> None:
    """Replace fields of a claim; the coder's own reading is kept beside them."""
    from dragoman.faces.review_edits import changes_of

    given = {name.rstrip("_"): text for name, text in typed.items() if text is not None}
    with session.record(writable=True) as record:
        view = record.view()
        claim = view.claim(name) or view.coded_claim(name)
        if claim is None:
            raise AnswerError(f"no claim {name!r} in this record; `dragoman claims` lists them")
        changes = changes_of(claim, given)
        if not changes:
            raise AnswerError(f"{name} says all of that already; name a field that is wrong")
        kept = record.judge(
            Judgement(
                decision=Decision.EDIT, user=user, claims=(name,), reason=reason, changes=changes
            )
        )
    click.echo(kept.id)


@review.command()
@click.argument("names", nargs=-1, required=True, metavar="CLAIM|EVENT...")
@with_reason
@by_user
@pass_session
def merge(session: Session, names: tuple[str, ...], reason: str, user: str) -> None:
    """Say that claims, or events, tell of one act."""
    _judge(session, names, decision=Decision.MERGE, user=user, reason=reason)


@review.command()
@click.argument("names", nargs=-1, required=True, metavar="CLAIM...")
@with_reason
@by_user
@pass_session
def split(session: Session, names: tuple[str, ...], reason: str, user: str) -> None:
    """Say that claims tell of an act of their own, not of that of their event."""
    _judge(session, names, decision=Decision.SPLIT, user=user, reason=reason)


@review.command()
@click.argument("judgement", metavar="JUDGEMENT")
@click.option("--reason", help="Why; it is kept with the decision.")
@by_user
@pass_session
def undo(session: Session, judgement: str, reason: str | None, user: str) -> None:
    """Take a decision back; it stays in the log."""
    with session.record(writable=True) as record:
        undone = Judgement(decision=Decision.UNDO, user=user, undoes=judgement, reason=reason)
        click.echo(record.judge(undone).id)


@review.command()
@click.option("--user", help="Only what this user decided.")
@output_options
@pass_session
def log(session: Session, user: str | None, out: Output) -> int:
    """List every decision, the latest first; undone ones too."""
    from dragoman.faces.texts.listing import write_listing
    from dragoman.faces.texts.review_text import cells_of_judgement
    from dragoman.model import standing
    from dragoman.model.wire_judgement import judgement_to_json

    with session.view() as view:
        judgements = view.judgements()
    stand = {judgement.id for judgement in standing(judgements)}
    shown = [j for j in reversed(judgements) if user in (None, j.user)]
    if out.is_table:
        return write_listing(out, LOGGED, (cells_of_judgement(j, stand) for j in shown))
    return out.write(judgement_to_json(j) | {"stands": j.id in stand} for j in shown)


@review.command("export")
@output_options
@pass_session
def review_export(session: Session, out: Output) -> int:
    """Write reviewed articles as annotated stories, whole texts included.

    One story a line, as `python -m eval events` reads them. The rights in the texts stay with
    their outlets: they are for training of your own.
    """
    from dragoman.faces.review_gold import reviewed_stories

    with session.view() as view:
        return out.write(reviewed_stories(view))


def _judge(
    session: Session, names: tuple[str, ...], *, decision: Decision, user: str, reason: str | None
) -> None:
    """Keep one decision on claims; an event stands for all of its claims."""
    with session.record(writable=True) as record:
        claims = tuple(dict.fromkeys(_meant(record.view(), names)))
        if decision is Decision.MERGE and len(claims) < 2:
            raise AnswerError("a merge joins two claims at least; name another")
        judgement = Judgement(decision=decision, user=user, claims=claims, reason=reason)
        click.echo(record.judge(judgement).id)


def _meant(view: "View", names: tuple[str, ...]) -> Iterator[str]:
    from dragoman.faces.moment import Moment
    from dragoman.faces.reviewing import claims_meant

    # To fold takes a second; a claim needs none.
    if all(name.startswith("cl_") for name in names):
        yield from names
        return
    moment = Moment(view)
    for name in names:
        yield from claims_meant(moment, name)


def _why(grounds: Mapping["Ground", str]) -> str:
    return "\n".join(f"{ground.value}: {words}" for ground, words in grounds.items())
