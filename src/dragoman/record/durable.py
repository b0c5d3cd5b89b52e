"""Files that are either whole or not there, whatever kills the process or fills the disk."""

import errno
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import RecordError, RecordFull, what_helps
from dragoman.record.failpoints import reach

TEMPORARY = ".tmp"
# What is fetched has names of its own: several readers fetch, and a writer sweeps, at one time.
FETCHED = ".fetched"
# After so long nobody fetches a file any more; the largest ones take seconds.
SECONDS_TO_FETCH = 3600.0

# What the system says when there is no room: disk, quota, size limit of one file.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def keep_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or none of it.

    Temporary name, fsync, rename, fsync of the folder. The writer's lock makes the
    temporary name ours alone.

    Raises:
        RecordFull: there is no room; nothing was half written.
        RecordError: the system refused for another reason.
    """
    with _whole(path) as file:
        file.write(content)


def keep_copy(source: Path, path: Path) -> None:
    """Copy a file as `keep_file` writes one, without reading it into memory at once.

    Raises:
        OSError: there is no such source, or it cannot be read.
        RecordFull: there is no room; nothing was half written.
        RecordError: the system refused for another reason.
    """
    with source.open("rb") as given, _whole(path) as file:
        shutil.copyfileobj(given, file)


def file_digest(path: Path) -> str:
    """Return the sha256 of a file, as hex, without reading it into memory at once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path, *, suffix: str, kept: frozenset[str]) -> int:
    """Delete what a killed writer left: temporary files and files no ledger names."""
    swept = 0
    for path in sorted(folder.rglob("*")):
        name = path.name
        if name.endswith(TEMPORARY) or (
            name.endswith(suffix) and name.removesuffix(suffix) not in kept
        ):
            path.unlink()
            swept += 1
            reach("orphan_swept")
    return swept


def keep_fetched(path: Path, content: bytes) -> None:
    """Write the copy of a file that lies elsewhere; others may do the same at the same time.

    Raises:
        RecordFull: there is no room; nothing was half written.
        RecordError: the system refused for another reason.
    """
    with naming_the_disk(path):
        _make_folder(path.parent)
        descriptor, name = tempfile.mkstemp(suffix=FETCHED, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def sweep_fetched(folder: Path) -> None:
    """Delete what killed readers left half fetched."""
    for path in folder.rglob(f"*{FETCHED}"):
        if time.time() - path.stat().st_mtime > SECONDS_TO_FETCH:
            path.unlink(missing_ok=True)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that is put in place when the block ends, and is not there if that fails."""
    temporary = path.with_name(path.name + TEMPORARY)
    with naming_the_disk(path):
        try:
            _make_folder(path.parent)
            with temporary.open("wb") as file:
                yield file
                file.flush()
                reach("temporary_written")
                os.fsync(file.fileno())
            reach("temporary_synced")
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        reach("renamed")
        _sync_folder(path.parent)
        reach("folder_synced")


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def naming_the_disk(path: Path) -> Iterator[None]:
    """Turn the system's refusal into ours, with the place and the next step."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise RecordFull(
                f"no room to write {path}: {error.strerror}; nothing was half written: "
                "free some space and run the same command again"
            ) from error
        raise RecordError(f"cannot write {path}: {error.strerror}{what_helps(error)}") from error
