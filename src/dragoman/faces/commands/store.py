"""Commands about the record itself: make it, fill it, read its pages, prove and share it."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import click

from dragoman.faces.failures import DAMAGED, INTERRUPTED, PARTIAL
from dragoman.faces.output import output_options, write_rows
from dragoman.faces.session import Session, pass_session

# Seconds between lines of progress where there is no terminal to draw a bar on.
QUIET_PROGRESS_SECONDS = 30


@click.command()
@click.argument("folder", required=False)
@pass_session
def init(session: Session, folder: str | None) -> None:
    """Make an empty record in DIR (default: --record)."""
    from dragoman.record import Record

    place = folder or session.folder
    Record.create(place).close()
    session.note(f"made the record {place}; next: dragoman --record {place} add PAGES")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|FILE.jsonl|-...")
@click.option("--published", help="The day they were published (ISO), where they do not say.")
@click.option("--outlet", help="Who published them, where they do not say.")
@click.option(
    "--outlets",
    "outlets_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file of [[outlet]] tables: name, country, kind, domains.",
)
@pass_session
def add(
    session: Session,
    sources: Sequence[str],
    published: str | None,
    outlet: str | None,
    outlets_file: Path | None,
) -> None:
    """Keep pages in the record: HTML, plain text, JSONL articles. The same page counts once."""
    from dragoman.faces.outlets_file import read_outlets
    from dragoman.pages import read_source

    outlets = read_outlets(outlets_file) if outlets_file else ()
    pages = chain.from_iterable(
        read_source(source, published=published, outlet=outlet) for source in sources
    )
    with session.record(writable=True) as record:
        added = record.add(pages, outlets=outlets)
    session.note(f"{added.new} pages added, {added.known} known already")


@click.command()
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@pass_session
def run(session: Session, jobs: int) -> int:
    """Read every page that is waiting; safe to stop and to run again."""
    from dragoman.coding import Coder
    from dragoman.pipeline import run as read_waiting

    coder = Coder.load()
    started = time.monotonic()
    with session.record(writable=True) as record:
        waiting = record.count_pending(coder.name)
        with Progress(waiting, quiet=session.quiet) as advance:
            report = read_waiting(record, coder, jobs=jobs, progress=advance)
    seconds = time.monotonic() - started
    session.note(
        f"read {report.pages} pages in {seconds:.1f} s: {report.articles} articles, "
        f"{report.rejected} that are none, {report.quarantined} set aside; "
        f"{report.claims} claims, {report.agenda} things due"
    )
    if report.interrupted:
        session.note("interrupted; what was read is kept, `run` again goes on from there")
        return INTERRUPTED
    return PARTIAL if report.quarantined else 0


class Progress:
    """A bar on a terminal, a line every half minute elsewhere, nothing when quiet."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.quiet = quiet
        self.done = 0
        self.told = time.monotonic()
        on_terminal = sys.stderr.isatty() and not quiet and total > 0
        self.bar = (
            click.progressbar(length=total, label="reading", file=sys.stderr)
            if on_terminal
            else None
        )

    def __enter__(self) -> Callable[[int, int], None]:
        if self.bar is not None:
            self.bar.__enter__()
        return self.advance

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.render_finish()

    def advance(self, done: int, total: int) -> None:
        """Show that so many pages of all are read."""
        if self.bar is not None:
            self.bar.update(done - self.done)
        elif not self.quiet and time.monotonic() - self.told > QUIET_PROGRESS_SECONDS:
            self.told = time.monotonic()
            click.echo(f"read {done} of {total} pages", err=True)
        self.done = done


@click.command()
@click.argument("query")
@output_options
@pass_session
def sql(
    session: Session, query: str, form: str | None, output: str | None, *, fail_empty: bool
) -> int:
    """Answer one SELECT over claims, articles, agenda and rejections; it cannot write."""
    with session.view() as view:
        table = view.sql(query)
    rows = (
        {name: _cell(value) for name, value in zip(table.columns, row, strict=True)}
        for row in table.rows
    )
    return write_rows(rows, form=form, output=output, fail_empty=fail_empty)


def _cell(value: object) -> object:
    """Return a value that JSON can carry: days and other things as their text."""
    plain = value is None or isinstance(value, str | int | float | bool | list | dict)
    return value if plain else str(value)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "-f",
    "forms",
    multiple=True,
    type=click.Choice(("jsonl", "csv", "parquet")),
    default=("jsonl", "csv", "parquet"),
    help="Which forms to write; all when not given.",
)
@pass_session
def export(session: Session, folder: Path, forms: Sequence[str]) -> None:
    """Write the claims into a folder, with snapshot, licence note and checksums."""
    from dragoman.faces.exports import export_folder

    with session.view() as view:
        written = export_folder(view, folder, forms)
    for name in written:
        click.echo(folder / name)


@click.group()
def snapshot() -> None:
    """Name a state of the record, or list the names."""


@snapshot.command("create")
@click.argument("name")
@pass_session
def snapshot_create(session: Session, name: str) -> None:
    """Name the present state NAME; --as-of NAME answers from it for ever."""
    with session.record(writable=True) as record:
        made = record.snapshot(name)
    click.echo(f"{made.name}  {made.digest}")


@snapshot.command("list")
@output_options
@pass_session
def snapshot_list(
    session: Session, form: str | None, output: str | None, *, fail_empty: bool
) -> int:
    """List the snapshots with their digests."""
    with session.record() as record:
        named = record.snapshots()
    rows = [{"name": s.name, "as_of": s.as_of, "digest": s.digest} for s in named]
    return write_rows(rows, form=form, output=output, fail_empty=fail_empty)


@click.command()
@pass_session
def verify(session: Session) -> int:
    """Prove the record: segments, digests, the chain, every span, and that no page is lost."""
    with session.record() as record:
        findings = tuple(_findings(record.verify()))
        counts, digest = record.view().counts(), record.view().digest()
    for finding in findings:
        click.echo(finding, err=True)
    if findings:
        return DAMAGED
    said = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"ok  {said}  digest {digest}")
    return 0


def _findings(found: Sequence[object]) -> Iterator[str]:
    return (f"damaged: {finding}" for finding in found)
