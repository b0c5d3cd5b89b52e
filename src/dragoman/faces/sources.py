"""Pages of several sources: what cannot be read is told in a line, and the rest goes on."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.errors import FetchError, InputError
from dragoman.faces.failures import PARTIAL, exit_code, one_line
from dragoman.faces.log import bare
from dragoman.faces.session import Session
from dragoman.faces.sources_file import ADDRESSES
from dragoman.model import Page, Rejection

if TYPE_CHECKING:
    from dragoman.pages.fetching import Fetcher

# Why an archive may lack what was in it.
DAMAGE = frozenset({"damaged", "digest", "truncated"})

_LOG = logging.getLogger(__name__)


class Sources:
    """Reads the sources of one command and keeps what could not be read."""

    def __init__(
        self,
        session: Session,
        *,
        published: str | None,
        outlet: str | None,
        are_linked: bool = False,
    ) -> None:
        """Make a reader.

        Args:
            session: the call of the command line.
            published: the day the user gives for pages that do not say.
            outlet: the outlet the user gives for pages that do not say.
            are_linked: addresses are feeds or sitemaps, and the pages are those they name.
        """
        self._session = session
        self._published, self._outlet = published, outlet
        self._are_linked = are_linked
        self._failures: list[InputError] = []
        self.pages = 0
        # What a source lacks of what it should hold, by source.
        self.losses: dict[str, list[Rejection]] = {}

    def read(self, sources: Sequence[str]) -> Iterator[Page]:
        """Yield the pages of all sources."""
        for source in sources:
            before = self.pages + len(self._failures)
            try:
                for page in self._pages(source):
                    self.pages += 1
                    yield page
            except FetchError as error:
                self._lose(source, error)
            except InputError as error:
                self._tell(error)
            if self.pages + len(self._failures) == before:
                self._session.note(f"{source}: no page in it")

    def _pages(self, source: str) -> Iterator[Page]:
        """Yield the pages of a file, a folder, an archive or an address."""
        from dragoman.pages import read_source
        from dragoman.pages.warcs import is_warc, read_warc

        if source.lower().startswith(ADDRESSES):
            yield from map(self._given, self._fetched(source))
        elif is_warc(source):
            for entry in read_warc(Path(source)):
                if isinstance(entry, Page):
                    yield self._given(entry)
                else:
                    self.losses.setdefault(source, []).append(entry)
        else:
            yield from read_source(
                source, published=self._published, outlet=self._outlet, unreadable=self._tell
            )

    def _fetched(self, source: str) -> Iterator[Page]:
        """Yield the page of an address, or those that it names."""
        if not self._are_linked:
            page = self._fetcher.fetch(source).page
            if page is not None:
                yield page
            return
        from dragoman.pages.linked import linked

        for url in linked(self._fetcher, source):
            try:
                page = self._fetcher.fetch(url).page
            except FetchError as error:
                self._lose(source, error)
                continue
            if page is not None:
                yield page

    def _given(self, page: Page) -> Page:
        return replace(page, published=self._published, outlet=self._outlet)

    @cached_property
    def _fetcher(self) -> "Fetcher":
        from dragoman.faces.fetching import fetcher_of

        return fetcher_of(self._session)

    def _lose(self, source: str, error: FetchError) -> None:
        """Tell of an address that gave no page, and keep it."""
        loss = Rejection(stage="pages", reason=error.reason, origin=error.url, detail=error.detail)
        self.losses.setdefault(source, []).append(loss)
        self._tell(error)

    def _tell(self, error: InputError) -> None:
        click.echo(f"error: {one_line(error)}", err=True)
        if isinstance(error, FetchError):
            said = {"address": bare(error.url), "reason": error.reason}
        else:
            said = {"reason": type(error).__name__}
        _LOG.warning("add", extra=said)
        self._failures.append(error)

    def exit_code(self) -> int:
        """Return 0, 4 when some paths failed, the code of the first failure when all did.

        An archive that is damaged is done in part; what is no page in it is no failure.
        """
        if not self._failures:
            reasons = {loss.reason for losses in self.losses.values() for loss in losses}
            return PARTIAL if reasons & DAMAGE else 0
        return PARTIAL if self.pages else exit_code(self._failures[0])
