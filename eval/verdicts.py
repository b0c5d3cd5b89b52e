"""verdicts: what bad inputs are taken for, how long that takes and how much memory.

PATH is a folder of pages with `expected.tsv` (name, verdict, seconds allowed if not 10), or one
with `generate.py` that writes such a folder (tests/bad_inputs), or one of real pages,
`html/*.html.gz`, which all are articles (data/headers, data/article_extraction). Each bad page
is read in a process of its own.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from eval.report import BadPath, print_report

Json = dict[str, Any]
# A page that takes longer has failed, whatever it is then taken for.
MOST_SECONDS = 10.0
MOST_MEGABYTES = 1024.0


@dataclass(frozen=True, slots=True)
class Label:
    """The verdict a page should get, and the seconds it may take to get it."""

    verdict: str
    seconds: float = MOST_SECONDS


def read_labels(path: Path) -> dict[str, Label]:
    """Return the label of each page of a folder.

    Raises:
        BadPath: the folder has no expected.tsv, or names a page that is not there.
    """
    file = path / "expected.tsv"
    if not file.is_file():
        raise BadPath(f"{file} is not there; give a folder of pages with expected.tsv")
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    missing = [row[0] for row in rows if not (path / row[0]).is_file()]
    if missing:
        raise BadPath(f"{file} names {missing[0]}, which is not there")
    return {row[0]: Label(row[1], *map(float, row[2:3])) for row in rows}


def examine(file: Path, label: Label, *, real: bool) -> Json:
    """Return verdict, seconds and megabytes of one page.

    A bad page is read in a process of its own; of real ones there are too many for that, and
    their megabytes are the most that this process has held.
    """
    from dragoman import articles
    from dragoman.articles.guard import measure, peak_megabytes
    from dragoman.pages import read_source

    page = next(iter(read_source(file)))
    if real:
        started = time.perf_counter()
        article = articles.read(page)
        seconds = time.perf_counter() - started
        megabytes: float | None = peak_megabytes()
    else:
        guarded = measure(page, label.seconds)
        article, seconds, megabytes = guarded.article, guarded.seconds, guarded.megabytes
    return {
        "verdict": article.verdict.value,
        "reasons": list(article.verdict_reasons),
        "seconds": round(seconds, 2),
        # Of a page that was stopped nobody knows.
        "megabytes": None if megabytes is None else round(megabytes, 1),
    }


def score(labels: dict[str, Label], rows: dict[str, Json]) -> dict[str, float | int]:
    """Return the metrics; a right verdict that came too late or too dear is wrong."""
    right = [
        name
        for name, label in labels.items()
        if rows[name]["verdict"] == label.verdict
        and rows[name]["seconds"] <= MOST_SECONDS
        and (rows[name]["megabytes"] or 0) <= MOST_MEGABYTES
    ]
    return {
        "pages": len(labels),
        "verdict_accuracy": round(len(right) / len(labels), 4),
        "worst_seconds": max(row["seconds"] for row in rows.values()),
        "worst_megabytes": max(row["megabytes"] or 0 for row in rows.values()),
    }


def generated(path: Path, into: Path) -> Path:
    """Return a folder of bad inputs, written by its `generate.py` where it has one."""
    if (path / "html").is_dir():
        return _unpacked(path / "html", into)
    script = path / "generate.py"
    if not script.is_file():
        return path
    spec = spec_from_file_location("bad_inputs", script)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.generate(into)
    return into


def _unpacked(packed: Path, into: Path) -> Path:
    """Write real pages unpacked into a folder, each labelled an article."""
    lines = ["name\tverdict"]
    for file in sorted(packed.glob("*.html.gz")):
        (into / file.stem).write_bytes(gzip.decompress(file.read_bytes()))
        lines.append(f"{file.stem}\tarticle")
    (into / "expected.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return into


def main(argv: Sequence[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m eval verdicts", description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = generated(given.path, Path(scratch))
        labels = dict(list(read_labels(folder).items())[: given.limit])
        real = (given.path / "html").is_dir()
        rows = {n: examine(folder / n, label, real=real) for n, label in labels.items()}
    wrong = [
        f"{name}: {rows[name]['verdict']}, not {label.verdict}"
        for name, label in labels.items()
        if rows[name]["verdict"] != label.verdict
    ]
    for line in wrong:
        print(line)
    if given.predictions:
        lines = [json.dumps({"page": name} | row) for name, row in rows.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_report("verdicts", score(labels, rows), protocol=f"pages of {given.path}")
    return 0
