"""Commands that keep a second copy of a record, and make a record of it again."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from dragoman.faces.session import Session, pass_session

if TYPE_CHECKING:
    from dragoman.record.backup import Manifest

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("target", metavar="TARGET", type=FOLDER)
@pass_session
def backup(session: Session, target: Path) -> None:
    """Copy the record to the folder TARGET, and prove the copy.

    A writer may go on meanwhile. A second backup into the same folder copies what is new and
    replaces the first one when it is whole.
    """
    from dragoman.record.backup import back_up

    made = back_up(session.home, target)
    click.echo(_told(made))
    session.note(f"next: dragoman restore {quote(str(target))} RECORD makes a record of it")


@click.command()
@click.argument("source", metavar="BACKUP", type=FOLDER)
@click.argument("folder", metavar="RECORD", type=FOLDER)
def restore(source: Path, folder: Path) -> None:
    """Make RECORD from BACKUP, and prove it.

    Every checksum is compared before a file is put down; the folder RECORD must be empty or not
    there.
    """
    from dragoman.record.backup import restore as restore_record

    click.echo(_told(restore_record(source, folder)))


def _told(manifest: "Manifest") -> str:
    size = sum(entry.bytes for entry in manifest.files) / 1e6
    files = f"{len(manifest.files)} files of {size:.1f} MB"
    return f"ok  {files}, entry {manifest.as_of}  digest {manifest.digest}"
