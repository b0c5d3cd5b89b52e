"""Findings become messages, and messages go out: each at least once, and no finding anew."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import uniform
from typing import Protocol

from dragoman.answers.alerts import AlertAnswer
from dragoman.faces.atom import urn
from dragoman.faces.findings import alert_urn, finding_row
from dragoman.faces.outbox import Json, Message, Outbox, Route, Told
from dragoman.model import Channel, Firing
from dragoman.pages.turns import Clock

# Tries within one call, as fetching has them: after 1 s, after 2 s, or when the other side says.
TRIES_PER_CALL = 3
FIRST_WAIT_SECONDS = 1.0
MOST_WAIT_SECONDS = 60.0
# Between calls: 5 minutes, doubled each time up to a day. Ten calls are some two days.
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
MOST_CALLS = 10

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a message was not taken; `wait` are the seconds that the other side asks for.

    `is_passing`: another try may go better.
    """

    reason: str
    is_passing: bool
    wait: float | None = None


class Carrier(Protocol):
    """What hands messages over, by one route."""

    def target(self, message: Message) -> str:
        """Return where a message goes, in words that anybody may read."""
        ...

    def carry(self, message: Message) -> Fault | None:
        """Hand a message over; return why it was not taken, None where it was."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """Who gets mail, and that a digest comes every `days` days at most."""

    to: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one call made of a message; `fault` is None where it was taken."""

    message: Message
    target: str
    fault: Fault | None


def take_in(
    outbox: Outbox, answers: Sequence[AlertAnswer], today: date, mailing: Mailing | None
) -> None:
    """Make messages of what was not told yet: of sirens at once, of the rest with the digest."""
    for answer in answers:
        for firing in _firings(answer):
            for route in _routes(answer, firing, mailing):
                told = Told(route, alert_urn(answer.alert), firing.channel, firing.day)
                if not _is_told(outbox, answer, told):
                    outbox.told.add(told)
                    _queue(outbox, route, finding_row(answer, firing), mailing)
    if mailing is not None:
        _close_digest(outbox, today, mailing)


def send(
    outbox: Outbox, carriers: Mapping[Route, Carrier], clock: Clock, keep: Callable[[], None]
) -> Iterator[Attempt]:
    """Send what is due, oldest first; `keep` is called after each message, to note it.

    Where one is not taken and may be later, the others to the same place wait for the next call.
    """
    held: set[str] = set()
    due = [one for one in outbox.messages if one.route in carriers and one.is_due(clock.now())]
    for message in due:
        target = carriers[message.route].target(message)
        if target in held:
            continue
        fault = _carry(carriers[message.route], message, clock)
        if fault is None:
            outbox.messages.remove(message)
        else:
            _postpone(message, fault, clock.now())
            held |= {target} if fault.is_passing else set()
        keep()
        _log(message, target, fault)
        yield Attempt(message, target, fault)


def revive(outbox: Outbox) -> None:
    """Let every message be tried now, those too that were given up."""
    for message in outbox.messages:
        message.is_dead, message.tries, message.due = False, 0, None


def _log(message: Message, target: str, fault: Fault | None) -> None:
    said = {"id": message.id, "route": message.route.value, "address": target}
    if fault is None:
        _LOG.info("send", extra=said | {"outcome": "sent"})
    else:
        outcome = "dead" if message.is_dead else "waiting"
        _LOG.warning("send", extra=said | {"outcome": outcome, "reason": fault.reason})


def _firings(answer: AlertAnswer) -> list[Firing]:
    """Return what an alert gave in the days that were asked about, and what stands from before."""
    standing = [answer.standing] if answer.standing else []
    return list(dict.fromkeys(sorted((*standing, *answer.firings), key=lambda one: one.day)))


def _routes(answer: AlertAnswer, firing: Firing, mailing: Mailing | None) -> Iterator[Route]:
    if firing.channel is Channel.SIREN and answer.alert.webhook is not None:
        yield Route.WEBHOOK
    if mailing is not None:
        yield Route.MAIL


def _is_told(outbox: Outbox, answer: AlertAnswer, finding: Told) -> bool:
    """Tell whether a finding was told, under this day or a later one.

    A page that comes late may let a run begin earlier than it was told; it is the same run,
    unless another one begins in between.
    """
    later = [
        one.day
        for one in _firings(answer)
        if one.channel is finding.channel and one.day > finding.day
    ]
    until = min(later, default=date.max)
    return any(told[:3] == finding[:3] and finding.day <= told.day < until for told in outbox.told)


def _queue(outbox: Outbox, route: Route, finding: Json, mailing: Mailing | None) -> None:
    channel = Channel(finding["channel"])
    if route is Route.WEBHOOK:
        outbox.messages.append(
            Message(id=finding["id"], route=route, channel=channel, findings=[finding])
        )
    elif channel is Channel.DIGEST:
        outbox.digest.append(finding)
    elif mailing is not None:
        outbox.messages += _mails([finding], channel, mailing)


def _close_digest(outbox: Outbox, today: date, mailing: Mailing) -> None:
    """Make a mail of the findings that wait, unless there are none or the last one is too new."""
    is_early = outbox.digested is not None and today < outbox.digested + timedelta(mailing.days)
    if outbox.digest and not is_early:
        outbox.messages += _mails(outbox.digest, Channel.DIGEST, mailing)
        outbox.digest, outbox.digested = [], today


def _mails(findings: list[Json], channel: Channel, mailing: Mailing) -> Iterator[Message]:
    """Yield a mail to each recipient; one who is refused holds no other up."""
    ids = [finding["id"] for finding in findings]
    for to in mailing.to:
        yield Message(
            id=urn("mail", to, *ids), route=Route.MAIL, channel=channel, findings=findings, to=to
        )


def _carry(carrier: Carrier, message: Message, clock: Clock) -> Fault | None:
    """Hand a message over, trying again where that may help."""
    for attempt in range(1, TRIES_PER_CALL + 1):
        fault = carrier.carry(message)
        if fault is None or not fault.is_passing:
            return fault
        wait = fault.wait
        if wait is None:
            wait = uniform(0.5, 1.0) * FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
        if attempt == TRIES_PER_CALL or wait > MOST_WAIT_SECONDS:
            break
        clock.sleep(wait)
    return fault


def _postpone(message: Message, fault: Fault, now: datetime) -> None:
    """Note why a message was not taken, and when it is tried again, or that it is not."""
    message.tries += 1
    message.fault = fault.reason
    message.is_dead = not fault.is_passing or message.tries >= MOST_CALLS
    # Who asks for longer than a day is asked again after a day.
    asked = min(fault.wait or 0.0, LONGEST_PAUSE.total_seconds())
    pause = min(FIRST_PAUSE * 2 ** (message.tries - 1), LONGEST_PAUSE)
    message.due = (now + max(pause, timedelta(seconds=asked))).isoformat()
