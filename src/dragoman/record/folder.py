"""What makes a folder a record, and what keeps one from becoming it."""

import tomllib
from itertools import islice
from pathlib import Path

from dragoman.errors import NotARecord, RecordError
from dragoman.record.durable import keep_file
from dragoman.record.ledger import LEDGER_FILE
from dragoman.record.lock import LOCK_FILE

FORMAT_FILE = "record.toml"
# 2 can hold judgements. A record of format 1 is read as it is, and becomes one of format 2 with
# its first judgement, so that no release that would not heed it answers from it.
FORMAT = 2
READS = (1, FORMAT)


def refuse_occupied(folder: Path) -> None:
    """Raise unless the folder is absent, empty or the start of a killed `create`."""
    if (folder / FORMAT_FILE).exists():
        raise RecordError(f"{folder} is a record already; open it, or choose another folder")
    if folder.exists() and not folder.is_dir():
        raise RecordError(f"{folder} is a file; a record is a folder: choose another path")
    ours = (LEDGER_FILE, LOCK_FILE, FORMAT_FILE)
    if folder.is_dir():
        strangers = (path for path in folder.iterdir() if not path.name.startswith(ours))
        found = next(islice(strangers, 1), None)
        if found is not None:
            raise RecordError(f"{folder} holds other files ({found.name}); choose an empty folder")


def check_format(folder: Path) -> None:
    """Raise unless the folder is a record of the format that this release reads."""
    written = _format_of(folder)
    if written in READS:
        return
    is_newer = isinstance(written, int) and written > FORMAT
    raise NotARecord(
        f"{folder} has record format {written!r} and this release reads "
        f"{' and '.join(map(str, READS))}; "
        f"{'install a newer release' if is_newer else 'use the release that wrote it'}, "
        "or `dragoman init` a new folder and add the pages"
    )


def mark_format(folder: Path) -> None:
    """Write the newest format into a folder where it is not there yet."""
    if _format_of(folder) != FORMAT:
        keep_file(folder / FORMAT_FILE, f"format = {FORMAT}\n".encode("ascii"))


def _format_of(folder: Path) -> object:
    path = folder / FORMAT_FILE
    if not path.is_file():
        raise NotARecord(f"{folder} is not a record; `dragoman init {folder}` makes one")
    try:
        return tomllib.loads(path.read_text("utf-8")).get("format")
    except ValueError as error:
        raise NotARecord(f"{path} is not TOML ({error}); restore it from a backup") from error
