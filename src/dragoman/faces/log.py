"""The log for machines: a line of JSON for each step, of known fields and of no article's text.

Whoever has something to log calls `logging` with the stage as the message and the fields as
`extra`; what is no known field, or not of its kind, is in no line.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import InputError

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


def open_log(place: str) -> logging.Handler:
    """Write what is logged from now on to a file, or to stderr for -; return what closes it.

    A file that is moved away is begun anew, as programs that rotate logs expect.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        handler = (
            logging.StreamHandler(sys.stderr)
            if place == STDERR
            else WatchedFileHandler(place, encoding="utf-8")
        )
    except OSError as error:
        raise InputError(f"cannot write the log {place}: {error.strerror}") from error
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
