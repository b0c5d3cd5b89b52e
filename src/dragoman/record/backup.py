"""A backup: one consistent picture of a record in another folder, proved when made and when used.

Files lie in it under names that follow from their content, and count when the manifest names
them. The manifest is put in place last, so a kill leaves the backup of before, or none.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dragoman.errors import NotARecord, RecordDamaged, RecordError
from dragoman.record.archive import WARC, archive_path
from dragoman.record.depot import PAGES, SEGMENTS, archives_of, depot_of
from dragoman.record.durable import TEMPORARY, file_digest, keep_copy, keep_file, sweep
from dragoman.record.folder import FORMAT_FILE, check_format, format_of_copy
from dragoman.record.ledger import Ledger, canonical
from dragoman.record.ledger_place import open_ledger
from dragoman.record.ledger_sqlite import LEDGER_FILE, SqliteLedger
from dragoman.record.lock import LOCK_FILE, WriterLock
from dragoman.record.object_store import is_address
from dragoman.record.segments import PARQUET
from dragoman.record.state import live_segments, state_of
from dragoman.record.verify import verify_record
from dragoman.record.view import View

MANIFEST_FILE = "manifest.json"
# Where a backup keeps each state of the files that a record rewrites, named by their digests.
STATES = "states"
_OURS = frozenset({MANIFEST_FILE, STATES, PAGES, SEGMENTS, LOCK_FILE, MANIFEST_FILE + TEMPORARY})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BackedUp:
    """One file of a record: its path in the record, with `/`, and what it must hold."""

    path: str
    sha256: str
    bytes: int

    def place(self, backup: Path) -> Path:
        """Return where a backup keeps the file."""
        is_named_by_content = PurePosixPath(self.path).name.startswith(self.sha256)
        return backup / self.path if is_named_by_content else backup / STATES / self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: the record after entry `as_of` of its ledger.

    `head` is the digest of that entry, `digest` that of the view; `made_at` is UTC, for people.
    """

    made_at: str
    as_of: int
    head: str
    digest: str
    files: tuple[BackedUp, ...]


def back_up(record: Path, target: Path) -> Manifest:
    """Copy what a record holds now into a backup, prove the copy, and let it replace the last one.

    A writer may go on meanwhile: the ledger is copied as of one commit, into SQLite wherever it is
    kept, and the files that it names do not change. Those that the backup has are not copied.

    Raises:
        RecordError: the target holds something else, or a backup of another record.
        RecordFull: there is no room; the backup of before stands.
        RecordDamaged: the record, or what was written, is not sound; the backup of before stands.
    """
    check_format(record)
    _refuse_strangers(target, _OURS)
    with _held(target), closing(open_ledger(record, writable=False)) as ledger:
        if (target / MANIFEST_FILE).exists():
            _refuse_other(target, ledger)
        manifest = _picture(record, ledger, target)
        keep_file(target / MANIFEST_FILE, _rendered(manifest))
        _sweep(target, frozenset(entry.sha256 for entry in manifest.files))
    return manifest


def read_manifest(backup: Path) -> Manifest:
    """Return what a backup says it holds.

    Raises:
        NotARecord: the folder is no backup, or one that a kill left unfinished.
        RecordDamaged: the manifest was changed after it was written.
    """
    path = backup / MANIFEST_FILE
    if not path.is_file():
        raise NotARecord(
            f"{backup} is not a backup: it has no {MANIFEST_FILE}; `dragoman backup` makes one"
        )
    content = path.read_bytes()
    found: object = f"{len(content)} bytes that are no manifest"
    expected = "a manifest with its own sha256"
    try:
        document = json.loads(content)
        expected = f"sha256 {document['sha256']}"
        body = document["manifest"]
        found = f"sha256 {hashlib.sha256(canonical(body).encode('ascii')).hexdigest()}"
        files = tuple(BackedUp(**entry) for entry in body.pop("files"))
        manifest = Manifest(**body, files=files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, expected, found) from error
    if _rendered(manifest) != content or not all(_is_inside(entry.path) for entry in files):
        raise _damaged(path, expected, found)
    return manifest


def restore(backup: Path, record: Path) -> Manifest:
    """Make a record of a backup, in a folder that is empty or not there, and prove it.

    Every file of the backup is checked before the first is copied. The file that makes a folder
    a record comes last; what a kill left before may be restored again.

    Raises:
        NotARecord: the folder is no backup.
        RecordError: the folder for the record is not empty.
        RecordDamaged: a file of the backup, or what was restored, is not what it must be.
    """
    manifest = read_manifest(backup)
    for entry in manifest.files:
        _check(entry.place(backup), entry)
    ours = {PurePosixPath(entry.path).parts[0] for entry in manifest.files} - {FORMAT_FILE}
    logs = {f"{LEDGER_FILE}-wal", f"{LEDGER_FILE}-shm"}
    temporary = {name + TEMPORARY for name in (*ours, FORMAT_FILE)}
    _refuse_strangers(record, frozenset(ours | logs | temporary | {LOCK_FILE}))
    with _held(record):
        last = [entry for entry in manifest.files if entry.path == FORMAT_FILE]
        for entry in (one for one in manifest.files if one not in last):
            _copy(entry.place(backup), record / entry.path, entry)
        proved = _proof(record / LEDGER_FILE, record)
        if proved != manifest.digest:
            raise _damaged(record, f"digest {manifest.digest}", f"digest {proved}")
        # As every writer keeps it, so that the first one need not wait for readers.
        SqliteLedger(record / LEDGER_FILE, writable=True).close()
        for entry in last:
            _copy(entry.place(backup), record / entry.path, entry)
    return manifest


def _picture(record: Path, ledger: Ledger, target: Path) -> Manifest:
    """Put every file down that the committed state needs, and prove them together.

    The order matters: what a watch remembers is copied before the ledger, so that the copy never
    remembers a page that it lacks, and the format after it, so that it is never too low.
    """
    rewritten = [_keep_state(path.name, path.read_bytes(), target) for path in _rewritten(record)]
    copy = _keep_ledger(ledger, target)
    rewritten += [copy, _keep_state(FORMAT_FILE, format_of_copy(record), target)]
    with closing(SqliteLedger(copy.place(target), writable=False)) as still:
        named = tuple(_named_by(still))
        as_of, head = still.head()
    depot_of(record).bring(path.as_posix() for path, _ in named)
    immutable = [_keep_immutable(record, path, sha256, target) for path, sha256 in named]
    digest = _proof(copy.place(target), target)
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        as_of=as_of,
        head=head,
        digest=digest,
        files=tuple(sorted((*rewritten, *immutable))),
    )


def _rewritten(record: Path) -> Iterator[Path]:
    """Yield the files beside the ledger that a record rewrites, such as its list of sources."""
    for path in sorted(record.iterdir()):
        is_other = path.name in {FORMAT_FILE, LOCK_FILE} or path.name.startswith(LEDGER_FILE)
        if path.is_file() and not is_other and not path.name.endswith(TEMPORARY):
            yield path


def _named_by(ledger: Ledger) -> Iterator[tuple[Path, str]]:
    """Yield path in the record and digest of each immutable file that counts."""
    for archive in archives_of(ledger):
        yield archive_path(Path(PAGES), archive), archive
    for segment in live_segments(ledger):
        yield segment.path(Path(SEGMENTS)), segment.sha256


def _keep_state(name: str, content: bytes, target: Path) -> BackedUp:
    sha256 = hashlib.sha256(content).hexdigest()
    entry = BackedUp(path=name, sha256=sha256, bytes=len(content))
    keep_file(entry.place(target), content)
    return entry


def _keep_ledger(ledger: Ledger, target: Path) -> BackedUp:
    (target / STATES).mkdir(exist_ok=True)
    scratch = target / STATES / (LEDGER_FILE + TEMPORARY)
    for left in scratch.parent.glob(f"{scratch.name}*"):
        left.unlink()
    try:
        ledger.copy_to(scratch)
        entry = BackedUp(
            path=LEDGER_FILE, sha256=file_digest(scratch), bytes=scratch.stat().st_size
        )
        _copy(scratch, entry.place(target), entry)
    finally:
        scratch.unlink(missing_ok=True)
    return entry


def _keep_immutable(record: Path, path: Path, sha256: str, target: Path) -> BackedUp:
    source = record / path
    if not source.is_file():
        raise RecordDamaged(
            f"{source} is missing: expected sha256 {sha256}, found no file; if a writer has just "
            "compacted the record, run the same command again, else see `dragoman verify`"
        )
    entry = BackedUp(path=path.as_posix(), sha256=sha256, bytes=source.stat().st_size)
    kept = entry.place(target)
    if not (kept.is_file() and file_digest(kept) == sha256):
        _copy(source, kept, entry)
    return entry


def _copy(source: Path, path: Path, entry: BackedUp) -> None:
    keep_copy(source, path)
    _check(path, entry)


def _sweep(target: Path, kept: frozenset[str]) -> None:
    """Delete what only the backup of before needed, now that it is replaced."""
    for folder, suffix in ((PAGES, WARC), (SEGMENTS, PARQUET), (STATES, "")):
        sweep(target / folder, suffix=suffix, kept=kept)


def _proof(ledger_copy: Path, folder: Path) -> str:
    """Return the digest of a copy of a record that its own audit finds sound."""
    with closing(SqliteLedger(ledger_copy, writable=False)) as ledger:
        findings = verify_record(ledger, folder / PAGES, folder / SEGMENTS)
        if findings:
            raise RecordDamaged(
                f"the copy in {folder} is not sound ({len(findings)} findings, the first: "
                f"{findings[0]}); see `dragoman verify` of the record, and use an older backup"
            )
        return View(state_of(ledger, folder / SEGMENTS)).digest()


def _check(path: Path, entry: BackedUp) -> None:
    """Raise unless a file holds what the manifest says."""
    expected = f"{entry.bytes} bytes with sha256 {entry.sha256}"
    if not path.is_file():
        raise _damaged(path, expected, "no file")
    found = f"{path.stat().st_size} bytes with sha256 {file_digest(path)}"
    if found != expected:
        raise _damaged(path, expected, found)


def _damaged(path: Path, expected: object, found: object) -> RecordDamaged:
    return RecordDamaged(
        f"{path} is damaged: expected {expected}, found {found}; use another backup, "
        "or make a new one from a record that `dragoman verify` finds sound"
    )


def _refuse_strangers(folder: Path, ours: frozenset[str]) -> None:
    """Raise unless a folder is absent, empty, or a backup or the start of a killed command."""
    if is_address(folder):
        raise RecordError(
            f"{folder} is no folder; a backup is one, and a record is made of it in one: choose a "
            "folder"
        )
    if folder.exists() and not folder.is_dir():
        raise RecordError(f"{folder} is a file; choose a folder")
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    is_begun = LOCK_FILE in found or MANIFEST_FILE in found
    strangers = [name for name in found if not is_begun or name not in ours]
    if strangers:
        raise RecordError(
            f"{folder} is not empty: it holds {strangers[0]}; choose an empty folder or a new one"
        )


def _refuse_other(target: Path, ledger: Ledger) -> None:
    """Raise unless the record has grown out of what the backup holds."""
    held = read_manifest(target)
    query = "select digest from entries where seq = ?"
    if held.as_of and next(ledger.rows(query, held.as_of), None) != (held.head,):
        raise RecordError(
            f"{target} is the backup of another record, or of a later state of this one "
            f"(entry {held.as_of}); choose another folder"
        )


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Make a folder where it is not there, and be the only one that writes to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"cannot make the folder {folder}: {error.strerror}") from error
    lock = WriterLock(folder)
    try:
        yield
    finally:
        lock.release()


def _rendered(manifest: Manifest) -> bytes:
    """Return the one text of a manifest, with its own digest."""
    body = asdict(manifest)
    sha256 = hashlib.sha256(canonical(body).encode("ascii")).hexdigest()
    return canonical({"manifest": body, "sha256": sha256}).encode("ascii")


def _is_inside(path: str) -> bool:
    """Tell whether a path leads nowhere outside its folder."""
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts
