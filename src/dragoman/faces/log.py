"""The log for machines: a line of JSON for each step, of known fields and of no article's text.

Whoever has something to log calls `logging` with the stage as the message and the fields as
`extra`; what is no known field, or not of its kind, is in no line.
"""

import json
import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import InputError, what_helps

LOGGER = "dragoman"
STDERR = "-"
# In the order of a line, behind time, level and stage.
TEXTS = ("page", "address", "method", "path", "route", "id", "outcome", "reason")
NUMBERS = ("status", "seconds")
COUNTS = "counts"
# A path or an address is chosen by others, and a line is to stay one.
MOST_CHARACTERS = 300
FAILED = 500

_LOG = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Writes a record as one line; its arguments and its traceback are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = vars(record)
        row: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "stage": str(record.msg)[:MOST_CHARACTERS],
        }
        row |= {n: said[n][:MOST_CHARACTERS] for n in TEXTS if isinstance(said.get(n), str)}
        counts = said.get(COUNTS)
        if isinstance(counts, Mapping):
            row[COUNTS] = {str(n): count for n, count in counts.items() if type(count) is int}
        row |= {n: round(said[n], 3) for n in NUMBERS if isinstance(said.get(n), int | float)}
        return json.dumps(row)


class LogFile(WatchedFileHandler):
    """A file of lines; what it cannot take is told on stderr, and the work goes on."""

    def __init__(self, place: str) -> None:
        super().__init__(place, encoding="utf-8")
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; after lines that were lost, say how many."""
        before = self._lost
        try:
            super().emit(record)
        except OSError:
            # It was moved away and cannot be begun anew; the library says that by raising.
            self.handleError(record)
        if before and self._lost == before:
            self._tell(f"takes lines again, {before} were lost")
            self._lost = 0

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002
        """Count a line that is lost, and tell of the first."""
        self._lost += 1
        if self.stream is not None:
            # What it holds back would fail again with the next line, and when it is closed.
            with suppress(OSError):
                self.stream.close()
            # The library opens it again with the next line.
            self.stream = None
        error = sys.exc_info()[1]
        if self._lost == 1 and isinstance(error, OSError):
            self._tell(f"cannot be written: {error.strerror}; lines are lost{what_helps(error)}")
        elif self._lost == 1:
            self._tell(f"cannot be written: {error}; lines are lost")

    def _tell(self, what: str) -> None:
        with suppress(OSError):
            sys.stderr.write(f"the log {self.baseFilename} {what}\n")


def open_log(place: str) -> logging.Handler:
    """Write what is logged from now on to a file, or to stderr for -; return what closes it.

    A file that is moved away is begun anew, as programs that rotate logs expect.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        handler = logging.StreamHandler(sys.stderr) if place == STDERR else LogFile(place)
    except OSError as error:
        raise InputError(
            f"cannot write the log {place}: {error.strerror}{what_helps(error)}"
        ) from error
    handler.setFormatter(JsonLines())
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Log no longer to what `open_log` returned."""
    logger = logging.getLogger(LOGGER)
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
    handler.close()


def bare(url: str) -> str:
    """Return an address without what may be a secret: credentials, query and fragment.

    >>> bare("https://user:word@news.example/feed?token=hush#top")
    'https://news.example/feed'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "malformed"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class Logged:
    """An ASGI application whose answers are logged: method, path, status, seconds; no query."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer, and log how."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = monotonic(), FAILED

        async def noting(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            _LOG.log(
                logging.WARNING if status >= FAILED else logging.INFO,
                "serve",
                extra={
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "seconds": monotonic() - started,
                },
            )
