"""Which alerts a record has, as people write them: alerts.toml in the folder of the record."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, InputError, MalformedInput
from dragoman.faces.question import parameters_of, question_of
from dragoman.model import Alert
from dragoman.record.durable import keep_file

ALERTS_FILE = "alerts.toml"
# A name stands in addresses, in feeds and on the command line.
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
HEADER = re.compile(r"^[ \t]*\[\[[ \t]*alert[ \t]*\]\]", re.MULTILINE)
COUNTS = ("at_least", "within", "origins")
# Ten years: no alert looks at more days, and a day so far back is one that dates can name.
MOST_DAYS = 3653
# An address as people write it; what it leads to is vetted when something is sent there.
WEBHOOK = re.compile(r"https?://[!-~]{1,2000}")
# Kept back: it would cut the claims of a window at the earliest acts.
NO_FILTER = "limit"


def read_alerts(folder: Path) -> tuple[Alert, ...]:
    """Return the alerts of a record in the order of the file; none where it is not there.

    Raises:
        MalformedInput: it is no TOML, or an [[alert]] is none.
    """
    path = folder / ALERTS_FILE
    return _parsed(path, path.read_text("utf-8")) if path.is_file() else ()


def add_alert(folder: Path, alert: Alert) -> None:
    """Write an alert below the others; what people wrote into the file stays as it is.

    Raises:
        InputError: its name or its address is none, or another alert has the name.
    """
    if NAME.fullmatch(alert.name) is None:
        raise InputError(
            f"{alert.name!r} is no name for an alert; use a-z, 0-9, - and _, such as gulf-threats"
        )
    if alert.webhook is not None and WEBHOOK.fullmatch(alert.webhook) is None:
        raise InputError(
            f"{alert.webhook!r} is no address; give one such as https://hooks.example/dragoman"
        )
    if any(known.name == alert.name for known in read_alerts(folder)):
        raise InputError(
            f"there is an alert {alert.name!r} already; `dragoman alerts remove {alert.name}` "
            "first, or choose another name"
        )
    path = folder / ALERTS_FILE
    before = path.read_text("utf-8") if path.is_file() else ""
    gap = "\n" if before else ""
    keep_file(path, f"{before}{gap}{_table(alert)}".encode())


def remove_alert(folder: Path, name: str) -> None:
    """Take an alert out of the file; remarks above and below it stay.

    Raises:
        InputError: there is none of this name, or its table cannot be told from the others.
    """
    known = read_alerts(folder)
    named_alert(known, name)
    path = folder / ALERTS_FILE
    text = path.read_text("utf-8")
    number = [alert.name for alert in known].index(name)
    starts = [found.start() for found in HEADER.finditer(text)]
    ends = [*starts[1:], len(text)]
    if len(starts) != len(known):
        raise InputError(f"{path} is not as we write it; take the alert out by hand")
    table = text[starts[number] : ends[number]]
    left = text[: starts[number]] + _remarks_below(table) + text[ends[number] :]
    if _parsed(path, left) != tuple(alert for alert in known if alert.name != name):
        raise InputError(f"{path} is not as we write it; take the alert out by hand")
    keep_file(path, left.encode())


def named_alert(alerts: tuple[Alert, ...], name: str) -> Alert:
    """Return the alert of a name.

    Raises:
        InputError: there is none.
    """
    found = next((alert for alert in alerts if alert.name == name), None)
    if found is None:
        raise InputError(f"no alert {name!r} in this record; `dragoman alerts list` lists them")
    return found


def _remarks_below(table: str) -> str:
    """Return the remarks and empty lines at the end of a table: they belong to the next one."""
    lines = table.splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    return "".join(lines[last + 1 :]).lstrip("\n")


def _table(alert: Alert) -> str:
    # A string of JSON is one of TOML too.
    query = ", ".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in alert.query
    )
    counts = "".join(f"{name} = {getattr(alert, name)}\n" for name in COUNTS)
    address = "" if alert.webhook is None else f"webhook = {json.dumps(alert.webhook)}\n"
    return f'[[alert]]\nname = "{alert.name}"\nquery = {{ {query} }}\n{counts}{address}'


def _parsed(path: Path, text: str) -> tuple[Alert, ...]:
    try:
        written = tomllib.loads(text)
    except ValueError as error:
        raise MalformedInput(f"{path} is not TOML: {error}") from error
    tables = written.get("alert", [])
    if not isinstance(tables, list):
        raise MalformedInput(f"{path}: alerts are [[alert]] tables, not {tables!r}")
    alerts = tuple(_alert(path, table) for table in tables)
    names = [alert.name for alert in alerts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise MalformedInput(f"{path}: two alerts are named {twice!r}; rename one")
    return alerts


def _alert(path: Path, table: Mapping[str, Any]) -> Alert:
    if not isinstance(table, dict) or not NAME.fullmatch(str(table.get("name", ""))):
        raise MalformedInput(f'{path}: an [[alert]] needs a name = "gulf-threats": {table}')
    name, query = str(table["name"]), table.get("query", {})
    unknown = table.keys() - {"name", "query", "webhook", *COUNTS}
    if unknown:
        raise MalformedInput(f"{path}: alert {name!r} has no {', '.join(sorted(unknown))}")
    counts = {key: _count(path, name, key, table.get(key)) for key in COUNTS}
    webhook = table.get("webhook")
    if webhook is not None and not (isinstance(webhook, str) and WEBHOOK.fullmatch(webhook)):
        raise MalformedInput(f"{path}: the webhook of {name!r} is {webhook!r}, not https://...")
    return Alert(name=name, query=_query(path, name, query), webhook=webhook, **counts)


def _query(path: Path, name: str, query: object) -> tuple[tuple[str, str], ...]:
    """Return the question of an alert as the parameters that ask it, each in its usual form."""
    if not isinstance(query, dict) or NO_FILTER in query:
        raise MalformedInput(
            f'{path}: the query of {name!r} is {{ dyad = "RUS,IRN" }} or the like, without limit, '
            f"not {query!r}"
        )
    try:
        return tuple(
            parameters_of(question_of({key: str(value) for key, value in query.items()})).items()
        )
    except DragomanError as error:
        raise MalformedInput(f"{path}: the query of {name!r}: {error}") from error


def _count(path: Path, name: str, key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DAYS:
        raise MalformedInput(f"{path}: {key} of alert {name!r} is {value!r}, not 1 to {MOST_DAYS}")
    return value
