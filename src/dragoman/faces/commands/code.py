"""`dragoman code`: pages in, claims out, no record needed."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import PurePath
from typing import Any

import click

from dragoman.errors import CoderError
from dragoman.faces.failures import FAILURE, PARTIAL, one_line
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import page_options
from dragoman.model import Page, Reading
from dragoman.model.wire import (
    agenda_to_json,
    article_to_json,
    claim_to_json,
    rejection_to_json,
)


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|FILE.jsonl|-]...")
@page_options
@click.option("--all", "everything", is_flag=True, help="Also agenda, articles and rejections.")
@output_options
@pass_session
def code(
    session: Session,
    sources: Sequence[str],
    published: str | None,
    outlet: str | None,
    *,
    everything: bool,
    out: Output,
) -> int:
    """Code pages without a record: one claim a line.

    Every part of a claim names the characters of the page that it was read in.
    """
    from dragoman.coding import Coder
    from dragoman.faces.sources import Sources
    from dragoman.faces.texts.listing import READ, cells_of_reading, write_listing
    from dragoman.pipeline import read_page

    coder = Coder.load()
    seen = Seen(session)
    given = Sources(session, published=published, outlet=outlet)
    pages = given.read(sources or ("-",))
    readings = seen.each(pages, lambda page: read_page(page, coder))
    if out.is_table:
        listed = (cells_of_reading(reading, everything=everything) for reading in readings)
        found = write_listing(out, READ, chain.from_iterable(listed))
    else:
        lines = (lines_of(reading, everything=everything) for reading in readings)
        found = out.write(chain.from_iterable(lines))
    return seen.exit_code(given.exit_code()) or found


class Seen:
    """Counts pages that gave no article, and tells each on stderr in one line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.pages = self.failed = self.faults = 0

    def each(self, pages: Iterable[Page], read: Callable[[Page], Reading]) -> Iterator[Reading]:
        """Yield the reading of each page; a page that a bug of ours stops is told and left.

        Raises:
            CoderError: no page can be read, so none is to blame.
        """
        for page in pages:
            try:
                reading = read(page)
            except CoderError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the next page is read
                self._note_fault(page, error)
            else:
                self._note(reading)
                yield reading

    def exit_code(self, of_sources: int) -> int:
        """Return the exit code of the command, by what is worst.

        1 when a bug stopped a page or no page was an article, also where there was none; 4 when
        some were not, else that of the sources.
        """
        if self.faults:
            return FAILURE
        if of_sources or (self.pages and not self.failed):
            return of_sources
        return FAILURE if self.failed == self.pages else PARTIAL

    def _note(self, reading: Reading) -> None:
        """Count a reading and say why it gave nothing, if so."""
        self.pages += 1
        article = reading.article
        if not article.is_readable:
            self.failed += 1
            why = f" ({', '.join(article.verdict_reasons)})" if article.verdict_reasons else ""
            click.echo(f"{article.origin}: {article.verdict.value}{why}", err=True)
        for rejection in reading.rejections:
            if rejection.stage == "coding" and rejection.passage is None:
                self.session.note(f"{article.origin}: {rejection.reason}: {rejection.detail}")

    def _note_fault(self, page: Page, error: Exception) -> None:
        self.faults += 1
        place = traceback.extract_tb(error.__traceback__)[-1]
        said = f"{type(error).__name__}: {one_line(error)}"
        where = f"{PurePath(place.filename).name}, line {place.lineno}"
        click.echo(
            f"error: {page.origin} was not read ({said}; {where}); this is a bug of ours, "
            "please report it with the page",
            err=True,
        )


def lines_of(reading: Reading, *, everything: bool) -> Iterator[dict[str, Any]]:
    """Yield the JSON lines of one page: claims alone, or everything with its kind."""
    if not everything:
        yield from map(claim_to_json, reading.claims)
        return
    yield article_to_json(reading.article)
    yield from ({"kind": "claim"} | claim_to_json(claim) for claim in reading.claims)
    yield from map(agenda_to_json, reading.agenda)
    yield from map(rejection_to_json, reading.rejections)
