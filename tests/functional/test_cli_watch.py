"""Pages from the web on the command line: sources, the watch, addresses and archives."""

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.faces import fetching
from dragoman.faces.cli import cli
from dragoman.faces.commands.watch import read_pending
from dragoman.faces.session import Session
from dragoman.model import Page
from dragoman.pages.fetcher import HttpFetcher
from dragoman.record import Record
from dragoman.record.archive import archive_path, shelve
from tests.faults.hostile import HostileServer, SkippingClock, hostile_server, plain
from tests.functional.conftest import Dragoman, only_line

Call = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as made:
        yield made


@pytest.fixture
def call(empty_record: Path, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a command in this process, with a fetcher that may reach the server of the test."""
    monkeypatch.setenv("DRAGOMAN_CONTACT", "tests@dragoman.example")

    def local(contact: str) -> HttpFetcher:
        return HttpFetcher(contact, policy=server.policy(), clock=SkippingClock())

    monkeypatch.setattr("dragoman.pages.fetcher.HttpFetcher", local)

    def run(*args: str) -> Result:
        done = CliRunner().invoke(
            cli, ["--record", str(empty_record), *args], standalone_mode=False
        )
        if done.exception is not None:
            raise done.exception
        return done

    return run


def _sitemap(server: HostileServer, *paths: str) -> bytes:
    named = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in paths)
    return f"<urlset>{named}</urlset>".encode()


def _counts(folder: Path) -> dict[str, int]:
    with Record.open(folder) as record:
        assert record.verify() == []
        return record.view().counts()


def test_an_address_is_added_as_a_page(
    call: Call, server: HostileServer, empty_record: Path
) -> None:
    server.paths["/1"] = plain()
    assert call("add", server.url("/1")).return_value == 0
    assert _counts(empty_record)["pending"] == 1


def test_an_address_without_a_page_is_kept_as_a_loss(
    call: Call, server: HostileServer, empty_record: Path
) -> None:
    done = call("add", server.url("/gone"))
    assert done.return_value == 1
    assert "http_404" in done.stderr
    with Record.open(empty_record) as record:
        assert [loss.reason for loss in record.view().rejections()] == ["http_404"]


def test_a_sitemap_is_imported_through_its_index(
    call: Call, server: HostileServer, empty_record: Path
) -> None:
    index = f"<sitemapindex><sitemap><loc>{server.url('/s')}</loc></sitemap></sitemapindex>"
    server.paths |= {
        "/index": plain(index.encode()),
        "/s": plain(_sitemap(server, "/1", "/2", "/gone")),
        "/1": plain(b"<p>one</p>"),
        "/2": plain(b"<p>two</p>"),
    }
    assert call("add", "--linked", server.url("/index")).return_value == 4
    assert _counts(empty_record)["pages"] == 3


def test_sources_are_added_listed_and_checked(call: Call, server: HostileServer) -> None:
    server.paths["/s"] = plain(_sitemap(server, "/1"))
    call("sources", "add", server.url("/s"), "--outlet", "Example Wire")
    call("sources", "add", server.url("/s"))
    (listed,) = map(json.loads, call("sources", "list").stdout.splitlines())
    assert listed["outlet"] == "Example Wire"
    (checked,) = map(json.loads, call("sources", "check").stdout.splitlines())
    assert (checked["kind"], checked["entries"], checked["fault"]) == ("sitemap", 1, None)


def test_a_check_says_which_source_is_at_fault(call: Call, server: HostileServer) -> None:
    call("sources", "add", server.url("/none"))
    done = call("sources", "check")
    assert done.return_value == 4
    assert "http_404" in json.loads(done.stdout)["fault"]


def test_one_pass_of_the_watch_keeps_what_the_sources_name(
    call: Call, server: HostileServer, empty_record: Path
) -> None:
    server.paths |= {"/s": plain(_sitemap(server, "/1")), "/1": plain()}
    call("sources", "add", server.url("/s"))
    assert call("watch", "run", "--once").return_value == 0
    assert _counts(empty_record)["pages"] == 1
    (listed,) = map(json.loads, call("sources", "list").stdout.splitlines())
    assert listed["checked"] is not None


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_the_watch_goes_on_until_it_is_told_to_stop(
    call: Call, server: HostileServer, empty_record: Path, kind: signal.Signals
) -> None:
    server.paths |= {"/s": plain(_sitemap(server, "/1")), "/1": plain()}
    call("sources", "add", server.url("/s"))
    main = threading.main_thread().ident
    assert main is not None

    def stop_once_fetched() -> None:
        while not server.asked["/1"]:
            time.sleep(0.02)
        # To the thread that waits: a signal to another one would wake it only at its next pass.
        signal.pthread_kill(main, kind)

    threading.Thread(target=stop_once_fetched, daemon=True).start()
    assert call("watch", "run").return_value == 0
    assert _counts(empty_record)["pages"] == 1


def test_versions_lists_the_pages_of_an_address(call: Call, server: HostileServer) -> None:
    server.paths["/1"] = plain()
    call("add", server.url("/1"))
    (version,) = map(json.loads, call("versions", server.url("/1")).stdout.splitlines())
    assert (version["is_read"], version["added"]) == (False, [])
    assert version["fetched_at"].startswith("2026-11-25T12:00")


def test_an_address_without_a_version_is_told(call: Call) -> None:
    done = call("versions", "https://example.org/never")
    assert (done.return_value, done.stdout) == (0, "")
    assert done.stderr.startswith("no page of https://example.org/never in this record; ")


def test_a_watch_without_a_record_is_told_so_before_anything_else(dragoman: Dragoman) -> None:
    done = dragoman("watch", "run", "--once")
    assert done.returncode == 2
    assert done.stderr.startswith("error: . is not a record; ")


def test_an_archive_is_added_and_its_damage_is_kept(
    call: Call, empty_record: Path, tmp_path: Path
) -> None:
    pages = [Page(raw=b"<p>%d</p>" % n * 99, origin=str(n), media_type="text/html") for n in (1, 2)]
    digest, _ = shelve(tmp_path, pages)
    content = archive_path(tmp_path, digest).read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(content[:-40])
    first = call("add", str(tmp_path / "cut.warc.gz"))
    again = call("add", str(tmp_path / "cut.warc.gz"))
    assert (first.return_value, again.return_value) == (4, 4)
    assert "1 added, 0 known already, 1 lost" in first.stderr
    counts = _counts(empty_record)
    assert (counts["pages"], counts["pending"], counts["imported"]) == (2, 1, 1)


def test_offline_nothing_is_fetched(call: Call, server: HostileServer) -> None:
    done = call("--offline", "add", server.url("/1"))
    assert "offline" in done.stderr
    assert server.asked.total() == 0


def test_nothing_is_fetched_without_a_contact(dragoman: Dragoman, empty_record: Path) -> None:
    done = dragoman("watch", "run", "--once", record=empty_record)
    assert done.returncode == 2
    assert f"{fetching.CONTACT}=you@example.org" in only_line(done.stderr)


def test_the_contact_may_stand_in_the_record(empty_record: Path, dragoman: Dragoman) -> None:
    (empty_record / "sources.toml").write_text('contact = "you@example.org"\n')
    done = dragoman("watch", "run", "--once", record=empty_record)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_file_of_sources_is_told(dragoman: Dragoman, empty_record: Path) -> None:
    (empty_record / "sources.toml").write_text("[[source]]\nurl = 7\n")
    done = dragoman("sources", "list", record=empty_record)
    assert done.returncode == 1
    assert "sources.toml" in only_line(done.stderr)


def test_a_watch_reads_what_came_and_merges_the_files_that_this_leaves(
    call: Call, empty_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.faces.commands.watch.FILES_MERGED", 2)
    for number in range(2):
        page = Page(raw=f"Iran met Russia in town {number}.".encode(), origin=f"{number}.txt")
        with Record.open(empty_record, writable=True) as record:
            record.add([page])
        call("watch", "run", "--once", "--read", "--jobs", "1")
    assert _counts(empty_record)["pending"] == 0
    with Record.open(empty_record) as record:
        assert "compact" in [run.kind for run in record.runs()]


def test_a_pass_that_brought_nothing_loads_no_reader(
    empty_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(empty_record, writable=True) as record:
        record.add([Page(raw=b"Iran met Russia.", origin="1.txt")])
        head = record.view().as_of

    def refuse() -> None:
        raise AssertionError

    monkeypatch.setattr("dragoman.coding.Coder.load", refuse)
    session = Session(folder=str(empty_record), as_of=None, quiet=True)
    assert read_pending(session, 1, head) == head
    with pytest.raises(AssertionError):
        read_pending(session, 1, 0)
