"""What the global options of the command line say, and the record they lead to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from dragoman.faces.interrupts import leaving_at_once

# Opening a record imports DuckDB and Arrow, which `--help` need not wait for.
if TYPE_CHECKING:
    from dragoman.record import Record, View


@dataclass(frozen=True, slots=True)
class Session:
    """One call of the command line."""

    folder: str
    as_of: str | None
    quiet: bool
    is_offline: bool = False

    @property
    def home(self) -> Path:
        """The folder of the record on this machine; of one on a store, after asking it."""
        from dragoman.record import home_of

        return home_of(self.folder)

    @contextmanager
    def record(self, *, writable: bool = False) -> Iterator["Record"]:
        """Open the record for one command and close it whatever happens."""
        with leaving_at_once():
            from dragoman.record import Record

        record = Record.open(self.folder, writable=writable)
        try:
            yield record
        finally:
            record.close()

    @contextmanager
    def view(self) -> Iterator["View"]:
        """Open what the record says now, or said at the snapshot of `--as-of`.

        A person is told what an answer cannot know: pages that nobody has read yet.
        """
        with self.record() as record:
            view = record.view(self.as_of)
            counts = view.counts()
            if not counts["pages"]:
                self.note("the record holds no pages; `dragoman add` keeps some")
            elif counts["pending"]:
                said = f"{counts['pending']} of {counts['pages']} pages are not read yet"
                self.note(f"{said}; `dragoman run` reads them")
            yield view

    @property
    def called(self) -> str:
        """How to call the program on the same record again."""
        return "dragoman" if self.folder == "." else f"dragoman --record {quote(self.folder)}"

    def note_newest(self, view: "View", today: date) -> None:
        """Tell a person who asks about a day long after the newest page which day to ask for."""
        from dragoman.faces.moment import LONG_AGO

        days = (day for claim in view.claims() if (day := claim.told_on) is not None)
        newest = max(days, default=None)
        if newest is not None and today - newest > LONG_AGO:
            self.note(f"the newest page is of {newest}; --today {newest} asks about that day")

    def note(self, words: str) -> None:
        """Tell a person something on stderr that is no result."""
        if not self.quiet:
            click.echo(words, err=True)


pass_session = click.make_pass_decorator(Session)
