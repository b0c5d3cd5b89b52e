"""imports: rows a second from a file of ICEWS into a record.

A file of `--rows` rows is made under PATH (default: a temporary folder), taken in by `--jobs`
processes, and deleted with its record. Names, sectors, codes and places are drawn with the
unevenness of news: a few actors in most rows, many in a few. `peak_mb` is what the processes
hold together at most (their separate peaks, added), `cpu_s` what they computed, which tells
more than `seconds` where the machine is shared.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import TypeVar

from dragoman.ontology import cameo
from dragoman.ontology.actors import countries
from dragoman.record import Record, import_files

ROWS = 5_000_000
HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code"
    "\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number"
    "\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)
SECTORS = ("NA", "Executive,Government", "Military,Government", "Police", "Parties,Ideological")
OFFICES = ("Citizen", "Police", "Ministry", "Head of Government", "Armed Rebel", "Lawmaker")
# ICEWS names 87,856 actors (design/analytics.md, TGB 2.0); the other two are guesses.
ACTORS, PLACES, OUTLETS = 88_000, 30_000, 500
DAYS = 365 * 20
# One row in a thousand is not what it should be.
MALFORMED = 0.001
ROWS_AT_ONCE = 10_000


def rows(count: int, seed: int) -> Iterator[str]:
    """Yield the lines of a file of ICEWS; the same seed gives the same file."""
    draw = random.Random(seed)
    states = [entry.name for entry in countries()]
    actors = [*map(_state, states), *(_actor(draw, states, n) for n in range(ACTORS))]
    places = [
        (f"Town {n}", "NA", "NA", draw.choice(states), f"{n % 90}.25", f"{n % 180}.5")
        for n in range(PLACES)
    ]
    codes = [code for code in cameo.codes() if len(code) > 2]
    drawn = zip(
        *(_drawn(draw, things) for things in (actors, actors, places, range(1, OUTLETS))),
        strict=True,
    )
    for number, (source, target, place, outlet) in enumerate(islice(drawn, count)):
        code = draw.choice(codes) if draw.random() > MALFORMED else "13y"
        day = draw.randrange(DAYS)
        date = f"{1998 + day // 365}-{day % 12 + 1:02}-{day % 28 + 1:02}"
        cells = (
            *(str(30_000_000 + number), date, *source, cameo.name(code) if code != "13y" else "-"),
            *(code, "1.0", *target, str(number // 3), "2", f"Outlet {outlet}", *place),
        )
        yield "\t".join(cells) + "\n"


Actor = tuple[str, str, str]
Thing = TypeVar("Thing")


def _state(state: str) -> Actor:
    return state, "NA", state


def _actor(draw: random.Random, states: Sequence[str], number: int) -> Actor:
    """Return somebody of a state: the police of one, or a person with a name."""
    state = draw.choice(states)
    name = f"{draw.choice(OFFICES)} {number} ({state})" if number % 3 else f"Person {number}"
    return name, draw.choice(SECTORS), state


def _drawn(draw: random.Random, things: Sequence[Thing]) -> Iterator[Thing]:
    """Yield things for ever, the second half as often as the first and so on (Zipf)."""
    weights = list(accumulate(1 / rank for rank in range(1, len(things) + 1)))
    while True:
        yield from draw.choices(things, cum_weights=weights, k=ROWS_AT_ONCE)


def write_rows(path: Path, count: int) -> Path:
    """Write a file of so many rows, always the same; return its path."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.writelines(rows(count, seed=5))
    return path


def measure(folder: Path, count: int, jobs: int) -> dict[str, float]:
    """Return the figures of one import."""
    path = write_rows(folder / "events.tab", count)
    started, before = time.perf_counter(), _cpu_seconds()
    with Record.create(folder / "record") as record:
        report = import_files(record, "icews", [path], jobs=jobs)
    seconds, cpu = time.perf_counter() - started, _cpu_seconds() - before
    size = sum(file.stat().st_size for file in (folder / "record").rglob("*") if file.is_file())
    own, theirs = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "rows": report.rows,
        "claims": report.claims,
        "aside": sum(report.aside.values()),
        "seconds": round(seconds, 1),
        "cpu_s": round(cpu, 1),
        "rows_per_s": round(report.rows / seconds),
        "rows_per_cpu_s": round(report.rows / cpu),
        "file_mb": round(path.stat().st_size / 1e6),
        "record_mb": round(size / 1e6),
        "peak_mb": round(own + theirs * (jobs if jobs > 1 else 0)),
    }


def _cpu_seconds() -> float:
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench imports", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="where the file and record may lie")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=given.path) as folder:
        figures = measure(Path(folder), given.rows, given.jobs)
    print(json.dumps({"bench": "imports", "jobs": given.jobs} | figures))
    return 0
