"""Everything Dragoman raises on purpose.

DragomanError
├── UnknownCode            a code that the codebook does not list
├── InputError             something given from outside that cannot be read
│   ├── MissingInput       a path that is not there
│   ├── NoContact          nobody is named whom a publisher could write to
│   ├── MalformedInput     bytes or a line that are not what they should be
│   └── FetchError         an address that gave no page
├── RecordError            the record folder cannot do what was asked
│   ├── NotARecord         a folder without record.toml
│   ├── UnknownSnapshot    a name that no state of the record has
│   ├── RecordBusy         another process is writing
│   ├── RecordFull         the disk refused a write
│   └── RecordDamaged      verify found something that must not be
├── CoderError             the reader's weights or its output are not usable
├── ExecutorError          the processes that read pages cannot be started or kept alive
├── AnswerError            a question the record cannot answer as asked
├── AccessDenied           somebody who may not do this
│   └── TokenNeeded        somebody who has not said who that is
└── RemoteError            a server of Dragoman refuses, fails or cannot be reached
    └── RemoteLimited      it asks to wait

Each message carries the value, the place and the next step, and each class is
also the Python error that a caller would expect, so `except LookupError` works.
"""

import errno
from collections.abc import Collection
from difflib import get_close_matches

__all__ = [
    "AccessDenied",
    "AnswerError",
    "CoderError",
    "DragomanError",
    "ExecutorError",
    "FetchError",
    "InputError",
    "MalformedInput",
    "MissingInput",
    "NoContact",
    "NotARecord",
    "RecordBusy",
    "RecordDamaged",
    "RecordError",
    "RecordFull",
    "RemoteError",
    "RemoteLimited",
    "TokenNeeded",
    "UnknownCode",
    "UnknownSnapshot",
    "what_helps",
]

# What a user can do about a refusal of the system whose words do not say it.
_MAY_NOT = "run it as the user who owns it (`ls -l` says who), or have that changed"
_HELPS = {
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: "it is mounted to be read only: mount it to be written, or choose another place",
    errno.ENOSPC: "free some space and run it again",
    errno.EDQUOT: "the quota is used up: free some space and run it again",
    errno.EMFILE: "let it open more files at once (`ulimit -n 4096`) and run it again",
    errno.EIO: "see what the system says of the disk (`journalctl -k`)",
}


def what_helps(error: OSError) -> str:
    """Return the next step after a refusal of the system, to stand behind its words.

    >>> what_helps(OSError(errno.ENOSPC, "No space left on device"))
    '; free some space and run it again'
    >>> what_helps(OSError(errno.ENOENT, "No such file or directory"))
    ''
    """
    step = _HELPS.get(error.errno or 0)
    return f"; {step}" if step else ""


class DragomanError(Exception):
    """The root: catch this to catch everything raised on purpose."""


class UnknownCode(DragomanError, LookupError):
    """A code that the codebook does not list.

    >>> str(UnknownCode("COPERATE", codebook="PLOVER", known=["COOPERATE", "AID"]))
    "PLOVER has no code 'COPERATE'; did you mean 'COOPERATE'?"
    >>> str(UnknownCode("WEATHER", codebook="PLOVER", known=["COOPERATE", "AID"]))
    "PLOVER has no code 'WEATHER', and none that is like it"
    """

    def __init__(self, code: str, *, codebook: str, known: Collection[str]) -> None:
        self.code, self.codebook = code, codebook
        near = get_close_matches(code, list(known), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ", and none that is like it"
        super().__init__(f"{codebook} has no code {code!r}{hint}")


class InputError(DragomanError, ValueError):
    """Something given from outside that cannot be read."""


class MissingInput(InputError, FileNotFoundError):
    """A path that is not there."""


class NoContact(InputError):
    """Nobody is named whom a publisher could write to, and so nothing is fetched."""


class MalformedInput(InputError):
    """Bytes, a line or a value that are not what they should be."""


class FetchError(InputError):
    """An address that gave no page: `reason` is a short code, docs/fetching.md lists them."""

    def __init__(self, url: str, reason: str, detail: str) -> None:
        self.url, self.reason, self.detail = url, reason, detail
        super().__init__(f"{url}: {detail} ({reason})")


class RecordError(DragomanError):
    """The record folder cannot do what was asked."""


class NotARecord(RecordError):
    """A folder without record.toml, or one written by a release we cannot read."""


class UnknownSnapshot(RecordError, LookupError):
    """A name that no state of the record has."""


class RecordBusy(RecordError):
    """Another process is writing to this record."""


class RecordFull(RecordError, OSError):
    """The disk refused a write; nothing was half written."""


class RecordDamaged(RecordError):
    """Verify found something that must not be."""


class ExecutorError(DragomanError):
    """The processes that read pages cannot be started, or die before they read."""


class CoderError(DragomanError):
    """The reader's weights, or what they put out, are not usable."""


class AnswerError(DragomanError, ValueError):
    """A question the record cannot answer as asked."""


class AccessDenied(DragomanError, PermissionError):
    """Somebody who may not do this."""


class TokenNeeded(AccessDenied):
    """Somebody who has not said who that is, or with a token that is none of ours."""


class RemoteError(DragomanError, ConnectionError):
    """A server of Dragoman refuses, fails or cannot be reached.

    `status` is that of HTTP; None where no answer came.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        self.status = status
        super().__init__(message)


class RemoteLimited(RemoteError):
    """A server of Dragoman was asked too much and asks to wait, `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(message, status=429)
