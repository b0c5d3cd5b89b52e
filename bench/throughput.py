"""throughput: sentences a second through the reader, articles a second through the flow.

PATH is a folder of pages (default: those of examples/gulf-2020), read again and again for at least
SECONDS by each of `--jobs` processes with a session of its own. `peak_mb` is what the processes
hold together at most, libraries and weights included.
"""

import argparse
import json
import resource
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from dragoman import articles, sentences
from dragoman.coding import Coder
from dragoman.pages import read_source
from dragoman.pipeline import read_page

PAGES = Path("examples/gulf-2020/pages")
# Shorter runs waver by more than a tenth on two shared cores.
SECONDS = 15.0

Figures = dict[str, float]


def work(folder: Path, seconds: float) -> Figures:
    """Return what one process does: sentences and articles a second, and its memory."""
    pages = list(read_source(folder))
    coder = Coder.load()
    read = [articles.read(page) for page in pages]
    texts = [s.text for article in read for s in sentences.split(article).sentences]
    for page in pages[:3]:
        read_page(page, coder)
    started, seen = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        for text in texts:
            for _ in coder.acts(text):
                pass
            seen += 1
    reading = seen / (time.perf_counter() - started)
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        for page in pages:
            read_page(page, coder)
            done += 1
    flow = done / (time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    per_article = len(texts) / len(pages)
    return {
        "reader_sentences_per_s": reading,
        "flow_articles_per_s": flow,
        "flow_sentences_per_s": flow * per_article,
        "peak_mb": peak,
    }


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench throughput", description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args(argv)
    with get_context("spawn").Pool(given.jobs) as pool:
        found = pool.starmap(work, [(given.path, given.seconds)] * given.jobs, chunksize=1)
    total = {name: round(sum(each[name] for each in found), 1) for name in found[0]}
    print(json.dumps({"bench": "throughput", "jobs": given.jobs} | total))
    return 0
