"""What the global options of the command line say, and the record they lead to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from dragoman.record import Record, View


@dataclass(frozen=True, slots=True)
class Session:
    """One call of the command line."""

    folder: str
    as_of: str | None
    quiet: bool

    @contextmanager
    def record(self, *, writable: bool = False) -> Iterator[Record]:
        """Open the record for one command and close it whatever happens."""
        record = Record.open(self.folder, writable=writable)
        try:
            yield record
        finally:
            record.close()

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open what the record says now, or said at the snapshot of `--as-of`."""
        with self.record() as record:
            yield record.view(self.as_of)

    def note(self, words: str) -> None:
        """Tell a person something on stderr that is no result."""
        if not self.quiet:
            click.echo(words, err=True)


pass_session = click.make_pass_decorator(Session)
