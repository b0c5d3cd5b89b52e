"""`dragoman code`: pages in, claims out, no record needed."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import click

from dragoman.faces.failures import FAILURE, PARTIAL
from dragoman.faces.output import Output, output_options
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import page_options
from dragoman.model import Reading
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
    readings = (seen.note(read_page(page, coder)) for page in pages)
    if out.is_table:
        listed = (cells_of_reading(reading, everything=everything) for reading in readings)
        found = write_listing(out, READ, chain.from_iterable(listed))
    else:
        lines = (lines_of(reading, everything=everything) for reading in readings)
        found = out.write(chain.from_iterable(lines))
    return given.exit_code() or seen.exit_code() or found


class Seen:
    """Counts pages that gave no article, and tells each on stderr in one line."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.pages = self.failed = 0

    def note(self, reading: Reading) -> Reading:
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
        return reading

    def exit_code(self) -> int:
        """Return 0 when every page was an article, 1 when none, 4 when some were not."""
        if not self.failed:
            return 0
        return FAILURE if self.failed == self.pages else PARTIAL


def lines_of(reading: Reading, *, everything: bool) -> Iterator[dict[str, Any]]:
    """Yield the JSON lines of one page: claims alone, or everything with its kind."""
    if not everything:
        yield from map(claim_to_json, reading.claims)
        return
    yield article_to_json(reading.article)
    yield from ({"kind": "claim"} | claim_to_json(claim) for claim in reading.claims)
    yield from map(agenda_to_json, reading.agenda)
    yield from map(rejection_to_json, reading.rejections)
