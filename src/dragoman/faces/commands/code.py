"""`dragoman code`: pages in, claims out, no record needed."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from dragoman.faces.failures import FAILURE, PARTIAL
from dragoman.faces.output import output_options, write_rows
from dragoman.faces.session import Session, pass_session
from dragoman.model import Reading
from dragoman.model.wire import (
    agenda_to_json,
    article_to_json,
    claim_to_json,
    rejection_to_json,
)

COLUMNS = ("event_type", "who", "to", "when", "status", "voice", "sentence")


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|FILE.jsonl|-]...")
@click.option("--published", help="The day the page was published, where it does not say (ISO).")
@click.option("--outlet", help="Who published it, where it does not say.")
@click.option("--all", "everything", is_flag=True, help="Also agenda, articles and rejections.")
@output_options
@pass_session
def code(  # noqa: PLR0913 - every option of the command is an argument to click
    session: Session,
    sources: Sequence[str],
    published: str | None,
    outlet: str | None,
    *,
    everything: bool,
    form: str | None,
    output: str | None,
    fail_empty: bool,
) -> int:
    """Code pages: one claim a line, with the characters of the page behind every part of it."""
    from dragoman.coding import Coder
    from dragoman.pages import read_source
    from dragoman.pipeline import read_page

    coder = Coder.load()
    seen = Seen(session)
    pages = (
        page
        for source in sources or ("-",)
        for page in read_source(source, published=published, outlet=outlet)
    )
    readings = (seen.note(read_page(page, coder)) for page in pages)
    rows = (row for reading in readings for row in lines_of(reading, everything=everything))
    if form == "table":
        rows = (table_row(row) for row in rows)
    code = write_rows(rows, form=form, output=output, columns=COLUMNS, fail_empty=fail_empty)
    return seen.exit_code() or code


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


def table_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a claim as a line a person can read; other kinds by their reason and words."""
    if row.get("kind", "claim") != "claim":
        words = row.get("text") or row.get("span") or {}
        return {
            "event_type": f"({row['kind']})",
            "who": row.get("what") or row.get("reason") or row.get("verdict"),
            "when": row.get("start"),
            "sentence": words.get("exact") or row.get("detail") or row.get("title"),
        }
    when = row["when"] or {}
    return {
        "event_type": "/".join([row["event_type"], *row["modes"]]),
        "who": [party["actor_id"] or party["name"] for party in row["actors"]],
        "to": [party["actor_id"] or party["name"] for party in row["recipients"]],
        "when": when.get("start"),
        "status": row["status"] + (", hedged" if row["hedged"] else ""),
        "voice": [voice["exact"] for voice in row["voices"]],
        "sentence": row["evidence"]["exact"],
    }
