"""Which exit code an error has, and how it is told in one line (docs/cli.md)."""

import errno

from dragoman.errors import (
    AnswerError,
    DragomanError,
    MissingInput,
    NoContact,
    NotARecord,
    RecordDamaged,
    UnknownCode,
    UnknownSnapshot,
)

ASKED_WRONGLY = (UnknownCode, UnknownSnapshot, AnswerError, MissingInput, NoContact, NotARecord)

FAILURE, USAGE, NOTHING, PARTIAL, DAMAGED = 1, 2, 3, 4, 6


def exit_code(error: BaseException) -> int:
    """Return 2 for what the user can say better, 6 for a damaged record, else 1."""
    if isinstance(error, RecordDamaged):
        return DAMAGED
    if isinstance(error, ASKED_WRONGLY):
        return USAGE
    return FAILURE


def one_line(error: BaseException) -> str:
    """Return what went wrong and, for the disk, what to do about it."""
    words = " ".join(str(error).split())
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"{words}; free some space and run it again"
    if isinstance(error, OSError) and error.filename and not isinstance(error, DragomanError):
        return f"{error.filename}: {error.strerror}"
    return words or type(error).__name__
