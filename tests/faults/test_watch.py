"""The watch against a hostile server: every page asked for is kept, or lost with a reason."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.faces.sources_file import Source
from dragoman.faces.watching import PassReport, Watch
from dragoman.record import Record
from dragoman.record.versions import versions_of
from tests.faults.hostile import (
    Behaviour,
    HostileServer,
    SkippingClock,
    bomb,
    hostile_server,
    in_turn,
    plain,
    redirect,
    reset,
    trickle,
    truncated,
    unless_known,
)
from tests.faults.small import SmallCoder, small_read

STORY = b"Russia met Iran in town 1."
HARDER = b"Russia warned Iran in town 1."


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as made:
        yield made


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.create(tmp_path / "record") as made:
        yield made


class Watched:
    """A record that watches the feed of a server, and a day that passes when told."""

    def __init__(self, record: Record, server: HostileServer, *paths: str) -> None:
        self.record, self.server = record, server
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        self.stop_after: int | None = None
        self.name(*paths)

    def name(self, *paths: str) -> None:
        items = "".join(f"<item><link>{self.server.url(path)}</link></item>" for path in paths)
        self.server.paths["/feed"] = plain(f"<rss><channel>{items}</channel></rss>".encode())

    def once(self) -> PassReport:
        watch = Watch(
            self.record,
            self.server.fetcher(SkippingClock()),
            now=lambda: self.now,
            is_stopped=self._is_stopped,
        )
        return watch.run_once((Source(url=self.server.url("/feed"), outlet="Example Wire"),))

    def _is_stopped(self) -> bool:
        if self.stop_after is None:
            return False
        self.stop_after -= 1
        return self.stop_after < 0


def _is_conserved(report: PassReport) -> bool:
    return report.asked == report.new + report.known + report.unchanged + report.lost


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(reset, "connection", id="reset"),
        pytest.param(truncated, "broken_answer", id="truncated"),
        pytest.param(trickle, "timeout", id="trickle"),
        pytest.param(bomb(), "bomb", id="bomb"),
        pytest.param(plain(b"", status="429 Too Many"), "http_429", id="429"),
        pytest.param(plain(b"", status="503 Later", Retry_After="5"), "http_503", id="503"),
        pytest.param(plain(b"GIF8", Content_Type="image/gif"), "wrong_type", id="wrong-type"),
        pytest.param(redirect("http://127.0.0.2/"), "refused_address", id="inward"),
        pytest.param(redirect("/bad"), "too_many_redirects", id="circle"),
    ],
)
def test_a_bad_page_is_lost_with_its_reason_and_nothing_else_is(
    record: Record, server: HostileServer, behaviour: Behaviour, reason: str
) -> None:
    server.paths |= {"/1": plain(STORY), "/bad": behaviour, "/2": plain(HARDER)}
    report = Watched(record, server, "/1", "/bad", "/2").once()
    assert (report.asked, report.new, report.lost) == (3, 2, 1)
    assert _is_conserved(report)
    assert [loss.reason for loss in record.view().rejections()] == [reason]
    assert record.view().counts()["pages"] == 3
    assert record.verify() == []


@pytest.mark.parametrize(
    "feed",
    [reset, truncated, bomb(), plain(b"<html>"), plain(b"<!DOCTYPE a><rss/>")],
    ids=["reset", "truncated", "bomb", "html", "doctype"],
)
def test_a_bad_feed_is_a_fault_and_is_asked_again_later(
    record: Record, server: HostileServer, feed: Behaviour
) -> None:
    watched = Watched(record, server, "/1")
    good = server.paths["/feed"]
    server.paths |= {"/feed": feed, "/1": plain(STORY)}
    assert (report := watched.once()).faults == 1
    assert report.asked == 0
    server.paths["/feed"] = good
    watched.now += timedelta(hours=1)
    assert watched.once().new == 1


def test_a_second_pass_asks_for_nothing_that_is_not_due(
    record: Record, server: HostileServer
) -> None:
    server.paths["/1"] = plain(STORY)
    watched = Watched(record, server, "/1")
    watched.once()
    before = server.asked.copy()
    assert watched.once() == PassReport()
    assert server.asked == before


def test_a_stop_loses_nothing_and_counts_nothing_twice(
    record: Record, server: HostileServer
) -> None:
    paths = [f"/{n}" for n in range(6)]
    server.paths |= {path: plain(STORY + path.encode()) for path in paths}
    watched = Watched(record, server, *paths)
    watched.stop_after = 4
    first = watched.once()
    assert first.is_stopped
    assert 0 < first.new < 6
    watched.stop_after = None
    second = watched.once()
    assert first.new + second.new == 6
    assert all(server.asked[path] == 1 for path in paths)
    assert record.view().counts()["pages"] == 6


def test_a_lost_memory_fetches_again_and_counts_nothing_twice(
    record: Record, server: HostileServer
) -> None:
    server.paths |= {"/1": plain(STORY), "/2": plain(HARDER)}
    watched = Watched(record, server, "/1", "/2")
    watched.once()
    (record.folder / "watch.json").write_text("{broken")
    report = watched.once()
    assert (report.new, report.known) == (0, 2)
    assert record.view().counts()["pages"] == 2
    assert _is_conserved(report)


def test_a_page_is_fetched_again_after_a_day_and_a_week_and_then_left(
    record: Record, server: HostileServer
) -> None:
    server.paths["/1"] = in_turn(plain(STORY), plain(STORY), plain(HARDER))
    watched = Watched(record, server, "/1")
    news = []
    for hours in (0, 23, 1, 24, 6 * 24, 8 * 24, 60 * 24):
        watched.now += timedelta(hours=hours)
        news.append(watched.once().new)
    assert server.asked["/1"] == 3
    assert news == [1, 0, 0, 0, 1, 0, 0]
    assert record.view().counts()["pages"] == 2


def test_an_unchanged_page_is_not_sent_again(record: Record, server: HostileServer) -> None:
    server.paths["/1"] = unless_known('"v1"', STORY)
    watched = Watched(record, server, "/1")
    watched.once()
    watched.now += timedelta(hours=25)
    assert watched.once().unchanged == 1
    assert record.view().counts()["pages"] == 1


def test_a_page_that_never_comes_is_left_after_three_passes(
    record: Record, server: HostileServer
) -> None:
    server.paths["/1"] = plain(b"", status="404 Not Found")
    watched = Watched(record, server, "/1")
    for _ in range(6):
        watched.once()
        watched.now += timedelta(hours=1)
    assert server.asked["/1"] == 3
    assert len(list(record.view().rejections())) == 1


def test_the_versions_of_an_article_say_which_claims_came_and_went(
    record: Record, server: HostileServer
) -> None:
    server.paths["/1"] = in_turn(plain(STORY), plain(HARDER))
    watched = Watched(record, server, "/1")
    watched.once()
    watched.now += timedelta(hours=25)
    watched.once()
    pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
    first, second = versions_of(record, server.url("/1"))
    assert first.added == first.gone == ()
    assert [claim.event_type for claim in second.added] == ["THREATEN"]
    assert [claim.event_type for claim in second.gone] == ["CONSULT"]
