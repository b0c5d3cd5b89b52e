"""What executors share: the unit of work, its outcome, and what a worker is.

A unit of work is one page. Reading it depends on the page and on the coder alone, so it may be
done again anywhere with the same outcome, which is why a lost worker costs nothing but time.
"""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.errors import CoderError
from dragoman.model import Page, Reading

# A page takes well under a second; one that takes this long is hostile or hits a bug.
SECONDS_PER_PAGE = 60.0

Read = Callable[[Page], Reading]
# Makes what reads pages: called once in each worker, to which it is sent.
Recipe = Callable[[], Read]


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read; `reason` is a sentence without its stop."""

    reason: str


Outcome = Reading | Failure


class Executor(Protocol):
    """What has pages read."""

    def run(
        self, recipe: Recipe, pages: Iterable[Page]
    ) -> Generator[tuple[Page, Outcome], None, None]:
        """Yield each page with its outcome, in the order of the pages; closing ends the workers.

        Raises:
            CoderError: no page can be read, so none is to blame.
            ExecutorError: the workers cannot be started, or die before they read.
        """
        ...


# What a worker says: None once it can read, then outcomes; an error where no page can be read.
Said = Outcome | CoderError | None


class WorkerLost(Exception):
    """A worker is no more; the argument says what is known of its end."""


class Worker(Protocol):
    """A process elsewhere with one reader, which takes pages in the order they are given."""

    def give(self, page: Page) -> None:
        """Queue a page; one that is given to a lost worker is lost with it, as `take` tells."""
        ...

    def take(self) -> Said:
        """Return what the worker says next.

        Raises:
            WorkerLost: the worker is gone and says nothing any more.
        """
        ...

    def stop(self) -> None:
        """End the worker at once, whatever it does."""
        ...


class Workers(Protocol):
    """Starts workers of one kind and waits for them."""

    def start(self) -> Worker:
        """Start one more."""
        ...

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        """Return all of the workers that have something to say or are lost.

        Waits for the first so many seconds; None is for ever.
        """
        ...


class PageReader:
    """The reader in a worker; what goes wrong comes back as a value, which every pipe carries."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def load(self) -> CoderError | None:
        """Make what reads; None when that went well."""
        try:
            self._read = self._recipe()
        except CoderError as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever it is, no page is to blame
            return CoderError(
                f"a worker cannot load the coder ({type(error).__name__}: {error}); install it "
                "again"
            )
        return None

    def read(self, page: Page) -> Outcome | CoderError:
        """Return what comes of a page."""
        try:
            return self._read(page)
        except CoderError as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever it is, the run goes on without the page
            return Failure(f"the page raised {type(error).__name__}: {error}")
