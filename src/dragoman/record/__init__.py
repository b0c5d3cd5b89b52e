"""The store; the only place with SQL."""

from dragoman.record.differences import Changed, Difference, Moved, difference
from dragoman.record.exports import FORMATS, export
from dragoman.record.failpoints import FAILPOINTS
from dragoman.record.filters import Question
from dragoman.record.gone import Gone, Rule, gone_of
from dragoman.record.health import Fate, Run, last_commit_of, size_of, waiting_since_of
from dragoman.record.homes import home_of
from dragoman.record.importing import DATASETS, ImportReport, import_files
from dragoman.record.kept import Added
from dragoman.record.retention import Retained
from dragoman.record.state import Snapshot
from dragoman.record.store import Record
from dragoman.record.tabular import Table
from dragoman.record.verify import Finding
from dragoman.record.view import View

__all__ = [
    "DATASETS",
    "FAILPOINTS",
    "FORMATS",
    "Added",
    "Changed",
    "Difference",
    "Fate",
    "Finding",
    "Gone",
    "ImportReport",
    "Moved",
    "Question",
    "Record",
    "Retained",
    "Rule",
    "Run",
    "Snapshot",
    "Table",
    "View",
    "difference",
    "export",
    "gone_of",
    "home_of",
    "import_files",
    "last_commit_of",
    "size_of",
    "waiting_since_of",
]
