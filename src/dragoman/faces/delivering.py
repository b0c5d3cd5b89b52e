"""Everything that waits for a record goes out: what `dragoman alerts send` does."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.answers.alerts import AlertAnswer
from dragoman.errors import InputError
from dragoman.faces.mail import PASSWORD, MailCarrier
from dragoman.faces.mail_file import MAIL_FILE, MailSettings, read_mail
from dragoman.faces.outbox import Outbox, Route, sending_from
from dragoman.faces.secret import secret_of
from dragoman.faces.sending import Attempt, Carrier, Mailing, revive, send, take_in
from dragoman.model import Alert
from dragoman.pages.turns import Clock, SystemClock

SENT, WAITING, DEAD = "sent", "waiting", "dead"


def deliver(
    folder: Path, answers: Sequence[AlertAnswer], today: date, *, again: bool
) -> Iterator[Attempt]:
    """Send what alerts found and nobody was told yet.

    Args:
        folder: the record.
        answers: what the alerts gave in the days that count as news.
        today: the day of a digest.
        again: whether messages that were given up, or wait for their time, are tried too.

    Raises:
        InputError: nobody is to be told, or a secret or a part is missing.
        RecordBusy: another process sends.
    """
    mail, clock = read_mail(folder), SystemClock()
    carriers = _carriers([answer.alert for answer in answers], mail, clock)
    mailing = None if mail is None else Mailing(to=mail.to, days=mail.days)
    with sending_from(folder):
        outbox = Outbox.read(folder)
        if again:
            revive(outbox)
        take_in(outbox, answers, today, mailing)
        outbox.save(folder)
        yield from send(outbox, carriers, clock, lambda: outbox.save(folder))


def attempt_row(attempt: Attempt) -> dict[str, Any]:
    """Return what became of a message as a row."""
    message = attempt.message
    standing = DEAD if message.is_dead else WAITING
    return {
        "state": SENT if attempt.fault is None else standing,
        "channel": message.channel.value,
        "alerts": list(message.alerts),
        "route": message.route.value,
        "to": message.to or attempt.target,
        "fault": attempt.fault.reason if attempt.fault else None,
        "due": None if attempt.fault is None or message.is_dead else message.due,
        "id": message.id,
    }


def waiting_row(outbox: Outbox, alert: str) -> dict[str, Any]:
    """Return how many messages of an alert wait and were given up, and why the last one failed."""
    ours = [message for message in outbox.messages if alert in message.alerts]
    faults = [message.fault for message in ours if message.fault is not None]
    return {
        WAITING: sum(not message.is_dead for message in ours),
        DEAD: sum(message.is_dead for message in ours),
        "fault": faults[-1] if faults else None,
    }


def _carriers(
    alerts: Sequence[Alert], mail: MailSettings | None, clock: Clock
) -> Mapping[Route, Carrier]:
    addresses = {alert.name: alert.webhook for alert in alerts if alert.webhook is not None}
    if not addresses and mail is None:
        raise InputError(
            "nobody is to be told: no alert names a webhook, and the record has no "
            f"{MAIL_FILE}; docs/alerts.md says how to write either"
        )
    carriers: dict[Route, Carrier] = {}
    if addresses:
        carriers[Route.WEBHOOK] = _webhooks(addresses)
    if mail is not None:
        carriers[Route.MAIL] = MailCarrier(mail, secret_of(PASSWORD), clock=clock)
    return carriers


def _webhooks(addresses: Mapping[str, str]) -> Carrier:
    try:
        from dragoman.faces.webhook import WebhookCarrier, keys_of
    except ModuleNotFoundError as error:
        raise InputError(
            f"webhooks need {error.name}; install the part: pip install 'dragoman[live]'"
        ) from error
    return WebhookCarrier(addresses, keys_of(addresses))
