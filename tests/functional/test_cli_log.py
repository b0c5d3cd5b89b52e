"""`--log`: what add, run, watch, serve and send did, in lines that hold no text and no secret."""

import asyncio
import json
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from dragoman import pipeline
from dragoman.faces.cli import cli
from dragoman.faces.log import Logged, close_log, open_log
from dragoman.faces.web.app import create_app
from dragoman.pages.fetcher import HttpFetcher
from dragoman.record import Record
from tests.faults.hostile import SkippingClock, hostile_server, plain
from tests.faults.small import SmallCoder, small_pages, small_read
from tests.functional.conftest import Dragoman

PAGES = 14


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log of what this process does."""
    file = tmp_path / "log.jsonl"
    handler = open_log(str(file))
    yield file
    close_log(handler)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_adding_is_logged_with_counts_and_seconds(
    dragoman: Dragoman, empty_record: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text("Iran met Russia.")
    dragoman("--log", tmp_path / "l", "add", "page.txt", "none.txt", record=empty_record)
    missing, done = lines(tmp_path / "l")
    assert (missing["level"], missing["reason"]) == ("warning", "MissingInput")
    assert (done["stage"], done["counts"]) == ("add", {"new": 1, "known": 0, "lost": 0})
    assert done["seconds"] >= 0


def test_a_run_is_logged_page_by_page_without_their_text(log: Path, empty_record: Path) -> None:
    with Record.open(empty_record, writable=True) as record:
        record.add(small_pages(PAGES))
        report = pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        pages = set(record.view().pages())
        text = " ".join(article.text for article in record.view().articles())
    *read, done = lines(log)
    assert {line["page"] for line in read} == pages
    assert sum(line["counts"]["claims"] for line in read) == report.claims
    assert [line["outcome"] for line in read].count("rejected") == report.rejected
    assert (done["stage"], done["counts"]["articles"]) == ("run", report.articles)
    written = log.read_text()
    assert not any(said.strip() in written for said in text.split(".") if said.strip())


def test_a_pass_of_the_watch_is_logged_without_the_queries_of_addresses(
    empty_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_CONTACT", "tests@dragoman.example")
    monkeypatch.setenv("DRAGOMAN_LOG", str(tmp_path / "l"))
    with hostile_server() as server:
        link = f"<item><link>{server.url('/gone?token=hush')}</link></item>"
        server.paths["/feed?token=hush"] = plain(f"<rss><channel>{link}</channel></rss>".encode())
        monkeypatch.setattr(
            "dragoman.pages.fetcher.HttpFetcher",
            lambda contact: HttpFetcher(contact, policy=server.policy(), clock=SkippingClock()),
        )
        for words in (
            ("sources", "add", server.url("/feed?token=hush")),
            ("watch", "run", "--once"),
        ):
            CliRunner().invoke(cli, ["--record", str(empty_record), *words], standalone_mode=False)
    lost, done = lines(tmp_path / "l")
    assert (lost["address"], lost["reason"]) == (server.url("/gone"), "http_404")
    assert (done["stage"], done["counts"]["lost"]) == ("watch", 1)
    assert "hush" not in (tmp_path / "l").read_text()


def in_a_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread of its own: tests of the browser leave a loop running in this."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def test_answers_are_logged_without_their_queries(log: Path, read_record: Path) -> None:
    async def ask() -> None:
        transport = httpx.ASGITransport(app=Logged(create_app(read_record)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            await client.get("/v1/claims?actor=RUS")
            await client.get("/nowhere")

    in_a_loop(ask())
    found, missing = lines(log)
    assert (found["method"], found["path"], found["status"]) == ("GET", "/v1/claims", 200)
    assert (missing["path"], missing["status"]) == ("/nowhere", 404)
    assert "RUS" not in log.read_text()


def test_an_answer_that_breaks_is_a_warning(log: Path) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("no answer")

    scope = {"type": "http", "method": "GET", "path": "/"}
    with pytest.raises(RuntimeError):
        in_a_loop(Logged(broken)(scope, None, None))
    (line,) = lines(log)
    assert (line["level"], line["status"]) == ("warning", 500)


def test_a_command_that_fails_is_logged_by_the_kind_of_error(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    done = dragoman("--log", "-", "run", record=tmp_path / "hush")
    log, error = done.stderr.splitlines()
    assert error.startswith("error: ")
    line = json.loads(log)
    assert (line["stage"], line["level"], line["reason"]) == ("command", "error", "NotARecord")
    assert "hush" not in log


def test_a_log_that_cannot_be_written_is_an_error(dragoman: Dragoman, tmp_path: Path) -> None:
    done = dragoman("--log", tmp_path / "none" / "log", "run", record=tmp_path)
    assert done.returncode == 1
    assert "cannot write the log" in done.stderr


def test_without_a_log_nothing_is_logged(dragoman: Dragoman, empty_record: Path) -> None:
    done = dragoman("-q", "add", "none.txt", record=empty_record)
    assert len(done.stderr.splitlines()) == 1
