"""Where the files of a record lie for good: in its folder, or in a store that machines share.

Every file is written into the folder first. `keep` takes it to where it counts before the ledger
names it, and `bring` fetches it into the folder before somebody reads it there. So a folder that
is not the place itself holds copies, and may be deleted.
"""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from dragoman.errors import RecordDamaged
from dragoman.record.archive import archive_path
from dragoman.record.durable import keep_fetched, sweep_fetched
from dragoman.record.failpoints import reach
from dragoman.record.folder import ledger_elsewhere
from dragoman.record.ledger import NO_ARCHIVE, Ledger
from dragoman.record.object_store import ObjectStore
from dragoman.record.segments import Segment

PAGES, SEGMENTS = "pages", "segments"
# What the ledger calls an archive of pages where it gives it up among the segments.
OF_PAGES = "page"
Done = TypeVar("Done")

# Objects that are under way at once: a store answers in tens of milliseconds and takes many.
AT_ONCE = 8


class Depot(ABC):
    """The immutable files of a record by their names, such as `pages/<sha256>.warc.gz`.

    A name follows from the content, so a file is never replaced by another.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def keep(self, names: Iterable[str]) -> None:
        """Let files of the folder last, before the ledger names them.

        Raises:
            RecordError: the place cannot be reached; nothing counts yet.
        """

    @abstractmethod
    def bring(self, names: Iterable[str]) -> None:
        """See that files that count are in the folder.

        Raises:
            RecordDamaged: one is gone or no longer what its name says.
            RecordError: the place cannot be reached.
        """

    @abstractmethod
    def faults(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield place and fault of each file that does not lie where it must, and bring the rest.

        What is wrong with those in the folder is for `verify_record` to say.
        """

    @abstractmethod
    def let_go(self, names: Iterable[str]) -> None:
        """Delete files that the ledger has given up for good."""

    @abstractmethod
    def put_before(self, moment: datetime) -> list[str]:
        """Return the names of files that lie there since before a moment, whoever put them.

        Nothing in a folder, where a sweep deletes what nobody names.
        """

    @abstractmethod
    def sizes(self) -> dict[str, int]:
        """Return how many bytes pages and segments take."""


class FolderDepot(Depot):
    """The folder itself: what is written there lasts, and what nobody names is swept there."""

    def keep(self, names: Iterable[str]) -> None:
        """Do nothing: the files are where they last."""

    def bring(self, names: Iterable[str]) -> None:
        """Do nothing: the files are there."""

    def faults(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:  # noqa: ARG002 - of Depot
        """Yield nothing."""
        return iter(())

    def let_go(self, names: Iterable[str]) -> None:
        """Do nothing: the sweep of the folder has them."""

    def put_before(self, moment: datetime) -> list[str]:  # noqa: ARG002 - of Depot
        """Return nothing."""
        return []

    def sizes(self) -> dict[str, int]:
        """Return how many bytes pages and segments take."""
        return {
            part: sum(
                path.stat().st_size for path in (self.folder / part).rglob("*") if path.is_file()
            )
            for part in (PAGES, SEGMENTS)
        }


class StoreDepot(Depot):
    """A store of objects, and the folder of this machine with copies of them.

    Nothing that the ledger may still come to name is ever deleted there: `let_go` alone deletes,
    and takes no other names than those that the ledger holds as retired and cannot take again.
    """

    def __init__(self, folder: Path, store: ObjectStore) -> None:
        super().__init__(folder)
        self._store = store

    def keep(self, names: Iterable[str]) -> None:
        """Put files into the store; what a killed writer left there is what would be put."""
        _at_once(self._keep, names)

    def bring(self, names: Iterable[str]) -> None:
        """Fetch what the folder lacks, each compared with its name."""
        for place, fault in _at_once(self._fetch, self._lacking(names)):
            if fault:
                raise RecordDamaged(f"{place} {fault}; restore it from a backup")

    def faults(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what the store no longer holds as it was; all objects are fetched and compared."""
        return ((place, fault) for place, fault in _at_once(self._fetch, names) if fault)

    def let_go(self, names: Iterable[str]) -> None:
        """Delete objects that the ledger has retired, and what killed readers left half fetched."""
        sweep_fetched(self.folder)
        retired = frozenset(names)
        # Who has let no page go need not list the archives.
        parts = {name.partition("/")[0] for name in retired}
        held = [name for part in sorted(parts) for name in self._store.sizes(part)]
        if gone := sorted(retired.intersection(held)):
            self._store.delete(gone)

    def put_before(self, moment: datetime) -> list[str]:
        """Return the names of objects that the store has since before a moment."""
        return [name for part in (PAGES, SEGMENTS) for name in self._store.put_before(part, moment)]

    def sizes(self) -> dict[str, int]:
        """Return how many bytes pages and segments take in the store."""
        return {part: sum(self._store.sizes(part).values()) for part in (PAGES, SEGMENTS)}

    def _lacking(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not (self.folder / name).is_file()]

    def _keep(self, name: str) -> None:
        content = (self.folder / name).read_bytes()
        if not self._store.put_if_absent(name, content) and self._store.get(name) != content:
            raise RecordDamaged(
                f"{self._store.place_of(name)} is there with another content; somebody else "
                "writes below the same prefix: find out who, and delete that object"
            )
        reach("object_kept")

    def _fetch(self, name: str) -> tuple[str, str]:
        """Copy an object into the folder; return its place, and what is wrong or nothing."""
        place, content = self._store.place_of(name), self._store.get(name)
        if content is None:
            return place, "is missing"
        if hashlib.sha256(content).hexdigest() != PurePosixPath(name).name.partition(".")[0]:
            return place, "was changed: its digest is not its name"
        if not (self.folder / name).is_file():
            keep_fetched(self.folder / name, content)
        return place, ""


def depot_of(folder: Path) -> Depot:
    """Return where the files of a record are, as its folder says."""
    elsewhere = ledger_elsewhere(folder)
    if elsewhere is None or elsewhere.files is None:
        return FolderDepot(folder)
    return StoreDepot(folder, ObjectStore(elsewhere.files))


def names_of(segments: Iterable[Segment]) -> Iterator[str]:
    """Yield the names of segments; a folder that has them all need not make thousands."""
    return (name_of(segment) for segment in segments)


def name_of(segment: Segment) -> str:
    """Return the name of a file as the ledger names it among the segments."""
    if segment.kind == OF_PAGES:
        return archive_name(segment.sha256)
    return segment.path(Path(SEGMENTS)).as_posix()


def archive_name(archive: str) -> str:
    """Return the name of the archive with this digest."""
    return archive_path(Path(PAGES), archive).as_posix()


def named_in(body: Mapping[str, Any]) -> list[str]:
    """Return the names of the files that an entry of the ledger brings."""
    archives = [archive_name(body["archive"])] if "archive" in body else []
    segments = (Segment(kind, sha, rows) for sha, kind, rows in body.get("segments", ()))
    return [*archives, *names_of(segments)]


def archives_in(ledger: Ledger) -> list[str]:
    """Return the names of the archives that count."""
    return [archive_name(archive) for archive in archives_of(ledger)]


def archives_of(ledger: Ledger) -> list[str]:
    """Return the digests of the archives that count."""
    query = "select distinct archive from pages where archive <> ? order by archive"
    return [archive for (archive,) in ledger.rows(query, NO_ARCHIVE)]


def _at_once(work: Callable[[str], Done], names: Iterable[str]) -> list[Done]:
    """Return what comes of each name, several at a time; the first error ends it."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, names))
