"""Which exit code an error has, and how it is told in one line (docs/cli.md)."""

from dragoman.errors import (
    AnswerError,
    DragomanError,
    MissingInput,
    NoContact,
    NotARecord,
    RecordDamaged,
    UnknownCode,
    UnknownSnapshot,
    what_helps,
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
    """Return what went wrong and, where the system refused, what to do about it."""
    words = " ".join(str(error).split())
    if isinstance(error, OSError) and not isinstance(error, DragomanError):
        told = f"{error.filename}: {error.strerror}" if error.filename else words
        return f"{told or type(error).__name__}{what_helps(error)}"
    return words or type(error).__name__
