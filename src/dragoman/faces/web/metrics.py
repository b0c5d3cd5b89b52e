"""The numbers of `dragoman status` in the text format of Prometheus."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from dragoman.faces.moment import Moment
from dragoman.faces.web.desk import desk_of
from dragoman.record import last_commit_of, size_of, waiting_since_of

# Two of the newest moment, and of the one before.
TIMES_HELD = 4


def metrics(request: Request) -> Response:
    """Return how much the record holds, what waits and how old that is, and how big it is."""
    moments = desk_of(request).moments
    registry = CollectorRegistry()
    registry.register(_Gauges(moments.folder, moments.now()))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Gauges(Collector):
    """The numbers of one moment. All of them can fall: a page that was read may wait again."""

    def __init__(self, folder: Path, moment: Moment) -> None:
        self._folder = folder
        self._moment = moment

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the numbers; a time that there is not yet, or no more, is left out."""
        whole, view = self._moment.health.whole, self._moment.view
        said = "Pages by what became of them; their sum is all pages, pending is the queue."
        yield _parts("dragoman_pages", said, "outcome", whole.outcomes)
        said = "Pages that were rejected, by reason."
        yield _parts("dragoman_rejected_pages", said, "reason", whole.reasons)
        yield GaugeMetricFamily("dragoman_claims", "Claims, as judged.", view.count())
        said = "Entries of the ledger: commits."
        yield GaugeMetricFamily("dragoman_ledger_entries", said, view.as_of)
        said = "Size of the parts of the record on disk."
        yield _parts("dragoman_size_bytes", said, "part", size_of(self._folder))
        times = {
            "dragoman_last_commit_timestamp_seconds": (last_commit_of, "Time of the last commit."),
            "dragoman_oldest_pending_timestamp_seconds": (
                waiting_since_of,
                "Time at which the oldest page came that waits to be read.",
            ),
        }
        for name, (time_of, words) in times.items():
            at = _told(time_of, self._folder, view.as_of)
            if at is not None:
                yield GaugeMetricFamily(name, words, at.timestamp())


@lru_cache(TIMES_HELD)
def _told(
    time_of: Callable[[Path, int], datetime | None], folder: Path, as_of: int
) -> datetime | None:
    """Return a time of the record after an entry, which never changes: asked for once."""
    return time_of(folder, as_of)


def _parts(name: str, said: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, said, labels=(label,))
    for part, value in values.items():
        family.add_metric((part,), value)
    return family
