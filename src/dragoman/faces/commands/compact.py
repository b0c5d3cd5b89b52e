"""The command that makes few files of many."""

import click

from dragoman.faces.session import Session, pass_session


@click.command()
@pass_session
def compact(session: Session) -> None:
    """Merge many small files of rows into few; no answer changes.

    A record that is fed every minute gathers thousands, which slow each answer. Files that
    were replaced stay for an hour, for whoever reads them now. Pages are not touched. On a store
    of objects, what killed writers left there over an hour ago is given up, and goes as these do.
    """
    with session.record(writable=True) as record:
        replaced = record.compact()
        orphans = record.give_up_orphans()
        digest = record.view().digest()
    if orphans:
        session.note(f"{orphans} objects given up that a killed writer left")
    click.echo(f"ok  {replaced} files replaced  digest {digest}")
