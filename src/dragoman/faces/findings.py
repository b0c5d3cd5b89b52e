"""Firings as others get to see them: a row with its own id, of bounded size."""

from typing import Any

from dragoman.answers.alerts import AlertAnswer
from dragoman.faces.alert_rows import alert_row, firing_row, identity_of
from dragoman.faces.atom import urn
from dragoman.faces.output import as_json
from dragoman.faces.texts.alert_text import counts_of
from dragoman.model import Alert, Firing

# A receiver may refuse what is long; the counts beside a list tell what was cut off it.
MOST_LISTED = 100
MOST_CHARACTERS = 200


def finding_row(answer: AlertAnswer, firing: Firing) -> dict[str, Any]:
    """Return a firing with its id, its rule and its counts; ids and names, and no sentence."""
    row = {name: _cut(value) for name, value in firing_row(firing).items()}
    return {
        "id": identity_of(answer.alert, firing),
        "summary": counts_of(firing),
        **row,
        "asked": alert_row(answer.alert),
        "snapshot": answer.snapshot,
        "rule": answer.rule,
    }


def alert_urn(alert: Alert) -> str:
    """Return the id of an alert; with another question or threshold it is another alert."""
    return urn(as_json(alert_row(alert)))


def _cut(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [entry[:MOST_CHARACTERS] for entry in value[:MOST_LISTED]]
