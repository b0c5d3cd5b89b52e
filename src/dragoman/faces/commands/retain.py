"""The command that lets go of the bytes of old pages."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from dragoman.faces.output import Output, Row, output_options
from dragoman.faces.session import Session, pass_session

if TYPE_CHECKING:
    from dragoman.record import Record, Retained, Rule

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

    Without --older-than the [[keep]] tables of sources.toml say which. No claim, answer or snapshot
    changes. Such a page cannot be read again by another reader.
    Pages that nobody has read and those of datasets keep their bytes.
    """
    from dragoman.record import Rule

    if is_log:
        with session.record() as record:
            return out.write(_rows(record, is_table=out.is_table))
    if days is None and outlets:
        raise click.UsageError("say how old the pages of these outlets are: --older-than DAYS")
    with session.record(writable=is_meant) as record:
        rules = _standing(record) if days is None else (Rule(days=days, outlets=tuple(outlets)),)
        found = [record.retain(rule) if is_meant else record.retention(rule) for rule in rules]
    out.write_text("\n".join(_told(each, is_done=is_meant) for each in found))
    for each in found:
        for reason, pages in each.staying.items():
            session.note(f"{pages} stay that {STAYING[reason]}")
    is_some = any(each.pages for each in found)
    if is_meant:
        session.note("the files go when the record is opened for writing in an hour or later")
    elif is_some:
        session.note("nothing was let go; the same with --yes does it")
    return out.exit_code(found=is_some)


def let_go_as_said(session: Session) -> None:
    """Let go of what the rules of a record mean, and tell of what went."""
    from dragoman.faces.sources_file import read_sources

    with session.record() as record:
        rules = read_sources(record.folder).rules
    if not rules:
        return
    with session.record(writable=True) as record:
        for rule in rules:
            found = record.retain(rule)
            if found.pages:
                session.note(_told(found, is_done=True))


def _standing(record: "Record") -> tuple["Rule", ...]:
    """Return the rules of the record itself.

    Raises:
        click.UsageError: it has none.
    """
    from dragoman.faces.sources_file import SOURCES_FILE, read_sources

    rules = read_sources(record.folder).rules
    if not rules:
        raise click.UsageError(
            f"say how old: --older-than DAYS, or [[keep]] with days = DAYS in {SOURCES_FILE} of "
            "the record; --log lists what was let go"
        )
    return rules


def _told(found: "Retained", *, is_done: bool) -> str:
    size = f"{found.bytes / 1e6:.1f} MB in {found.archives} archives"
    return f"{'let go' if is_done else 'would let go'} of {found.pages} pages, {size}: {found.rule}"


def _rows(record: "Record", *, is_table: bool) -> Iterator[Row]:
    for part in record.all_gone():
        pages = len(part.pages) if is_table else list(part.pages)
        yield {"entry": part.entry, "at": part.at, "rule": str(part.rule), "pages": pages}
