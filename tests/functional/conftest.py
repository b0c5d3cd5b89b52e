"""The command as a user types it, and small records to type it at."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

import pytest
import uvicorn

from dragoman import pipeline
from dragoman.coding import Coder
from dragoman.faces.outlets_file import read_outlets
from dragoman.faces.web.app import create_app
from dragoman.model import Article
from dragoman.pages import read_source
from dragoman.pipeline import RunReport
from dragoman.record import Added, Record, View
from tests.faults.small import OUTLETS, SmallCoder, small_pages, small_read
from tests.functional.placed import PlacedCoder

COMMAND = Path(sys.executable).with_name("dragoman")
DEMO = Path(__file__).parents[2] / "examples" / "gulf-2020"
PAGES = 40
SECONDS_TO_START = 20

Done = subprocess.CompletedProcess[str]
Dragoman = Callable[..., Done]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user who has set nothing, so that no test hangs on ours."""
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "NO_COLOR"}}
    return {k: v for k, v in kept.items() if not k.startswith("DRAGOMAN_")} | changes


@pytest.fixture
def dragoman(tmp_path: Path) -> Dragoman:
    """Run `dragoman ARGS` in an empty folder; `record` is the folder to work on."""

    def call(*args: object, record: Path | None = None, given: str = "", **env: str) -> Done:
        options = [] if record is None else ["--record", str(record)]
        return subprocess.run(
            [COMMAND, *options, *map(str, args)],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            cwd=tmp_path,
            env=environment(**env),
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def read_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of forty small pages, read by a coder that needs no weights. Not to be changed."""
    folder = tmp_path_factory.mktemp("shared") / "record"
    with Record.create(folder) as record:
        record.add(small_pages(PAGES), outlets=OUTLETS)
        pipeline.run(record, SmallCoder(), jobs=0, read=small_read)
        record.snapshot("first")
    return folder


@pytest.fixture(scope="session")
def placed_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same pages, read by a coder that names places. Not to be changed."""
    folder = tmp_path_factory.mktemp("placed") / "record"
    with Record.create(folder) as record:
        record.add(small_pages(PAGES), outlets=OUTLETS)
        pipeline.run(record, PlacedCoder(), jobs=0, read=small_read)
    return folder


@contextmanager
def served(record: Path) -> Iterator[str]:
    """Serve a record beside the tests, at a port that was free; give the root of the server."""
    app = create_app(record)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + SECONDS_TO_START
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started, f"no server after {SECONDS_TO_START} s"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(SECONDS_TO_START)


@pytest.fixture(scope="session")
def address(read_record: Path) -> Iterator[str]:
    """The root of a server of the record that is not to be changed."""
    with served(read_record) as root:
        yield root


@pytest.fixture
def own_record(read_record: Path, tmp_path: Path) -> Path:
    """A copy of the record for a test that writes to it."""
    return Path(shutil.copytree(read_record, tmp_path / "own"))


@pytest.fixture
def empty_record(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    Record.create(folder).close()
    return folder


def only_line(text: str) -> str:
    """The line of a text that must have one line."""
    lines = text.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@dataclass(frozen=True, slots=True)
class Demo:
    """The record of the demo, and how it came to be."""

    folder: Path
    view: View
    added: Added
    report: RunReport
    articles: dict[str, Article]


def page_of(article: Article) -> str:
    return PurePath(article.origin).name


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo corpus, read once for all tests that ask it."""
    folder = tmp_path_factory.mktemp("demo") / "record"
    with Record.create(folder) as record:
        pages = read_source(str(DEMO / "pages"))
        added = record.add(pages, outlets=read_outlets(DEMO / "outlets.toml"))
        report = pipeline.run(record, Coder.load(), jobs=2)
        view = record.view()
        articles = {page_of(article): article for article in view.articles()}
        yield Demo(folder, view, added, report, articles)
