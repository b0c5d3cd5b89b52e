"""The command that takes in what others coded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from dragoman.faces.failures import PARTIAL
from dragoman.faces.progress import Progress
from dragoman.faces.session import Session, pass_session


@click.command("import")
@click.argument("dataset", type=click.Choice(("icews", "polecat", "gdelt")))
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE...",
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@pass_session
def import_events(session: Session, dataset: str, paths: Sequence[Path], jobs: int) -> int:
    """Take in a dataset of coded events.

    Its rows become claims that name their row, for they have no sentence. FILE is plain, .gz or
    .zip, as published; of ICEWS also the four columns source, event, target, date. Rows that are
    none are counted and kept aside with the reason (`dragoman sql "select * from rejections"`).
    Safe to stop and run again.
    """
    from dragoman.faces.texts.words import counted
    from dragoman.record import import_files

    with (
        session.record(writable=True) as record,
        Progress("importing", unit="rows", quiet=session.quiet) as bar,
    ):
        report = import_files(record, dataset, paths, jobs=jobs, progress=bar.reach)
    known = f"; {counted(report.known_pages, 'page')} known already" if report.known_pages else ""
    session.note(f"rows: {report.rows:,}, of which {report.claims:,} are claims{known}")
    if report.aside:
        session.note(f"kept aside: {_listed(report.aside)}")
    return PARTIAL if report.malformed else 0


def _listed(aside: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {reason}" for reason, count in aside.items())
