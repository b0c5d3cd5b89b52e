"""The command that lets go of the bytes of old pages."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dragoman.faces.output import Output, Row, output_options
from dragoman.faces.session import Session, pass_session

if TYPE_CHECKING:
    from dragoman.record import Record, Retained

# Why pages stay that the rule means, in words.
STAYING = {
    "waiting": "wait to be read (`dragoman run` reads them)",
    "quarantined": "are set aside",
    "imported": "are of a dataset, whose rows are the evidence",
}


@click.command()
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(0),
    metavar="DAYS",
    help="Of pages that came so many days ago.",
)
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Of this outlet alone.")
@click.option("--yes", "is_meant", is_flag=True, help="Do it; without this, say what would go.")
@click.option("--log", "is_log", is_flag=True, help="List what was let go, when and by which rule.")
@output_options
@pass_session
def retain(
    session: Session,
    days: int | None,
    outlets: Sequence[str],
    *,
    is_meant: bool,
    is_log: bool,
    out: Output,
) -> int:
    """Let go of the bytes of old pages, and of nothing else.

    No claim, answer or snapshot changes. Such a page cannot be read again by another reader.
    Pages that nobody has read and those of datasets keep their bytes.
    """
    from dragoman.record import Rule

    if is_log:
        with session.record() as record:
            return out.write(_rows(record, is_table=out.is_table))
    if days is None:
        raise click.UsageError("say how old: --older-than DAYS, or --log for what was let go")
    rule = Rule(days=days, outlets=tuple(outlets))
    with session.record(writable=is_meant) as record:
        found = record.retain(rule) if is_meant else record.retention(rule)
    out.write_text(_told(found, is_done=is_meant))
    for reason, pages in found.staying.items():
        session.note(f"{pages} stay that {STAYING[reason]}")
    if is_meant:
        session.note("the files go when the record is opened for writing in an hour or later")
    elif found.pages:
        session.note("nothing was let go; the same with --yes does it")
    return out.exit_code(found=bool(found.pages))


def _told(found: "Retained", *, is_done: bool) -> str:
    size = f"{found.bytes / 1e6:.1f} MB in {found.archives} archives"
    return f"{'let go' if is_done else 'would let go'} of {found.pages} pages, {size}: {found.rule}"


def _rows(record: "Record", *, is_table: bool) -> Iterator[Row]:
    for part in record.all_gone():
        pages = len(part.pages) if is_table else list(part.pages)
        yield {"entry": part.entry, "at": part.at, "rule": str(part.rule), "pages": pages}
