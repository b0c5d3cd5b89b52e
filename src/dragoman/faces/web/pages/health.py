"""Health: is the picture complete and fresh? What became of every page, and what was done."""

from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.health import OUTCOMES, health_of
from dragoman.faces.question import one_of, truth_of
from dragoman.faces.web.day_bars import bars_of
from dragoman.faces.web.desk import Asked, desk_of
from dragoman.record import Fate, Record, size_of

# Runs on the page, the latest first; `dragoman status -f jsonl` has all.
MOST_RUNS = 20


def health_page(request: Request) -> Response:
    """Return what became of each page by outlet and day, the runs, the size, the snapshots."""
    desk = desk_of(request)
    asked = desk.asked(request)
    with Record.open(desk.moments.folder) as record:
        runs, snapshots = record.runs(), record.snapshots()
    fates = list(asked.moment.view.fates())
    return desk.page(
        asked,
        "health.html",
        health=health_of(fates),
        bars=bars_of(fates),
        runs=tuple(reversed(runs))[:MOST_RUNS],
        more_runs=max(0, len(runs) - MOST_RUNS),
        size=size_of(desk.moments.folder),
        snapshots=tuple(reversed(snapshots)),
        outcomes=OUTCOMES,
    )


def health_list(request: Request) -> Response:
    """Return the pages that a number of health counts."""
    desk = desk_of(request)
    asked = desk.asked(request)
    fates = [fate for fate in asked.moment.view.fates() if _is_meant(fate, asked)]
    return desk.page(asked, "health_pages.html", fates=fates, given=asked.parameters)


def _is_meant(fate: Fate, asked: Asked) -> bool:
    """Tell whether a page is among those that the parameters of an address name.

    Raises:
        InputError: there is no such outcome.
    """
    given = asked.parameters
    if "outcome" in given and fate.outcome != one_of("outcome", given["outcome"], OUTCOMES):
        return False
    if "outlet" in given and fate.outlet != given["outlet"]:
        return False
    if truth_of("nameless", given.get("nameless", "false")) and fate.outlet is not None:
        return False
    if "reason" in given and (fate.outcome, fate.reason) != ("rejected", given["reason"]):
        return False
    if asked.since is not None and (fate.day is None or fate.day < asked.since):
        return False
    return asked.until is None or (fate.day is not None and fate.day <= asked.until)
