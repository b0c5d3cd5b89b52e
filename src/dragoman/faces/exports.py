"""A folder that others can use: claims in three forms, what they are, and checksums."""

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from dragoman.errors import RecordError
from dragoman.record import View, export

LICENCE = "Claims are facts and short excerpts; the rights in the articles stay with their outlets."


def export_folder(view: View, folder: Path, forms: Sequence[str]) -> tuple[str, ...]:
    """Write claims.* with datapackage.json and SHA256SUMS; return the names of the files.

    Raises:
        RecordError: the folder holds something that is not ours to replace.
    """
    named = {f"claims.{form}": form for form in forms}
    ours = {*named, "datapackage.json", "SHA256SUMS"}
    if folder.exists() and {path.name for path in folder.iterdir()} - ours:
        raise RecordError(f"{folder} holds other files; give an empty or a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: export(view.claims(), form, folder / name) for name, form in named.items()}
    package = {
        "name": "dragoman-claims",
        "created_by": f"dragoman {version('dragoman')}",
        "snapshot": view.snapshot,
        "digest": view.digest(),
        "licenses": [{"title": LICENCE}],
        "citation": "See CITATION.cff of Dragoman; name the snapshot digest.",
        "resources": [{"path": name, "rows": rows} for name, rows in counts.items()],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1) + "\n", encoding="utf-8")
    written = (*named, "datapackage.json")
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in written
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return (*written, "SHA256SUMS")
