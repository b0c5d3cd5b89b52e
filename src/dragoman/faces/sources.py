"""Pages of several sources: what cannot be read is told in a line, and the rest goes on."""

from collections.abc import Iterator, Sequence

import click

from dragoman.errors import InputError
from dragoman.faces.failures import PARTIAL, exit_code, one_line
from dragoman.faces.session import Session
from dragoman.model import Page


class Sources:
    """Reads the sources of one command and counts those that failed."""

    def __init__(self, session: Session, *, published: str | None, outlet: str | None) -> None:
        self._session = session
        self._published, self._outlet = published, outlet
        self._failures: list[InputError] = []
        self.pages = 0

    def read(self, sources: Sequence[str]) -> Iterator[Page]:
        """Yield the pages of all sources."""
        from dragoman.pages import read_source

        for source in sources:
            before = self.pages
            try:
                for page in read_source(source, published=self._published, outlet=self._outlet):
                    self.pages += 1
                    yield page
            except InputError as error:
                click.echo(f"error: {one_line(error)}", err=True)
                self._failures.append(error)
                continue
            if self.pages == before:
                self._session.note(f"{source}: no page in it")

    def exit_code(self) -> int:
        """Return 0, 4 when some sources failed, the code of the first failure when all did."""
        if not self._failures:
            return 0
        return PARTIAL if self.pages else exit_code(self._failures[0])
