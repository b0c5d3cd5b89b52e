"""A folder that others can use: claims, network and agenda, what they are, and checksums."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from dragoman.answers.agendas.answer import AgendaQuestion
from dragoman.answers.blocs import Network, network_in
from dragoman.errors import RecordError
from dragoman.faces.moment import Moment
from dragoman.record import View, export
from dragoman.record.layouts import Losses

LICENCE = "Claims are facts and short excerpts; the rights in the articles stay with their outlets."
# What each form holds, which is also the name of its file.
CONTENTS = {
    "jsonl": "claims",
    "csv": "claims",
    "parquet": "claims",
    "geojson": "claims",
    "polecat": "claims",
    "icews": "claims",
    "gdelt": "claims",
    "graphml": "network",
    "gexf": "network",
    "ics": "agenda",
}


def export_folder(
    view: View, folder: Path, forms: Sequence[str], *, note: Callable[[str], None] | None = None
) -> tuple[str, ...]:
    """Write a file of each form with datapackage.json and SHA256SUMS; return their names.

    Args:
        view: what to export.
        folder: a new one, or one of an earlier export.
        forms: keys of `CONTENTS`.
        note: told what each form leaves out or cannot say.

    Raises:
        RecordError: the folder holds something that is not ours to replace.
        AnswerError: a library that writes one of the forms is not installed.
    """
    named = {f"{CONTENTS[form]}.{form}": form for form in forms}
    ours = {*named, "datapackage.json", "SHA256SUMS"}
    if folder.exists() and {path.name for path in folder.iterdir()} - ours:
        raise RecordError(f"{folder} holds other files; give an empty or a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    exported = _Exported(view)
    counts = {name: exported.write(form, folder / name) for name, form in named.items()}
    if note is not None:
        for name, losses in exported.losses.items():
            for line in losses.lines:
                note(f"{name}: {line}")
    package = {
        "name": "dragoman-claims",
        "created_by": f"dragoman {version('dragoman')}",
        "snapshot": view.snapshot,
        "digest": view.digest(),
        "licenses": [{"title": LICENCE}],
        "citation": "See CITATION.cff of Dragoman; name the snapshot digest.",
        "resources": [
            {"path": name, "rows": rows, **exported.losses[name].as_json()}
            for name, rows in counts.items()
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1) + "\n", encoding="utf-8")
    written = (*named, "datapackage.json")
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in written
    ]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    return (*written, "SHA256SUMS")


class _Exported:
    """One record, folded at most once however many forms are written of it."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._moment = Moment(view)
        self.losses: defaultdict[str, Losses] = defaultdict(Losses)

    def write(self, form: str, path: Path) -> int:
        """Write one form; return how many claims, pairs or things it holds."""
        match CONTENTS[form]:
            case "network":
                return self._write_network(form, path)
            case "agenda":
                return self._write_agenda(path)
            case _:
                losses = self.losses[path.name]
                return export(self._view.claims(), form, path, losses=losses)

    @cached_property
    def _network(self) -> Network:
        # Whoever takes it elsewhere leaves out what is too little there.
        return network_in(self._moment.pairs, least=1)

    def _write_network(self, form: str, path: Path) -> int:
        from dragoman.faces.networks import network_file

        path.write_bytes(network_file(self._network, form))
        return len(self._network.ties)

    def _write_agenda(self, path: Path) -> int:
        """Write everything announced, as it stood when the newest page came out."""
        from dragoman.faces.ical import calendar_of

        newest = self._moment.newest or date.min
        asked = AgendaQuestion(today=newest, since=date.min)
        agenda = self._moment.agenda(asked)
        path.write_bytes(calendar_of(agenda))
        return len(agenda.things)
