"""`dragoman doctor`: is everything here that a reading needs?"""

import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from dragoman.errors import DragomanError
from dragoman.faces.failures import FAILURE
from dragoman.faces.session import Session, pass_session

# A segment, its temporary copy and the ledger's log fit into this many bytes many times over.
LEAST_FREE_BYTES = 200 * 1024 * 1024
LIBRARIES = ("duckdb", "pyarrow", "onnxruntime", "tokenizers", "trafilatura", "resiliparse")


@click.command()
@pass_session
def doctor(session: Session) -> int:
    """Check the installation and the record."""
    checks = list(_checks(session))
    for ok, words in checks:
        click.echo(f"{'ok ' if ok else 'bad'}  {words}")
    return 0 if all(ok for ok, _ in checks) else FAILURE


def _checks(session: Session) -> Iterator[tuple[bool, str]]:
    yield sys.version_info >= (3, 11), f"Python {platform.python_version()} (3.11 or later)"
    for name in LIBRARIES:
        yield True, f"{name} {version(name)}"
    yield _reads()
    free = shutil.disk_usage(Path(session.folder) if Path(session.folder).exists() else ".").free
    yield free > LEAST_FREE_BYTES, f"{free // 1024**2} MiB free on the disk of the record"
    yield _opens(session)


def _reads() -> tuple[bool, str]:
    """Tell whether the weights load and see an act in a plain sentence."""
    from dragoman.coding import Coder

    try:
        coder = Coder.load()
        found = coder.reader.find("The president met the foreign minister of Iran in Moscow.")
    except DragomanError as error:
        return False, str(error)
    return bool(found), f"the reader reads ({coder.name})"


def _opens(session: Session) -> tuple[bool, str]:
    try:
        if not (session.home / "record.toml").exists():
            # Nobody need stand in a record, but one that was asked for must be there.
            is_asked_for = session.folder != "."
            words = f"no record in {session.folder!r}; `dragoman init DIR` makes one"
            return not is_asked_for, words
        with session.record() as record:
            counts = record.view().counts()
    except DragomanError as error:
        return False, str(error)
    return True, "the record opens: " + ", ".join(f"{n} {name}" for name, n in counts.items())
