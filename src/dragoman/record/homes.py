"""The folder of this machine for a record on a store: copies, and what only this machine does."""

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path

from platformdirs import user_data_path

from dragoman.errors import NotARecord, RecordError
from dragoman.record.durable import keep_file
from dragoman.record.failpoints import reach
from dragoman.record.folder import FORMAT_FILE, Elsewhere, format_text
from dragoman.record.object_store import ObjectStore, is_address, plain_address


def folder_for(place: Path | str) -> Path:
    """Return where a record on this machine is: the folder given, or the one for an address."""
    if not is_address(place):
        return Path(place)
    address = plain_address(place)
    bucket = address.removeprefix("s3://").partition("/")[0]
    # Two prefixes may differ in nothing but a slash, so the digest tells them apart.
    name = f"{bucket}-{hashlib.sha256(address.encode('ascii')).hexdigest()[:16]}"
    return user_data_path("dragoman", appauthor=False) / "stores" / name


def home_of(place: Path | str) -> Path:
    """Return the folder of a record; where it is on a store, after asking it what it is.

    Raises:
        NotARecord: the store holds none at this address.
        RecordError: the store cannot be reached.
    """
    folder = folder_for(place)
    if not is_address(place):
        return folder
    address = plain_address(place)
    text = ObjectStore(address).get(FORMAT_FILE)
    if text is None:
        raise NotARecord(
            f"{address} is not a record; `dragoman init {address} --ledger URL` makes one"
        )
    _refuse_moved(text, address)
    path = folder / FORMAT_FILE
    if not (path.is_file() and path.read_bytes() == text):
        keep_file(path, text)
    return folder


def on_store(place: Path | str, ledger: Elsewhere | None) -> Elsewhere | None:
    """Return where the ledger and, for an address, the files of a new record are.

    Raises:
        RecordError: a record on a store has no ledger that its machines share.
    """
    if not is_address(place):
        return ledger
    address = plain_address(place)
    if ledger is None:
        raise RecordError(
            f"{address} needs its ledger in PostgreSQL, which lets one machine write at a time; "
            f"dragoman init {address} --ledger postgresql://user@host/database"
        )
    return replace(ledger, files=address)


def claim(elsewhere: Elsewhere) -> None:
    """Make a prefix of a store the record's own, of which there can be one.

    Raises:
        RecordError: another record is there, or the store cannot be reached.
    """
    assert elsewhere.files is not None
    store = ObjectStore(elsewhere.files)
    if not store.put_if_absent(FORMAT_FILE, format_text(elsewhere)):
        raise RecordError(
            f"{elsewhere.files} is a record already; open it with `dragoman --record "
            f"{elsewhere.files}`, or choose another prefix"
        )
    reach("store_claimed")


def _refuse_moved(text: bytes, address: str) -> None:
    """Raise where a copy of a bucket still names the bucket that it was copied from."""
    try:
        named = tomllib.loads(text.decode("utf-8")).get("files")
    except ValueError as error:
        raise NotARecord(
            f"{address}/{FORMAT_FILE} is not TOML ({error}); restore it from a copy"
        ) from error
    if named != address:
        raise NotARecord(
            f"{address}/{FORMAT_FILE} says that its files are in {named}; open that, or write "
            f"files = {address!r} into it where the record has moved"
        )
