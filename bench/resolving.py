"""resolving: what share of the flow's time goes into who, where and when, and what it holds.

PATH is a folder of pages (default: those of examples/gulf-2020), read again and again for at least
SECONDS by one process. `added_share` is the time within the rules that resolve actors, places and
times, over the time of the whole flow from bytes to claims. `gazetteers_mb` is by how much the
memory of the process grows when a first sentence is resolved: every table is loaded then.
"""

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.throughput import PAGES, SECONDS
from dragoman.coding import Coder
from dragoman.coding.places import places_by_sentence
from dragoman.coding.times.finding import find_times
from dragoman.model import Passage, Sentence, Span
from dragoman.ontology import actors
from dragoman.pages import read_source
from dragoman.pipeline import read_page

# The doors through which the flow asks who, where and when: the module that asks, the name, the
# question. A door that is passed within another counts to the outer one.
DOORS = (
    ("dragoman.ontology.actors", "find", "who"),
    ("dragoman.coding.coder", "find_mentions", "who"),
    ("dragoman.coding.assemble", "participants", "who"),
    ("dragoman.coding.coder", "places_by_sentence", "where"),
    ("dragoman.coding.assemble", "where_of", "where"),
    ("dragoman.coding.coder", "find_times", "when"),
    ("dragoman.coding.assemble", "when_of", "when"),
)
# Asks for every table at once: a person, a body, a town, a sea and a day.
FIRST = "President Hassan Rouhani told the U.N. in Geneva on Monday about the Persian Gulf."
DAY = date(2020, 10, 6)
MB = 1024 * 1024


class Stopwatch:
    """Seconds within each question's doors."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inside = False

    def around(self, door: Callable[..., Any], question: str) -> Callable[..., Any]:
        """Return the door, its time counted."""

        @wraps(door)
        def counted(*args: object, **named: object) -> Any:
            if self._inside:
                return door(*args, **named)
            self._inside, started = True, time.perf_counter()
            try:
                return door(*args, **named)
            finally:
                self.spent[question] += time.perf_counter() - started
                self._inside = False

        return counted


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Count the seconds within each door while the flow runs."""
    doors = [(import_module(module), name, question) for module, name, question in DOORS]
    before = [getattr(module, name) for module, name, _ in doors]
    try:
        for (module, name, question), door in zip(doors, before, strict=True):
            setattr(module, name, watch.around(door, question))
        yield
    finally:
        for (module, name, _), door in zip(doors, before, strict=True):
            setattr(module, name, door)


def resident() -> int:
    """Return the bytes that this process holds now, by Linux's own count."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def gazetteers_mb() -> float:
    """Return by how many MB this process grows when it first resolves a sentence."""
    passage = Passage.of(FIRST, Span(0, len(FIRST)))
    sentence = Sentence(id="first", index=0, paragraph=0, passage=passage)
    before = resident()
    actors.find(FIRST, on=DAY)
    places_by_sentence(FIRST, [sentence])
    find_times(sentence, DAY, None)
    return (resident() - before) / MB


def shares(folder: Path, seconds: float) -> dict[str, float]:
    """Return the share of each question in the flow's time."""
    pages = list(read_source(folder))
    coder = Coder.load()
    for page in pages[:3]:
        read_page(page, coder)
    watch, started = Stopwatch(), time.perf_counter()
    with watched(watch):
        while time.perf_counter() - started < seconds:
            for page in pages:
                read_page(page, coder)
    whole = time.perf_counter() - started
    return {question: watch.spent[question] / whole for question in ("who", "where", "when")}


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench resolving", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args(argv)
    grown = gazetteers_mb()
    found = shares(given.path, given.seconds)
    figures = {f"{question}_share": round(share, 4) for question, share in found.items()}
    added = round(sum(found.values()), 4)
    last = {"added_share": added, "gazetteers_mb": round(grown, 1)}
    print(json.dumps({"bench": "resolving"} | figures | last))
    return 0
