"""The command that makes few files of many."""

import click

from dragoman.faces.session import Session, pass_session


@click.command()
@pass_session
def compact(session: Session) -> None:
    """Merge many small files of rows into few; no answer changes.

    A record that is fed every minute gathers thousands, which slow each answer. Files that
    were replaced stay for an hour, for whoever reads them now. Pages are not touched.
    """
    with session.record(writable=True) as record:
        replaced = record.compact()
        digest = record.view().digest()
    click.echo(f"ok  {replaced} files replaced  digest {digest}")
