"""The gate: every inference-only benchmark against its pinned floor.

`python -m eval gate` fails when a metric is below its floor by more than EPSILON, when
the data is not the data the floor was pinned on, or when a benchmark breaks. Raising a
floor is `python -m eval gate --update` and a commit; lowering one needs
`--allow-regression`, so that it is never an accident.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
# What a pin that says `"in": "repository"` lies in: git holds it, so it needs no digest. The
# others lie in the research data.
REPOSITORY = Path(__file__).parents[1]
# A floor is a rounded figure; this is half its last digit. Processors round differently, and the
# reader then reads one act in 245 otherwise: floors are the lower ones of two machines.
EPSILON = 0.0005

Floors = dict[str, dict[str, Any]]


def research_folder() -> Path:
    """Return the folder of the research data: DRAGOMAN_DATA, else ../shared/data."""
    return Path(os.environ.get("DRAGOMAN_DATA", "../shared/data"))


def digest(path: Path) -> str:
    """Return the sha256 of a file, or of the sorted names and digests of a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    lines = [
        f"{file.relative_to(path)} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in sorted(path.rglob("*"))
        if file.is_file()
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def measure(name: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the metrics that a benchmark prints as its last line.

    Each runs in a process of its own: the most memory that one took would else be the next one's.
    """
    command = [sys.executable, "-m", "eval", name, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr)[-400:]
        raise RuntimeError(f"benchmark {name} ended with {done.returncode}: {said}")
    metrics: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return metrics


def shortfalls(name: str, floors: dict[str, float], metrics: dict[str, Any]) -> list[str]:
    """Return a line for each metric below its floor.

    >>> shortfalls("pages", {"f1": 0.9}, {"f1": 0.8})
    ['pages f1 0.8 is below its floor 0.9']
    """
    return [
        f"{name} {metric} {metrics.get(metric)} is below its floor {floor}"
        for metric, floor in floors.items()
        if metrics.get(metric) is None or metrics[metric] < floor - EPSILON
    ]


def raised(
    name: str, pinned: dict[str, float], metrics: dict[str, Any], *, allow_regression: bool
) -> dict[str, float]:
    """Return the floors moved to the measured figures; a fall is refused unless allowed."""
    falls = shortfalls(name, pinned, metrics)
    if falls and not allow_regression:
        raise RuntimeError("; ".join(falls) + "; pass --allow-regression if this is meant")
    return {metric: metrics[metric] for metric in pinned}


def _is_ours(pin: dict[str, Any]) -> bool:
    """Tell whether a benchmark is asked of a file of the repository."""
    return pin.get("in") == "repository"


def _place(pin: dict[str, Any], root: Path) -> Path:
    return (REPOSITORY if _is_ours(pin) else root) / str(pin["path"])


def main(argv: Sequence[str]) -> int:
    """Run every pinned benchmark and compare."""
    parser = argparse.ArgumentParser(prog="python -m eval gate", description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="How many are measured at once."
    )
    given = parser.parse_args(argv)
    root = research_folder()
    if not root.is_dir():
        print(f"gate: SKIPPED, no research data at {root}; set DRAGOMAN_DATA to run it")
        return 0
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures: list[str] = []
    with ThreadPoolExecutor(given.jobs) as executor:
        measured: dict[str, Future[dict[str, Any]]] = {}
        for name, pin in floors.items():
            place = _place(pin, root)
            if not _is_ours(pin) and digest(place) != pin["sha256"] and not given.update:
                failures.append(f"{name}: {place} is not the data its floors were pinned on")
                continue
            arguments = [str(place), *pin.get("arguments", [])]
            measured[name] = executor.submit(measure, pin["benchmark"], arguments)
        for name, found in measured.items():
            pin, metrics = floors[name], found.result()
            print(json.dumps({"gate": name, **{key: metrics.get(key) for key in pin["floors"]}}))
            if given.update:
                pin["floors"] = raised(
                    name, pin["floors"], metrics, allow_regression=given.allow_regression
                )
                if not _is_ours(pin):
                    pin["sha256"] = digest(_place(pin, root))
            else:
                failures += shortfalls(name, pin["floors"], metrics)
    if given.update:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for failure in failures:
        print(f"gate: {failure}")
    return 1 if failures else 0
