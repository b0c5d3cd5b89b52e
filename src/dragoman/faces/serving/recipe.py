"""What every generation of a server is made of, and what it and its supervisor tell each other.

Nothing here imports what a page needs: the supervisor is to stay small.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import DragomanError, RecordError


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a generation is made of.

    `key` signs forms: one opened in a generation is sent to the next. `tokens` are names by the
    hash of a secret, None where nobody needs one. `patience` is what `Moments` calls so, None for
    its own.
    """

    folder: str
    hosts: tuple[str, ...]
    answers_sql: bool
    is_limited: bool
    is_read_only: bool
    tokens: Mapping[str, str] | None = field(repr=False)
    key: bytes = field(repr=False)
    log: str | None = None
    patience: float | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A first generation takes calls, though it has not folded its record yet.

    `folder` is the record that it found; `is_demo` where that is none that was asked for.
    """

    folder: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A generation cannot be: there is no record, or a package is missing."""

    error: DragomanError


@dataclass(frozen=True, slots=True)
class Behind:
    """The record has been read on since the state that answers.

    `asked` are the pages that readers asked for last.
    """

    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A later generation has folded its record and rendered its pages, and waits to open."""


@dataclass(frozen=True, slots=True)
class Left:
    """A generation takes no more calls; `used` is what each address used of its budget."""

    used: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """Take calls from now on, going on from what the generation before counted."""

    used: str | None


@dataclass(frozen=True, slots=True)
class Leave:
    """Take no more calls, answer those that were taken, and end."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End at once, after the answers that are being given."""


# From a generation, and to it.
Said = Opened | Failed | Behind | Ready | Left
Told = Open | Leave | Stop


def missing(error: ImportError) -> RecordError:
    """Return what to do where the packages of the pages are not installed."""
    return RecordError(
        f"the pages need more packages ({error.name} is not here); "
        "`pip install 'dragoman[web]'` brings them"
    )
