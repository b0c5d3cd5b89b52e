"""What people type for dates, actors and event types."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import click

from dragoman.errors import InputError, UnknownCode
from dragoman.faces.question import actor_code
from dragoman.ontology import plover

Command = TypeVar("Command", bound=Callable[..., Any])
APART = re.compile(r"(\+?)(\d+)([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Day(click.ParamType[date]):
    """A day: 2020-10-06, 2020-10, 2020, today, yesterday; 7d, 4w, 6m, 1y ago; +7d ahead.

    Where a command has --today, what is ago or ahead counts from that day.
    """

    name = "DATE"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with the forms that are understood."""
        if isinstance(value, date):
            return value
        try:
            return _day(str(value), _today(ctx), last=self.last)
        except (ValueError, OverflowError):
            forms = "2020-10-06, 2020-10, today, 7d (ago) or +7d (ahead)"
            self.fail(f"{value!r} is no date; say {forms}", param, ctx)


def _today(ctx: click.Context | None) -> date:
    """Return the day that --today gives, else the day it is."""
    asked = ctx.params.get("today") if ctx is not None else None
    return asked if isinstance(asked, date) else datetime.now(UTC).date()


def _day(words: str, today: date, *, last: bool) -> date:
    if words == "today":
        return today
    if words == "yesterday":
        return today - timedelta(days=1)
    if apart := APART.fullmatch(words):
        ahead, number, unit = apart.groups()
        return today + timedelta(days=int(number) * DAYS[unit]) * (1 if ahead else -1)
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


class SideCode(click.ParamType[str]):
    """A side of a claim: a state or organisation, or a part of one such as RUS.GOV."""

    name = "SIDE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code, or fail naming the nearest."""
        try:
            return actor_code("a side", str(value))
        except (InputError, UnknownCode) as error:
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
        is_eager=True,  # the other days of the command count from it
        help="The day from which to look back and ahead.",
    )(command)


def sentences_option(command: Command) -> Command:
    """Give a command --sentences."""
    return click.option(
        "--sentences",
        is_flag=True,
        help="Every sentence behind the answer; as rows in the other formats.",
    )(command)


def executor_option(command: Command) -> Command:
    """Give a command --executor, for where its jobs run."""
    return click.option(
        "--executor",
        default="local",
        show_default=True,
        type=click.Choice(["local", "ray"]),
        help="Where they run: on this machine, or in the cluster that RAY_ADDRESS names.",
    )(command)


def page_options(command: Command) -> Command:
    """Give a command --published and --outlet, for pages that do not say."""
    outlet = click.option("--outlet", help="Who published the pages, where they do not say.")
    published = click.option(
        "--published",
        callback=_checked_day,
        metavar="DATE",
        help="The day they were published (ISO), where they do not say.",
    )
    return published(outlet(command))


def _checked_day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return a day as it was typed; a wrong one would silently be no date at all."""
    try:
        if value is not None:
            date.fromisoformat(value[:10])
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write YYYY-MM-DD", ctx, param) from error
    return value
