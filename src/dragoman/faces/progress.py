"""How far a long work is: a bar on a terminal, a line every half minute elsewhere."""

import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

# Often enough to see that the work goes on, seldom enough for a log.
SECONDS_BETWEEN_LINES = 30


class Progress:
    """Tells how far a work is, on stderr; nothing when quiet. `total` None: nobody knows."""

    def __init__(
        self, verb: str, total: int | None = None, *, quiet: bool, unit: str = "pages"
    ) -> None:
        self._verb, self._total, self._quiet, self._unit = verb, total, quiet, unit
        self._told = time.monotonic()
        self._bar: Bar | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and not self._quiet:
            self._bar = self._open.enter_context(_bar(self._verb, self._total))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def reach(self, done: int, total: int | None = None) -> None:
        """Tell that so many, of so many, are done."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        elif not self._quiet and time.monotonic() - self._told > SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            of_all = f" of {total}" if total is not None else ""
            click.echo(f"{self._verb}: {done}{of_all} {self._unit}", err=True)


def _bar(verb: str, total: int | None) -> "Bar":
    """Return a bar that is gone when the work is done: what was done is told in words."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    bar.add_task(verb, total=total)
    return bar
