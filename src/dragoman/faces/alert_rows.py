"""Alerts as rows and as a feed: every firing with the addresses of its claims."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from dragoman.answers.alerts import AlertAnswer
from dragoman.answers.wire import plain
from dragoman.faces.atom import add, add_lines, feed_named, stamp, urn, written
from dragoman.faces.output import as_json
from dragoman.faces.texts.alert_text import address_of_claim, asked_by, counts_of, standing_in
from dragoman.model import Alert, Channel, Firing


def alert_row(alert: Alert) -> dict[str, Any]:
    """Return a saved alert as a row."""
    counts = {"at_least": alert.at_least, "within": alert.within, "origins": alert.origins}
    return {"name": alert.name, **counts, "query": dict(alert.query), "command": asked_by(alert)}


def firing_row(firing: Firing) -> dict[str, Any]:
    """Return a firing with its counts and the addresses of its claims."""
    counts = {
        f"n_{name}": len(getattr(firing, name))
        for name in ("events", "claims", "outlets", "origins")
    }
    row: dict[str, Any] = plain(firing)
    return row | counts | {"addresses": [address_of_claim(claim) for claim in firing.claims]}


def identity_of(alert: Alert, firing: Firing) -> str:
    """Return the id of a firing: it follows from the alert and the day and channel."""
    return urn(as_json(alert_row(alert)), firing.day.isoformat(), firing.channel.value)


def tested_row(answer: AlertAnswer) -> dict[str, Any]:
    """Return what an alert gave between two days."""
    return {
        "kind": "alert",
        "alert": alert_row(answer.alert),
        "since": answer.since.isoformat(),
        "until": answer.until.isoformat(),
        "snapshot": answer.snapshot,
        "state": plain(answer.state),
        "firings": [firing_row(firing) for firing in answer.firings],
        "standing": firing_row(answer.standing) if answer.standing else None,
        "unplaced": answer.unplaced,
        "rule": answer.rule,
    }


def checked_row(answers: Sequence[AlertAnswer], today: date) -> dict[str, Any]:
    """Return what stands on a day, sirens and digest apart, and how far silence can be trusted."""
    row: dict[str, Any] = {"kind": "alerts", "today": today.isoformat()}
    for channel in Channel:
        row[channel.value] = [firing_row(firing) for firing in standing_in(answers, channel)]
    return row | {
        "states": {answer.alert.name: plain(answer.state) for answer in answers},
        "snapshot": answers[0].snapshot if answers else None,
    }


def feed_of(answers: Sequence[AlertAnswer], today: date) -> str:
    """Return what stands on a day as an Atom feed (RFC 4287), an entry for each firing.

    The id of an entry follows from the alert and the day of its firing, so a reader that asks
    every hour shows it once. An alert that is silent has no entry but stands in the subtitle.
    """
    feed = feed_named("Dragoman alerts", identity=urn("alerts"), updated=today)
    silent = [f"{a.alert.name}: {a.state.words}" for a in answers if a.standing is None]
    add(feed, "subtitle", f"Silent, which is no all-clear: {'; '.join(silent) or 'none'}")
    for answer in answers:
        if answer.standing is not None:
            _entry(feed, answer.alert, answer.standing)
    return written(feed)


def _entry(feed: ET.Element, alert: Alert, firing: Firing) -> None:
    entry = add(feed, "entry")
    day, channel = firing.day.isoformat(), firing.channel.value
    add(entry, "id", identity_of(alert, firing))
    add(entry, "title", f"{channel}: {alert.name}, {counts_of(firing)}")
    add(entry, "updated", stamp(firing.day))
    add(entry, "category").set("term", channel)
    lines = [
        f"{day}: {counts_of(firing)} from {firing.since} on.",
        f"Outlets: {', '.join(firing.outlets) or 'unknown'}.",
        *map(address_of_claim, firing.claims),
    ]
    add_lines(entry, "content", lines)
