"""Commands about the record itself: make it, fill it, read its pages, prove and share it."""

import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

import click

from dragoman.faces.failures import DAMAGED, PARTIAL
from dragoman.faces.interrupts import INTERRUPTED
from dragoman.faces.output import Output, output_options, plain_cell
from dragoman.faces.progress import Progress
from dragoman.faces.session import Session, pass_session
from dragoman.faces.values import executor_option, page_options
from dragoman.model import Page

# In the order of the help; those that are written when nobody says which come first.
FORMS = (
    *("jsonl", "csv", "parquet", "geojson", "graphml", "gexf", "ics"),
    *("polecat", "icews", "gdelt"),
)

_LOG = logging.getLogger(__name__)


@click.command()
@click.argument("folder", required=False, metavar="[DIR|s3://BUCKET/PREFIX]")
@click.option(
    "--ledger",
    metavar="URL",
    help="Keep the ledger in this PostgreSQL database: postgresql://user@host/database.",
)
@pass_session
def init(session: Session, folder: str | None, ledger: str | None) -> None:
    """Make an empty record in DIR (default: --record).

    One on a store of objects needs --ledger and the part [s3]; who asks, and where the store
    is, the environment says: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL.
    """
    from dragoman.record import Record

    place = folder or session.folder
    Record.create(place, ledger=ledger).close()
    session.note(f"made the record {place}; next: dragoman --record {quote(place)} add PAGES")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|FILE.warc.gz|URL|-...")
@page_options
@click.option(
    "--outlets",
    "outlets_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A TOML file of [[outlet]] tables: name, country, kind, domains.",
)
@click.option(
    "--linked",
    "are_linked",
    is_flag=True,
    help="A URL is a feed or sitemap: keep the pages that it names.",
)
@pass_session
def add(
    session: Session,
    sources: Sequence[str],
    published: str | None,
    outlet: str | None,
    outlets_file: Path | None,
    *,
    are_linked: bool,
) -> int:
    """Keep pages: files, folders, web archives, addresses.

    A page is HTML, plain text or a JSONL article; the same one counts once. What cannot be
    read is told, and the rest goes on. What an archive or an address should hold and does not
    is kept as a rejection.
    """
    from dragoman.faces.outlets_file import read_outlets
    from dragoman.faces.sources import Sources
    from dragoman.record.losses import keep_losses

    started = time.monotonic()
    outlets = read_outlets(outlets_file) if outlets_file else ()
    given = Sources(session, published=published, outlet=outlet, are_linked=are_linked)
    with session.record(writable=True) as record, Progress("adding", quiet=session.quiet) as bar:

        def counted() -> Iterator[Page]:
            for page in given.read(sources):
                bar.reach(given.pages)
                yield page

        added = record.add(counted(), outlets=outlets)
        for source, losses in given.losses.items():
            keep_losses(record, losses, origin=source)
    lost = sum(map(len, given.losses.values()))
    counts = {"new": added.new, "known": added.known, "lost": lost}
    _LOG.info("add", extra={"counts": counts, "seconds": time.monotonic() - started})
    said = f", {lost} lost" if lost else ""
    session.note(f"pages: {added.new} added, {added.known} known already{said}")
    if added.let_go:
        session.note(
            f"{added.let_go} of them were let go and are not read again; add them to another record"
        )
    return given.exit_code()


@click.command()
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@executor_option
@pass_session
def run(session: Session, jobs: int, executor: str) -> int:
    """Read every page that waits; safe to stop and run again.

    ray comes with the part [cluster]; without RAY_ADDRESS it is started here for the run.
    """
    from dragoman.coding import Coder
    from dragoman.executors import EXECUTORS
    from dragoman.pipeline import run as read_waiting

    started = time.monotonic()
    with session.record(writable=True) as record:
        coder = Coder.load()
        gone = record.count_gone(coder.name)
        with Progress("reading", record.count_pending(coder.name), quiet=session.quiet) as bar:
            report = read_waiting(
                record, coder, jobs=jobs, executor=EXECUTORS[executor], progress=bar.reach
            )
    seconds = time.monotonic() - started
    session.note(
        f"read {report.pages} pages in {seconds:.1f} s: {report.articles} articles, "
        f"{report.rejected} that are none, {report.quarantined} set aside; "
        f"{report.claims} claims, {report.agenda} things due"
    )
    if gone:
        session.note(f"{gone} pages keep the reading of another reader: their bytes were let go")
    if report.interrupted:
        session.note("interrupted; what was read is kept, `run` again goes on from there")
        return INTERRUPTED
    return PARTIAL if report.quarantined else 0


@click.command()
@click.argument("query")
@output_options
@pass_session
def sql(session: Session, query: str, out: Output) -> int:
    """Answer one SELECT; it cannot write.

    The tables are claims, articles, agenda and rejections; docs/record.md has the columns.
    """
    with session.view() as view:
        table = view.sql(query)
    rows = (
        {name: plain_cell(value) for name, value in zip(table.columns, row, strict=True)}
        for row in table.rows
    )
    return out.write(rows)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "-f",
    "forms",
    multiple=True,
    type=click.Choice(FORMS),
    metavar="FORM",
    default=("jsonl", "csv", "parquet"),
    help=f"Of {', '.join(FORMS)}; the first three when not given.",
)
@pass_session
def export(session: Session, folder: Path, forms: Sequence[str]) -> None:
    """Write the claims into a folder, with checksums.

    Beside them stand the snapshot, the licence note and how to cite. GraphML and GEXF hold the
    network, ics the agenda. polecat, icews and gdelt are the layouts of these datasets; stderr
    and the package say what they have no place for.
    """
    from dragoman.faces.exports import export_folder

    with session.view() as view:
        written = export_folder(view, folder, forms, note=session.note)
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
def snapshot_list(session: Session, out: Output) -> int:
    """List the snapshots with their digests."""
    with session.record() as record:
        named = record.snapshots()
    rows = [{"name": s.name, "as_of": s.as_of, "digest": s.digest} for s in named]
    return out.write(rows)


@click.command()
@pass_session
def verify(session: Session) -> int:
    """Prove the record: every digest, span and page.

    Reads all of it: segments, the chain of the ledger, that every span holds its words,
    and that no page is lost.
    """
    with session.record() as record:
        findings = tuple(_findings(record.verify()))
        for finding in findings:
            click.echo(finding, err=True)
        if findings:
            # What is damaged may be what a view cannot do without.
            return DAMAGED
        view = record.view()
        counts, digest = view.counts(), view.digest()
        gone = sum(len(part.pages) for part in record.all_gone())
    if gone:
        counts["let go"] = gone
    said = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"ok  {said}  digest {digest}")
    return 0


def _findings(found: Sequence[object]) -> Iterator[str]:
    return (f"damaged: {finding}" for finding in found)
