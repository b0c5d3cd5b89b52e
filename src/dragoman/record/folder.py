"""What makes a folder a record, and what keeps one from becoming it."""

import json
import tomllib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.errors import NotARecord, RecordError, what_helps
from dragoman.record.durable import keep_file
from dragoman.record.ledger_sqlite import LEDGER_FILE
from dragoman.record.lock import LOCK_FILE

FORMAT_FILE = "record.toml"
# 2 can hold judgements. A record of format 1 is read as it is, and becomes one of format 2 with
# its first judgement, so that no release that would not heed it answers from it.
FORMAT = 2
# 3 has its ledger in another place, which the same file names. A release that does not look there
# would take the record for empty and sweep its files.
FORMAT_ELSEWHERE = 3
# 4 has its files in another place too. A release that does not look there would find none of them.
FORMAT_ON_STORE = 4
READS = (1, FORMAT, FORMAT_ELSEWHERE, FORMAT_ON_STORE)

# What a format needs to name.
_NEEDED = {
    FORMAT_ELSEWHERE: ("ledger", "schema"),
    FORMAT_ON_STORE: ("ledger", "schema", "files"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where the ledger of a record is that is not in its folder.

    `url` is the address of a PostgreSQL database, without a password; `schema` the one schema of
    it that holds the tables of this record and no other's. `files` is the address of the store of
    objects that holds its files, None where they are in its folder.
    """

    url: str
    schema: str
    files: str | None = None


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
    """Raise unless the folder is a record of a format that this release reads."""
    written = _settings_of(folder).get("format")
    if written in READS:
        return
    is_newer = isinstance(written, int) and written > max(READS)
    raise NotARecord(
        f"{folder} has record format {written!r} and this release reads "
        f"{min(READS)} to {max(READS)}; "
        f"{'install a newer release' if is_newer else 'use the release that wrote it'}, "
        "or `dragoman init` a new folder and add the pages"
    )


def ledger_elsewhere(folder: Path) -> Elsewhere | None:
    """Return where the ledger of a record is; None where it is in the folder.

    Raises:
        NotARecord: the record should say where, and does not.
    """
    settings = _settings_of(folder)
    written = settings.get("format")
    needed = _NEEDED.get(written) if isinstance(written, int) else None
    if needed is None:
        return None
    if not all(isinstance(settings.get(name), str) for name in needed):
        raise NotARecord(
            f"{folder / FORMAT_FILE} does not name {' and '.join(f'`{n}`' for n in needed)}, which "
            f"format {written} needs; restore the file from a copy"
        )
    files = settings["files"] if "files" in needed else None
    return Elsewhere(url=settings["ledger"], schema=settings["schema"], files=files)


def format_of_copy(folder: Path) -> bytes:
    """Return what makes a copy of a record one that has its ledger in its folder."""
    path = folder / FORMAT_FILE
    return path.read_bytes() if ledger_elsewhere(folder) is None else format_text(None)


def mark_record(folder: Path, elsewhere: Elsewhere | None) -> None:
    """Write the file that makes a folder a record."""
    keep_file(folder / FORMAT_FILE, format_text(elsewhere))


def mark_format(folder: Path) -> None:
    """Write the format that can hold judgements into a folder of an older one."""
    if _settings_of(folder).get("format") not in {FORMAT, *_NEEDED}:
        mark_record(folder, None)


def format_text(elsewhere: Elsewhere | None) -> bytes:
    """Return what the file says that makes a folder a record."""
    if elsewhere is None:
        return f"format = {FORMAT}\n".encode("ascii")
    named = {"ledger": elsewhere.url, "schema": elsewhere.schema}
    if elsewhere.files is not None:
        named["files"] = elsewhere.files
    written = FORMAT_ELSEWHERE if elsewhere.files is None else FORMAT_ON_STORE
    # A JSON text is a TOML text where no character is beyond ASCII.
    lines = [f"format = {written}", *(f"{name} = {json.dumps(at)}" for name, at in named.items())]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _settings_of(folder: Path) -> dict[str, Any]:
    path = folder / FORMAT_FILE
    try:
        if not path.is_file():
            raise NotARecord(
                f"{folder} is not a record; `dragoman init {folder}` makes one, "
                "--record DIR names another"
            )
        return tomllib.loads(path.read_text("utf-8"))
    except PermissionError as error:
        raise RecordError(f"{path} may not be read{what_helps(error)}") from error
    except ValueError as error:
        raise NotARecord(f"{path} is not TOML ({error}); restore it from a backup") from error
