"""pages: what every page costs on a record of a million claims, in time of the server and in bytes.

RECORD is a record to ask; without one a file of `--rows` rows of ICEWS is made and imported
first, as by `python -m bench imports`. `fold_s` is what claims, events and arrows take until a
first page can be answered, `bytes_per_claim` what of it stays in memory. Then every page is asked
at every example of the browser tests, and those of `WINDOWED` for the last year of the record,
first once and then AGAIN times, without a network. `*_ms` is processor time of this process, which
tells more than `*_wall_ms` where the machine is shared; `kb` is the HTML. `over` names what breaks
a budget: Brief and Dyad by `MOST_MS`, also where they are asked first, any page by `MOST_KB`.
"""

import argparse
import gc
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.testclient import TestClient

from bench.imports import write_rows
from dragoman.faces.moment import Moment
from dragoman.faces.web.app import create_app
from dragoman.faces.web.desk import Desk
from dragoman.record import Record, import_files
from tests.functional.browser.examples import EXAMPLES

# The importer sets 3.5 % of the rows aside, as no act: so many leave a million claims.
ROWS = 1_036_000
AGAIN = 3
# The budgets: milliseconds of the pages that a reader asks most, kilobytes of any.
MOST_MS, MOST_KB = 300.0, 150.0
HURRIED = frozenset({"/", "/dyads/{first}-{second}"})
# What is asked beside the examples: pages of some days, whose answers nobody found before, the
# brief of programs, and words that thousands of claims hold.
WINDOWED = (
    "/map?since={since}&until={until}",
    "/network?since={since}&until={until}",
    "/dyads/USA-CHN?since={since}&until={until}",
    "/actors/USA?days=365",
    "/search?q=Ministry",
    "/v1/brief",
)
# What a record of a dataset has none of.
MISSING = ("{before}", "{article}", "{outlet:path}")
# The names of a host that a client of this process calls.
HOST = "testserver"


def addresses(moment: Moment) -> Iterator[tuple[str, str]]:
    """Yield each page with its examples, filled from a record."""
    event = max(moment.stories.events, key=lambda event: (len(event.claims), event.id))
    claim = moment.stories.claim_of[event.claims[0]]
    for page, examples in EXAMPLES.items():
        for example in examples if not any(name in page for name in MISSING) else ():
            yield (
                page,
                example.format(event=event.id, claim=claim.id, outlet=quote(claim.outlet or "")),
            )
    until = moment.present(datetime.now(UTC).date())
    for page in WINDOWED:
        yield page, page.format(since=until - timedelta(days=365), until=until)


def cost_of(client: TestClient, address: str) -> dict[str, float]:
    """Return what an address costs."""
    walls, costs, size = [], [], 0
    for _ in range(AGAIN + 1):
        started, before = time.perf_counter(), time.process_time()
        response = client.get(address)
        costs.append(1000 * (time.process_time() - before))
        walls.append(1000 * (time.perf_counter() - started))
        size = len(response.content)
    return {
        "status": response.status_code,
        "first_ms": round(costs[0]),
        "again_ms": round(statistics.median(costs[1:])),
        "first_wall_ms": round(walls[0]),
        "again_wall_ms": round(statistics.median(walls[1:])),
        "kb": round(size / 1000, 1),
    }


def measure(folder: Path) -> dict[str, object]:
    """Print the cost of each page; return the figures of the whole."""
    app = create_app(folder, hosts=(HOST,))
    desk: Desk = app.state.desk
    started, before = time.process_time(), _resident()
    moment = desk.moments.now()
    moment.prepare(datetime.now(UTC).date())
    prepared = time.process_time() - started
    gc.collect()
    held = _resident() - before
    # As a server does: what was folded lives as long as the moment.
    gc.freeze()
    client = TestClient(app, base_url=f"http://{HOST}")
    over = []
    for page, address in addresses(moment):
        found = cost_of(client, address)
        print(json.dumps({"address": address} | found))
        slowest = max(found["first_ms"], found["again_ms"])
        if found["kb"] > MOST_KB or (page in HURRIED and slowest > MOST_MS):
            over.append(address)
    return {
        "claims": len(moment.stories.claim_of),
        "pairs": len(moment.pairs.events_of),
        "fold_s": round(prepared, 1),
        "bytes_per_claim": round(held / len(moment.stories.claim_of)),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "over": over,
    }


def _resident() -> int:
    """Return the bytes of memory that this process has now."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


def made(folder: Path, count: int) -> Path:
    """Return a record of so many made-up rows."""
    path = write_rows(folder / "events.tab", count)
    with Record.create(folder / "record") as record:
        import_files(record, "icews", [path], jobs=2)
    path.unlink()
    return folder / "record"


def main(argv: Sequence[str]) -> int:
    """Run the measurement and print it; exit 1 where a page breaks a budget."""
    parser = argparse.ArgumentParser(prog="python -m bench pages", description=__doc__)
    parser.add_argument("record", type=Path, nargs="?")
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(given.record or made(Path(folder), given.rows))
    print(json.dumps({"bench": "pages"} | figures))
    return int(bool(figures["over"]))
