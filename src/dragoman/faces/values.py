"""What people type for dates, actors and event types."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import click

from dragoman.errors import UnknownCode
from dragoman.ontology import plover

Command = TypeVar("Command", bound=Callable[..., Any])
AGO = re.compile(r"(\d+)([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Day(click.ParamType[date]):
    """A day: 2020-10-06, 2020-10, 2020, today, yesterday, or 7d, 4w, 6m, 1y back from today."""

    name = "DATE"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with the forms that are understood."""
        if isinstance(value, date):
            return value
        try:
            return _day(str(value), last=self.last)
        except ValueError:
            self.fail(f"{value!r} is no date; say 2020-10-06, 2020-10, today or 7d", param, ctx)


def _day(words: str, *, last: bool) -> date:
    today = datetime.now(UTC).date()
    if words == "today":
        return today
    if words == "yesterday":
        return today - timedelta(days=1)
    if ago := AGO.fullmatch(words):
        return today - timedelta(days=int(ago[1]) * DAYS[ago[2]])
    if re.fullmatch(r"\d{4}", words):
        return date(int(words), 12, 31) if last else date(int(words), 1, 1)
    if re.fullmatch(r"\d{4}-\d{2}", words):
        first = date.fromisoformat(f"{words}-01")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return following - timedelta(days=1) if last else first
    return date.fromisoformat(words)


class ActorCode(click.ParamType[str]):
    """A state or organisation, by code or by name."""

    name = "ACTOR"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail naming the nearest."""
        from dragoman.ontology import actors

        try:
            return actors.resolve_code(str(value))
        except UnknownCode as error:
            self.fail(str(error), param, ctx)


class TypeCode(click.ParamType[str]):
    """One of the 16 event types, in any case."""

    name = "TYPE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail naming the nearest."""
        try:
            return plover.event_type(str(value).upper()).code
        except UnknownCode as error:
            self.fail(str(error), param, ctx)


def period(command: Command) -> Command:
    """Give a command --since and --until."""
    until = click.option("--until", type=Day(last=True), help="Acts that start by this day.")
    since = click.option("--since", type=Day(), help="Acts that end on this day or later.")
    return since(until(command))


def today_option(command: Command) -> Command:
    """Give a command --today: the day from which it looks back and ahead."""
    return click.option(
        "--today",
        type=Day(),
        default="today",
        show_default=True,
        help="The day from which to look back and ahead.",
    )(command)
