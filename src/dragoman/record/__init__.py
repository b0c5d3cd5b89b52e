"""The store; the only place with SQL."""

from dragoman.record.exports import FORMATS, export
from dragoman.record.failpoints import FAILPOINTS
from dragoman.record.filters import Question
from dragoman.record.importing import DATASETS, ImportReport, import_files
from dragoman.record.kept import Added
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
    "Finding",
    "ImportReport",
    "Question",
    "Record",
    "Snapshot",
    "Table",
    "View",
    "export",
    "import_files",
]
