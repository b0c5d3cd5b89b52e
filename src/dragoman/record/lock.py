"""One writer at a time: an advisory lock that dies with its process."""

import fcntl
import os
from pathlib import Path

from dragoman.errors import RecordBusy
from dragoman.record.durable import naming_the_disk

LOCK_FILE = "writer.lock"


class WriterLock:
    """The right to write to one record, held until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_FILE
        with naming_the_disk(path):
            self._file = path.open("a+b", buffering=0)
            try:
                self._take(folder)
            except (OSError, RecordBusy):
                self._file.close()
                raise

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()

    def _take(self, folder: Path) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.seek(0)
            holder = self._file.read().decode("ascii", "replace").strip() or "unknown"
            raise RecordBusy(
                f"{folder} is being written by process {holder}; wait for it to end, or stop it "
                f"with `kill {holder}`, then run the same command again"
            ) from error
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n".encode("ascii"))
