"""Commands about alerts: save a question with a threshold, try it, ask it now, tell others."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import InputError
from dragoman.faces.commands.claims import claim_filters
from dragoman.faces.failures import PARTIAL
from dragoman.faces.output import STDOUT, Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import period, today_option

if TYPE_CHECKING:
    from dragoman.answers.alerts import AlertAnswer
    from dragoman.model import Alert

# As alerts_file.MOST_DAYS, which `--help` need not wait for; a test holds them equal.
MOST_DAYS = 3653
_COUNT = click.IntRange(1, MOST_DAYS)


@click.group()
def alerts() -> None:
    """Save questions with a threshold; try, ask, send them."""


@alerts.command("add")
@click.argument("name")
@claim_filters
@period
@click.option("--at-least", type=_COUNT, required=True, metavar="N", help="Acts that make it fire.")
@click.option("--within", type=_COUNT, required=True, metavar="DAYS", help="Told in so many days.")
@click.option(
    "--origins",
    type=_COUNT,
    default=2,
    show_default=True,
    metavar="K",
    help="Independent origins of a siren; fewer go to the digest.",
)
@click.option("--webhook", metavar="URL", help="Where `send` posts its sirens.")
@pass_session
def alerts_add(
    session: Session,
    /,
    *,
    name: str,
    at_least: int,
    within: int,
    origins: int,
    webhook: str | None,
    **asked: Any,
) -> None:
    """Save an alert: the claims it asks for, and how many acts make it fire.

    It is written into alerts.toml in the record; `dragoman alerts test` tries it on the past.
    """
    from dragoman.faces.alerts_file import add_alert
    from dragoman.faces.question import parameters_of
    from dragoman.model import Alert
    from dragoman.record import Question

    question = Question(**asked)  # type: ignore[typeddict-item]  # the options are its keys
    saved = Alert(
        name=name,
        query=tuple(parameters_of(question).items()),
        at_least=at_least,
        within=within,
        origins=origins,
        webhook=webhook,
    )
    with session.record(writable=True) as record:
        add_alert(record.folder, saved)
    session.note(f"saved; `{session.called} alerts test {name}` tries it on the past")


@alerts.command("list")
@output_options
@pass_session
def alerts_list(session: Session, out: Output) -> int:
    """List the saved alerts, and how many messages of each wait or were given up (dead)."""
    from dragoman.faces.alert_rows import alert_row
    from dragoman.faces.alerts_file import read_alerts
    from dragoman.faces.delivering import waiting_row
    from dragoman.faces.outbox import Outbox

    with session.record() as record:
        saved, outbox = read_alerts(record.folder), Outbox.read(record.folder)
    return out.write(alert_row(alert) | waiting_row(outbox, alert.name) for alert in saved)


@alerts.command("remove")
@click.argument("name")
@pass_session
def alerts_remove(session: Session, name: str) -> None:
    """Take an alert out of the file."""
    from dragoman.faces.alerts_file import remove_alert

    with session.record(writable=True) as record:
        remove_alert(record.folder, name)
    session.note(f"{name} is removed")


def _form_options(*forms: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command -f with some forms, the first of them when none is asked for, and -o."""

    def give(command: Callable[..., int]) -> Callable[..., int]:
        target = click.option(
            "-o", "--output", metavar="FILE", help="Write here, not to stdout; - is stdout."
        )
        form = click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(forms),
            default=forms[0],
            show_default=True,
            help="A page to read, or what a program reads.",
        )
        return form(target(command))

    return give


@alerts.command("test")
@click.argument("name", required=False)
@click.option("--days", type=_COUNT, default=90, show_default=True, help="How far to look back.")
@today_option
@_form_options("text", "json")
@pass_session
def alerts_test(
    session: Session, name: str | None, days: int, today: date, form: str, output: str | None
) -> int:
    """Show what would have fired, day by day, with what was published by then.

    Of all alerts where none is named.
    """
    from dragoman.faces.alert_rows import tested_row
    from dragoman.faces.texts.alert_text import write_tested
    from dragoman.faces.texts.sheet import Sheet

    answers = _answers(session, name, today - timedelta(days=days - 1), today)
    out = _output(form, output)
    if form == "json":
        return out.write(map(tested_row, answers))
    sheet = Sheet.for_stdout(out.path)
    write_tested(sheet, answers)
    out.write_text(sheet.text())
    return 0


@alerts.command("check")
@today_option
@_form_options("text", "json", "atom")
@pass_session
def alerts_check(session: Session, today: date, form: str, output: str | None) -> int:
    """Show which alerts stand today: sirens, and apart from them the digest."""
    from dragoman.faces.alert_rows import checked_row, feed_of
    from dragoman.faces.texts.alert_text import write_checked
    from dragoman.faces.texts.sheet import Sheet

    answers = _answers(session, None, today, today)
    out = _output(form, output)
    if form == "json":
        return out.write([checked_row(answers, today)])
    if form == "atom":
        out.write_text(feed_of(answers, today))
        return 0
    sheet = Sheet.for_stdout(out.path)
    write_checked(sheet, answers, today)
    out.write_text(sheet.text())
    return 0


@alerts.command("send")
@click.option("--days", type=_COUNT, default=7, show_default=True, help="What counts as news.")
@click.option("--again", is_flag=True, help="Try what waits or was given up, too, now.")
@today_option
@output_options
@pass_session
def alerts_send(session: Session, out: Output, *, days: int, again: bool, today: date) -> int:
    """Tell others what is new: sirens at once, the rest in a digest by mail.

    Sirens go to the webhook of their alert and, where mail.toml is in the record, by mail. A
    finding is told once; what is not taken is tried again by later calls. Exits with 4 when
    something was not taken.
    """
    from dragoman.faces.delivering import attempt_row, deliver

    if session.is_offline:
        raise InputError("nothing is sent with --offline; `dragoman alerts check` shows it")
    answers = _answers(session, None, today - timedelta(days=days - 1), today)
    attempts = deliver(session.home, answers, today, again=again)
    rows = [attempt_row(attempt) for attempt in attempts]
    code = out.write(rows)
    return PARTIAL if any(row["fault"] for row in rows) else code


def _output(form: str, path: str | None) -> Output:
    lines = "jsonl" if form == "json" else form
    return Output(lines, None if path == STDOUT else path, fail_empty=False)


def _answers(session: Session, name: str | None, since: date, until: date) -> list["AlertAnswer"]:
    """Return what the alerts of a record gave between two days; of all where none is named."""
    from dragoman.answers.alerts import alert_in, tell
    from dragoman.faces.alerts_file import named_alert, read_alerts
    from dragoman.faces.question import question_of

    with session.view() as view:
        saved = read_alerts(session.home)
        asked: tuple[Alert, ...] = saved if name is None else (named_alert(saved, name),)
        if not asked:
            return []
        told = tell(view)
        found = [
            alert_in(told, alert, view.claims(**question_of(dict(alert.query))), since, until)
            for alert in asked
        ]
        if not any(answer.firings or answer.standing for answer in found):
            session.note_newest(view, until)
    return found
