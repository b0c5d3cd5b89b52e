"""Pages of several sources: what cannot be read is told in a line, and the rest goes on."""

from collections.abc import Iterator, Sequence

import click

from dragoman.errors import InputError
from dragoman.faces.failures import PARTIAL, exit_code, one_line
from dragoman.faces.session import Session
from dragoman.model import Page


class Sources:
    """Reads the sources of one command and keeps what could not be read."""

    def __init__(self, session: Session, *, published: str | None, outlet: str | None) -> None:
        self._session = session
        self._published, self._outlet = published, outlet
        self._failures: list[InputError] = []
        self.pages = 0

    def read(self, sources: Sequence[str]) -> Iterator[Page]:
        """Yield the pages of all sources."""
        from dragoman.pages import read_source

        for source in sources:
            before = self.pages + len(self._failures)
            pages = read_source(
                source, published=self._published, outlet=self._outlet, unreadable=self._tell
            )
            try:
                for page in pages:
                    self.pages += 1
                    yield page
            except InputError as error:
                self._tell(error)
            if self.pages + len(self._failures) == before:
                self._session.note(f"{source}: no page in it")

    def _tell(self, error: InputError) -> None:
        click.echo(f"error: {one_line(error)}", err=True)
        self._failures.append(error)

    def exit_code(self) -> int:
        """Return 0, 4 when some paths failed, the code of the first failure when all did."""
        if not self._failures:
            return 0
        return PARTIAL if self.pages else exit_code(self._failures[0])
