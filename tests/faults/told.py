"""Findings made up for tests, and a sender that can be killed, from its first line."""

import os
from datetime import date, timedelta
from functools import partial
from ipaddress import ip_network
from pathlib import Path

from ssrfguard import Policy

from dragoman.answers import Standing, State
from dragoman.answers.alerts import AlertAnswer
from dragoman.faces import webhook
from dragoman.faces.delivering import deliver
from dragoman.model import Alert, Channel, Firing
from tests.faults.hostile import LIMITS
from tests.faults.receiver import SECRET

DAY = date(2026, 11, 20)
TODAY = date(2026, 11, 25)
# What a victim has to tell: enough that a kill may come before, between and after.
NAMES = ("baltic", "gulf", "levant")


def firing(channel: Channel = Channel.SIREN, day: date = DAY, name: str = "gulf") -> Firing:
    return Firing(
        alert=name,
        channel=channel,
        since=day - timedelta(days=6),
        day=day,
        events=("ev_1",),
        claims=("cl_1",),
        outlets=("Wire",),
        origins=("ar_1",),
    )


def answer(
    *firings: Firing, name: str = "gulf", webhook: str | None = "https://x.example"
) -> AlertAnswer:
    query = (("dyad", "RUS,IRN"),)
    return AlertAnswer(
        alert=Alert(name=name, query=query, at_least=1, within=7, origins=2, webhook=webhook),
        since=DAY,
        until=TODAY,
        snapshot="test",
        state=State(standing=Standing.NOT_COLLECTED, seen=0, least=1, unit="acts", newest=None),
        firings=firings,
        standing=firings[-1] if firings else None,
        unplaced=0,
    )


def send_once(folder: Path, port: int, failpoint: str) -> None:
    """Send a siren of each alert to a receiver on this port, and die where it is asked."""
    os.environ["DRAGOMAN_WEBHOOK_SECRET"] = SECRET
    if failpoint:
        os.environ["DRAGOMAN_FAILPOINT"] = failpoint
    policy = Policy(
        allowed_schemes=frozenset({"http"}),
        allowed_networks=(ip_network("127.0.0.1/32"),),
        allowed_ports=frozenset({port}),
    )
    local = partial(webhook.WebhookCarrier, policy=policy, limits=LIMITS)
    webhook.WebhookCarrier = local  # type: ignore[assignment,misc]
    address = f"http://127.0.0.1:{port}/hook"
    found = [answer(firing(name=name), name=name, webhook=address) for name in NAMES]
    list(deliver(folder, found, TODAY, again=False))
